"""Reaches a hub: with a proof of who answers, and with whichever password it knows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from leadq.adapters.extras import need
from leadq.adapters.hub.address import connection_words
from leadq.adapters.hub.failures import PASSWORD, hub_errors
from leadq.errors import StoreError

if TYPE_CHECKING:
    from psycopg import Connection

CLIENT = 2
"""What this program knows of hubs; ``version`` and ``min_client`` of a hub are held against it."""
_OLDEST = 16
_PATIENCE = {
    "connect_timeout": 10,
    "keepalives_idle": 20,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 60_000,
}
"""Seconds (and milliseconds) until a hub that says nothing counts as gone."""


def connect(url: str, passwords: Sequence[str] = ()) -> Connection[tuple[Any, ...]]:
    """Open a connection by the first password that fits; what is sent on it stands at once.

    Raises StoreError, RefusedError no_extra.
    """
    words = connection_words(url)
    *others, last = passwords or ("",)
    for password in others:
        try:
            return _open(words, password)
        except StoreError as error:
            if error.key != PASSWORD:
                raise
    return _open(words, last)


def _open(words: dict[str, str], password: str) -> Connection[tuple[Any, ...]]:
    psycopg = need("psycopg", "team")
    given: dict[str, Any] = _PATIENCE | words | ({"password": password} if password else {})
    with hub_errors(words):
        connection: Connection[tuple[Any, ...]] = psycopg.connect(
            autocommit=True, client_encoding="utf8", application_name="leadq", **given
        )
    found = connection.info.server_version // 10_000
    if found < _OLDEST:
        connection.close()
        raise StoreError("hub_old_server", hint="hub_old_server", found=found, wanted=_OLDEST)
    return connection

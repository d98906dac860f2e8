"""Says in our words why a hub could not be reached, or what it refuses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from leadq.adapters.extras import need
from leadq.errors import LeadqError, RefusedError, StoreError

if TYPE_CHECKING:
    import psycopg

PASSWORD = "hub_password"
_NOWHERE: Mapping[str, str] = {}
_RAISED: dict[str, tuple[type[LeadqError], str]] = {
    "leadq_no_member": (StoreError, "hub_no_member"),
    "leadq_member_there": (RefusedError, "hub_member_there"),
    "leadq_foreign": (StoreError, "hub_foreign"),
    "leadq_no_manager": (RefusedError, "hub_no_manager"),
    "leadq_no_such_member": (RefusedError, "hub_no_such_member"),
}
"""What the hub's own functions raise because of who asks, and for what."""
_STATES = (
    ("28P01", PASSWORD),
    ("28", "hub_login"),
    ("3D000", "hub_no_database"),
    ("3F000", "hub_not_made"),
    ("42P01", "hub_not_made"),
    ("42883", "hub_not_made"),
    ("42501", "hub_no_right"),
    ("53100", "hub_full"),
    ("53", "hub_busy"),
    ("25006", "hub_read_only"),
    ("25P", "hub_cut"),
    ("57014", "hub_busy"),
    ("57P03", "hub_starting"),
    ("57P", "hub_cut"),
    ("55P03", "hub_busy"),
    ("40", "hub_busy"),
    ("08", "hub_cut"),
    ("P0001", "hub_rejected"),
    ("22", "hub_rejected"),
    ("23", "hub_rejected"),
)
"""States of SQL, by how they begin; the first that fits counts."""
_WORDS = (
    ("password authentication failed|no password supplied|Password 认证失败", PASSWORD),
    ("root certificate file|certificate file .* does not exist", "hub_certificate_file"),
    ("does not match host name", "hub_certificate_name"),
    ("certificate", "hub_certificate"),
    ("SSL|no encryption", "hub_no_tls"),
    ("failed to resolve|could not translate host name", "hub_no_host"),
    ("Connection refused|Is the server running", "hub_refused"),
    ("timeout expired|timed out|No route to host|unreachable", "hub_timeout"),
    ('database ".*" does not exist|数据库 ".*" 不存在', "hub_no_database"),
    ("not permitted to log in|不允许.*登", "hub_no_member"),
    (r"pg_hba\.conf|role|角色", "hub_login"),
    ("too many|remaining connection slots", "hub_busy"),
    ("starting up|shutting down|not accepting|recovery", "hub_starting"),
    ("closed the connection|Connection reset|terminating connection|connection is lost", "hub_cut"),
)
"""How it begins when there is no connection, of which libpq tells no state but only words."""


@contextmanager
def hub_errors(words: Mapping[str, str] = _NOWHERE) -> Iterator[None]:
    """Turn PostgreSQL's errors into ours, each with its cause; ``words`` make the connection."""
    found = need("psycopg", "team")
    try:
        yield
    except found.Error as error:
        raise read_failure(error, words) from error


def read_failure(error: psycopg.Error, words: Mapping[str, str] = _NOWHERE) -> LeadqError:
    """Return what an error of PostgreSQL means to somebody who wants to go on.

    What the server says itself is quoted only where nothing better is known.
    """
    said = str(error.diag.message_primary or error).strip()
    if said in _RAISED:
        kind, key = _RAISED[said]
        return kind(key, hint=key)
    key = _by_state(error.sqlstate) if error.sqlstate else _by_words(said)
    cause = " ".join(said.split())
    host, port, database = (words.get(name, "") for name in ("host", "port", "dbname"))
    place = f"{host}:{port}" if port else host
    return StoreError(key, hint=key, cause=cause, host=host, place=place, database=database)


def _by_state(state: str) -> str:
    return next((key for start, key in _STATES if state.startswith(start)), "hub_failed")


def _by_words(said: str) -> str:
    return next((key for words, key in _WORDS if re.search(words, said)), "hub_failed")

"""Reaches a hub, and says in our words why it cannot be reached or refuses."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from leadq.adapters.extras import need
from leadq.errors import StoreError

if TYPE_CHECKING:
    from psycopg import Connection

CLIENT = 1
"""What this program knows of hubs; ``version`` and ``min_client`` of a hub are held against it."""


def connect(url: str, password: str = "") -> Connection[tuple[Any, ...]]:
    """Open a connection; what is sent on it stands at once. Raises StoreError, RefusedError."""
    psycopg = need("psycopg", "team")
    with hub_errors():
        given = {"password": password} if password else {}
        connection: Connection[tuple[Any, ...]] = psycopg.connect(
            url, autocommit=True, connect_timeout=10, client_encoding="utf8", **given
        )
        return connection


@contextmanager
def hub_errors() -> Iterator[None]:
    """Turn PostgreSQL's errors into a StoreError."""
    psycopg = need("psycopg", "team")
    try:
        yield
    except psycopg.Error as error:
        raise StoreError("hub_failed", hint="hub_failed", cause=str(error)) from error

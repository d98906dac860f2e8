"""What is asked of a hub."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from leadq.adapters.hub.connect import CLIENT, hub_errors

if TYPE_CHECKING:
    from psycopg import Connection

_FEED = """
SELECT kind, seq, tbl, uid, lead, gone, who, data::text FROM leadq.feed(%s, %s)
"""


class HubCalls:
    """The calls of a laptop to its hub. Raises StoreError for what it refuses."""

    def __init__(self, connection: Connection[tuple[Any, ...]]) -> None:
        self._connection = connection

    def hello(self, device: str) -> dict[str, Any]:
        """Return who one is, who else is in the team, and what the hub knows of the device."""
        told: dict[str, Any] = self._ask("SELECT leadq.hello(%s, %s)", CLIENT, device)
        return told

    def push(self, device: str, batch: int, cursor: int, digest: str, ops: str) -> dict[str, Any]:
        """Send a batch (JSON) and return what became of it."""
        statement = "SELECT leadq.push(%s, %s, %s, %s, %s::jsonb)"
        answer: dict[str, Any] = self._ask(statement, device, batch, cursor, digest, ops)
        return answer

    def feed(self, device: str, cursor: int) -> Iterator[tuple[Any, ...]]:
        """Yield what changed since a cursor: kind, seq, table, uid, lead, gone, who, JSON text."""
        with hub_errors(), self._connection.cursor() as rows:
            yield from rows.stream(_FEED, (device, cursor))

    def seen(self, device: str, cursor: int) -> None:
        """Say how far a device has come."""
        self._ask("SELECT leadq.seen(%s, %s)", device, cursor)

    def erase(self, device: str, leads: list[str], hashes: Sequence[Sequence[str]]) -> int:
        """Take leads out of the hub for good, and return how many rows went."""
        from psycopg.types.json import Jsonb

        given = Jsonb([list(one) for one in hashes])
        return int(self._ask("SELECT leadq.erase(%s, %s, %s)", device, leads, given))

    def _ask(self, statement: str, *given: Any) -> Any:
        with hub_errors():
            row = self._connection.execute(statement, given).fetchone()
        return row[0] if row else None

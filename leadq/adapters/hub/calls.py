"""What is asked of a hub."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from leadq.adapters.hub.connect import CLIENT
from leadq.adapters.hub.failures import hub_errors
from leadq.adapters.hub.make import verifier
from leadq.errors import StoreError

if TYPE_CHECKING:
    from psycopg import Connection

_OLDEST_HUB = 2
_CHUNK = 500
_FEED = """
SELECT kind, seq, tbl, uid, lead, gone, who, data::text FROM leadq.feed(%s, %s)
"""
_NEWS = """
SELECT (SELECT count(*) FROM leadq.item WHERE seq > %(cursor)s
            AND src IS DISTINCT FROM %(device)s::uuid),
    (SELECT count(*) FROM leadq.standing WHERE seq > %(cursor)s
        AND src IS DISTINCT FROM %(device)s::uuid)
"""


class HubCalls:
    """The calls of a laptop to its hub. Raises StoreError for what it refuses."""

    def __init__(self, connection: Connection[tuple[Any, ...]]) -> None:
        self._connection = connection

    def hello(self, device: str) -> dict[str, Any]:
        """Return who one is, who else is in the team, and what the hub knows of the device."""
        told: dict[str, Any] = self._ask("SELECT leadq.hello(%s, %s)", CLIENT, device)
        if told["min_client"] > CLIENT:
            raise StoreError("hub_newer", hint="hub_newer")
        if told["version"] < _OLDEST_HUB:
            raise StoreError("hub_older", hint="hub_older")
        return told

    def push(self, device: str, batch: int, cursor: int, digest: str, ops: str) -> dict[str, Any]:
        """Send a batch (JSON) and return what became of it."""
        statement = "SELECT leadq.push(%s, %s, %s, %s, %s::jsonb)"
        answer: dict[str, Any] = self._ask(statement, device, batch, cursor, digest, ops)
        return answer

    def feed(self, device: str, cursor: int) -> Iterator[tuple[Any, ...]]:
        """Yield what changed since a cursor: kind, seq, table, uid, lead, gone, who, JSON text."""
        with hub_errors(), self._connection.cursor() as rows:
            yield from rows.stream(_FEED, (device, cursor), size=_rows_at_once())

    def count_news(self, device: str, cursor: int) -> tuple[int, int]:
        """Return how many rows, and how many leads' standings, changed since a cursor."""
        with hub_errors():
            row = self._connection.execute(_NEWS, {"device": device, "cursor": cursor}).fetchone()
        return (row[0], row[1]) if row else (0, 0)

    def seen(self, device: str, cursor: int) -> None:
        """Say how far a device has come."""
        self._ask("SELECT leadq.seen(%s, %s)", device, cursor)

    def retire(self, device: str) -> None:
        """Say that a device goes on as another one."""
        self._ask("SELECT leadq.retire(%s)", device)

    def list_foreign(self, leads: list[str]) -> list[str]:
        """Return those of some leads that are colleagues', and never were one's own."""
        found: list[str] = self._ask("SELECT leadq.list_foreign(%s)", leads)
        return found

    def erase(
        self, device: str, leads: list[str], hashes: Sequence[Sequence[str]]
    ) -> list[tuple[str, str | None]]:
        """Take leads out of the hub for good; return those that stay, and who has them."""
        from psycopg.types.json import Jsonb

        given = Jsonb([list(one) for one in hashes])
        kept = self._ask("SELECT leadq.erase(%s, %s, %s)", device, leads, given)
        return [(lead, who) for lead, who in kept]

    def add_member(self, name: str, manages: bool, password: str) -> str:
        """Make a member, and return the login. Raises RefusedError when there is one."""
        statement = "SELECT leadq.add_member(%s, %s, %s)"
        return str(self._ask(statement, name, manages, verifier(self._connection, password)))

    def renew_member(self, name: str, password: str) -> str:
        """Give a member another password, so that the old laptop gets in no more."""
        statement = "SELECT leadq.renew_member(%s, %s)"
        return str(self._ask(statement, name, verifier(self._connection, password)))

    def remove_member(self, name: str, heir: str) -> int:
        """Let a member in no more, and return how many leads became another's."""
        return int(self._ask("SELECT leadq.remove_member(%s, %s)", name, heir))

    def list_team(self) -> list[dict[str, Any]]:
        """Return who is in the team, and how far their laptops are."""
        found: list[dict[str, Any]] = self._ask("SELECT leadq.list_team()")
        return found

    def set_password(self, password: str) -> None:
        """Change one's own password, of which the hub hears only what it needs to check it."""
        from psycopg import sql

        hashed = sql.Literal(verifier(self._connection, password))
        statement = sql.SQL("ALTER ROLE CURRENT_USER PASSWORD {}").format(hashed)
        with hub_errors():
            self._connection.execute(statement)

    def _ask(self, statement: str, *given: Any) -> Any:
        with hub_errors():
            row = self._connection.execute(statement, given).fetchone()
        return row[0] if row else None


def _rows_at_once() -> int:
    """Return how many rows to take at once: older libraries of PostgreSQL give one by one."""
    from psycopg import capabilities

    return _CHUNK if capabilities.has_stream_chunked() else 1

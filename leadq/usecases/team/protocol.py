"""What a sync asks of a hub."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol


class Hub(Protocol):
    """What a hub answers. Raises StoreError for one that cannot be reached or refuses."""

    def hello(self, device: str) -> dict[str, Any]:
        """Return who one is, who else is in the team, and what the hub knows of the device."""

    def push(self, device: str, batch: int, cursor: int, digest: str, ops: str) -> dict[str, Any]:
        """Send a batch and return what became of it; the same again has the same answer."""

    def feed(self, device: str, cursor: int) -> Iterable[tuple[Any, ...]]:
        """Return what changed since a cursor, as it stood at one moment: ``Arrival``, as JSON."""

    def count_news(self, device: str, cursor: int) -> tuple[int, int]:
        """Return how many rows, and how many leads' standings, changed since a cursor."""

    def seen(self, device: str, cursor: int) -> None:
        """Say how far a device has come."""

    def retire(self, device: str) -> None:
        """Say that a device goes on as another one."""

    def list_foreign(self, leads: list[str]) -> list[str]:
        """Return those of some leads that are colleagues', and never were one's own."""

    def erase(
        self, device: str, leads: list[str], hashes: list[tuple[str, str, str]]
    ) -> list[tuple[str, str | None]]:
        """Take leads out of the hub for good; hashes are of what must not come back.

        Returns those that stay, since they are colleagues', and who has them, if that is told.
        """

"""What the hub has sent, on disk until all of it is there: a pull can be as large as a store."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import islice
from tempfile import TemporaryFile
from types import TracebackType
from typing import IO, Any, NamedTuple

from leadq.store.team.shapes import LEAD, REACHES, ROWS
from leadq.store.team.spelling import dumps

_CHUNK = 500
_LINE = "\n"


class Arrival(NamedTuple):
    """One thing of the hub's: a row (``item``), how a lead stands (``standing``), a value that
    gave way (``lost``) …; ``who`` is the member whose doing it is."""

    kind: str
    seq: int
    tbl: str
    uid: str
    lead: str
    gone: bool
    who: int
    data: Any


class Spool:
    """Arrivals on disk, to be taken in an order of their own, whatever order they came in.

    ``count`` is how many have come.
    """

    def __init__(self) -> None:
        self._stack = ExitStack()
        self._files: dict[str, IO[str]] = {}
        self.count = 0
        self.unreadable: list[int] = []
        """Arrivals that cannot be read at all, by their numbers at the hub."""

    def __enter__(self) -> Spool:
        for name in (*ROWS, REACHES, "steps", "gone", "standing", "rest"):
            file = TemporaryFile("w+", encoding="utf-8", newline="\n")
            self._files[name] = self._stack.enter_context(file)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()

    def put(self, one: Arrival) -> None:
        """Keep an arrival, whose data is JSON text; one that cannot be read is only noted."""
        self.count += 1
        head, data = dumps(one[:-1]), one.data or "null"
        try:
            file = self._files[_place(one, data)]
        except (ValueError, RecursionError, AttributeError, KeyError):
            self.unreadable.append(one.seq)
            return
        file.write(f"{head[:-1]},{data.replace(_LINE, ' ')}]{_LINE}")

    def each(self, place: str) -> Iterator[Arrival]:
        """Yield what is kept in one place: a table, ``steps``, ``gone``, ``standing``, ``rest``."""
        file = self._files[place]
        file.seek(0)
        for line in file:
            try:
                yield Arrival._make(json.loads(line))
            except (ValueError, RecursionError, TypeError):
                self.unreadable.append(int(line.split(",", 2)[1]))

    def chunks(self, place: str) -> Iterator[list[Arrival]]:
        """Yield what is kept in one place, some at a time."""
        found = self.each(place)
        while some := list(islice(found, _CHUNK)):
            yield some


def _place(one: Arrival, data: str) -> str:
    if one.kind == "standing":
        return "standing"
    if one.kind != "item":
        return "rest"
    if one.gone and one.tbl == LEAD:
        return "gone"
    if one.tbl == "followup" and not one.gone and json.loads(data).get("state") == "open":
        return "steps"
    return one.tbl

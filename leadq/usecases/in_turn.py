"""Long results: what they consist of is known, each part is read from the store when it is used."""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence, Sized
from itertools import accumulate
from typing import Generic, TypeVar, overload

from leadq.store.connect import let_go
from leadq.usecases.desk import Desk

Key = TypeVar("Key")
One = TypeVar("One")
Reader = Callable[[sqlite3.Connection, Sequence[Key]], Iterable[One]]
"""Reads the parts that some keys stand for, in their order; what is gone is left out."""
LONG = 500
"""Results up to this length are read at once."""


class InTurn(Sequence[One], Generic[Key, One]):
    """A long result that is read as it is passed through, each time anew, and never held whole.

    Others may write meanwhile: each part is as the store has it when it is read.
    """

    def __init__(self, desk: Desk, keys: Sequence[Key], read: Reader[Key, One]) -> None:
        self._desk, self._keys, self._read = desk, keys, read

    def __len__(self) -> int:
        return len(self._keys)

    def __iter__(self) -> Iterator[One]:
        with self._desk.read() as conn:
            let_go(conn)
            yield from self._read(conn, self._keys)

    @overload
    def __getitem__(self, place: int) -> One: ...
    @overload
    def __getitem__(self, place: slice) -> list[One]: ...
    def __getitem__(self, place: int | slice) -> One | list[One]:
        keys = self._keys[place] if isinstance(place, slice) else [self._keys[place]]
        with self._desk.read() as conn:
            found = list(self._read(conn, keys))
        return found if isinstance(place, slice) else found[0]


class Pairs(Sequence[tuple[str, int]]):
    """Keys of two parts, by lists of those that have the first one in common; never held whole."""

    def __init__(self, lists: Iterable[tuple[str, Sequence[int]]]) -> None:
        self._lists = list(lists)
        self._ends = list(accumulate(len(ids) for _name, ids in self._lists))

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    @overload
    def __getitem__(self, place: int) -> tuple[str, int]: ...
    @overload
    def __getitem__(self, place: slice) -> list[tuple[str, int]]: ...
    def __getitem__(self, place: int | slice) -> tuple[str, int] | list[tuple[str, int]]:
        places = range(len(self))[place]
        return self._at(places) if isinstance(places, int) else [self._at(one) for one in places]

    def _at(self, place: int) -> tuple[str, int]:
        name, ids = self._lists[list_place := bisect_right(self._ends, place)]
        return name, ids[place - self._ends[list_place]]


def is_long(keys: Sized) -> bool:
    """Say whether so many parts are not to be held in memory."""
    return len(keys) > LONG


def read_in_turn(
    conn: sqlite3.Connection, desk: Desk, keys: Sequence[Key], read: Reader[Key, One]
) -> Sequence[One]:
    """Return what keys stand for: at once if they are few, else part by part when it is used."""
    return InTurn(desk, keys, read) if is_long(keys) else list(read(conn, keys))


def by_the_hundred(keys: Sequence[Key]) -> Iterator[Sequence[Key]]:
    """Yield keys in pieces that may be held in memory with all they stand for."""
    return (keys[start : start + LONG] for start in range(0, len(keys), LONG))

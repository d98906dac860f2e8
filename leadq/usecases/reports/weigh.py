"""Looks at the answers of many leads: what equal ones come to is worked out once (method §4)."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Iterator
from typing import Generic, TypeVar

from leadq.domain.grading.facts import Fact
from leadq.domain.grading.rules import Rules
from leadq.store.read.read_details import read_facts
from leadq.store.read.read_reports import Scope
from leadq.store.reports.read_answers import OpenLead, as_fact, read_open
from leadq.usecases.desk import Desk

Found = TypeVar("Found")
Like = Callable[[Fact], Fact | None]
"""Returns a fact that comes to the same as another, None for one that does not matter.

The fewer it returns, the more is remembered.
"""
Find = Callable[[dict[str, Fact]], Found]
"""Works out what the newest facts of a lead come to, "unknown" ones among them."""
_decode = json.JSONDecoder().raw_decode
_MOST = 50_000


class Weigher(Generic[Found]):
    """Works out what leads' answers come to, of all those that are alike once.

    Of several notes of one fact the newest counts (§1).
    """

    def __init__(self, like: Like, find: Find[Found]) -> None:
        self._codes, self._find = _Codes(like), find
        self._found: dict[tuple[int, ...], Found | None] = {}

    def of(self, conn: sqlite3.Connection, lead_id: int, until: str, noted: str) -> Found:
        """Return what was ``noted`` of a lead until a day comes to."""
        parts, _end = _decode(noted)
        found = self._recall(parts)
        if found is None:
            found = self._recall(_newest(conn, lead_id, until, parts))
        # what counts has each fact once
        assert found is not None
        return found

    def _recall(self, parts: Collection[str]) -> Found | None:
        """Return what facts come to, None where one of them is there several times."""
        key = tuple(filter(None, map(self._codes.__getitem__, parts)))
        try:
            return self._found[key]
        except KeyError:
            return self._work_out(key)

    def _work_out(self, key: tuple[int, ...]) -> Found | None:
        facts = [self._codes.facts[code] for code in key]
        if max(len(self._found), len(self._codes)) >= _MOST:
            self._found.clear()
            self._codes.clear()
            return self._single(facts)
        found = self._found[key] = self._single(facts)
        return found

    def _single(self, facts: Collection[Fact]) -> Found | None:
        by_id = {fact.id: fact for fact in facts}
        return self._find(by_id) if len(by_id) == len(facts) else None


class _Codes(dict[str, int]):
    """A number for each text of a fact, the same for those that are alike; 0: does not matter."""

    def __init__(self, like: Like) -> None:
        super().__init__()
        self._like, self.facts = like, dict[int, Fact]()
        self._known: dict[Fact | None, int] = {None: 0}

    def __missing__(self, noted: str) -> int:
        fact = self._like(as_fact(noted))
        code = self._known.get(fact)
        if code is None:
            code = self._known[fact] = len(self._known)
        if fact is not None:
            self.facts[code] = fact
        self[noted] = code
        return code

    def clear(self) -> None:
        """Forget everything."""
        super().clear()
        self.facts.clear()
        self._known = {None: 0}


def _newest(
    conn: sqlite3.Connection, lead_id: int, until: str, parts: Collection[str]
) -> list[str]:
    """Return of each fact the newest; those of one day are told apart by when they were typed."""
    newest: dict[str, tuple[str, str]] = {}
    for part in parts:
        fact, on, _value = part.split(" ", 2)
        held = newest.get(fact)
        if held is not None and held[0] == on and held[1] != part:
            return _newest_typed(conn, lead_id, until, {part.split(" ", 1)[0] for part in parts})
        if held is None or on > held[0]:
            newest[fact] = on, part
    return [part for _on, part in newest.values()]


def _newest_typed(
    conn: sqlite3.Connection, lead_id: int, until: str, wanted: Collection[str]
) -> list[str]:
    newest: dict[str, Fact] = {}
    for fact in read_facts(conn, lead_id):
        held = newest.get(fact.id)
        if fact.id not in wanted or fact.noted_on.isoformat() > until:
            continue
        if held is None or fact.noted_on >= held.noted_on:
            newest[fact.id] = fact
    return [f"{fact.id} {fact.noted_on} {fact.value}" for fact in newest.values()]


def weigh_open(
    conn: sqlite3.Connection,
    desk: Desk,
    scope: Scope,
    facts: Collection[str],
    make: Callable[[Rules], tuple[Like, Find[Found]]],
    grades: Collection[str] = (),
) -> Iterator[tuple[OpenLead, Found]]:
    """Yield the open leads of a day with what is found in their answers by their trade's rules."""
    weighers: dict[str, Weigher[Found]] = {}
    day = scope.day.isoformat()
    for lead in read_open(conn, scope, facts, grades):
        weigher = weighers.get(lead.profile)
        if weigher is None:
            weigher = weighers[lead.profile] = Weigher(*make(desk.trade_of(lead.profile).rules))
        yield lead, weigher.of(conn, lead.id, day, lead.noted)

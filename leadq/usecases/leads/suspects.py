"""Finds the pairs of leads that are worth comparing, and compares them.

Comparing each with each would take hours: only leads that share something are looked at.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise, product

from leadq.adapters.phones import normalise_phone
from leadq.adapters.similarity import near_pairs
from leadq.domain.leads.duplicates import (
    MISSING,
    NEAR,
    PINYIN,
    REACHES,
    SAME,
    Likeness,
    Pair,
    company_core,
    contains_company,
    has_han,
    is_filler,
    is_surname_of,
    is_whole_name,
    name_key,
    score_likeness,
)
from leadq.store.read import read_dupes
from leadq.usecases.desk import Progress
from leadq.usecases.joining.likeness import Likenesses

_FEW = 10
"""A number that more leads share is a switchboard's: it counts only with the name."""
_SMALL = 200
_NEIGHBOURS = 20
STAGES = 6


@dataclass
class Suspects:
    """The leads in the order of their numbers, in the forms in which they are compared.

    ``region`` is the phone region. ``pairs`` holds what was found: two places, and the ways to
    reach both, as bits in the order of REACHES.
    """

    conn: sqlite3.Connection
    region: str
    ids: list[int] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    cores: list[str] = field(default_factory=list)
    owners: list[str | None] = field(default_factory=list)
    pairs: dict[tuple[int, int], int] = field(default_factory=dict)
    likenesses: Likenesses = field(default_factory=Likenesses)

    def read(self) -> None:
        """Read every lead and keep of it what is compared."""
        kept: dict[str | None, str | None] = {}
        for row in read_dupes.read_names(self.conn):
            core = company_core(row.company)
            name = name_key(row.name)
            if row.company and company_core(row.name) == core:
                name = core
            self.ids.append(row.id)
            self.names.append(name)
            self.cores.append(str(kept.setdefault(core, core)))
            self.owners.append(kept.setdefault(row.owner, row.owner))

    def search(self, progress: Progress | None) -> list[Pair]:
        """Return the pairs that look like one lead."""
        stages = (
            self.read, self.find_reaches, self.find_contacts,
            self.find_names, self.find_companies, self.find_near_companies,
        )  # fmt: skip
        for done, stage in enumerate(stages):
            if progress:
                progress(done, STAGES)
            stage()
        found = []
        for (one, other), bits in self.pairs.items():
            score, reasons = score_likeness(self.compare(one, other, bits))
            if score:
                found.append(Pair(one, other, score, reasons))
        if progress:
            progress(STAGES, STAGES)
        return found

    def compare(self, one: int, other: int, bits: int) -> Likeness:
        """Compare two leads that share something."""
        name = self.likenesses.compare_names(self.names[one], self.names[other])
        company = self.likenesses.compare_companies(self.cores[one], self.cores[other])
        contradicted = True
        if name == SAME and company == MISSING:
            kinds = (read_dupes.read_kinds(self.conn, self.ids[place]) for place in (one, other))
            contradicted = bool(set.intersection(*kinds))
        reaches = tuple(name for at, name in enumerate(REACHES) if bits >> at & 1)
        return Likeness(reaches, name, company, contradicted)

    def _add(self, one: int, other: int, reach: str = "") -> None:
        if one != other:
            bit = 1 << REACHES.index(reach) if reach else 0
            pair = (min(one, other), max(one, other))
            self.pairs[pair] = self.pairs.get(pair, 0) | bit

    def _add_all(self, places: Sequence[int], reach: str = "") -> None:
        """Add every pair of a few places; of many, each with the next one."""
        few = len(places) <= _FEW
        pairs = combinations(places, 2) if few else pairwise(places)
        for one, other in pairs:
            self._add(one, other, reach)

    def find_reaches(self) -> None:
        """Find the leads that share a phone, email or WeChat."""
        places = {lead_id: place for place, lead_id in enumerate(self.ids)}
        for norm, kind, leads in read_dupes.read_shared_reaches(self.conn):
            if not is_filler(norm):
                self._add_sharers([places[lead] for lead in leads], kind)

    def _add_sharers(self, places: Sequence[int], reach: str) -> None:
        if len(places) <= _FEW:
            self._add_all(places, reach)
            return
        for same in _heap(places, self.names).values():
            self._add_all(same, reach)

    def find_contacts(self) -> None:
        """Find the leads around which people have the same phone, or the phone of a lead."""
        phones: dict[str, dict[int, None]] = {}
        for lead_id, typed in read_dupes.read_contact_phones(self.conn):
            norm = normalise_phone(typed, self.region).digits
            if norm and not is_filler(norm):
                phones.setdefault(norm, {})[lead_id] = None
        places = {lead_id: place for place, lead_id in enumerate(self.ids)} if phones else {}
        for norm, leads in phones.items():
            holders = [places[lead] for lead in read_dupes.read_holders(self.conn, norm)]
            around = [places[lead] for lead in leads]
            self._add_sharers(around, "contact_phone")
            for one, other in product(around[:_FEW], holders[:_FEW]):
                self._add(one, other, "contact_phone")

    def find_names(self) -> None:
        """Find the same names where one company is not noted, or lies in the other's name."""
        for name, places in _heap(range(len(self.names)), self.names).items():
            if len(places) < 2 or not is_whole_name(name):
                continue
            if len(places) <= _FEW:
                self._add_all(places)
                continue
            noted = sorted((p for p in places if self.cores[p]), key=self.cores.__getitem__)
            ahead = _SMALL if len(noted) <= _SMALL else _NEIGHBOURS
            for at, one in enumerate(noted):
                for other in noted[at + 1 : at + 1 + ahead]:
                    if contains_company(self.cores[one], self.cores[other]):
                        self._add(one, other)

    def find_companies(self) -> None:
        """Find names that are the same, or nearly, in one company."""
        for core, places in _heap(range(len(self.cores)), self.cores).items():
            if core and len(places) > 1:
                self._find_among(_heap(places, self.names))

    def _find_among(self, people: dict[str, list[int]]) -> None:
        for same in people.values():
            self._add_all(same)
        names = [name for name in people if name]
        for one, other in self._like_names(names):
            self._add(people[one][0], people[other][0])

    def _like_names(self, names: Sequence[str]) -> Iterable[tuple[str, str]]:
        """Yield names that are like each other: by spelling, by sound, or by surname."""
        for one, other in near_pairs(names):
            yield names[one], names[other]
        if not any(has_han(name) for name in names):
            return
        sounds: dict[str, list[str]] = {}
        for name in names:
            for sound in self.likenesses.spell(name):
                sounds.setdefault(sound, []).append(name)
        for alike in sounds.values():
            yield from combinations(alike[:_FEW], 2)
        for short in (name for name in names if is_surname_of(name, name)):
            yield from ((short, name) for name in names if is_surname_of(short, name))

    def find_near_companies(self) -> None:
        """Find names that are the same, or nearly, in companies that nearly are."""
        firms = _heap(range(len(self.cores)), self.cores)
        firms.pop("", None)
        cores = list(firms)
        for one, other in near_pairs(cores):
            self._find_across(firms[cores[one]], firms[cores[other]])
        sounds: dict[str, list[str]] = {}
        for core in cores:
            if has_han(core):
                for sound in self.likenesses.spell(core):
                    sounds.setdefault(sound, []).append(core)
        for alike in sounds.values():
            for one_core, other_core in combinations(alike[:_FEW], 2):
                self._find_across(firms[one_core], firms[other_core])

    def _find_across(self, one: Sequence[int], other: Sequence[int]) -> None:
        ours, theirs = _heap(one, self.names), _heap(other, self.names)
        for name in ours.keys() & theirs.keys():
            if name:
                self._add(ours[name][0], theirs[name][0])
        if len(ours) * len(theirs) > _SMALL * _FEW:
            return
        for name, like in product(ours, theirs):
            if self.likenesses.compare_names(name, like) in (PINYIN, NEAR):
                self._add(ours[name][0], theirs[like][0])


def _heap(places: Iterable[int], keys: Sequence[str]) -> dict[str, list[int]]:
    """Put places with the same key together."""
    heaps: dict[str, list[int]] = {}
    for place in places:
        heaps.setdefault(keys[place], []).append(place)
    return heaps

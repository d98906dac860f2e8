"""Customer types, motives, mindsets and stages: their shapes, and how people.toml is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from leadq.content.loader import Mistakes
from leadq.content.model import FactDef
from leadq.content.schemas.schema import VERSION, Toml
from leadq.content.texts import Text

GROUPS = ("types", "motives", "mindsets", "stages", "relations")
FAMILIES = ("four", "basic", "extended", "phone", "property", "home", "shop")
MOVES = ("greet", "ask", "present", "answer", "close")
WITH_MOVES = "four"
_TEXTS = ("name", "signs", "approach", "line")
_MOST_POINTS = 5


@dataclass(frozen=True, slots=True)
class Trait:
    """One customer type, motive, mindset, stage of a purchase or kind of relation (method §7).

    ``line``: what to do with this customer, in a few words. ``family``: where a type comes from,
    one of FAMILIES, empty for the rest. ``moves``: for the family ``four``, each of MOVES.
    """

    id: str
    family: str
    name: Text
    signs: Text
    approach: Text
    line: Text
    moves: Mapping[str, Text]


class Objection(NamedTuple):
    """A kind of objection: the words it is known by, and the answer by arithmetic (method §6)."""

    id: str
    name: Text
    words: tuple[str, ...]
    line: Text

    def is_in(self, said: str) -> bool:
        """Tell whether an objection, as a rep noted it, is of this kind."""
        folded = said.casefold()
        return any(word in folded for word in self.words)


class Option(NamedTuple):
    """What may be seen of a sign, and how many points it gives to which types."""

    id: str
    words: Text
    points: Mapping[str, int]


class Sign(NamedTuple):
    """One thing to look or listen for, with what may be seen of it."""

    id: str
    question: Text
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class People:
    """All that is known about kinds of customers, each group by id in the order of the method."""

    types: Mapping[str, Trait]
    motives: Mapping[str, Trait]
    mindsets: Mapping[str, Trait]
    stages: Mapping[str, Trait]
    relations: Mapping[str, Trait]
    signs: tuple[Sign, ...]
    objections: tuple[Objection, ...]

    def points(self) -> dict[str, dict[str, Mapping[str, int]]]:
        """Return sign, option, type to points, as ``suggest_types`` takes them."""
        return {one.id: {option.id: option.points for option in one.options} for one in self.signs}


SIGN_FACT = "sign_"
"""What the ids of facts begin with that note a sign seen."""


def sign_facts(people: People) -> dict[str, FactDef]:
    """Return the facts that note the signs seen, so that they are asked and kept like any other."""
    found = {}
    for sign in people.signs:
        words = {option.id: option.words for option in sign.options}
        found[f"{SIGN_FACT}{sign.id}"] = FactDef(
            id=f"{SIGN_FACT}{sign.id}",
            kind="choice",
            label=sign.question,
            question=sign.question,
            hint=Text("", ""),
            values=tuple(reversed(words)),
            choices=words,
            says=words,
        )
    return found


def read_people(data: dict[str, object], report: Mistakes) -> People | None:
    """Return all kinds of customers and signs, or None with the mistakes in the report."""
    table = Toml(data, "", report)
    table.only(("version", *GROUPS, "signs", "objections"))
    if table.data.get("version", VERSION) != VERSION:
        table.bad("version", "wrong_version", table.data["version"], (str(VERSION),))
    groups = {group: _read_group(table, group) for group in GROUPS}
    signs = _read_signs(table, groups["types"])
    objections = _read_objections(table)
    return None if report.errors else People(signs=signs, objections=objections, **groups)


def _read_group(table: Toml, group: str) -> dict[str, Trait]:
    table.need(group, (f"[[{group}]]",))
    found: dict[str, Trait] = {}
    for one in table.tables(group):
        trait = _read_trait(one, has_family=group == GROUPS[0])
        if trait is None:
            continue
        if trait.id in found:
            one.bad("id", "twice", trait.id)
        found[trait.id] = trait
    return found


def _read_trait(one: Toml, *, has_family: bool) -> Trait | None:
    family = (one.word("family", FAMILIES) or "") if has_family else ""
    moves = MOVES if family == WITH_MOVES else ()
    one.only(("id", *(("family",) if has_family else ()), *_TEXTS, *moves))
    id_ = one.word("id")
    name, signs, approach, line = (one.text(key) for key in _TEXTS)
    read = {key: one.text(key) for key in moves}
    if not (id_ and name and signs and approach and line):
        return None
    return Trait(id_, family, name, signs, approach, line, {k: v for k, v in read.items() if v})


def _read_objections(table: Toml) -> tuple[Objection, ...]:
    table.need("objections", ("[[objections]]",))
    found: dict[str, Objection] = {}
    for one in table.tables("objections"):
        one.only(("id", "name", "words", "line"))
        id_, name, line = one.word("id"), one.text("name"), one.text("line")
        words = one.strings("words")
        if id_ in found:
            one.bad("id", "twice", id_)
        if id_ and name and line:
            found[id_] = Objection(id_, name, tuple(word.casefold() for word in words), line)
    return tuple(found.values())


def _read_signs(table: Toml, types: Mapping[str, Trait]) -> tuple[Sign, ...]:
    table.need("signs", ("[[signs]]",))
    found: dict[str, Sign] = {}
    for one in table.tables("signs"):
        one.only(("id", "question", "options"))
        id_, question = one.word("id"), one.text("question")
        one.need("options", ("id", "words", "points"))
        options = [_read_option(option, types) for option in one.tables("options")]
        if id_ is None or question is None:
            continue
        if id_ in found:
            one.bad("id", "twice", id_)
        found[id_] = Sign(id_, question, tuple(option for option in options if option))
    return tuple(found.values())


def _read_option(option: Toml, types: Mapping[str, Trait]) -> Option | None:
    option.only(("id", "words", "points"))
    id_, words, points = option.word("id"), option.text("words"), option.table("points", types)
    if points is None:
        return None
    points.only(tuple(types))
    given = {id_: points.whole(id_, 1, _MOST_POINTS) for id_ in points.data if id_ in types}
    if not (id_ and words):
        return None
    return Option(id_, words, {type_: count for type_, count in given.items() if count})

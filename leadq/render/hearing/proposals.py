"""What was understood of a text: a table with the words it comes from, or data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from leadq.domain.hearing.model import Proposal
from leadq.i18n import language, text
from leadq.render.grading.facts import word_value
from leadq.render.parts.dates import as_day, bare_day, short_day
from leadq.render.parts.lines import DIM, Line, Piece, flat, label_lines, line
from leadq.render.parts.marks import money_text
from leadq.render.parts.out import say_line
from leadq.render.parts.show import show
from leadq.render.parts.table import Column, lay_out, table_lines
from leadq.render.parts.text import clean, one_line

if TYPE_CHECKING:
    from leadq.render.parts.look import Look
    from leadq.usecases.hearing.heard import HeardReport, HeardThing

_KEYS = ("kind", "field", "value", "words", "rule")
_BOX = 5
"""Cells in front of an answer that can be ticked; one at its end stays free, too."""
_LONGEST = 60


def thing_json(one: HeardThing) -> dict[str, Any]:
    """Return a proposal as data, with its place, what it would change and what gainsays it."""
    said = one.proposal
    data: dict[str, Any] = {key: getattr(said, key) for key in _KEYS}
    if said.place:
        data["place"] = said.place
    if one.was is not None:
        on = one.was.noted_on.isoformat() if one.was.noted_on else None
        data["was"] = {"value": one.was.value, "noted_on": on}
    if one.gainsaid:
        data["contradicts"] = [rule.id for rule in one.gainsaid]
    return data


def heard_json(report: HeardReport, named: str = "proposals") -> dict[str, Any]:
    """Return what was proposed and taken as data, and the command line that would take it."""
    data = {
        named: [thing_json(one) for one in report.things],
        "accepted": [thing_json(one) for one in report.taken],
    }
    return data | ({"take": report.again} if report.again else {})


def show_proposals(heard: Sequence[HeardThing], look: Look) -> None:
    """Write what was understood, in the order of the text."""
    if look.fmt == "table" and not heard:
        say_line(text("hear.nothing"))
        return
    show(heard, look, screen=draw_proposals, each=thing_json, columns=_KEYS)


def draw_proposals(heard: Sequence[HeardThing], look: Look) -> list[Line]:
    """Return a table: what was understood, as what, from which words, and what stood there."""
    return table_lines(*_table(heard, look))


def choice_words(heard: Sequence[HeardThing], look: Look) -> list[str]:
    """Return proposals as answers to tick, each on as many lines as it needs."""
    columns, cells = _table(heard, look, quoted=True)
    rows = lay_out(columns, cells, indent=_BOX + 1).rows
    return [("\n" + " " * _BOX).join(flat(part).rstrip() for part in row) for row in rows]


def _table(
    heard: Sequence[HeardThing], look: Look, quoted: bool = False
) -> tuple[list[Column], list[list[Line]]]:
    columns = [
        Column(text("hear.column.what")),
        Column(text("hear.column.value"), least=12, wraps=True),
        Column(text("hear.column.words"), least=12, turn=1, wraps=True),
    ]
    rows = [[what_of(one), proposed_value(one, look), _words(one, quoted)] for one in heard]
    if any(one.was or one.gainsaid for one in heard):
        columns.append(Column(text("hear.column.was"), least=12, turn=2, wraps=True))
        rows = [
            [*row, standing_words(one, look, quoted)] for row, one in zip(rows, heard, strict=True)
        ]
    return columns, [[line(cell) for cell in row] for row in rows]


def _words(one: HeardThing, quoted: bool) -> str:
    """Return the words something is from; in quotes not where they are the value itself."""
    said = one.proposal
    if quoted and said.words == said.value:
        return ""
    words = one_line(said.words, _LONGEST)
    return text("hear.words", words=words) if quoted else words


def standing_words(one: HeardThing, look: Look, named: bool = False) -> str:
    """Return what a proposal stands against: the value until now, and what it gainsays."""
    parts = []
    if one.was is not None:
        stood = one.proposal._replace(value=one.was.value, place="")
        value = proposed_value(one._replace(proposal=stood), look)
        day = one.was.noted_on
        if day is not None:
            shown = bare_day(day, look.lang, look.today)
            value = text("hear.was_on", value=value, day=shown)
        parts.append(text("hear.was_named", value=value) if named else value)
    lang = language()
    parts += [text("hear.gainsaid", words=clean(getattr(rule, lang))) for rule in one.gainsaid]
    return text("list.joint").join(parts)


def what_of(one: HeardThing) -> str:
    """Return what a proposal is about, in words: the fact's label, or its kind."""
    if one.definition is not None:
        return clean(one.definition.label.pick(language()))
    kind, field = one.proposal.kind, one.proposal.field
    if kind != "field":
        return text(f"hear.kind.{kind}")
    words = text("hear.field.contact" if field == "contact" else f"field.{field}")
    return words[:1].upper() + words[1:]


def proposed_value(one: HeardThing, look: Look) -> str:
    """Return the value of a proposal in words."""
    kind, value = one.proposal.kind, one.proposal.value
    if one.definition is not None:
        return word_value(one.definition, value, look.today)
    if kind == "promise":
        return short_day(as_day(value), look.lang, look.today)
    if kind in ("outcome", "by"):
        return text(f"{kind}.{value}")
    if kind == "next":
        return _word_step(one.proposal, look)
    if one.proposal.field == "budget":
        return money_text(float(value))
    if one.proposal.field == "contact":
        name, _, role = value.rpartition(" ")
        return text("hear.contact", name=clean(name), role=text(f"role.{role}"))
    return one_line(value, _LONGEST)


def _word_step(one: Proposal, look: Look) -> str:
    day, *rest = one.value.split(" ")
    words = [short_day(as_day(day), look.lang, look.today)]
    words += [part if ":" in part else text(f"by.{part}") for part in rest]
    return " ".join([*words, *([clean(one.place)] if one.place else [])])


def taken_lines(report: HeardReport, look: Look, start: int) -> list[Line]:
    """Return what was noted of a text, else what could be and how; values begin at ``start``."""
    if report.taken:
        values = [
            line(f"{what_of(one)} {proposed_value(one, look)} ", Piece(_words(one, True), DIM))
            for one in report.taken
        ]
        return label_lines(text("hear.taken"), values, start, 2)
    if not report.things or not report.again:
        return []
    return [
        line(),
        line(text("hear.understood")),
        *draw_proposals(report.things, look),
        *command_lines("hear.take", report.again),
    ]


def command_lines(key: str, command: str) -> list[Line]:
    """Return a command under what it is for, never broken: it can be copied as it stands."""
    return [line(text(key)), *(line(Piece(part, DIM)) for part in command.split("\n"))]

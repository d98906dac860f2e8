"""What was understood of a text: a table with the words it comes from, or data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from leadq.domain.hearing.model import Proposal
from leadq.i18n import language, text
from leadq.render.grading.facts import word_value
from leadq.render.parts.dates import as_day, short_day
from leadq.render.parts.lines import Line, line
from leadq.render.parts.out import say_line
from leadq.render.parts.show import show
from leadq.render.parts.table import Column, table_lines
from leadq.render.parts.text import clean

if TYPE_CHECKING:
    from leadq.render.parts.look import Look
    from leadq.usecases.grading.hear import HeardThing

_KEYS = ("kind", "field", "value", "words", "rule")


def proposal_json(one: Proposal) -> dict[str, Any]:
    """Return a proposal as data; a next step whose place was said has that too."""
    data = {key: getattr(one, key) for key in _KEYS}
    return data | ({"place": one.place} if one.place else {})


def show_proposals(heard: Sequence[HeardThing], look: Look) -> None:
    """Write what was understood, in the order of the text."""
    if look.fmt == "table" and not heard:
        say_line(text("hear.nothing"))
        return
    show(
        heard,
        look,
        screen=draw_proposals,
        each=lambda one: proposal_json(one.proposal),
        columns=_KEYS,
    )


def draw_proposals(heard: Sequence[HeardThing], look: Look) -> list[Line]:
    """Return a table: what was understood, as what, from which words."""
    columns = [
        Column(text("hear.column.what")),
        Column(text("hear.column.value"), least=12, wraps=True),
        Column(text("hear.column.words"), least=12, turn=1, wraps=True),
    ]
    cells = [(what_of(one), proposed_value(one, look), clean(one.proposal.words)) for one in heard]
    return table_lines(columns, [[line(cell) for cell in row] for row in cells])


def what_of(one: HeardThing) -> str:
    """Return what a proposal is about, in words: the fact's label, or its kind."""
    if one.definition is not None:
        return clean(one.definition.label.pick(language()))
    kind, field = one.proposal.kind, one.proposal.field
    return text(f"hear.field.{field}" if kind == "field" else f"hear.kind.{kind}")


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
        return _word_step(value, one.proposal.place, look)
    if one.proposal.field == "budget":
        return f"{float(value):,.15g}"
    if one.proposal.field == "contact":
        name, _, role = value.rpartition(" ")
        return text("hear.contact", name=clean(name), role=text(f"role.{role}"))
    return clean(value)


def _word_step(value: str, place: str, look: Look) -> str:
    day, *rest = value.split(" ")
    words = [short_day(as_day(day), look.lang, look.today)]
    words += [part if ":" in part else text(f"by.{part}") for part in rest]
    return " ".join([*words, *([clean(place)] if place else [])])

"""What does not hold together, lead by lead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from leadq.i18n import language, text
from leadq.render.grading.facts import word_value
from leadq.render.parts.dates import bare_day
from leadq.render.parts.lines import BOLD, DIM, EMPTY, Line, Piece, line, sentence, wrapped
from leadq.render.parts.show import show
from leadq.render.parts.text import clean, one_line

if TYPE_CHECKING:
    from leadq.domain.hearing.contradict import Gainsaid
    from leadq.render.parts.look import Look
    from leadq.usecases.hearing.contradictions import ContradictoryLead

_COLUMNS = ("number", "name", "owner", "rule", "facts", "words", "on", "text")
_LONGEST = 80


def show_contradictory(leads: Sequence[ContradictoryLead], look: Look) -> None:
    """Write the list: a block a lead on a screen, a row a contradiction in json and csv."""
    show(leads, look, screen=_draw, data=_rows, columns=_COLUMNS, rows=_flat_rows)


def _rows(leads: Sequence[ContradictoryLead], look: Look) -> list[dict[str, Any]]:
    return [
        {
            "number": lead.number,
            "name": lead.name,
            "owner": lead.owner,
            "rule": one.contradiction.id,
            "facts": [
                {
                    "id": fact,
                    "value": lead.known[fact].value,
                    "noted_on": lead.known[fact].noted_on.isoformat(),
                }
                for fact in one.facts
            ],
            "words": one.words or None,
            "on": one.on.isoformat() if one.on else None,
            "text": getattr(one.contradiction, language()),
        }
        for lead in leads
        for one in lead.found
    ]


def _flat_rows(leads: Sequence[ContradictoryLead], look: Look) -> list[dict[str, Any]]:
    return [
        {**row, "facts": [f"{fact['id']}={fact['value']}" for fact in row["facts"]]}
        for row in _rows(leads, look)
    ]


def _draw(leads: Sequence[ContradictoryLead], look: Look) -> list[Line]:
    if not leads:
        return sentence(text("contradictions.none"))
    lines: list[Line] = []
    for lead in leads:
        lines += [EMPTY] if lines else []
        lines.append(line(Piece(f"{lead.number} {one_line(lead.name, _LONGEST)}", BOLD)))
        for one in lead.found:
            lines.append(line(f"! {clean(getattr(one.contradiction, language()))}"))
            lines += [line("  ", Piece(part, DIM)) for part in _evidence(lead, one, look)]
    return wrapped(lines)


def _evidence(lead: ContradictoryLead, one: Gainsaid, look: Look) -> Iterator[str]:
    for fact in one.facts:
        definition, known = lead.definitions[fact], lead.known[fact]
        label = clean(definition.label.pick(language()))
        day = bare_day(known.noted_on, look.lang, look.today)
        value = word_value(definition, known.value, look.today)
        yield f"{label} {text('hear.was_on', value=value, day=day)}"
    if one.on is not None:
        words = text("hear.words", words=one_line(one.words, _LONGEST))
        yield text("hear.was_on", value=words, day=bare_day(one.on, look.lang, look.today))

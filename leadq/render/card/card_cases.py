"""Complaints on the card of a lead: a line each for those that are not closed (method §11, §14)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from leadq.domain.aftersale.complaints import CLOSED, FIELDS, SOLVED, Case
from leadq.i18n import text
from leadq.render.parts.dates import as_day, bare_day, short_day
from leadq.render.parts.goals import promise_words
from leadq.render.parts.lines import DIM, Line, Piece, line
from leadq.render.parts.marks import LATE_STYLE
from leadq.render.parts.text import clean, one_line, signs

if TYPE_CHECKING:
    from datetime import date

    from leadq.render.parts.look import Look

_WORDS = 34


def case_lines(cases: Sequence[Case], look: Look, every: bool = False) -> list[Line]:
    """Return the complaints that are not closed, ``every`` one on a card of everything."""
    shown = [one for one in cases if every or one.state != CLOSED]
    return [case_line(one, look, 0 if every else _WORDS) for one in shown]


def case_line(case: Case, look: Look, longest: int) -> Line:
    """Return a complaint in its own words, when it was, and what it waits for.

    ``longest``: so many cells of its words, 0 for all.
    """
    words = one_line(case.text, longest) if longest else clean(case.text)
    day = bare_day(as_day(case.on), look.lang, look.today)
    said = line(words, Piece(text("list.aside", words="", aside=day), DIM))
    return (*said, Piece(text("list.then")), _standing(case, look))


def _standing(case: Case, look: Look) -> Piece:
    if case.state == CLOSED or not case.due_on:
        key = "closed" if case.state == CLOSED else "no_promise"
        return Piece(text(f"complaint.is_{key}"), DIM if key == "closed" else LATE_STYLE)
    key = "check_by" if case.state == SOLVED else "promised_by"
    words = text(f"complaint.{key}", day=short_day(as_day(case.due_on), look.lang, look.today))
    if late := case.days_late(look.today):
        return Piece(f"{signs().late} {words} {text('due.days', days=late)}", LATE_STYLE)
    return Piece(words)


def case_json(case: Case, today: date) -> dict[str, Any]:
    """Return a complaint as data; ``id`` is None of one that is only noted as facts."""
    return {
        "id": case.id,
        "on": case.on,
        "text": case.text,
        "state": case.state,
        "product": case.product,
        **{name: getattr(case, name) for name in FIELDS},
        "solution": case.solution,
        "promises": [
            {
                "id": one.id,
                "text": promise_words(one.text),
                "due_on": one.due_on,
                "state": one.state,
            }
            for one in case.promises
        ],
        "promised_on": case.pending.due_on if case.pending else case.promised_on,
        "due_on": case.due_on,
        "days_late": case.days_late(today),
        "solved_on": case.solved_on,
        "checked_on": case.checked_on,
        "satisfied": case.satisfied,
        "owner": case.owner,
    }

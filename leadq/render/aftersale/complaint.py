"""Complaints on a screen and as data: what, when, promised, solved how, checked when (§11)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from leadq.domain.aftersale.complaints import CLOSED, FIELDS, OPEN, SOLVED, Case
from leadq.domain.words import CHECK
from leadq.i18n import text
from leadq.render.card.card_cases import case_json, case_line
from leadq.render.parts.dates import as_day, plain_day, short_day
from leadq.render.parts.lines import (
    BOLD,
    DIM,
    EMPTY,
    Line,
    Piece,
    flat,
    label_lines,
    line,
    sentence,
    text_width,
    wrapped,
    write_lines,
)
from leadq.render.parts.marks import head_lines, numbered_title
from leadq.render.parts.show import show
from leadq.render.parts.text import cell_width, clean, one_line, signs
from leadq.store.read.rows import pick_keys

if TYPE_CHECKING:
    from leadq.render.parts.look import Look
    from leadq.usecases.aftersale.complaint import CaseBook

_WHO = ("number", "id", "name", "company")
_COLUMNS = (
    "number", "name", "company", "case", "on", "text", "state", "product", *FIELDS, "solution",
    "promised", "due_on", "days_late", "solved_on", "checked_on", "satisfied", "owner",
)  # fmt: skip
_SAID_FIRST = {
    "thank": "complaint_thanked",
    "apologise": "complaint_apologised",
    "promise": "complaint_details",
}
"""What is said at once, before anything is looked into, and whose hint tells how."""
_TITLE = 40
_PROMISED = " · "


def say_case(book: CaseBook, look: Look) -> None:
    """Say how the case stands that something was noted of, and what comes next."""
    show(book, look, screen=_draw_changed, data=_data, columns=_COLUMNS, rows=_rows)


def show_cases(book: CaseBook, look: Look) -> None:
    """Write the complaints of a lead, oldest first."""
    show(book, look, screen=_draw, data=_data, columns=_COLUMNS, rows=_rows)


def tell_case(book: CaseBook, look: Look) -> None:
    """Write how a case stands at the end of a walk."""
    write_lines([EMPTY, *_draw_changed(book, look)], color=look.color)


def case_title(case: Case) -> str:
    """Return a case in a few words, to choose it by."""
    return f"{case.id or 0} {one_line(case.text, _TITLE)}"


def _draw(book: CaseBook, look: Look) -> list[Line]:
    lines = head_lines(book.lead)
    if not book.cases:
        return lines + sentence(text("complaint.none", number=book.lead["number"]))
    for case in book.cases:
        lines += [EMPTY, *_case_lines(case, book, look)]
    return lines


def _draw_changed(book: CaseBook, look: Look) -> list[Line]:
    if book.changed is None:
        return _draw(book, look)
    case = book.changed
    lines = [line(Piece(numbered_title(book.lead), BOLD)), *_case_lines(case, book, look)]
    pending = case.pending
    if book.dated and pending is not None and pending.due_on:
        day = short_day(as_day(pending.due_on), look.lang, look.today)
        lines += sentence(text("said.promise_dated", day=day), DIM)
    return [*wrapped(lines), *_next_lines(case, book, look)]


def _case_lines(case: Case, book: CaseBook, look: Look) -> list[Line]:
    """Return a case whole: its head, then a line for everything that is noted of it."""
    rows: list[tuple[str, Line]] = []
    for name in ("feeling", "details"):
        rows += _told(case, book, look, name)
    for one in case.promises:
        if one.text != CHECK:
            words = clean(one.text)
            kept = "" if one.state == "open" else f"{signs().met} "
            rows.append((text("card.promises"), line(_day(one.due_on, look), f"  {kept}{words}")))
    if case.promised_on and not case.promises:
        rows.append((text("card.promises"), line(_day(case.promised_on, look))))
    rows += _told(case, book, look, "solution")
    if case.solved_on:
        rows.append((text("complaint.solved_on"), line(_day(case.solved_on, look))))
    if case.checked_on:
        found = text(f"complaint.satisfied_{case.satisfied}")
        rows.append((text("complaint.checked_on"), line(_day(case.checked_on, look), f"  {found}")))
    for name in ("missing", "cause", "lesson"):
        rows += _told(case, book, look, name)
    steps = text("complaint.steps")
    start = max(cell_width(label) for label in (steps, *(label for label, _value in rows))) + 2
    head = line(Piece(text("complaint.head", case=case.id or 0), BOLD), *case_line(case, look, 0))
    lines = [head]
    for label, value in rows:
        lines += label_lines(label, [value], start)
    return wrapped([*lines, *label_lines(steps, _step_lines(case, text_width() - start), start)])


def _told(case: Case, book: CaseBook, look: Look, name: str) -> list[tuple[str, Line]]:
    value = getattr(case, name)
    if not value:
        return []
    label = book.script.facts[f"complaint_{name}"].label.pick(look.lang)
    return [(clean(label), line(clean(value)))]


def _day(day: str | None, look: Look) -> str:
    return plain_day(as_day(day), look.lang) if day else signs().none


def _step_lines(case: Case, width: int) -> list[Line]:
    """Return the method's steps, each with whether it is done, in lines of a width."""
    done = {
        "listen": True,
        "thank": case.thanked == "yes",
        "apologise": case.apologised == "yes",
        "promise": case.is_promised,
        "solve": case.state != OPEN,
        "check": case.state == CLOSED,
    }
    lines: list[Line] = [EMPTY]
    for name, is_done in done.items():
        sign = signs().met if is_done else signs().none
        piece = Piece(f"{sign} {text(f'complaint.step_{name}')}   ", "" if is_done else DIM)
        if cell_width(flat((*lines[-1], piece)).rstrip()) > width:
            lines.append(EMPTY)
        lines[-1] = (*lines[-1], piece)
    return lines


def _next_lines(case: Case, book: CaseBook, look: Look) -> list[Line]:
    """Return what comes next, as a command; of a new case what is to be said first (§11)."""
    number = book.lead["number"]
    if case.state == CLOSED:
        return []
    key = "check" if case.state == SOLVED else "promise"
    if case.state == OPEN and case.is_promised:
        key = "solve"
    words = text(f"complaint.next_{key}", number=number, case=case.id or 0)
    lines = sentence(words, DIM)
    if key != "promise" or case.satisfied or case.thanked or case.apologised:
        return lines
    labels = [text(f"complaint.step_{name}") for name in _SAID_FIRST]
    start = max(map(cell_width, labels)) + 2
    found: list[Line] = []
    for label, id_ in zip(labels, _SAID_FIRST.values(), strict=True):
        hint = book.script.facts[id_].hint if id_ in book.script.facts else None
        found += label_lines(label, [line(clean(hint.pick(look.lang)))], start) if hint else []
    return [*found, *lines]


def _data(book: CaseBook, look: Look) -> dict[str, Any]:
    changed = None if book.changed is None else case_json(book.changed, look.today)
    return {
        **pick_keys(book.lead, _WHO),
        "complaint": changed,
        "complaints": [case_json(one, look.today) for one in book.cases],
    }


def _rows(book: CaseBook, look: Look) -> Iterator[dict[str, Any]]:
    for one in book.cases:
        told = case_json(one, look.today)
        promised = _PROMISED.join(each["text"] for each in told["promises"])
        yield {**told, **pick_keys(book.lead, _WHO), "case": one.id, "promised": promised}

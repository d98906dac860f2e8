"""The follow-up sheet of a day: plain text to paste into a chat, or data (method §5)."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from leadq.i18n import text
from leadq.render.card.card_play import play_lines
from leadq.render.followup.due_screen import late_mark
from leadq.render.parts.data import step_json
from leadq.render.parts.dates import as_day, full_day, plain_day, short_day
from leadq.render.parts.help import wrap
from leadq.render.parts.lines import Line, flat, line
from leadq.render.parts.marks import (
    aim_text,
    money_text,
    numbered_title,
    outcome_word,
    step_text,
    word_of,
)
from leadq.render.parts.show import show
from leadq.render.parts.text import clean, one_line, screen_width, signs
from leadq.usecases.followup.due_items import by_day

if TYPE_CHECKING:
    from leadq.render.parts.look import Look
    from leadq.store.read.read_day import GradeMove, PromiseMark
    from leadq.store.read.rows import LeadData, TouchData
    from leadq.usecases.followup.due_items import DueItem
    from leadq.usecases.reports.day_report import DaySheet

WIDEST = 80
_LONGEST = 2000
_UNBROKEN = sys.maxsize
_MOST = 20
_INDENT = 2
_COLUMNS = (
    "section", "number", "name", "company", "owner", "grade", "by", "on", "days_late", "text",
)  # fmt: skip
Entry = Sequence[str]


def show_day(sheet: DaySheet, look: Look) -> None:
    """Write the sheet: text without colours, or json or csv.

    On a screen it is no wider than 80 columns; in a pipe, on its way to a chat, no line is broken.
    """
    show(sheet, look, screen=_screen, data=day_json, columns=_COLUMNS, rows=_csv_rows)


def _screen(sheet: DaySheet, look: Look) -> Iterator[Line]:
    width = max(40, min(screen_width(), WIDEST)) if sys.stdout.isatty() else _UNBROKEN
    return (line(words) for words in _draw(sheet, look, width))


def _draw(sheet: DaySheet, look: Look, width: int) -> Iterator[str]:
    yield from wrap(day_title(sheet, look), width)
    yield from wrap(counts_text(sheet), width)
    empty = True
    for title, entries, most in sheet_sections(sheet, look):
        if not entries:
            continue
        empty = False
        yield ""
        yield text("report.section", title=title, count=len(entries))
        for entry in entries[:most] if most else entries:
            yield from _bullet(entry, width)
        if most and len(entries) > most:
            yield text("list.more", more=signs().more, count=len(entries) - most)
    if empty:
        yield from ("", *wrap(empty_sheet_words(sheet), width))


def day_title(sheet: DaySheet, look: Look) -> str:
    """Return what a sheet is called: its day, and whose it is."""
    whose = one_line(sheet.owner, WIDEST) or text("report.everybody")
    return text("report.title", day=full_day(sheet.day, look.lang), owner=whose)


def empty_sheet_words(sheet: DaySheet) -> str:
    """Return what is said of a sheet that holds nothing."""
    return text("report.nothing_yours" if sheet.others else "report.empty_day")


def counts_text(sheet: DaySheet) -> str:
    """Return how many contacts, new leads, steps left and overdue ones a sheet has."""
    counts = {"contacts": len(sheet.contacts), "new": len(sheet.new)}
    counts |= {"left": len(sheet.left), "overdue": len(sheet.overdue)}
    more = {"tries": len(sheet.tries), "promises": len(sheet.promises)}
    counts |= {name: count for name, count in more.items() if count}
    words = [text(f"report.count_{name}", count=count) for name, count in counts.items()]
    return text("list.joint").join(words)


def sheet_sections(sheet: DaySheet, look: Look) -> Iterator[tuple[str, list[Entry], int]]:
    """Yield each section: its title, its entries, and how many of them are shown (0: all)."""
    many = not sheet.owner
    then = short_day(sheet.then, look.lang, look.today)
    yield text("report.contacts"), [_contact(*one, look, many) for one in sheet.contacts], 0
    yield text("report.tries"), [_contact(*one, look, many) for one in sheet.tries], 0
    yield text("report.made"), [_promise(*one, look, many) for one in sheet.made], 0
    yield text("report.kept"), [_promise(*one, look, many) for one in sheet.kept], 0
    yield text("report.grades"), [_moved(*one, many) for one in sheet.grades], _MOST
    yield text("report.endings"), [_ending(*one, look, many) for one in sheet.endings], _MOST
    yield text("report.new"), [[_named(lead, many)] for lead in sheet.new], _MOST
    left = [_with_play(_step(item, look, many), item, sheet, look) for item in sheet.left]
    yield text("report.left"), left, _MOST
    yield text("report.overdue"), [_late(item, look, many) for item in sheet.overdue], _MOST
    yield text("report.promises"), [_due_promise(item, many) for item in sheet.promises], _MOST
    coming = [
        _with_play(_coming(item, sheet, look, many), item, sheet, look) for item in sheet.coming
    ]
    yield text("report.coming", day=then), coming, _MOST


def _bullet(entry: Entry, width: int) -> Iterator[str]:
    """Yield an entry: a dash before its first line, the others below its text."""
    room = width - _INDENT
    for place, words in enumerate(entry):
        for row, part in enumerate(wrap(one_line(words, _LONGEST), room)):
            yield f"{' ' * _INDENT if place or row else '- '}{part}"


def _named(lead: LeadData, many: bool) -> str:
    """Return a lead's title with its grade, and its rep where the sheet has several."""
    grade = grade_word(lead["grade"], lead["grade_best"])
    about = [grade, *([one_line(lead["owner"], WIDEST)] if many and lead["owner"] else [])]
    return text("list.aside", words=numbered_title(lead), aside=" · ".join(about))


def grade_word(grade: str | None, best: str | None) -> str:
    """Return a grade as one plain word: ``A``, ``A?`` while it is open, a dash for none."""
    return grade or (f"{best}?" if best else signs().none)


def _contact(lead: LeadData, touch: TouchData, look: Look, many: bool) -> Entry:
    how = [word_of("by", touch.by), *([touch.time] if touch.time else [])]
    if touch.outcome != "reached":
        how.append(outcome_word(touch.outcome, touch.by))
    entry = [text("report.line", lead=_named(lead, many), words=text("list.joint").join(how))]
    if touch.said:
        entry.append(text("card.quoted", words=clean(touch.said)))
    if touch.objection:
        entry.append(text("card.objection", words=clean(touch.objection)))
    if lead["next"] is not None:
        entry.append(text("report.next", step=step_text(lead["next"], look)))
    return entry


def _promise(lead: LeadData, mark: PromiseMark, look: Look, many: bool) -> Entry:
    words = clean(mark.text)
    if mark.due_on:
        day = short_day(as_day(mark.due_on), look.lang, look.today)
        words = text("list.aside", words=words, aside=day)
    return [text("report.line", lead=_named(lead, many), words=words)]


def _moved(lead: LeadData, move: GradeMove, many: bool) -> Entry:
    before = grade_word(move.before, move.best_before)
    words = f"{before} → {grade_word(move.after, move.best_after)}"
    whose = f" · {one_line(lead['owner'], WIDEST)}" if many and lead["owner"] else ""
    return [text("report.line", lead=f"{numbered_title(lead)}{whose}", words=words)]


def _ending(lead: LeadData, verb: str, look: Look, many: bool) -> Entry:
    until = plain_day(as_day(lead["parked_until"]), look.lang) if lead["parked_until"] else ""
    amount = money_text(lead["amount"]) if lead["amount"] is not None else ""
    key = "said.win_amount" if amount and verb == "win" else f"said.{verb}"
    reason = one_line(lead["reason"] or signs().none, 200)
    words = text(key, until=until or signs().none, amount=amount, reason=reason)
    return [text("report.line", lead=_named(lead, many), words=words)]


def _step(item: DueItem, look: Look, many: bool) -> Entry:
    step = item.lead["next"]
    by = word_of("by", step["by"]) if step else signs().none
    words = text("list.joint").join(part for part in (by, aim_text(step, look)) if part)
    return [text("report.line", lead=_named(item.lead, many), words=words)]


def _coming(item: DueItem, sheet: DaySheet, look: Look, many: bool) -> Entry:
    """Return what is to come, with its day where it is not the last one of the section."""
    on = by_day(item)[0]
    if on == sheet.then.isoformat():
        return _thing(item, look, many)
    return [f"{short_day(as_day(on), look.lang, look.today)}  {_thing(item, look, many)[0]}"]


def _late(item: DueItem, look: Look, many: bool) -> Entry:
    return [f"{flat(late_mark(item))}  {_thing(item, look, many)[0]}"]


def _with_play(entry: Entry, item: DueItem, sheet: DaySheet, look: Look) -> Entry:
    """Return a step with how to go about it and what to ask (method §14)."""
    play = sheet.plays.get(item.lead["number"]) if item.pick.kind == "followup" else None
    return entry if play is None else [*entry, *play_lines(play, look.lang)[1:]]


def _thing(item: DueItem, look: Look, many: bool) -> Entry:
    """Return a step, or a promise that is called one: it stands among steps."""
    if item.pick.kind != "promise":
        return _step(item, look, many)
    words = text("due.promised", words=clean(item.pick.promise or ""))
    return [text("report.line", lead=_named(item.lead, many), words=words)]


def _due_promise(item: DueItem, many: bool) -> Entry:
    words = clean(item.pick.promise or "")
    return [text("report.line", lead=_named(item.lead, many), words=words)]


def day_json(sheet: DaySheet, look: Look) -> dict[str, Any]:
    """Return the sheet as plain data; words of the program are tokens."""
    return {
        "day": sheet.day.isoformat(),
        "owner": sheet.owner or None,
        "contacts": [_contact_json(lead, touch, look) for lead, touch in sheet.contacts],
        "tries": [_contact_json(lead, touch, look) for lead, touch in sheet.tries],
        "promises_made": [_promise_json(lead, mark) for lead, mark in sheet.made],
        "promises_kept": [_promise_json(lead, mark) for lead, mark in sheet.kept],
        "grades": [_move_json(lead, move) for lead, move in sheet.grades],
        "endings": [_ending_json(lead, verb) for lead, verb in sheet.endings],
        "new": [_brief(lead) for lead in sheet.new],
        "left": [_item_json(item, look) for item in sheet.left],
        "overdue": [_item_json(item, look) for item in sheet.overdue],
        "promises_due": [_item_json(item, look) for item in sheet.promises],
        "next_day": sheet.then.isoformat(),
        "next": [_item_json(item, look) for item in sheet.coming],
    }


def _brief(lead: LeadData) -> dict[str, Any]:
    keys = ("number", "id", "name", "company", "owner", "grade", "grade_best")
    return {key: lead[key] for key in keys}  # type: ignore[literal-required]


def _contact_json(lead: LeadData, touch: TouchData, look: Look) -> dict[str, Any]:
    keys = ("by", "outcome", "on", "time", "said", "objection")
    said = {key: getattr(touch, key) for key in keys}
    return {**_brief(lead), **said, "next": step_json(lead["next"], look.own)}


def _promise_json(lead: LeadData, mark: PromiseMark) -> dict[str, Any]:
    return {**_brief(lead), "promise_id": mark.id, "text": mark.text, "due_on": mark.due_on}


def _move_json(lead: LeadData, move: GradeMove) -> dict[str, Any]:
    before = {"grade": move.before, "grade_best": move.best_before}
    return {**_brief(lead), "before": before}


def _ending_json(lead: LeadData, verb: str) -> dict[str, Any]:
    keys = ("status", "amount", "reason", "parked_until")
    ended = {key: lead[key] for key in keys}  # type: ignore[literal-required]
    return {**_brief(lead), "verb": verb, **ended}


def _item_json(item: DueItem, look: Look) -> dict[str, Any]:
    return {
        **_brief(item.lead),
        "days_late": item.pick.days_late,
        "escalated": item.escalated,
        "promise": item.pick.promise,
        "due_on": item.pick.due_on if item.pick.kind == "promise" else None,
        "step": step_json(item.lead["next"], look.own),
    }


def _csv_rows(sheet: DaySheet, look: Look) -> Iterator[dict[str, Any]]:
    data = day_json(sheet, look)
    for section, found in data.items():
        for row in found if isinstance(found, list) else ():
            step = row.get("step") or row.get("next") or {}
            before = row.get("before")
            words = [row.get(key) for key in ("said", "text", "promise", "reason")]
            if before:
                now = grade_word(row["grade"], row["grade_best"])
                words.append(f"{grade_word(*before.values())} → {now}")
            yield {
                **row,
                "section": section,
                "by": row.get("by") or step.get("by"),
                "on": row.get("due_on") or row.get("on") or step.get("on"),
                "text": _first([*words, step.get("goal")]),
            }


def _first(words: Iterable[str | None]) -> str | None:
    return next((one for one in words if one), None)

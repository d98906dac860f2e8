"""The follow-up sheet of a day: plain text to paste into a chat, or data (method §5)."""

import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from leadq.i18n import text
from leadq.render.card.card_play import play_lines
from leadq.render.followup.due_screen import late_mark
from leadq.render.parts.dates import as_day, full_day, plain_day, short_day
from leadq.render.parts.goals import goal_text, promise_words
from leadq.render.parts.help import wrap
from leadq.render.parts.lines import Line, flat, line
from leadq.render.parts.marks import (
    appointment_text,
    grade_word,
    money_text,
    numbered_title,
    outcome_word,
    standing_word,
    step_text,
    word_of,
)
from leadq.render.parts.show import show
from leadq.render.parts.text import clean, one_line, screen_width, signs
from leadq.usecases.followup.due_items import by_day

if TYPE_CHECKING:
    from leadq.render.parts.look import Look
    from leadq.store.read.read_day import GradeMove, PromiseMark
    from leadq.store.read.read_details import TouchData
    from leadq.store.read.rows import LeadData
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
One = TypeVar("One")


def show_day(sheet: "DaySheet", look: "Look") -> None:
    """Write the sheet: text without colours, or json or csv.

    On a screen it is no wider than 80 columns; in a pipe, on its way to a chat, no line is broken.
    """
    show(sheet, look, screen=_screen, data=_data, columns=_COLUMNS, rows=_rows)


def _data(sheet: "DaySheet", look: "Look") -> dict[str, Any]:
    from leadq.render.followup.day_data import day_json

    return day_json(sheet, look)


def _rows(sheet: "DaySheet", look: "Look") -> Iterator[dict[str, Any]]:
    from leadq.render.followup.day_data import day_rows

    return day_rows(sheet, look)


def _screen(sheet: "DaySheet", look: "Look") -> Iterator[Line]:
    width = max(40, min(screen_width(), WIDEST)) if sys.stdout.isatty() else _UNBROKEN
    return (line(words) for words in _draw(sheet, look, width))


def day_text(sheet: "DaySheet", look: "Look") -> str:
    """Return the sheet as a text for a chat, in which no line is broken."""
    return "\n".join(clean(words) for words in _draw(sheet, look, _UNBROKEN)) + "\n"


def _draw(sheet: "DaySheet", look: "Look", width: int) -> Iterator[str]:
    yield from wrap(day_title(sheet, look), width)
    yield from wrap(counts_text(sheet), width)
    empty = True
    for section in sheet_sections(sheet, look, _MOST):
        empty = False
        yield ""
        yield text("report.section", title=section.title, count=section.size)
        for entry in section.entries:
            yield from _bullet(entry, width)
        if section.left:
            yield text("list.more", more=signs().more, count=section.left)
    if empty:
        yield from ("", *wrap(empty_sheet_words(sheet), width))


def day_title(sheet: "DaySheet", look: "Look") -> str:
    """Return what a sheet is called: its day, and whose it is."""
    whose = one_line(sheet.owner, WIDEST) or text("report.everybody")
    return text("report.title", day=full_day(sheet.day, look.lang), owner=whose)


def empty_sheet_words(sheet: "DaySheet") -> str:
    """Return what is said of a sheet that holds nothing."""
    return text("report.nothing_yours" if sheet.others else "report.empty_day")


def counts_text(sheet: "DaySheet") -> str:
    """Return how many contacts, new leads, steps left and overdue ones a sheet has."""
    counts = {"contacts": len(sheet.contacts), "new": len(sheet.new)}
    counts |= {"left": len(sheet.left), "overdue": len(sheet.overdue)}
    more = {"tries": len(sheet.tries), "promises": len(sheet.promises)}
    counts |= {name: count for name, count in more.items() if count}
    words = [text(f"report.count_{name}", count=count) for name, count in counts.items()]
    return text("list.joint").join(words)


class DaySection(NamedTuple):
    """A section of a sheet: how many entries it has, those that are shown, how many are not."""

    title: str
    size: int
    entries: Iterator[Entry]
    left: int


def sheet_sections(
    sheet: "DaySheet", look: "Look", most: int, talks: int = 0
) -> Iterator[DaySection]:
    """Yield each section that has entries, with at most so many of them.

    ``talks``: at most so many contacts and promises of the day (0: all); no more is read.
    """
    many = not sheet.owner
    then = short_day(sheet.then, look.lang, look.today)

    def cut(
        title: str, found: Sequence[One], draw: Callable[[One], Entry], most: int
    ) -> DaySection:
        shown = found[:most] if 0 < most < len(found) else found
        return DaySection(title, len(found), map(draw, shown), len(found) - len(shown))

    def step(item: "DueItem") -> Entry:
        return _with_play(_step(item, look, many), item, sheet, look)

    def coming(item: "DueItem") -> Entry:
        return _with_play(_coming(item, sheet, look, many), item, sheet, look)

    sections = (
        cut(text("report.contacts"), sheet.contacts, lambda one: _contact(*one, look, many), talks),
        cut(text("report.tries"), sheet.tries, lambda one: _contact(*one, look, many), talks),
        cut(text("report.made"), sheet.made, lambda one: _promise(*one, look, many), talks),
        cut(text("report.kept"), sheet.kept, lambda one: _promise(*one, look, many), talks),
        cut(text("report.grades"), sheet.grades, lambda one: _moved(*one, many), most),
        cut(text("report.endings"), sheet.endings, lambda one: _ending(*one, look, many), most),
        cut(text("report.new"), sheet.new, lambda lead: [_named(lead, many)], most),
        cut(text("report.left"), sheet.left, step, most),
        cut(text("report.overdue"), sheet.overdue, lambda item: _late(item, look, many), most),
        cut(text("report.promises"), sheet.promises, lambda one: _due_promise(one, many), most),
        cut(text("report.coming", day=then), sheet.coming, coming, most),
    )
    return (section for section in sections if section.size)


def _bullet(entry: Entry, width: int) -> Iterator[str]:
    """Yield an entry: a dash before its first line, the others below its text."""
    room = width - _INDENT
    for place, words in enumerate(entry):
        for row, part in enumerate(wrap(one_line(words, _LONGEST), room)):
            yield f"{' ' * _INDENT if place or row else '- '}{part}"


def _named(lead: "LeadData", many: bool, grade: str = "") -> str:
    """Return a lead's title with where it stands, and its rep where the sheet has several."""
    whose = [one_line(lead["owner"], WIDEST)] if many and lead["owner"] else []
    about = [grade or standing_word(lead), *whose]
    return text("list.aside", words=numbered_title(lead), aside=" · ".join(about))


def _contact(lead: "LeadData", touch: "TouchData", look: "Look", many: bool) -> Entry:
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


def _promise(lead: "LeadData", mark: "PromiseMark", look: "Look", many: bool) -> Entry:
    words = clean(promise_words(mark.text))
    if mark.due_on:
        day = short_day(as_day(mark.due_on), look.lang, look.today)
        words = text("list.aside", words=words, aside=day)
    return [text("report.line", lead=_named(lead, many), words=words)]


def _moved(lead: "LeadData", move: "GradeMove", many: bool) -> Entry:
    before = grade_word(move.before, move.best_before)
    words = f"{before} → {grade_word(move.after, move.best_after)}"
    whose = f" · {one_line(lead['owner'], WIDEST)}" if many and lead["owner"] else ""
    return [text("report.line", lead=f"{numbered_title(lead)}{whose}", words=words)]


def _ending(lead: "LeadData", verb: str, look: "Look", many: bool) -> Entry:
    until = plain_day(as_day(lead["parked_until"]), look.lang) if lead["parked_until"] else ""
    amount = money_text(lead["amount"]) if lead["amount"] is not None else ""
    key = "said.win_amount" if amount and verb == "win" else f"said.{verb}"
    reason = one_line(lead["reason"] or signs().none, 200)
    words = text(key, until=until or signs().none, amount=amount, reason=reason)
    # how it ended is said in the words: the grade is the one it had
    grade = grade_word(lead["grade"], lead["grade_best"])
    return [text("report.line", lead=_named(lead, many, grade), words=words)]


def _step(item: "DueItem", look: "Look", many: bool) -> Entry:
    step = item.lead["next"]
    parts = [appointment_text(step), goal_text(step["goal"], look.own)] if step else [signs().none]
    words = text("list.joint").join(clean(part) for part in parts if part)
    return [text("report.line", lead=_named(item.lead, many), words=words)]


def _coming(item: "DueItem", sheet: "DaySheet", look: "Look", many: bool) -> Entry:
    """Return what is to come, with its day where it is not the last one of the section."""
    on = by_day(item)[0]
    if on == sheet.then.isoformat():
        return _thing(item, look, many)
    return [f"{short_day(as_day(on), look.lang, look.today)}  {_thing(item, look, many)[0]}"]


def _late(item: "DueItem", look: "Look", many: bool) -> Entry:
    return [f"{flat(late_mark(item))}  {_thing(item, look, many)[0]}"]


def _with_play(entry: Entry, item: "DueItem", sheet: "DaySheet", look: "Look") -> Entry:
    """Return a step with how to go about it and what to ask (method §14)."""
    play = sheet.plays.get(item.lead["number"]) if item.pick.kind == "followup" else None
    return entry if play is None else [*entry, *play_lines(play, look.lang)[1:]]


def _thing(item: "DueItem", look: "Look", many: bool) -> Entry:
    """Return a step, or a promise that is called one: it stands among steps."""
    if item.pick.kind != "promise":
        return _step(item, look, many)
    words = text("due.promised", words=clean(promise_words(item.pick.promise or "")))
    return [text("report.line", lead=_named(item.lead, many), words=words)]


def _due_promise(item: "DueItem", many: bool) -> Entry:
    words = clean(promise_words(item.pick.promise or ""))
    return [text("report.line", lead=_named(item.lead, many), words=words)]

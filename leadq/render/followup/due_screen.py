"""The day's work: who to see or call, in the order of grade and lateness (method §5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leadq.domain.grading.man import ALL_NO
from leadq.domain.leads.status import WON
from leadq.i18n import text
from leadq.render.parts.dates import as_day, bare_day, full_day, near_day, short_day
from leadq.render.parts.goals import promise_words
from leadq.render.parts.lines import (
    BOLD,
    DIM,
    EMPTY,
    Line,
    Piece,
    line,
    sentence,
    wrapped,
)
from leadq.render.parts.marks import (
    LATE_STYLE,
    aim_text,
    grade_cell,
    late_cell,
    lead_title,
    numbered_title,
    reach_text,
    word_of,
)
from leadq.render.parts.table import BARE, Column, Table, lay_out
from leadq.render.parts.text import clean, signs
from leadq.usecases.followup.due_items import by_day, by_time

if TYPE_CHECKING:
    from datetime import date

    from leadq.render.parts.look import Look
    from leadq.store.read.rows import LeadData
    from leadq.usecases.followup.due import DueList
    from leadq.usecases.followup.due_items import DueItem

_NUMBER_LEAST = 4
GROUPS = ("overdue", "today", "promise", "customer", "occasion", "coming", "no_next")
_APART = ("no_next", "coming", "occasion")
_IN_ORDER = {"today": by_time, "customer": by_time, "coming": by_day}
WIDE = 110


def draw_due(due: DueList, look: Look) -> list[Line]:
    """Return the lines of a day: a head, what is due in groups, and what comes next."""
    if not due.items:
        return _draw_empty(due, look)
    # the groups share their columns and are put in order, so that all of them must be at hand
    due = due._replace(items=list(due.items))
    table = _table(due, look)
    lines = [*_heading(due, look), EMPTY, table.head]
    for group in GROUPS:
        places = [n for n, item in enumerate(due.items) if item.pick.group == group]
        if not due.on_the_way and (order := _IN_ORDER.get(group)):
            places = [n for _key, n in sorted((order(due.items[n]), n) for n in places)]
        if places:
            lines += _group_title(group, [due.items[n].lead for n in places], due.day, look)
            lines += [part for n in places for part in table.rows[n]]
            lines.append(EMPTY)
    return [*lines, *_clashes(due, look), *_footer(due, look)]


def _clashes(due: DueList, look: Look) -> list[Line]:
    """Return the appointments that are too near to each other, two by two (method §14)."""
    lines = []
    for pair in due.clashes:
        shown = [
            text("due.appointment", time=step["time"], lead=numbered_title(item.lead))
            for item in pair
            if (step := item.lead["next"])
        ]
        on = pair[0].lead["next"]
        day = short_day(as_day(on["on"]), look.lang, look.today) if on else ""
        lines += sentence(text("due.clash", day=day, one=shown[0], other=shown[1]), LATE_STYLE)
    return [*lines, EMPTY] if lines else []


def _table(due: DueList, look: Look) -> Table:
    """Return all rows at once, so that the groups share their columns."""
    ahead = any(_day_ahead(item, due.day) for item in due.items)
    columns = [
        Column(text("column.number"), right=True),
        Column(text("column.grade")),
        Column(text("column.when" if ahead else "column.late")),
        Column(text("column.lead"), least=26, tight=14),
        Column(text("column.reach"), goes=3, below=BARE),
        Column(text("column.how"), goes=2, below=BARE),
        Column(text("column.touch"), right=True, goes=1),
        Column(text("column.goal"), most=36, least=10, turn=1, below=BARE, spills=True, wide=WIDE),
    ]
    return lay_out(columns, [_cells(item, due.day, look) for item in due.items])


def _cells(item: DueItem, day: date, look: Look) -> list[Line]:
    lead, step = item.lead, item.lead["next"]
    planned = item.pick.kind == "followup" and step is not None
    return [
        line(f"{lead['number']:>{_NUMBER_LEAST}}"),
        grade_cell(lead, day),
        _late(item, day, look),
        line(lead_title(lead)),
        line(reach_text(lead, look)),
        line(word_of("by", step["by"])) if planned and step else line(Piece(signs().none, DIM)),
        line(str(item.touch_number)) if lead["status"] != WON else line(Piece(signs().none, DIM)),
        line(Piece(_aim(item, look), DIM)),
    ]


def _late(item: DueItem, day: date, look: Look) -> Line:
    if item.pick.days_late:
        return late_mark(item)
    ahead = _day_ahead(item, day)
    return line(bare_day(ahead, look.lang, look.today)) if ahead else EMPTY


def _day_ahead(item: DueItem, day: date) -> date | None:
    """Return the day of something that is not due yet on a day."""
    step, on = item.lead["next"], item.pick.due_on
    if item.pick.kind == "followup" and item.pick.group == "coming" and step is not None:
        on = step["on"]
    return as_day(on) if on is not None and as_day(on) > day else None


def late_mark(item: DueItem) -> Line:
    """Return how late something is; with a second sign where the manager is to know (method §5)."""
    shown = late_cell(item.pick.days_late or 0)
    return (Piece(signs().late, LATE_STYLE), *shown) if item.escalated else shown


def _aim(item: DueItem, look: Look) -> str:
    if item.pick.kind == "promise":
        words = clean(promise_words(item.pick.promise or ""))
        return words if item.pick.group == "promise" else text("due.promised", words=words)
    if item.pick.birthday is not None:
        day = short_day(as_day(item.pick.birthday), look.lang, look.today)
        return text("due.birthday", day=day)
    return aim_text(item.lead["next"], look)


def _group_title(group: str, leads: list[LeadData], day: date, look: Look) -> list[Line]:
    if group == "today" and day != look.today:
        return sentence(short_day(day, look.lang, look.today).upper(), BOLD)
    hopeless = group == "no_next" and all(lead["man"] == ALL_NO for lead in leads)
    return sentence(text(f"group.{group}.drop" if hopeless else f"group.{group}"), BOLD)


def _heading(due: DueList, look: Look) -> list[Line]:
    counts = due.counts
    apart = sum(counts.get(group, 0) for group in _APART)
    parts = [text("due.count", count=due.total - apart)]
    for group in ("overdue", "customer", "occasion", "coming", "no_next"):
        if counts.get(group):
            parts.append(text(f"due.{group}", count=counts[group]))
    day = full_day(due.day, look.lang)
    return wrapped([line(Piece(day, BOLD), Piece("".join(f" · {part}" for part in parts), DIM))])


def _footer(due: DueList, look: Look) -> list[Line]:
    lines = []
    if due.total > len(due.items):
        more = text("list.more", count=due.total - len(due.items), more=signs().more)
        lines += sentence(text("list.all_of_them", more=more, command=look.unlimited("due")))
    if any(item.lead["status"] != WON for item in due.items):
        lines += sentence(text("due.rule_of_thumb"), DIM)
    return lines + sentence(text("due.what_next", number=due.items[0].lead["number"]), DIM)


def _draw_empty(due: DueList, look: Look) -> list[Line]:
    day = full_day(due.day, look.lang)
    lines = [*wrapped([line(Piece(day, BOLD), Piece(f" · {text('due.nothing')}", DIM))]), EMPTY]
    if due.others:
        return lines + sentence(text("due.nothing_yours"))
    if due.upcoming is None and due.narrowed:
        return lines + sentence(text("due.nothing_passes"))
    if due.upcoming is None:
        lines += sentence(text("due.nothing_planned"))
        return lines + sentence(text("due.add_one"), DIM)
    lead, on = due.upcoming
    step = lead["next"]
    time = step["time"] if step and step["on"] == on else None
    when = " ".join(filter(None, (near_day(as_day(on), look.lang, due.day), time)))
    lines += sentence(text("due.upcoming", lead=numbered_title(lead), day=when))
    return lines + sentence(text("due.look_at"), DIM)

"""The day's work: who to see or call, in the order of grade and lateness (method §5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leadq.domain.grading.man import ALL_NO
from leadq.i18n import text
from leadq.render.parts.dates import as_day, bare_day, full_day, near_day
from leadq.render.parts.lines import (
    BOLD,
    DIM,
    EMPTY,
    Column,
    Line,
    Span,
    column_widths,
    draw_row,
    head_row,
    line,
    pad_line,
    sentence,
    text_width,
    wrap_line,
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
from leadq.render.parts.text import cell_width, clean, screen_width, signs

if TYPE_CHECKING:
    from datetime import date

    from leadq.render.parts.look import Look
    from leadq.store.read.rows import LeadData
    from leadq.usecases.followup.due import DueItem, DueList

GROUPS = ("overdue", "today", "promise", "coming", "no_next", "revisit")
WIDE = 110
_LEAD = 3
_LEAST_LEAD = 26
_NUMBER_LEAST = 4
_AIM_MOST = 36
_AIM_LINES = 2


def draw_due(due: DueList, look: Look) -> list[Line]:
    """Return the lines of a day: a head, what is due in groups, and what comes next."""
    if not due.items:
        return _draw_empty(due, look)
    table = _Table(due, look)
    lines = [_heading(due, look), EMPTY, table.header()]
    for group in GROUPS:
        places = [n for n, item in enumerate(due.items) if item.pick.group == group]
        if places:
            lines.append(_group_title(group, [due.items[n].lead for n in places]))
            lines += [one for n in places for one in table.lines(n)]
            lines.append(EMPTY)
    return [*lines, *_footer(due)]


class _Table:
    """All rows at once, so that the groups share their columns."""

    def __init__(self, due: DueList, look: Look) -> None:
        self.aims = [_aim(item, look) for item in due.items]
        self.rows = [_cells(item, due.day, look) for item in due.items]
        titles = ("number", "grade", "late", "lead", "reach", "how", "touch")
        names = [text(f"column.{title}") for title in titles]
        right = (True, False, False, False, False, False, True)
        self.columns = [Column(*pair) for pair in zip(names, right, strict=True)]
        self.columns[0] = self.columns[0]._replace(least=_NUMBER_LEAST)
        self.widths = column_widths(self.columns, self.rows)
        self.wide = screen_width() >= WIDE
        self._fit_lead()
        self.aim_start = sum(self.widths) + 2 * len(self.widths)

    def _fit_lead(self) -> None:
        """Cut names only when they would push the rest off the screen, and never short."""
        aim = min(max(map(cell_width, self.aims)), _AIM_MOST) + 2 if self.wide else 0
        over = sum(self.widths) + 2 * (len(self.widths) - 1) + aim - screen_width()
        if over > 0:
            least = min(self.widths[_LEAD], _LEAST_LEAD)
            self.widths[_LEAD] = max(least, self.widths[_LEAD] - over)
        self.columns[_LEAD] = self.columns[_LEAD]._replace(most=self.widths[_LEAD])

    def header(self) -> Line:
        """Return the header, with the goal where it has a column of its own."""
        shown = head_row(self.columns, self.widths)
        if not self.wide:
            return shown
        return (*pad_line(shown, self.aim_start), Span(text("column.goal"), DIM))

    def lines(self, place: int) -> list[Line]:
        """Return one entry: its row, and below it the goal where that has no room beside it."""
        row, aim = draw_row(self.rows[place], self.columns, self.widths), self.aims[place]
        if not aim:
            return [row]
        if self.wide and cell_width(aim) <= screen_width() - self.aim_start:
            return [(*pad_line(row, self.aim_start), Span(aim, DIM))]
        indent = sum(self.widths[:_LEAD]) + 2 * _LEAD
        below = wrap_line(line(Span(aim, DIM)), text_width() - indent, _AIM_LINES)
        return [row, *((Span(" " * indent), *part) for part in below)]


def _cells(item: DueItem, day: date, look: Look) -> list[Line]:
    lead, step = item.lead, item.lead["next"]
    planned = item.pick.kind == "followup" and step is not None
    return [
        line(str(lead["number"])),
        grade_cell(lead, day),
        _late(item, day, look),
        line(lead_title(lead)),
        line(reach_text(lead, look)),
        line(word_of("by", step["by"])) if planned and step else line(Span(signs().none, DIM)),
        line(str(item.touch_number)),
    ]


def _late(item: DueItem, day: date, look: Look) -> Line:
    if item.pick.days_late:
        return late_mark(item)
    step = item.lead["next"]
    ahead = item.pick.due_on
    if item.pick.group == "coming" and step is not None:
        ahead = step["on"]
    if ahead is None or as_day(ahead) <= day:
        return EMPTY
    return line(bare_day(as_day(ahead), look.lang, look.today))


def late_mark(item: DueItem) -> Line:
    """Return how late something is; with a second sign where the manager is to know (method §5)."""
    shown = late_cell(item.pick.days_late or 0)
    return (Span(signs().late, LATE_STYLE), *shown) if item.escalated else shown


def _aim(item: DueItem, look: Look) -> str:
    if item.pick.kind == "promise":
        return clean(item.pick.promise or "")
    if item.pick.kind == "revisit":
        return text("goal.revisit")
    return aim_text(item.lead["next"], look)


def _group_title(group: str, leads: list[LeadData]) -> Line:
    hopeless = group == "no_next" and all(lead["man"] == ALL_NO for lead in leads)
    return line(Span(text(f"group.{group}.drop" if hopeless else f"group.{group}"), BOLD))


def _heading(due: DueList, look: Look) -> Line:
    counts = due.counts
    apart = sum(counts.get(group, 0) for group in ("no_next", "coming", "revisit"))
    parts = [text("due.count", count=due.total - apart)]
    for group in ("overdue", "coming", "no_next", "revisit"):
        if counts.get(group):
            parts.append(text(f"due.{group}", count=counts[group]))
    day = full_day(due.day, look.lang)
    return line(Span(day, BOLD), Span("".join(f" · {part}" for part in parts), DIM))


def _footer(due: DueList) -> list[Line]:
    lines = []
    if due.total > len(due.items):
        more = text("list.more", count=due.total - len(due.items), more=signs().more)
        lines += sentence(text("list.all_of_them", more=more, command="leadq due --limit 0"))
    lines += sentence(text("due.rule_of_thumb"), DIM)
    return lines + sentence(text("due.what_next", number=due.items[0].lead["number"]), DIM)


def _draw_empty(due: DueList, look: Look) -> list[Line]:
    day = full_day(due.day, look.lang)
    lines = [line(Span(day, BOLD), Span(f" · {text('due.nothing')}", DIM)), EMPTY]
    if due.others:
        return lines + sentence(text("due.nothing_yours"))
    if due.upcoming is None:
        lines += sentence(text("due.nothing_planned"))
        return lines + sentence(text("due.add_one"), DIM)
    lead, on = due.upcoming
    when = near_day(as_day(on), look.lang, due.day)
    lines += sentence(text("due.upcoming", lead=numbered_title(lead), day=when))
    return lines + sentence(text("due.look_at"), DIM)

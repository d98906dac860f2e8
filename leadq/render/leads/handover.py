"""Leads that went from one rep to another, and customers that several reps work on (撞单)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from leadq.i18n import text
from leadq.render.parts.data import step_json
from leadq.render.parts.dates import as_day, bare_day
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
    sentence,
    write_lines,
)
from leadq.render.parts.marks import day_cell, grade_cell, lead_title, word_of
from leadq.render.parts.out import say_line, write_csv, write_json, write_line
from leadq.render.parts.text import one_line, screen_width, signs

if TYPE_CHECKING:
    from leadq.render.parts.look import Look
    from leadq.store.read.rows import LeadData
    from leadq.usecases.leads.handover import Clash, HandedOver

_TITLES = ("number", "lead", "owner", "status", "grade", "added", "last_touch", "touches", "next")
_KEYS = (
    "number", "id", "name", "company", "owner", "status", "grade", "grade_best", "created_on",
    "last_touch", "touches", "amount", "reason", "next",
)  # fmt: skip
_LEAD = 1
_LEAST_LEAD = 12
_LONGEST_OWNER = 12
_WIDEST = 60


def say_handed_over(done: HandedOver, look: Look) -> None:
    """Say how many leads went from whom to whom; a name nobody had before goes to stderr."""
    source, target = one_line(done.source, _WIDEST), one_line(done.target, _WIDEST)
    data = {
        "from": done.source,
        "to": done.target,
        "count": done.count,
        "left": done.left,
        "statuses": dict(done.statuses),
    }
    if look.fmt == "json":
        write_json(data)
    elif look.fmt == "csv":
        write_csv(("from", "to", "count", "left"), [list(data.values())[:4]])
    else:
        parts = (
            text("import.status", count=count, status=text(f"status.{status}"))
            for status, count in done.statuses.most_common()
        )
        statuses = text("list.joint").join(parts)
        write_line(
            text("handover.done", count=done.count, source=source, target=target, parts=statuses)
        )
        if done.left:
            write_line(text("handover.left", count=done.left, source=source))
        write_line(text("handover.see"))
    if done.unknown:
        say_line(text("handover.unknown", target=target))


def show_clashes(found: Sequence[Clash], look: Look) -> None:
    """Write each customer that several reps have, with the history of every lead."""
    if look.fmt == "json":
        write_json([_clash_json(clash, look) for clash in found])
    elif look.fmt == "csv":
        _write_csv(found, look)
    else:
        write_lines(_draw(found, look), color=look.color)


def _clash_json(clash: Clash, look: Look) -> dict[str, Any]:
    return {
        "reasons": list(clash.reasons),
        "shared": list(clash.shared),
        "leads": [_lead_json(lead, look) for lead in clash.leads],
    }


def _lead_json(lead: LeadData, look: Look) -> dict[str, Any]:
    data: dict[str, Any] = {key: lead[key] for key in _KEYS}  # type: ignore[literal-required]
    return data | {"next": step_json(lead["next"], look.own)}


def _write_csv(found: Sequence[Clash], look: Look) -> None:
    from leadq.render.parts.flat import write_rows

    rows = []
    for place, clash in enumerate(found, 1):
        for lead in clash.leads:
            row = _lead_json(lead, look)
            step = row["next"] or {}
            row |= {f"next_{name}": step.get(name) for name in ("on", "by", "goal")}
            rows.append({"clash": place, "reasons": list(clash.reasons), **row})
    columns = ("clash", "reasons", *_KEYS[:-1], "next_on", "next_by", "next_goal")
    write_rows(columns, rows)


def _draw(found: Sequence[Clash], look: Look) -> list[Line]:
    if not found:
        return sentence(text("clash.none"))
    right = ("number", "touches")
    columns = [Column(text(f"column.{name}"), name in right) for name in _TITLES]
    rows = [[_cells(lead, look) for lead in clash.leads] for clash in found]
    widths = column_widths(columns, [row for group in rows for row in group])
    over = sum(widths) + 2 * (len(widths) - 1) - screen_width()
    if over > 0:
        widths[_LEAD] = max(min(widths[_LEAD], _LEAST_LEAD), widths[_LEAD] - over)
    columns[_LEAD] = columns[_LEAD]._replace(most=widths[_LEAD])
    lines = [head_row(columns, widths)]
    for clash, group in zip(found, rows, strict=True):
        lines += [EMPTY, *_head(clash), *(draw_row(row, columns, widths) for row in group)]
    keep, other = (lead["number"] for lead in found[0].leads[:2])
    foot = text("clash.count", count=len(found), keep=keep, other=other)
    return [*lines, EMPTY, *sentence(foot, DIM)]


def _head(clash: Clash) -> list[Line]:
    reasons = text("list.comma").join(text(f"dupes.{reason}") for reason in clash.reasons)
    shared = text("list.comma").join(one_line(one, _WIDEST) for one in clash.shared)
    return sentence(text("clash.head", reasons=reasons, shared=shared), BOLD)


def _cells(lead: LeadData, look: Look) -> list[Line]:
    last = lead["last_touch"]
    none = Span(signs().none, DIM)
    return [
        line(str(lead["number"])),
        line(lead_title(lead)),
        line(one_line(lead["owner"], _LONGEST_OWNER) if lead["owner"] else none),
        line(word_of("status", lead["status"])),
        grade_cell(lead, look.today),
        line(bare_day(as_day(lead["created_on"]), look.lang, look.today)),
        line(bare_day(as_day(last), look.lang, look.today) if last else none),
        line(str(lead["touches"])),
        day_cell(lead["next"], look.today, look),
    ]

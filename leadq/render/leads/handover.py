"""Leads that went from one rep to another, and customers that several reps work on (撞单)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from leadq.i18n import text
from leadq.render.parts.data import step_json
from leadq.render.parts.dates import as_day, bare_day
from leadq.render.parts.lines import BOLD, DIM, EMPTY, Line, Piece, line, sentence, wrapped
from leadq.render.parts.marks import day_cell, grade_cell, lead_title, word_of
from leadq.render.parts.out import say_line
from leadq.render.parts.show import show
from leadq.render.parts.table import TITLED, Column, lay_out
from leadq.render.parts.text import one_line, signs
from leadq.store.read.rows import pick_keys

if TYPE_CHECKING:
    from leadq.render.parts.look import Look
    from leadq.store.read.rows import LeadData
    from leadq.usecases.leads.handover import Clash, HandedOver

_KEYS = (
    "number", "id", "name", "company", "owner", "status", "grade", "grade_best", "created_on",
    "last_touch", "touches", "amount", "reason", "next",
)  # fmt: skip
_LONGEST_OWNER = 12
_WIDEST = 60


def say_handed_over(done: HandedOver, look: Look) -> None:
    """Say how many leads went from whom to whom; a name nobody had before goes to stderr."""
    columns = ("from", "to", "count", "left")
    show(done, look, screen=_draw_handed_over, data=_handed_over_json, columns=columns)
    if done.unknown:
        say_line(text("handover.unknown", target=one_line(done.target, _WIDEST)))


def _handed_over_json(done: HandedOver, _look: Look) -> dict[str, Any]:
    return {
        "from": done.source,
        "to": done.target,
        "count": done.count,
        "left": done.left,
        "statuses": dict(done.statuses),
    }


def _draw_handed_over(done: HandedOver, _look: Look) -> list[Line]:
    source, target = one_line(done.source, _WIDEST), one_line(done.target, _WIDEST)
    parts = text("list.joint").join(
        text("import.status", count=count, status=text(f"status.{status}"))
        for status, count in done.statuses.most_common()
    )
    said = [text("handover.done", count=done.count, source=source, target=target, parts=parts)]
    if done.left:
        said.append(text("handover.left", count=done.left, source=source))
    return wrapped(line(one) for one in (*said, text("handover.see")))


def show_clashes(found: Sequence[Clash], look: Look) -> None:
    """Write each customer that several reps have, with the history of every lead."""
    columns = ("clash", "reasons", *_KEYS[:-1], "next_on", "next_by", "next_goal")
    show(found, look, screen=_draw, data=_data, columns=columns, rows=_rows)


def _data(found: Sequence[Clash], look: Look) -> list[dict[str, Any]]:
    return [_clash_json(clash, look) for clash in found]


def _clash_json(clash: Clash, look: Look) -> dict[str, Any]:
    return {
        "reasons": list(clash.reasons),
        "shared": list(clash.shared),
        "leads": [_lead_json(lead, look) for lead in clash.leads],
    }


def _lead_json(lead: LeadData, look: Look) -> dict[str, Any]:
    data = pick_keys(lead, _KEYS)
    return data | {"next": step_json(lead["next"], look.own)}


def _rows(found: Sequence[Clash], look: Look) -> Iterator[dict[str, Any]]:
    for place, clash in enumerate(found, 1):
        for lead in clash.leads:
            row = _lead_json(lead, look)
            step = row["next"] or {}
            steps = {f"next_{name}": step.get(name) for name in ("on", "by", "goal")}
            yield {"clash": place, "reasons": list(clash.reasons), **row, **steps}


def _draw(found: Sequence[Clash], look: Look) -> list[Line]:
    if not found:
        return sentence(text("clash.none"))
    columns = [
        Column(text("column.number"), right=True),
        Column(text("column.lead"), least=12),
        Column(text("column.owner")),
        Column(text("column.status")),
        Column(text("column.grade"), goes=5, below=TITLED),
        Column(text("column.added"), goes=2, below=TITLED),
        Column(text("column.last_touch"), goes=3, below=TITLED),
        Column(text("column.touches"), right=True, goes=1, below=TITLED),
        Column(text("column.next"), goes=4, below=TITLED),
    ]
    table = lay_out(columns, [_cells(lead, look) for clash in found for lead in clash.leads])
    lines, rows = [table.head], iter(table.rows)
    for clash in found:
        lines += [EMPTY, *_head(clash)]
        lines += [part for _lead in clash.leads for part in next(rows)]
    keep, other = (lead["number"] for lead in found[0].leads[:2])
    foot = text("clash.count", count=len(found), keep=keep, other=other)
    return [*lines, EMPTY, *sentence(foot, DIM)]


def _head(clash: Clash) -> list[Line]:
    reasons = text("list.comma").join(text(f"dupes.{reason}") for reason in clash.reasons)
    shared = text("list.comma").join(one_line(one, _WIDEST) for one in clash.shared)
    return sentence(text("clash.head", reasons=reasons, shared=shared), BOLD)


def _cells(lead: LeadData, look: Look) -> list[Line]:
    last = lead["last_touch"]
    none = Piece(signs().none, DIM)
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

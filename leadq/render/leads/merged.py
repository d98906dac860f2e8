"""What a merge would do or has done: every field, whose it is, and what moved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from leadq.i18n import text
from leadq.render.leads.said import lead_record
from leadq.render.parts.data import lead_json, step_json
from leadq.render.parts.dates import as_day, plain_day
from leadq.render.parts.lines import (
    BOLD,
    DIM,
    EMPTY,
    Line,
    Piece,
    label_lines,
    line,
    wrapped,
    write_wrapped,
)
from leadq.render.parts.marks import (
    numbered_title,
    step_text,
    typed_phone_text,
    value_words,
)
from leadq.render.parts.out import say_line
from leadq.render.parts.show import show
from leadq.render.parts.text import cell_width, one_line

if TYPE_CHECKING:
    from leadq.domain.leads.merge import Taken
    from leadq.render.parts.look import Look
    from leadq.usecases.leads.merge import Merged, MergePlan

_LONGEST = 200
TABLES = ("fact", "touch", "promise", "followup", "contact", "purchase", "complaint")


def show_merge_plan(plan: MergePlan, look: Look) -> None:
    """Write what would come of a merge; nothing has been done."""
    show(
        plan,
        look,
        screen=lambda plan, look: wrapped(
            [*_draw(plan, look), line(Piece(text("merge.nothing_done"), DIM))]
        ),
        data=_plan_json,
        columns=("field", "value", "from", "aside"),
        rows=lambda plan, _look: map(_field_json, plan.merged.told),
    )


def _plan_json(plan: MergePlan, look: Look) -> dict[str, Any]:

    return {
        "keep": lead_json(plan.keep, look.own),
        "other": lead_json(plan.other, look.own),
        "fields": [_field_json(taken) for taken in plan.merged.told],
        "reaches": [reach.typed for reach in plan.reaches],
        "contacts": [one.name for one in plan.contacts],
        "moved": plan.rows,
        "next": step_json(plan.step, look.own),
    }


def preview_merge(plan: MergePlan, look: Look) -> None:
    """Write what would come of a merge, before it is asked for."""
    write_wrapped(_draw(plan, look), color=look.color)


def say_merged(merged: Merged, look: Look, told: bool) -> None:
    """Say that two leads are one now, and how it stands; ``told``: a preview has said how."""
    plan = merged.plan

    def data(merged: Merged, look: Look) -> dict[str, Any]:
        gone = {"number": plan.other["number"], "id": plan.other["id"], "name": plan.other["name"]}
        return lead_record(merged.lead, look) | {"merged": gone}

    def draw(merged: Merged, look: Look) -> list[Line]:
        lead = merged.lead
        done = text("merge.done", other=plan.other["number"], keep=numbered_title(lead))
        lines = [*([] if told else _draw(plan, look)), line(Piece(done, BOLD))]
        lines += _labelled("card.next", step_text(lead["next"], look))
        return wrapped([*lines, line(Piece(text("merge.undo"), DIM))])

    show(merged, look, screen=draw, data=data, of_leads=True)


def say_not_merged() -> None:
    """Say that the answer was no."""
    say_line(text("merge.nothing_done"))


def _draw(plan: MergePlan, look: Look) -> list[Line]:
    other = plan.other["number"]
    head = text("merge.head", other=numbered_title(plan.other), keep=numbered_title(plan.keep))
    lines = [line(Piece(head, BOLD)), EMPTY]
    for taken in plan.merged.told:
        lines += _field_lines(taken, plan, look)
    for reach in plan.reaches:
        shown = typed_phone_text(reach.typed, look) if reach.kind == "phone" else reach.typed
        value = one_line(shown, _LONGEST)
        lines += _labelled(f"field.{reach.kind}", value, text("merge.from", number=other))
    for one in plan.contacts:
        lines += _labelled("card.people", text("merge.person", name=one_line(one.name, _LONGEST)))
    counts = [(table, plan.rows[table]) for table in TABLES if plan.rows.get(table)]
    if counts:
        moved = (text(f"merge.count.{table}", count=count) for table, count in counts)
        lines += _labelled("merge.moved", text("list.comma").join(moved))
    return [*lines, *_step_lines(plan, look), EMPTY]


def _field_lines(taken: Taken, plan: MergePlan, look: Look) -> list[Line]:
    number = plan.other["number"]
    aside = ""
    if taken.aside is not None:
        whose = plan.keep["number"] if taken.origin == "other" else number
        lost = value_words(taken.field, taken.aside, look)
        aside = text("merge.aside", number=whose, value=lost)
    elif taken.origin == "other":
        aside = text("merge.from", number=number)
    return _labelled(f"field.{taken.field}", value_words(taken.field, taken.value, look), aside)


def _step_lines(plan: MergePlan, look: Look) -> list[Line]:
    if plan.step is None:
        return []
    aside = text("merge.from", number=plan.other["number"]) if plan.step_of == "other" else ""
    if plan.step_ended is not None:
        day = plain_day(as_day(plan.step_ended.on), look.lang)
        aside = text("merge.step_kept" if plan.step_kept else "merge.step_ended", day=day)
    return _labelled("card.next", step_text(plan.step, look), aside)


def _labelled(key: str, value: str, aside: str = "") -> list[Line]:
    shown = line(value, Piece(text("list.aside", words="", aside=aside), DIM) if aside else "")
    return label_lines(text(key), [shown], _label_width())


def _label_width() -> int:
    keys = ("field.parked_until", "card.next", "merge.moved", "field.created_on", "card.people")
    return max(cell_width(text(key)) for key in keys) + 2


def _field_json(taken: Taken) -> dict[str, Any]:
    return {
        "field": taken.field,
        "value": taken.value,
        "from": taken.origin,
        "aside": taken.aside,
    }

"""The follow-up sheet of a day as data: json and csv (method §5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from leadq.render.parts.data import each_json, step_json
from leadq.render.parts.goals import promise_words
from leadq.render.parts.marks import grade_word
from leadq.store.read.rows import pick_keys

if TYPE_CHECKING:
    from leadq.render.parts.look import Look
    from leadq.store.read.read_day import GradeMove, PromiseMark
    from leadq.store.read.read_details import TouchData
    from leadq.store.read.rows import LeadData
    from leadq.usecases.followup.due_items import DueItem
    from leadq.usecases.reports.day_report import DaySheet


def day_json(sheet: DaySheet, look: Look) -> dict[str, Any]:
    """Return the sheet as plain data; words of the program are tokens."""
    return {
        "day": sheet.day.isoformat(),
        "owner": sheet.owner or None,
        "contacts": each_json(sheet.contacts, lambda one: _contact_json(*one, look)),
        "tries": each_json(sheet.tries, lambda one: _contact_json(*one, look)),
        "promises_made": each_json(sheet.made, lambda one: _promise_json(*one)),
        "promises_kept": each_json(sheet.kept, lambda one: _promise_json(*one)),
        "grades": each_json(sheet.grades, lambda one: _move_json(*one)),
        "endings": each_json(sheet.endings, lambda one: _ending_json(*one)),
        "new": each_json(sheet.new, _brief),
        "left": each_json(sheet.left, lambda one: _item_json(one, look)),
        "overdue": each_json(sheet.overdue, lambda one: _item_json(one, look)),
        "promises_due": each_json(sheet.promises, lambda one: _item_json(one, look)),
        "next_day": sheet.then.isoformat(),
        "next": each_json(sheet.coming, lambda one: _item_json(one, look)),
    }


def _brief(lead: LeadData) -> dict[str, Any]:
    keys = ("number", "id", "name", "company", "owner", "grade", "grade_best")
    return pick_keys(lead, keys)


def _contact_json(lead: LeadData, touch: TouchData, look: Look) -> dict[str, Any]:
    keys = ("by", "outcome", "on", "time", "said", "objection")
    said = {key: getattr(touch, key) for key in keys}
    return {**_brief(lead), **said, "next": step_json(lead["next"], look.own)}


def _promise_json(lead: LeadData, mark: PromiseMark) -> dict[str, Any]:
    return {
        **_brief(lead),
        "promise_id": mark.id,
        "text": promise_words(mark.text),
        "due_on": mark.due_on,
    }


def _move_json(lead: LeadData, move: GradeMove) -> dict[str, Any]:
    before = {"grade": move.before, "grade_best": move.best_before}
    return {**_brief(lead), "before": before}


def _ending_json(lead: LeadData, verb: str) -> dict[str, Any]:
    keys = ("status", "amount", "reason", "parked_until")
    ended = pick_keys(lead, keys)
    return {**_brief(lead), "verb": verb, **ended}


def _item_json(item: DueItem, look: Look) -> dict[str, Any]:
    return {
        **_brief(item.lead),
        "days_late": item.pick.days_late,
        "escalated": item.escalated,
        "promise": item.pick.promise and promise_words(item.pick.promise),
        "due_on": item.pick.due_on if item.pick.kind == "promise" else None,
        "step": step_json(item.lead["next"], look.own),
    }


def day_rows(sheet: DaySheet, look: Look) -> Iterator[dict[str, Any]]:
    """Yield what the sheet holds as rows, each with the section it stands in."""
    data = day_json(sheet, look)
    for section, found in data.items():
        for row in () if found is None or isinstance(found, str) else found:
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

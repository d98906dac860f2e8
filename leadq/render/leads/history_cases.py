"""What the history of a lead tells of its complaints (method §11)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from leadq.i18n import text
from leadq.render.parts.dates import as_day, plain_day
from leadq.render.parts.text import one_line

if TYPE_CHECKING:
    from leadq.render.parts.look import Look
    from leadq.usecases.leads.history import Entry

_LONGEST = 80
_TOLD = ("text", "solution", "missing", "cause", "lesson", "details", "feeling", "product")


def tell_complaint(values: dict[str, Any], look: Look, _find: object) -> str:
    """Return the words of a complaint and its day."""
    day = plain_day(as_day(values["on_day"]), look.lang)
    return text("list.aside", words=_field(one_line(str(values["text"]), _LONGEST)), aside=day)


def tell_case_step(entry: Entry, _look: Look) -> str:
    """Return a step of a complaint: what it came to, and what was said of it."""
    told = []
    if "state" in entry.before:
        told.append(text(f"history.complaint_{entry.values['state']}"))
    told += [
        one_line(str(entry.values[name]), _LONGEST)
        for name in _TOLD
        if name in entry.before and entry.values.get(name)
    ]
    return _field(text("list.then").join(told)) if told else ""


def _field(value: str) -> str:
    return text("history.field", name=text("history.complaint"), value=value)

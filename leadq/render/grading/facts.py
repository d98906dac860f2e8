"""What is known of a lead in words: values, and how old they are."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from leadq.i18n import has_text, language, text
from leadq.render.parts.dates import plain_day
from leadq.render.parts.text import clean, one_line

if TYPE_CHECKING:
    from leadq.content.model import FactDef

_LONGEST = 200


def word_value(definition: FactDef, value: str | None, today: date | None = None) -> str:
    """Return the value of a fact as a card words it; ``today`` adds how far off a day is."""
    if value is None or value == "unknown":
        return text("value.unknown")
    said = definition.says.get(value) or definition.choices.get(value)
    if said is not None:
        return clean(said.pick(language()))
    if definition.kind == "date":
        return _word_day(value, today)
    if definition.kind == "yes_no":
        return word_token(value)
    if definition.kind == "birthday":
        # one without a year is kept as --MM-DD
        return clean(value.removeprefix("--"))
    return one_line(value, _LONGEST)


def word_token(value: str) -> str:
    """Return yes, no or unknown in the language; any other value as it is."""
    return text(f"value.{value}") if has_text(f"value.{value}") else clean(value)


def _word_day(value: str, today: date | None) -> str:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return clean(value)
    shown = plain_day(day, language())
    if today is None:
        return shown
    days = (day - today).days
    if days < 0:
        return text("value.day_passed", day=shown)
    return text("value.day_today" if days == 0 else "value.day_ahead", day=shown, days=days)

"""Values that gave way to others which had not seen them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from leadq.i18n import has_text, text
from leadq.render.parts.lines import EMPTY, Line, line, sentence, wrapped
from leadq.render.parts.marks import money_text, name_title, typed_phone_text, value_words
from leadq.render.parts.show import show
from leadq.render.parts.text import one_line
from leadq.store.team.shapes import GROUPS, LEAD, REACHES

if TYPE_CHECKING:
    from leadq.render.parts.look import Look
    from leadq.store.team.lost import Lost
    from leadq.usecases.team.conflicts import Conflict

_COLUMNS = (
    *("number", "lead", "name", "company", "what", "field", "value", "by", "kept", "kept_by"),
)
_WIDEST = 60
_CHOSEN = frozenset({"state", "by", "set_by", "role", "attitude", "satisfied"})
"""Fields whose values are words of the program."""


def show_conflicts(conflicts: Sequence[Conflict], look: Look) -> None:
    """List what gave way, each with what stands in its place."""
    show(conflicts, look, screen=_draw, each=conflict_json, columns=_COLUMNS)


def conflict_json(conflict: Conflict) -> dict[str, Any]:
    """Return a value that gave way as plain data; ``number`` is what take and keep are given."""
    lost, lead = conflict
    return {
        "number": lost.id,
        "lead": lead.number if lead else None,
        "name": lead.name if lead else None,
        "company": lead.company if lead else None,
        "what": lost.tbl,
        "field": lost.field,
        "value": lost.value,
        "by": lost.who,
        "kept": lost.kept,
        "kept_by": lost.kept_who,
    }


def _draw(conflicts: Sequence[Conflict], look: Look) -> Iterator[Line]:
    if not conflicts:
        yield from sentence(text("conflicts.none"))
        return
    for conflict in conflicts:
        yield from wrapped(line(one) for one in _words(conflict, look))
    yield EMPTY
    yield from sentence(text("conflicts.how", number=conflicts[0][0].id))


def _words(conflict: Conflict, look: Look) -> Iterator[str]:
    lost, lead = conflict
    who = name_title(lead.name, lead.company) if lead else text("conflicts.elsewhere")
    yield text("conflicts.of", number=lost.id, lead=who, field=_field_word(lost.tbl, lost.field))
    nobody = text("conflicts.somebody")
    yield text("conflicts.lost", value=_value(lost, lost.value, look), who=lost.who or nobody)
    stands = _value(lost, lost.kept, look)
    if lost.kept_who is None:
        yield text("conflicts.stands", value=stands)
    else:
        yield text("conflicts.kept", value=stands, who=lost.kept_who)


def _field_word(table: str, field: str) -> str:
    """Return a field in words; what belongs to a lead by the name of its table too."""
    if field == REACHES:
        return text("conflicts.reaches")
    named = "status" if field in GROUPS.get(table, {}) else field
    keys = (f"conflicts.field.{named}", f"field.{named}")
    word = next((text(key) for key in keys if has_text(key)), named)
    if table == LEAD:
        return word
    part = f"conflicts.table.{table}"
    return text("conflicts.part", table=text(part) if has_text(part) else table, field=word)


def _value(lost: Lost, value: Any, look: Look) -> str:
    """Return a value in words: those that the program has chosen are translated."""
    if lost.field == REACHES and isinstance(value, list):
        typed = [one[1] for one in value if isinstance(one, list) and len(one) > 1]
        words = [typed_phone_text(str(one), look) for one in typed]
    elif isinstance(value, list):
        words = [
            _one(lost, name, one, look) for name, one in _parts(lost, value) if one is not None
        ]
    else:
        words = [_one(lost, lost.field, value, look)]
    return one_line(text("list.comma").join(words), _WIDEST) or text("conflicts.empty")


def _parts(lost: Lost, value: list[Any]) -> Iterator[tuple[str, Any]]:
    """Yield what a field of several columns consists of, each with its column."""
    return zip_longest(GROUPS.get(lost.tbl, {}).get(lost.field, ()), value, fillvalue=lost.field)


def _one(lost: Lost, column: str, value: Any, look: Look) -> str:
    if lost.tbl == LEAD:
        return value_words(column, value, look)
    if value is None:
        return text("conflicts.empty")
    if isinstance(value, float):
        return money_text(value)
    key = f"conflicts.word.{value}"
    return text(key) if column in _CHOSEN and has_text(key) else one_line(str(value), _WIDEST)


def say_settled(conflict: Conflict, action: str, look: Look) -> None:
    """Say which value stands from now on."""
    lost, _lead = conflict
    value = _value(lost, lost.value if action == "take" else lost.kept, look)
    show(
        conflict,
        look,
        screen=lambda _one, _look: wrapped([line(text(f"conflicts.{action}", value=value))]),
        data=lambda one, _look: conflict_json(one) | {"done": action},
        columns=(*_COLUMNS, "done"),
    )

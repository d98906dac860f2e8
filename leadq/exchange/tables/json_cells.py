"""Records of JSON as rows of a table: what is nested becomes columns named by their path."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from leadq.exchange.cells.values import join_values
from leadq.exchange.columns.aliases import EXTRA, is_own_export, names_somebody

_UNSTORABLE = re.compile("[\ud800-\udfff\0]")
_STEP = {"on": "next_on", "by": "next_by", "goal": "next_goal"}
"""What becomes of the next step of a lead, key by key; the rest of it has no column."""
_BETWEEN = " / "
_DEEPEST, _MOST_PATHS = 6, 2000
_NAMES = ("name", "key", "field", "label", "question", "title")
_VALUES = ("values", "value", "answer", "text")
"""The keys of lists that hold a field each: {"name": "email", "values": ["a@b.c"]}."""


def flat_record(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return a record with one value a column.

    Of leadq's own, only the next step is parted; of others, all that is nested, as far as it goes.
    """
    parted = _with_step(record)
    if is_own_export(record) or not any(map(_is_nested, parted.values())):
        return parted
    found: dict[str, Any] = {}
    for key, value in parted.items():
        if key == EXTRA:
            found[key] = value
        else:
            _spread(found, key, value, 1)
    return found


def covers_of(path: str) -> Iterator[str]:
    """Yield the paths of what a value is nested in."""
    parts = path.split(_BETWEEN)
    return (_BETWEEN.join(parts[:count]) for count in range(1, len(parts)))


def _says_anything(record: Mapping[str, Any]) -> bool:
    return any(cell_of(value).strip() for value in flat_record(record).values())


def unwrap(records: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield the records, of a lone one that holds a list of them the listed ones."""
    first = next(records, None)
    if first is None:
        return
    second = next(records, None)
    if second is None and (inside := _inside(first)) and any(map(_says_anything, inside)):
        yield from inside
        return
    yield first
    if second is not None:
        yield second
        yield from records


def _inside(record: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the records that a lone one holds, unless it names somebody itself."""
    if names_somebody(
        [key for key, value in record.items() if not isinstance(value, (dict, list))]
    ):
        return []
    lists = [value for value in record.values() if _is_list_of_records(value)]
    # what some services answer with has one more cover around it
    lists += [
        one for inner in record.values() if isinstance(inner, dict) if (one := _inside(inner))
    ]
    return max(lists, key=len, default=[])


def cell_of(value: Any) -> str:
    """Return a value as the cell of a table: lists joined, objects as JSON, unknown empty."""
    if value is None:
        return ""
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        whole = isinstance(value, float) and value.is_integer() and abs(value) < 1e15
        return str(int(value)) if whole else str(value)
    if isinstance(value, list) and not any(isinstance(one, (dict, list)) for one in value):
        return join_values(map(cell_of, value))
    return storable(json.dumps(value, ensure_ascii=False)) if value else ""


def storable(text: str) -> str:
    """Return a text with the characters replaced that no store and no file can hold."""
    return _UNSTORABLE.sub("\ufffd", text)


def _is_nested(value: Any) -> bool:
    return isinstance(value, dict) or _is_list_of_records(value)


def _with_step(record: Mapping[str, Any]) -> dict[str, Any]:
    step = record.get("next")
    if isinstance(step, dict) or ("next" in record and step is None):
        flat = {key: value for key, value in record.items() if key != "next"}
        return flat | {name: (step or {}).get(key) for key, name in _STEP.items()}
    return dict(record)


def _spread(found: dict[str, Any], path: str, value: Any, depth: int) -> None:
    """Put a value under its path, and what is in it under paths of their own."""
    if depth > _DEEPEST or len(found) > _MOST_PATHS:
        _join(found, path, value)
    elif isinstance(value, dict) and value:
        for key, inner in value.items():
            _spread(found, f"{path}{_BETWEEN}{key}", inner, depth + 1)
    elif _is_list_of_records(value):
        for one in value:
            name, said = _named(one)
            if name is None:
                _spread(found, path, one, depth + 1)
            else:
                _spread(found, name, said, depth + 1)
    else:
        _join(found, path, value)


def _named(record: Mapping[str, Any]) -> tuple[str | None, Any]:
    """Return the field that a record of a list is, by its name; None for one of another kind."""
    name = next((record[key] for key in _NAMES if isinstance(record.get(key), str)), None)
    value_key = next((key for key in _VALUES if key in record), None)
    if name is None or value_key is None:
        return None, None
    return name, record[value_key]


def _join(found: dict[str, Any], path: str, value: Any) -> None:
    """Keep a value; the further ones of a list of records stand in the same cell."""
    before = found.get(path)
    if before in (None, "", []):
        found[path] = value
    elif value not in (None, "", []):
        found[path] = [*_listed(before), *_listed(value)]


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _is_list_of_records(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)

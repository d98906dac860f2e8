"""Whether rows of the hub can be read later: it holds what others' programs have sent."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from leadq.domain.fields import PACKED
from leadq.store.team.shapes import LEAD, OUTLOOK, REACH_COLUMNS, REACHES
from leadq.usecases.joining import whole_shapes
from leadq.usecases.joining.import_whole import JOINED
from leadq.usecases.joining.whole_shapes import Reader


def _stamps(value: Any) -> Any:
    for stamp in json.loads(value).values():
        date.fromisoformat(stamp[:10])
    return value


def _live(value: Any) -> Any:
    if value not in (0, 1):
        raise ValueError
    return value


_KINDS = {table: whole_shapes.ROWS[what] for what, table in JOINED.items()}
_KINDS |= {LEAD: whole_shapes.LEAD | {"changed": _stamps}}
_KINDS |= {OUTLOOK: whole_shapes.ROWS[OUTLOOK] | {"live": _live}}
_BAD = (ValueError, TypeError, OverflowError, RecursionError, AttributeError)


def check_columns(table: str, columns: Mapping[str, Any]) -> None:
    """Raise ValueError for a column that is not what leadq itself would have written."""
    if table == REACHES:
        for reach in columns[REACHES]:
            row = dict(zip(REACH_COLUMNS, reach, strict=True))
            _check(whole_shapes.ROWS[REACHES], row)
        return
    _check(_KINDS[table], columns)


def _check(readers: Mapping[str, Reader], row: Mapping[str, Any]) -> None:
    for name, reader in readers.items():
        if name not in row:
            continue
        value = row[name]
        try:
            read = json.loads(value) if name in PACKED else value
            if reader(read) != read:
                raise ValueError
        except _BAD:
            raise ValueError(name) from None

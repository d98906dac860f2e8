"""Texts of a row: its name, several cells as one, tags as a list, what leadq kept aside."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from leadq.domain.fields import BY_NAME, LINK, MARKS
from leadq.domain.typing.texts import is_blank
from leadq.domain.typing.tokens import read_token
from leadq.errors import RefusedError
from leadq.exchange.cells.values import split_values
from leadq.exchange.columns.layout import Row
from leadq.store.repo_values import ReachValue
from leadq.usecases.importing.row_lead import UID

_TAG_BREAKS = re.compile(r" ::: |[,，、|\r\n]+")
# A name that begins so can be seen.
_SEEN = re.compile("[!-~\u4e00-\u9fff]")
_TAG_MARKS = " *#[]\"'"


def own_extra(row: Row) -> dict[str, Any]:
    """Return what leadq's own export kept in its extra cell."""
    given = row.first.get("extra")
    if not given:
        return {}

    try:
        found = json.loads(given)
        # half characters and endless numbers are no text that the store or others could read
        json.dumps(found, ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, RecursionError):
        return {"extra": given}
    return found if isinstance(found, dict) else {"extra": given}


def read_choices(row: Row) -> dict[str, str | None]:
    """Return what filled cells say of a lead's choices and links; None for what they do not know.

    A link is the key of a lead, as leadq's own tables have it.
    """
    found: dict[str, str | None] = {}
    for name in filter(row.first.get, MARKS):
        field, given = BY_NAME[name], row.first[name]
        is_key = field.kind == LINK and UID.fullmatch(given)
        found[name] = given if is_key else read_token(given, field.allowed)
    return found


def joined(row: Row, name: str) -> str:
    """Return the cells of several columns as one text; of addresses only what says more."""
    cells = list(dict.fromkeys(row.cells(name)))
    if name != "address":
        return BY_NAME[name].between.join(cells)
    told = [cell for cell in cells if not any(cell in other and cell != other for other in cells)]
    return " ".join(" ".join(told).split("\n"))


def read_tags(row: Row, own: bool) -> list[str]:
    """Return the tags of a row, each once; other programs join them by commas and bars too."""
    if own:
        values = [value.strip() for cell in row.cells("tags") for value in split_values(cell)]
    else:
        values = [
            part.strip(_TAG_MARKS).strip()
            for cell in row.cells("tags")
            for value in split_values(cell)
            for part in _TAG_BREAKS.split(value)
        ]
    return list(dict.fromkeys(value for value in values if value))


def lead_name(given: str, company: str | None, reaches: Sequence[ReachValue]) -> str:
    """Return what the lead is called: its name, its company's, else how it is reached.

    Raises row_without_name.
    """
    for name in (given, company):
        if name and (_SEEN.match(name) or not is_blank(name)):
            return name
    if reaches:
        return reaches[0].typed
    raise RefusedError("row_without_name")

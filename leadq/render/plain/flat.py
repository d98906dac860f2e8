"""Results as rows of a table file: full values, ISO days, lists joined."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from leadq.domain.fields import LISTED
from leadq.render.parts.data import NEXT_KEYS
from leadq.render.parts.out import write_csv

LEAD_COLUMNS = tuple(
    column
    for key in LISTED
    for column in ([f"next_{name}" for name in NEXT_KEYS] if key == "next" else [key])
)


def flatten(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return a lead's data with its next step spread over columns and ``extra`` as JSON."""
    row = {key: value for key, value in data.items() if key not in ("next", "extra")}
    step = data["next"] or {}
    row |= {f"next_{name}": step.get(name) for name in NEXT_KEYS}
    row["phones"] = csv_phones(data)
    row["extra"] = _json_cell(data["extra"])
    return row


def write_rows(columns: Iterable[str], rows: Iterable[Mapping[str, Any]]) -> None:
    """Write rows under a header; every row has the same columns."""
    header = tuple(columns)
    write_csv(header, ([row.get(name) for name in header] for row in rows))


def csv_phones(lead: Mapping[str, Any]) -> list[str]:
    """Return a lead's phones as no program takes them for a formula."""
    return [phone_cell(phone) for phone in lead["phones"]]


def phone_cell(phone: str) -> str:
    """Return a phone, normalised or as it was typed, for a cell."""
    from leadq.adapters.phones import csv_phone

    return csv_phone((phone, phone if phone.startswith("+") else None))


def _json_cell(extra: Mapping[str, Any]) -> str | None:
    if not extra:
        return None
    import json

    return json.dumps(extra, ensure_ascii=False)

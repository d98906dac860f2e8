"""Masks what leaves the store: how somebody is reached stays hidden, the rest can be used."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, cast

from leadq.adapters.phones import format_phone, is_phone
from leadq.domain.fields import MASKED
from leadq.domain.leads.mask import (
    looks_like_email,
    mask_address,
    mask_email,
    mask_phone,
    mask_word,
)
from leadq.store.read.rows import LeadData, pick_keys

_PLACE = "place"
_TELLING_KEYS = (
    "phone", "mobile", "tel", "fax", "email", "e-mail", "wechat", "whatsapp", "qq", "address",
    "street", "电话", "手机", "传真", "邮箱", "微信", "地址", "街道", "住址", "身份证",
)  # fmt: skip


def mask_lead(lead: LeadData) -> LeadData:
    """Return a lead with phones, emails, WeChat name and addresses hidden."""
    step = lead["next"]
    masked = {
        **lead,
        "phones": [_phone(phone) for phone in lead["phones"]],
        "emails": [mask_email(email) for email in lead["emails"]],
        "wechat": mask_word(lead["wechat"]) if lead["wechat"] else None,
        **{name: mask_address(value) for name, value in pick_keys(lead, MASKED).items()},
        "next": {**step, "place": mask_address(step["place"])} if step else None,
        "extra": {key: _extra(key, value) for key, value in lead["extra"].items()},
    }
    return cast(LeadData, masked)


def mask_record(record: dict[str, Any]) -> dict[str, Any]:
    """Return a lead whole, with the same hidden in everything that belongs to it."""
    masked = dict(mask_lead(cast(LeadData, record)))
    masked["reaches"] = [
        {**reach, "typed": _reach(reach), "e164": None, "norm": _reach(reach)}
        for reach in record["reaches"]
    ]
    # what is masked must never pass for a newer value
    masked["changed"] = {}
    masked["contacts"] = [
        {**one, "phone": _phone(one["phone"]) if one["phone"] else None}
        for one in record["contacts"]
    ]
    masked["followups"] = [
        {**step, _PLACE: mask_address(step[_PLACE])} for step in record["followups"]
    ]
    return masked


def mask_rows(columns: Sequence[str], rows: Iterator[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a table with the place of a follow-up hidden."""
    if _PLACE not in columns:
        yield from rows
        return
    place = columns.index(_PLACE)
    for row in rows:
        yield (*row[:place], mask_address(row[place]), *row[place + 1 :])


def _phone(phone: str) -> str:
    """Mask a number in E.164, or as it was typed."""
    code, _, rest = format_phone(phone, "").partition(" ")
    if not (code.startswith("+") and rest and phone.startswith("+")):
        code, rest = "", phone
    return mask_phone(code, "".join(char for char in rest if char.isdigit()))


def _reach(reach: dict[str, Any]) -> str:
    if reach["kind"] == "phone":
        return _phone(reach["e164"] or reach["typed"])
    return mask_email(reach["typed"]) if reach["kind"] == "email" else mask_word(reach["typed"])


def _extra(key: str, value: Any) -> Any:
    """Mask a value of a column that no field takes, by its header or by what it looks like."""
    if not isinstance(value, str) or not value:
        return value
    if looks_like_email(value):
        return mask_email(value)
    if is_phone(value) and len(value) > len("2026-12-01"):
        return _phone(value)
    telling = any(word in key.casefold() for word in _TELLING_KEYS)
    return mask_word(value) if telling else value

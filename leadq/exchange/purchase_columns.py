"""The columns of a table of purchases: which lead, which day, how much, what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from leadq.domain.typed import narrow
from leadq.errors import RefusedError, UsageError

LEAD_FIELDS = ("id", "number", "phone", "email", "wechat", "name", "company")
"""The columns that tell which lead is meant, the surest first."""
FIELDS = (*LEAD_FIELDS, "date", "amount", "product", "note")
_ALIASES = {
    "id": ("id", "leadid", "lead_id"),
    "number": ("number", "lead number", "lead no", "lead", "线索编号", "编号", "线索"),
    "phone": (
        "phone", "phones", "mobile", "mobile phone", "phone number", "telephone", "tel", "手机号",
        "手机", "手机号码", "电话", "联系电话", "电话号码", "联系方式", "客户电话", "客户手机",
    ),
    "email": ("email", "emails", "email address", "邮箱", "电子邮箱", "邮箱地址", "客户邮箱"),
    "wechat": ("wechat", "wechat id", "weixin", "微信", "微信号"),
    "name": (
        "name", "full name", "customer", "customer name", "client", "client name", "contact",
        "contact name", "姓名", "客户姓名", "客户", "客户名称", "客户名", "联系人", "买家",
    ),
    "company": ("company", "company name", "account", "account name", "公司", "公司名称", "单位"),
    "date": (
        "date", "on", "day", "purchase date", "purchased on", "order date", "invoice date",
        "close date", "paid on", "日期", "购买日期", "成交日期", "下单日期", "订单日期", "开票日期", "付款日期",
        "成交时间", "下单时间", "购买时间",
    ),
    "amount": (
        "amount", "sum", "total", "order total", "total amount", "order amount", "value", "price",
        "revenue", "金额", "成交金额", "订单金额", "购买金额", "合计", "总额", "总价", "成交额", "销售额",
    ),
    "product": ("product", "item", "article", "goods", "model", "产品", "商品", "品名", "产品名称", "型号"),
    "note": ("note", "notes", "remark", "remarks", "comment", "description", "备注", "说明", "摘要"),
}  # fmt: skip


def map_purchase_headers(
    headers: Sequence[str], said: Mapping[str, str], file: str
) -> dict[str, int]:
    """Return the place of each field's column; what the user says, column to field, wins.

    Raises UsageError no_column or no_purchase_field, RefusedError no_purchase_columns when lead,
    day or amount has no column.
    """
    keys = [_key(header) for header in headers]
    places: dict[str, int] = {}
    for column, field in said.items():
        if _key(column) not in keys:
            columns = ", ".join(headers)
            raise UsageError("no_column", hint="no_column", given=column, columns=columns)
        if field not in FIELDS:
            raise UsageError(
                "no_purchase_field", hint="no_field", given=field, allowed=", ".join(FIELDS)
            )
        places[field] = keys.index(_key(column))
    taken = set(places.values())
    for field, names in _ALIASES.items():
        known = (keys.index(_key(name)) for name in names if _key(name) in keys)
        place = next((place for place in known if place not in taken), None)
        if field not in places and place is not None:
            places[field] = place
            taken.add(place)
    missing = [field for field in ("date", "amount") if field not in places]
    missing += [] if set(LEAD_FIELDS) & set(places) else ["number"]
    if missing:
        raise RefusedError(
            "no_purchase_columns", hint="no_purchase_columns", file=file,
            missing=", ".join(missing), columns=", ".join(headers),
        )  # fmt: skip
    return places


def _key(text: str) -> str:
    return "".join(char for char in narrow(text[:200]).casefold() if char.isalnum())

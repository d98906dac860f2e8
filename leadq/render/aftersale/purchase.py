"""What a customer bought."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from leadq.i18n import text
from leadq.render.parts.dates import as_day, plain_day
from leadq.render.parts.lines import (
    BOLD,
    DIM,
    Column,
    Line,
    Span,
    column_widths,
    draw_row,
    head_row,
    line,
    sentence,
    write_lines,
    write_wrapped,
)
from leadq.render.parts.marks import head_lines, numbered_title
from leadq.render.parts.out import write_csv, write_json
from leadq.render.parts.text import one_line, signs
from leadq.store.read.read_leads import plain_number

if TYPE_CHECKING:
    from leadq.render.parts.look import Look
    from leadq.store.read.read_purchases import PurchaseData
    from leadq.store.read.rows import LeadData
    from leadq.usecases.aftersale.purchase import Buyer

_COLUMNS = ("id", "on", "amount", "product", "note", "noted_by", "owner")
_WHO = ("number", "id", "name", "company")
_WIDEST = 30


def money(amount: float) -> str:
    """Return an amount with its thousands apart, as it was noted."""
    return f"{plain_number(amount):,}"


def round_money(amount: float) -> str:
    """Return a computed amount, rounded to whole units."""
    return f"{round(amount):,}"


def say_purchase(buyer: Buyer, look: Look) -> None:
    """Say what was noted, and what the customer has bought in all."""
    _say(buyer, "purchase.noted", look)


def say_removed(buyer: Buyer, look: Look) -> None:
    """Say which purchase was taken out."""
    _say(buyer, "purchase.removed", look)


def _say(buyer: Buyer, key: str, look: Look) -> None:
    if look.fmt != "table" or buyer.changed is None:
        _write_data(buyer, look)
        return
    one = buyer.changed
    day = plain_day(as_day(one.on), look.lang)
    words = text(key, amount=money(one.amount), day=day)
    if one.product:
        words = text("list.aside", words=words, aside=one_line(one.product, _WIDEST))
    lines = [line(Span(numbered_title(buyer.lead), BOLD), f"  {words}"), _sum_line(buyer)]
    write_wrapped(lines, color=look.color)


def show_purchases(buyer: Buyer, look: Look) -> None:
    """List what a customer bought, oldest first."""
    if look.fmt != "table":
        _write_data(buyer, look)
        return
    lines = head_lines(buyer.lead)
    if buyer.purchases:
        names = ("id", "on", "amount", "product", "note")
        columns = [
            Column(text(f"column.bought_{name}"), name in ("id", "amount")) for name in names
        ]
        rows = [_cells(one, look) for one in buyer.purchases]
        widths = column_widths(columns, rows)
        lines += [head_row(columns, widths), *(draw_row(row, columns, widths) for row in rows)]
        lines.append(_sum_line(buyer))
    else:
        lines += sentence(text("purchase.none", number=buyer.lead["number"]))
    write_lines(lines, color=look.color)


def _cells(one: PurchaseData, look: Look) -> list[Line]:
    return [
        line(str(one.id)),
        line(plain_day(as_day(one.on), look.lang)),
        line(money(one.amount)),
        line(one_line(one.product, _WIDEST) if one.product else Span(signs().none, DIM)),
        line(one_line(one.note, _WIDEST) if one.note else ""),
    ]


def _sum_line(buyer: Buyer) -> Line:
    total = math.fsum(one.amount for one in buyer.purchases)
    count, number = len(buyer.purchases), buyer.lead["number"]
    return line(Span(text("purchase.sum", count=count, total=money(total), number=number), DIM))


def _write_data(buyer: Buyer, look: Look) -> None:
    rows = [_purchase_json(one) for one in buyer.purchases]
    if look.fmt == "csv":
        who = _who(buyer.lead)
        header = ("number", "name", "company", *_COLUMNS)
        write_csv(header, [[*who[:1], *who[2:], *row.values()] for row in rows])
        return
    data: dict[str, Any] = dict(zip(_WHO, _who(buyer.lead), strict=True))
    data["purchase"] = _purchase_json(buyer.changed) if buyer.changed else None
    write_json({**data, "purchases": rows, "total": _total(buyer)})


def _who(lead: LeadData) -> list[Any]:
    return [lead[key] for key in _WHO]  # type: ignore[literal-required]


def _total(buyer: Buyer) -> float | int | None:
    return plain_number(math.fsum(one.amount for one in buyer.purchases))


def _purchase_json(one: PurchaseData) -> dict[str, Any]:
    return one._asdict() | {"amount": plain_number(one.amount)}

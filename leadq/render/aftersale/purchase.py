"""What a customer bought."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from leadq.i18n import text
from leadq.render.parts.dates import as_day, plain_day
from leadq.render.parts.lines import BOLD, DIM, Line, Piece, line, sentence, wrapped
from leadq.render.parts.marks import head_lines, money_text, numbered_title
from leadq.render.parts.show import show
from leadq.render.parts.table import BARE, Column, table_lines
from leadq.render.parts.text import one_line, signs
from leadq.store.read.read_leads import plain_number
from leadq.store.read.rows import pick_keys

if TYPE_CHECKING:
    from leadq.render.parts.look import Look
    from leadq.store.read.read_purchases import PurchaseData
    from leadq.store.read.rows import LeadData
    from leadq.usecases.aftersale.purchase import Buyer

_COLUMNS = ("id", "on", "amount", "product", "note", "noted_by", "owner")
_WHO = ("number", "id", "name", "company")
_WIDEST = 30


def round_money(amount: float) -> str:
    """Return a computed amount, rounded to whole units."""
    return f"{round(amount):,}"


def say_purchase(buyer: Buyer, look: Look) -> None:
    """Say what was noted, and what the customer has bought in all."""
    _show(buyer, look, lambda buyer, look: _draw_change(buyer, "purchase.noted", look))


def say_removed(buyer: Buyer, look: Look) -> None:
    """Say which purchase was taken out."""
    _show(buyer, look, lambda buyer, look: _draw_change(buyer, "purchase.removed", look))


def show_purchases(buyer: Buyer, look: Look) -> None:
    """List what a customer bought, oldest first."""
    _show(buyer, look, _draw)


def _show(buyer: Buyer, look: Look, screen: Callable[[Buyer, Look], list[Line]]) -> None:
    columns = ("number", "name", "company", *_COLUMNS)
    show(buyer, look, screen=screen, data=_data, columns=columns, rows=_rows)


def _draw_change(buyer: Buyer, key: str, look: Look) -> list[Line]:
    one = buyer.changed
    if one is None:
        return _draw(buyer, look)
    day = plain_day(as_day(one.on), look.lang)
    words = text(key, amount=money_text(one.amount), day=day)
    if one.product:
        words = text("list.aside", words=words, aside=one_line(one.product, _WIDEST))
    done = line(Piece(numbered_title(buyer.lead), BOLD), f"  {words}")
    return wrapped([done, _sum_line(buyer)])


def _draw(buyer: Buyer, look: Look) -> list[Line]:
    if not buyer.purchases:
        none = sentence(text("purchase.none", number=buyer.lead["number"]))
        return [*head_lines(buyer.lead), *none]
    columns = [
        Column(text("column.bought_id"), right=True),
        Column(text("column.bought_on")),
        Column(text("column.bought_amount"), right=True),
        Column(text("column.bought_product"), least=12, goes=2, below=BARE),
        Column(text("column.bought_note"), least=12, turn=1, goes=1, below=BARE),
    ]
    rows = table_lines(columns, [_cells(one, look) for one in buyer.purchases])
    return [*head_lines(buyer.lead), *rows, *wrapped([_sum_line(buyer)])]


def _cells(one: PurchaseData, look: Look) -> list[Line]:
    return [
        line(str(one.id)),
        line(plain_day(as_day(one.on), look.lang)),
        line(money_text(one.amount)),
        line(one_line(one.product, _WIDEST) if one.product else Piece(signs().none, DIM)),
        line(one_line(one.note, _WIDEST) if one.note else ""),
    ]


def _sum_line(buyer: Buyer) -> Line:
    total = math.fsum(one.amount for one in buyer.purchases)
    count, number = len(buyer.purchases), buyer.lead["number"]
    return line(
        Piece(text("purchase.sum", count=count, total=money_text(total), number=number), DIM)
    )


def _data(buyer: Buyer, _look: Look) -> dict[str, Any]:
    rows = [_purchase_json(one) for one in buyer.purchases]
    changed = _purchase_json(buyer.changed) if buyer.changed else None
    return {**_who(buyer.lead), "purchase": changed, "purchases": rows, "total": _total(buyer)}


def _rows(buyer: Buyer, _look: Look) -> list[dict[str, Any]]:
    return [_who(buyer.lead) | _purchase_json(one) for one in buyer.purchases]


def _who(lead: LeadData) -> dict[str, Any]:
    return pick_keys(lead, _WHO)


def _total(buyer: Buyer) -> float | int | None:
    return plain_number(math.fsum(one.amount for one in buyer.purchases))


def _purchase_json(one: PurchaseData) -> dict[str, Any]:
    return one._asdict() | {"amount": plain_number(one.amount)}

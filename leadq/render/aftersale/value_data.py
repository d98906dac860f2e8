"""What customers are worth as plain data."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from leadq.domain.aftersale.value import BOTTOM_PERCENT, CLASSES, TOP_PERCENT
from leadq.store.read.read_leads import plain_number
from leadq.store.read.rows import pick_keys

if TYPE_CHECKING:
    from leadq.domain.aftersale.value import Measured, Outlay, Scale, Slice
    from leadq.render.parts.look import Look
    from leadq.usecases.aftersale.value import Customer, CustomerPortrait, Worth

WORTH_COLUMNS = (
    "number", "name", "company", "owner", "status", "class", "contribution", "stable", "bought_in",
    "periods", "total", "ladder", "importance", "relation", "times", "last_on", "lifetime_value",
)  # fmt: skip
_WHO = ("number", "name", "company")
PORTRAIT_COLUMNS = (*_WHO, "by", "class", "contribution", "stable", "bought_in", "periods")


def worth_json(worth: Worth, look: Look) -> dict[str, Any]:
    """Return all customers and what they make together."""
    counts = Counter(one.kind for one in worth.customers)
    return {
        **_terms(worth.scale, worth.outlay),
        "since": worth.since,
        "until": worth.today,
        "customers": customer_rows(worth, look),
        "classes": {kind: counts[kind] for kind in CLASSES},
        "top": _slice(worth.top, TOP_PERCENT),
        "bottom": _slice(worth.bottom, BOTTOM_PERCENT),
        "equity": _round(worth.equity),
        "without_purchases": worth.silent,
    }


def customer_rows(worth: Worth, _look: Look) -> list[dict[str, Any]]:
    """Return every customer with its class."""
    return [_customer(one) for one in worth.customers]


def portrait_json(portrait: CustomerPortrait, _look: Look) -> dict[str, Any]:
    """Return one customer by every measure."""
    one = portrait.customer
    return {
        **_who(portrait),
        **_terms(portrait.scale, portrait.outlay),
        "measures": _measures(portrait),
        "ladder": one.ladder if one else "potential",
        "importance": one.importance if one else None,
        "relation": portrait.relation,
        "bought": _round(portrait.bought),
        "times": one.times if one else 0,
        "last_on": one.last_on if one else None,
        "lifetime_value": _round(one.lifetime) if one else 0,
    }


def measure_rows(portrait: CustomerPortrait, _look: Look) -> list[dict[str, Any]]:
    """Return one customer as a row a measure."""
    return [_who(portrait) | row for row in _measures(portrait)]


def _who(portrait: CustomerPortrait) -> dict[str, Any]:
    return pick_keys(portrait.lead, _WHO)


def _measures(portrait: CustomerPortrait) -> list[dict[str, Any]]:
    return [
        {"by": by, "class": kind, **_measured(measured)}
        for by, (kind, measured) in portrait.kinds.items()
    ]


def _customer(one: Customer) -> dict[str, Any]:
    row = one.row
    return {
        "number": row.number,
        "name": row.name,
        "company": row.company,
        "owner": row.owner,
        "status": row.status,
        "class": one.kind,
        **_measured(one.measured),
        "total": _round(one.total),
        "ladder": one.ladder,
        "importance": one.importance,
        "relation": one.relation,
        "times": one.times,
        "last_on": one.last_on.isoformat(),
        "lifetime_value": _round(one.lifetime),
    }


def _measured(measured: Measured) -> dict[str, Any]:
    return {
        "contribution": _round(measured.contribution),
        "stable": measured.stable,
        "bought_in": measured.bought_in,
        "periods": measured.periods,
    }


def _terms(scale: Scale, outlay: Outlay) -> dict[str, Any]:
    return {
        "by": scale.by,
        "periods": scale.periods,
        "stable_from": scale.bought_in,
        "assumptions": {
            "discount_percent": outlay.discount_percent,
            "years": outlay.years,
            "margin_percent": outlay.margin_percent,
        },
    }


def _slice(part: Slice, percent: int) -> dict[str, Any]:
    share = round(part.percent, 1) if part.percent is not None else None
    return {"percent": percent, "numbers": list(part.keys), "turnover_percent": share}


def _round(amount: float) -> float | int | None:
    return plain_number(round(amount, 2))

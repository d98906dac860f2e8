"""What customers are worth, from what they bought (method §10)."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from leadq.domain.aftersale import value
from leadq.domain.aftersale.value import (
    MEASURES,
    ORDER,
    Bought,
    Measured,
    Outlay,
    Scale,
    Slice,
)
from leadq.store.read.read_leads import read_lead
from leadq.store.read.read_purchases import (
    CustomerRow,
    read_all_purchases,
    read_customers,
    read_latest_values,
)
from leadq.store.read.rows import LeadData
from leadq.usecases.desk import Desk
from leadq.usecases.leads.find import find_lead

_RELATION = "relation"


@dataclass(frozen=True)
class Customer:
    """One customer as measured; money is in the currency's own unit.

    ``total`` is what the 20/80 goes by: what was bought in the periods that count, by order all
    that was ever bought.
    """

    row: CustomerRow
    kind: str
    measured: Measured
    total: float
    ladder: str
    importance: str
    relation: str | None
    times: int
    last_on: date
    lifetime: float


@dataclass(frozen=True)
class Worth:
    """All customers with purchases, most first, and what they make together.

    ``since`` is the first day that counts, None by order. ``silent`` counts the won leads of
    which no purchase is noted. ``equity`` is lifetime value times customers (§10).
    """

    scale: Scale
    outlay: Outlay
    today: date
    since: date | None
    customers: tuple[Customer, ...]
    top: Slice
    bottom: Slice
    equity: float
    silent: int


@dataclass(frozen=True)
class CustomerPortrait:
    """One customer by every measure; ``customer`` is None while nothing was bought."""

    lead: LeadData
    scale: Scale
    outlay: Outlay
    customer: Customer | None
    kinds: Mapping[str, tuple[str, Measured]]
    relation: str | None
    bought: float


def value_customers(desk: Desk, scale: Scale, outlay: Outlay, owner: str = "") -> Worth:
    """Return what the customers are worth; ``owner`` empty: every rep's (§10)."""
    with desk.read() as conn:
        return _value(conn, desk.today, scale, outlay, owner)


def _value(
    conn: sqlite3.Connection, today: date, scale: Scale, outlay: Outlay, owner: str
) -> Worth:
    rows = {row.lead_id: row for row in read_customers(conn, today, owner)}
    bought = _read_bought(conn, today, owner)
    relations = read_latest_values(conn, _RELATION, today)
    measured = {key: value.measure(found, today, scale) for key, found in bought.items()}
    totals = {
        rows[key].number: _total(measured[key], found, scale) for key, found in bought.items()
    }
    kinds, importance = value.classify(measured), _importances(bought, today)
    steady = _steady(bought, today)
    found_customers = {
        rows[key].number: Customer(
            row=rows[key],
            kind=kinds[key],
            measured=measured[key],
            total=totals[rows[key].number],
            ladder=value.ladder_step(found, steady[key], relations.get(key)),
            importance=importance[key],
            relation=value.relation_of(found, relations.get(key)),
            times=len({one.on for one in found}),
            last_on=found[-1].on,
            lifetime=value.lifetime_value(found, today, outlay),
        )
        for key, found in bought.items()
    }
    return Worth(
        scale,
        outlay,
        today,
        _since(today, scale),
        tuple(found_customers[number] for number in value.rank(totals)),
        value.top_slice(totals),
        value.bottom_slice(totals),
        math.fsum(one.lifetime for one in found_customers.values()),
        len(rows) - len(bought),
    )


def value_lead(desk: Desk, given: str, scale: Scale, outlay: Outlay) -> CustomerPortrait:
    """Return one customer by quarter, by month and per order, among all customers (§10).

    Raises RefusedError for an unknown lead.
    """
    with desk.read() as conn:
        lead_id = find_lead(conn, desk, given)
        lead = read_lead(conn, lead_id, desk.today)
        worth = _value(conn, desk.today, scale, outlay, "")
        bought = _read_bought(conn, desk.today, "")
        noted = read_latest_values(conn, _RELATION, desk.today).get(lead_id)
    mine = next((one for one in worth.customers if one.row.lead_id == lead_id), None)
    kinds = {}
    for by in MEASURES if mine else ():
        same = Scale(by, scale.periods, scale.bought_in)
        measured = {key: value.measure(found, desk.today, same) for key, found in bought.items()}
        kinds[by] = (value.classify(measured)[lead_id], measured[lead_id])
    own = bought.get(lead_id, [])
    total = math.fsum(one.amount for one in own)
    relation = value.relation_of(own, noted)
    return CustomerPortrait(lead, scale, outlay, mine, kinds, relation, total)


@dataclass(frozen=True)
class Bond:
    """What ties a customer to the rep: worth, None while nothing was bought; since when (§10)."""

    customer: Customer | None
    since: date
    total: float


def read_bond(conn: sqlite3.Connection, lead_id: int, day: date, since: date) -> Bond:
    """Return what a customer was worth on a day; ``since``: one from then on at the latest."""
    worth = _value(conn, day, Scale(), Outlay(), "")
    mine = next((one for one in worth.customers if one.row.lead_id == lead_id), None)
    bought = _read_bought(conn, day, "").get(lead_id, [])
    first = min([since, *(one.on for one in bought)])
    return Bond(mine, first, math.fsum(one.amount for one in bought))


def rank_importance(conn: sqlite3.Connection, today: date) -> dict[int, str]:
    """Return, by lead, whether those who have bought are VIP, important or ordinary (§10)."""
    return _importances(_read_bought(conn, today, ""), today)


def _importances(bought: Mapping[int, list[Bought]], today: date) -> dict[int, str]:
    """Weigh customers by the last quarters, whatever they are listed by."""
    scale = Scale()
    return value.importances(
        {
            key: _total(value.measure(found, today, scale), found, scale)
            for key, found in bought.items()
        }
    )


def _read_bought(conn: sqlite3.Connection, day: date, owner: str) -> dict[int, list[Bought]]:
    return {
        lead_id: [Bought(date.fromisoformat(on), amount) for on, amount in found]
        for lead_id, found in read_all_purchases(conn, day, owner).items()
    }


def _total(measured: Measured, found: Iterable[Bought], scale: Scale) -> float:
    if scale.by == ORDER:
        return math.fsum(one.amount for one in found)
    return measured.contribution * scale.periods


def _steady(bought: Mapping[int, list[Bought]], today: date) -> dict[int, bool]:
    """Say who is stable by the last quarters, whatever the customers are listed by."""
    return {key: value.measure(found, today, Scale()).stable for key, found in bought.items()}


def _since(today: date, scale: Scale) -> date | None:
    if scale.by == ORDER:
        return None
    return value.first_day(value.period_of(today, scale.by) - scale.periods + 1, scale.by)

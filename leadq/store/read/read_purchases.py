"""Reads what customers bought, and who a survey could ask, as plain rows; days are ISO texts."""

import sqlite3
from datetime import date
from typing import NamedTuple

_OWNED = " AND lower(l.owner) = lower(:owner)"
_OF_LEAD = """
SELECT id, on_day, amount, product, note, noted_by, owner FROM purchase
WHERE lead_id = :lead ORDER BY on_day, id
"""
_ALL = """
SELECT p.lead_id, p.on_day, p.amount FROM purchase p JOIN lead l ON l.id = p.lead_id
WHERE p.on_day <= :day {owned} ORDER BY p.lead_id, p.on_day, p.id
"""
_CUSTOMERS = """
SELECT l.id, l.number, l.name, l.company, l.owner, l.status FROM lead l
WHERE (l.status IN ('won', 'left') OR EXISTS (
    SELECT 1 FROM purchase p WHERE p.lead_id = l.id AND p.on_day <= :day)) {owned}
ORDER BY l.number
"""
_LATEST_FACT = """
SELECT lead_id, value FROM fact WHERE fact = :fact AND noted_on <= :day
ORDER BY noted_on, created_at, uid
"""
_WON = """
SELECT l.id, l.uid, l.profile, l.region,
       coalesce((SELECT value FROM fact f WHERE f.lead_id = l.id AND f.fact = :consent
                 AND f.noted_on <= :day
                 ORDER BY f.noted_on DESC, f.created_at DESC, f.uid DESC LIMIT 1), '') = 'no',
       (SELECT max(p.on_day) FROM purchase p WHERE p.lead_id = l.id AND p.on_day <= :day)
FROM lead l WHERE l.status = 'won' {owned} ORDER BY l.number
"""

_SEEN = """
SELECT max(coalesce((SELECT max(t.on_day) FROM touch t WHERE t.lead_id = l.id
                     AND t.outcome <> 'no_answer' AND t.on_day <= :day), ''),
           coalesce((SELECT max(j.day) FROM journal j WHERE j.lead_id = l.id
                     AND j.verb IN ('win', 'reopen') AND j.undone = 0 AND j.day <= :day), ''),
           coalesce((SELECT max(p.on_day) FROM purchase p WHERE p.lead_id = l.id
                     AND p.on_day <= :day), ''), l.created_on), l.key_customer
FROM lead l WHERE l.id = :lead
"""
# What the rep took away stays away until the rep plans another.
_TAKEN_AWAY = """
SELECT state = 'cancelled' AND set_by = 'rep' FROM followup
WHERE lead_id = :lead AND slot IN ('revisit', 'key') ORDER BY id DESC LIMIT 1
"""
_BRINGER = """
SELECT b.number, b.name, b.company, b.status FROM lead l JOIN lead b ON b.uid = l.referred_by
WHERE l.id = :lead
"""
_BROUGHT = """
SELECT number, name, company, status FROM lead INDEXED BY lead_referred
WHERE referred_by IS NOT NULL AND referred_by = (SELECT uid FROM lead WHERE id = :lead)
ORDER BY number
"""
_PLANNED_ON = """
SELECT count(*) FROM outlook o JOIN lead l ON l.id = o.lead_id
WHERE o.live = 1 AND o.next_on = :on AND o.first_day <= :day AND o.until_day >= :day
  AND lower(coalesce(l.owner, '')) = lower(:owner)
"""


class PurchaseData(NamedTuple):
    """One purchase of a lead; ``noted_by`` is rep, win or file."""

    id: int
    on: str
    amount: float
    product: str | None
    note: str | None
    noted_by: str
    owner: str | None


class WonRow(NamedTuple):
    """A won lead; ``withdrawn``: they do not want to be contacted; days are ISO texts."""

    lead_id: int
    uid: str
    profile: str
    region: str | None
    withdrawn: bool
    last_bought: str | None


class CustomerRow(NamedTuple):
    """Who is a customer: a lead that was won, or that has bought."""

    lead_id: int
    number: int
    name: str
    company: str | None
    owner: str | None
    status: str


class Brought(NamedTuple):
    """A lead that somebody brought, or who brought one."""

    number: int
    name: str
    company: str | None
    status: str


class Referrals(NamedTuple):
    """Who brought a lead, and whom it brought (§10)."""

    by: Brought | None
    brought: tuple[Brought, ...]


def read_referrals(conn: sqlite3.Connection, lead_id: int) -> Referrals:
    """Return who brought a lead, if that is noted and they are there, and whom it brought."""
    by = conn.execute(_BRINGER, {"lead": lead_id}).fetchone()
    brought = conn.execute(_BROUGHT, {"lead": lead_id})
    return Referrals(Brought._make(by) if by else None, tuple(map(Brought._make, brought)))


def read_purchases(conn: sqlite3.Connection, lead_id: int) -> list[PurchaseData]:
    """Return what a lead bought, oldest first."""
    return [PurchaseData._make(row) for row in conn.execute(_OF_LEAD, {"lead": lead_id})]


def read_all_purchases(
    conn: sqlite3.Connection, day: date, owner: str = ""
) -> dict[int, list[tuple[str, float]]]:
    """Return day and amount of every purchase up to a day, by lead; ``owner`` empty: all reps'."""
    found: dict[int, list[tuple[str, float]]] = {}
    statement, params = _owned(_ALL, day, owner)
    for lead_id, on, amount in conn.execute(statement, params):
        found.setdefault(lead_id, []).append((on, amount))
    return found


def read_customers(conn: sqlite3.Connection, day: date, owner: str = "") -> list[CustomerRow]:
    """Return the leads that were won or have bought up to a day."""
    statement, params = _owned(_CUSTOMERS, day, owner)
    return [CustomerRow._make(row) for row in conn.execute(statement, params)]


def read_latest_values(conn: sqlite3.Connection, fact: str, day: date) -> dict[int, str]:
    """Return, by lead, the value of a fact that counts on a day."""
    return dict(conn.execute(_LATEST_FACT, {"fact": fact, "day": day.isoformat()}).fetchall())


def read_seen(conn: sqlite3.Connection, lead_id: int, day: date) -> tuple[date, str | None]:
    """Return when a customer was last reached, won or bought, else noted; and the key mark."""
    row = conn.execute(_SEEN, {"lead": lead_id, "day": day.isoformat()}).fetchone()
    return date.fromisoformat(row[0]), row[1]


def is_taken_away(conn: sqlite3.Connection, lead_id: int) -> bool:
    """Tell whether the rep took the last visit again off the plan."""
    row = conn.execute(_TAKEN_AWAY, {"lead": lead_id}).fetchone()
    return bool(row and row[0])


def count_planned_on(conn: sqlite3.Connection, on: date, today: date, owner: str | None) -> int:
    """Return how many next steps a rep has on a day; None: those of nobody's leads."""
    values = {"on": on.isoformat(), "day": today.isoformat(), "owner": owner or ""}
    return int(conn.execute(_PLANNED_ON, values).fetchone()[0])


def _owned(statement: str, day: date, owner: str) -> tuple[str, dict[str, str]]:
    text = statement.format(owned=_OWNED if owner else "")
    return text, {"day": day.isoformat(), "owner": owner}


def read_won(conn: sqlite3.Connection, consent: str, day: date, owner: str) -> list[WonRow]:
    """Return the won leads; ``consent`` is the fact that holds it, ``owner`` empty: all reps'."""
    statement = _WON.format(owned=_OWNED if owner else "")
    rows = conn.execute(statement, {"consent": consent, "day": day.isoformat(), "owner": owner})
    return [WonRow._make((*row[:4], bool(row[4]), row[5])) for row in rows]


def read_left_out(conn: sqlite3.Connection, lead_id: int, at: str) -> list[str]:
    """Return the rows of the schedule that a rep took off a lead's plan at an instant (UTC)."""
    rows = conn.execute(
        "SELECT slot FROM followup WHERE lead_id = ? AND state = 'cancelled' AND set_by = 'rep'"
        " AND created_at = ? AND slot IS NOT NULL",
        (lead_id, at),
    )
    return [row[0] for row in rows]

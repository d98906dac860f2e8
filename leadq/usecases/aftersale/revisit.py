"""Who is to be seen again after the sale (method §5): key, intent and ordinary customers."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta

from leadq.domain.aftersale.value import ORDINARY, REVISIT_DAYS
from leadq.domain.grading.facts import CONSENT
from leadq.store.read.read_due import DueFilter
from leadq.store.read.read_leads import find_leads
from leadq.store.read.read_purchases import read_last_seen, read_latest_values
from leadq.store.read.rows import Pick
from leadq.store.search.conditions import ANY
from leadq.store.search.filters import Filter
from leadq.usecases.aftersale.value import rank_importance

REVISIT = "revisit"


def pick_revisits(conn: sqlite3.Connection, wanted: DueFilter) -> list[Pick]:
    """Return the won leads that were last reached or bought too long ago, the latest first.

    VIP customers every week, important ones every two, the others every month (§5; which of ours
    is the source's key, intent and ordinary customer is our decision). Who does not want to be
    contacted is left out, and who was tried on the day itself.
    """
    importance = rank_importance(conn, wanted.day)
    withdrawn = read_latest_values(conn, CONSENT, wanted.day)
    narrowed = wanted.region or wanted.grades or wanted.conditions != ANY
    here = set(_chosen(conn, wanted)) if narrowed else None
    found = []
    for one in read_last_seen(conn, wanted.day, wanted.owner, wanted.unowned):
        if withdrawn.get(one.lead_id) == "no" or (here is not None and one.lead_id not in here):
            continue
        days = REVISIT_DAYS[importance.get(one.lead_id, ORDINARY)]
        due_on = date.fromisoformat(one.on) + timedelta(days=days)
        if due_on <= wanted.until:
            late = max(0, (wanted.day - due_on).days)
            pick = Pick(one.lead_id, REVISIT, REVISIT, late, due_on=due_on.isoformat())
            found.append((days, -late, one.number, pick))
    found.sort(key=lambda entry: entry[:3])
    return [entry[3] for entry in found]


def _chosen(conn: sqlite3.Connection, wanted: DueFilter) -> list[int]:
    chosen = Filter(
        statuses=("won",), region=wanted.region, grades=wanted.grades, conditions=wanted.conditions
    )
    return find_leads(conn, chosen, wanted.today)

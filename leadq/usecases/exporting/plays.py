"""The play of a lead's next step, for what leaves the store (method §14)."""

from __future__ import annotations

import sqlite3

from leadq.domain.grading.facts import latest
from leadq.domain.leads.status import OPEN
from leadq.store.read.read_details import read_facts, read_touches
from leadq.usecases.desk import Desk
from leadq.usecases.grading.card import build_card
from leadq.usecases.grading.person import read_traits
from leadq.usecases.grading.play import NextPlay, open_objections, plan_play


def read_play(conn: sqlite3.Connection, desk: Desk, lead_id: int) -> NextPlay | None:
    """Return the play of a lead today; None for one that is not open, or is to be dropped."""
    card = build_card(conn, desk, lead_id, desk.today)
    if card.lead["status"] != OPEN or card.judged.slot is None:
        return None
    traits = read_traits(desk.library, latest(read_facts(conn, lead_id), desk.today))
    objections = open_objections(desk.library, read_touches(conn, lead_id))
    return plan_play(desk.library, card, traits, [one.said for one in objections])

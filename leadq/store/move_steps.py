"""Moves many follow-ups to other days at once, each with its row in the journal."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from leadq.store.unit import Unit


class NewDay(NamedTuple):
    """Where a follow-up goes; ``slot`` is the row of the schedule its lead is in today."""

    lead_id: int
    on: date
    slot: str | None


def move_steps(unit: Unit, moves: Iterable[NewDay], reason: str) -> None:
    """Give open follow-ups other days, with the reason; who set them, and how, stays.

    A time of day goes, since it was agreed for the old day. The step counts as set today.
    """
    for move in moves:
        (key,) = unit.conn.execute(
            "SELECT id FROM followup WHERE lead_id = ? AND state = 'open'", (move.lead_id,)
        ).fetchone()
        unit.change(
            "followup", key, on_day=move.on, at_time=None, set_on=unit.today, slot=move.slot,
            reason=reason,
        )  # fmt: skip

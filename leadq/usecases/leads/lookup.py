"""Writes afresh what a lead is found by."""

from __future__ import annotations

from leadq.store import repo
from leadq.store.unit import Unit
from leadq.usecases.keys import lookup_keys


def refresh_lookup(unit: Unit, lead_id: int, region: str) -> None:
    """Write afresh what a lead is found by; ``region`` is where its phones are at home."""
    repo.set_lookup(unit, lead_id, lookup_keys(unit.conn, lead_id, region))

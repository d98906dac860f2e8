"""Writes afresh what a lead is found by."""

from __future__ import annotations

from collections.abc import Iterable

from leadq.store import repo
from leadq.store.read.lookups import read_findables
from leadq.store.unit import Unit
from leadq.usecases.keys import keys_of, lookup_keys


def refresh_lookup(unit: Unit, lead_id: int, region: str) -> None:
    """Write afresh what a lead is found by; ``region`` is where its phones are at home."""
    repo.set_lookup(unit, lead_id, lookup_keys(unit.conn, lead_id, region))


def refresh_each_lookup(unit: Unit, leads: Iterable[int], region: str) -> None:
    """Write afresh what some leads are found by."""
    for lead_id, found in read_findables(unit.conn, leads).items():
        repo.set_lookup(unit, lead_id, keys_of(found, region))

"""Lists the reps whom leads belong to."""

from __future__ import annotations

from leadq.store.read.owners import read_owners
from leadq.usecases.desk import Desk


def list_owners(desk: Desk) -> list[str]:
    """Return the name of every rep who has a lead."""
    with desk.read() as conn:
        return sorted(read_owners(conn))

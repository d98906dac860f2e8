"""Leads that are colleagues' and came by a copy of their store, or by their file: they go."""

from __future__ import annotations

from leadq.errors import RefusedError, StoreError
from leadq.store.read.lookups import read_name
from leadq.store.statements import SYNC
from leadq.store.team.dirty import list_changed_leads
from leadq.store.team.leaving import take_copies_away
from leadq.store.team.shapes import LEAD
from leadq.store.team.taking import ids_of
from leadq.store.team.triggers import unnoted
from leadq.usecases.desk import Desk
from leadq.usecases.team.outcome import Confirm, Foreign
from leadq.usecases.team.protocol import Hub

FOREIGN = "hub_foreign"
"""How a hub refuses what hangs on a lead that is a colleague's, and never was the sender's."""
_NAMED = 3


def let_go_of_foreign(desk: Desk, hub: Hub, confirm: Confirm, refusal: StoreError) -> int:
    """Remove the copies of colleagues' leads, if that is wanted, and return how many there were.

    The store is backed up before. Raises RefusedError foreign_leads when it is not wanted, the
    refusal itself when there are none.
    """
    with desk.read() as conn:
        foreign = hub.list_foreign(list_changed_leads(conn))
        found = list(ids_of(conn, LEAD, foreign).values())
        names = tuple(read_name(conn, key).name for key in found[:_NAMED])
    if not foreign:
        raise refusal
    if found and not confirm(Foreign(len(found), names)):
        raise RefusedError(
            "foreign_leads", hint="foreign_leads", count=len(found), names=list(names)
        )
    desk.hooks.back_up(desk, SYNC)
    with desk.write(SYNC) as unit, unnoted(unit.conn):
        take_copies_away(unit.conn, foreign)
    return len(found)

"""Marks promises as kept."""

from __future__ import annotations

from collections.abc import Sequence

from leadq.domain.words import CHECK
from leadq.errors import RefusedError
from leadq.store import repo
from leadq.store.read.read_details import PromiseData, read_core, read_promises
from leadq.store.read.read_leads import read_lead
from leadq.store.read.rows import LeadData
from leadq.store.unit import Unit
from leadq.usecases.desk import Desk
from leadq.usecases.leads.find import find_lead


def keep_promises(desk: Desk, given: str, ids: Sequence[int]) -> LeadData:
    """Mark open promises of a lead as kept. Raises RefusedError for one that is not open."""
    with desk.write("promise") as unit:
        lead_id = find_lead(unit.conn, desk, given)
        close_promises(unit, lead_id, ids)
        return read_lead(unit.conn, lead_id, desk.today)


def is_check(promise: PromiseData) -> bool:
    """Tell whether a promise is the check of a complaint, which says how it went."""
    return promise.complaint is not None and promise.text == CHECK


def close_promises(unit: Unit, lead_id: int, ids: Sequence[int]) -> None:
    """Close promises as kept inside a transaction.

    Raises RefusedError for one that is not open, or that the check of a complaint keeps (§14).
    """
    still_open = {p.id: p for p in read_promises(unit.conn, lead_id) if p.state == "open"}
    for promise_id in ids:
        if promise_id not in still_open:
            raise RefusedError("no_promise", hint="no_promise", given=promise_id)
        if is_check(still_open[promise_id]):
            number = read_core(unit.conn, lead_id).number
            raise RefusedError("kept_by_check", hint="kept_by_check", number=number)
        repo.close_promise(unit, promise_id, "kept")

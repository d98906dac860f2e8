"""Fills what is empty in a lead from an imported row; nothing that stands is replaced."""

from __future__ import annotations

from leadq.store import repo
from leadq.store.read_leads import read_lead
from leadq.store.unit import Unit
from leadq.usecases.desk import Desk
from leadq.usecases.edit import read_stored_reaches, refresh_lookup
from leadq.usecases.intake import Candidate
from leadq.usecases.standing import settle_lead

_FILLED = (
    "company", "address", "region", "source", "product", "owner", "note", "budget",
)  # fmt: skip


def fill_gaps(unit: Unit, desk: Desk, lead_id: int, candidate: Candidate) -> bool:
    """Fill a lead's empty fields, add ways to reach it that are new; say whether any was."""
    lead = read_lead(unit.conn, lead_id, desk.today)
    current = {**lead}
    fields = {
        name: candidate.fields[name]
        for name in _FILLED
        if current[name] is None and candidate.fields[name] is not None
    }
    extra = {**candidate.fields["extra"], **lead["extra"]}
    if extra != lead["extra"]:
        fields["extra"] = extra
    if not lead["tags"] and candidate.fields["tags"]:
        fields["tags"] = candidate.fields["tags"]
    changed = bool(fields) and repo.change_lead(unit, lead_id, **fields)
    for kind in ("phone", "email", "wechat"):
        old = read_stored_reaches(unit, lead_id, kind)
        new = [r for r in candidate.reaches if r.kind == kind]
        if not old and new:
            changed |= repo.set_reaches(unit, lead_id, kind, new)
    if candidate.need_by is not None and lead["need_by"] is None:
        day = candidate.need_by.isoformat()
        repo.insert_fact(unit, lead_id, "need_by", day, None, desk.today)
        changed = True
    if changed:
        refresh_lookup(unit, lead_id)
        settle_lead(unit, desk, lead_id)
    return changed

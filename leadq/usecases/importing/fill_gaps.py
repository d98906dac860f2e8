"""Fills what is empty in a lead from an imported row; nothing that stands is replaced."""

from __future__ import annotations

from typing import Any

from leadq.domain.fields import FILLABLE, REACHES, STANDING
from leadq.domain.grading.facts import UNKNOWN
from leadq.store import repo
from leadq.store.read.read_details import read_latest_fact
from leadq.store.read.read_leads import read_lead
from leadq.store.read.read_merge import read_reaches
from leadq.store.read.rows import LeadData
from leadq.store.unit import Unit
from leadq.usecases.desk import Desk
from leadq.usecases.importing.row_reader import Candidate
from leadq.usecases.leads.lookup import refresh_lookup


def fill_gaps(unit: Unit, desk: Desk, lead_id: int, candidate: Candidate) -> bool:
    """Fill a lead's empty fields and say whether any was; its outlook is not brought up to date.

    Phones, emails and WeChat are a field each: where there is one, no other is added.
    """
    lead = read_lead(unit.conn, lead_id, desk.today)
    fields = _missing_fields(lead, candidate)
    changed = bool(fields) and repo.change_lead(unit, lead_id, **fields)
    for kind in REACHES:
        new = [reach for reach in candidate.reaches if reach.kind == kind]
        if new and not read_reaches(unit.conn, lead_id, kind):
            changed |= repo.set_reaches(unit, lead_id, kind, new)
    for fact, value in candidate.facts():
        latest = read_latest_fact(unit.conn, lead_id, fact, desk.today)
        if latest is None or latest[0] == UNKNOWN:
            repo.insert_fact(unit, lead_id, fact, value, None, desk.today)
            changed = True
    if changed:
        refresh_lookup(unit, lead_id, desk.region)
    return changed


def _missing_fields(lead: LeadData, candidate: Candidate) -> dict[str, Any]:
    """Return the columns that are empty in the lead and filled in the row."""
    given, current = candidate.fields, {**lead}
    same = given["status"] == lead["status"]
    fields = {
        name: given[name]
        for name in FILLABLE
        if current[name] is None and given[name] is not None and (same or name not in STANDING)
    }
    extra = {**given["extra"], **lead["extra"]}
    if extra != lead["extra"]:
        fields["extra"] = extra
    if not lead["tags"] and given["tags"]:
        fields["tags"] = given["tags"]
    return fields

"""Notes the rows of a file whose leads are there already, but under other names."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any

from leadq.store.read.lookups import read_name
from leadq.store.repo_values import ReachValue
from leadq.usecases.importing.import_order import Alike, Imported, Met, Shared
from leadq.usecases.importing.row_reader import Candidate
from leadq.usecases.keys import fold


def same_names(row: Mapping[str, Any], lead: Mapping[str, Any]) -> bool:
    """Tell whether a row and a lead are called alike; a company that one of them lacks is no odds.

    Who has no name is called by the company.
    """
    name, company = _names(row)
    lead_name, lead_company = _names(lead)
    if name and lead_name and name != lead_name:
        return False
    return not (company and lead_company) or company == lead_company


def _names(fields: Mapping[str, Any]) -> tuple[str, str]:
    """Return name and company in the form in which they are compared."""
    name, company = (fold(fields[field] or "") for field in ("name", "company"))
    return ("" if name == company else name), company


def note_met(
    conn: sqlite3.Connection, result: Imported, lead_id: int, candidate: Candidate
) -> None:
    """Note in the result of an import that a row meets a lead that is called otherwise."""
    lead, fields = read_name(conn, lead_id), candidate.fields
    if not same_names(fields, lead._asdict()):
        result.met.append(Met(candidate.line, fields["name"], fields["company"], *lead))


def note_alike(
    conn: sqlite3.Connection, result: Imported, lead_id: int, candidate: Candidate, is_known: bool
) -> None:
    """Note that a row which nobody can be reached by is called like a lead."""
    lead = read_name(conn, lead_id)
    result.alike.append(Alike(candidate.line, lead.number, lead.name, is_known))


def note_shared(
    conn: sqlite3.Connection,
    result: Imported,
    shared: Iterable[tuple[int, ReachValue]],
    candidate: Candidate,
) -> None:
    """Note that a new lead is reached in a way that another one, called otherwise, has too."""
    for lead_id, reach in shared:
        lead = read_name(conn, lead_id)
        result.shared.append(
            Shared(candidate.line, candidate.fields["name"], reach.typed, lead.number, lead.name)
        )

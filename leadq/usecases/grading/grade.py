"""Sets and clears a grade by hand, changes the trade, lists who has no grade yet."""

from __future__ import annotations

from leadq.domain.grading.man import ALL_NO
from leadq.errors import RefusedError, UsageError
from leadq.store import repo
from leadq.store.read.lookups import is_empty
from leadq.store.read.read_leads import each_lead
from leadq.store.search.filters import Filter
from leadq.store.search.find_leads import find_leads
from leadq.usecases.desk import Desk
from leadq.usecases.followup.replan import replan_lead
from leadq.usecases.grading.card import GradeCard, build_card
from leadq.usecases.leads.find import find_lead


def override_grade(desk: Desk, given: str, grade: str, reason: str) -> GradeCard:
    """Set a lead's grade by hand, with a reason (method §4).

    Raises UsageError without a reason, RefusedError for a lead whose MAN is all no.
    """
    if not reason.strip():
        raise UsageError("reason_needed", hint="reason_needed")
    with desk.write("grade") as unit:
        lead_id = find_lead(unit.conn, desk, given)
        if build_card(unit.conn, desk, lead_id, desk.today).judged.code == ALL_NO:
            raise RefusedError("override_all_no", hint="override_all_no")
        repo.set_override(unit, lead_id, grade, reason.strip(), desk.today)
        replan_lead(unit, desk, lead_id)
        return build_card(unit.conn, desk, lead_id, desk.today)


def clear_grade(desk: Desk, given: str) -> GradeCard:
    """Return a lead to the grade of the rules. Raises RefusedError when no grade was set."""
    with desk.write("grade") as unit:
        lead_id = find_lead(unit.conn, desk, given)
        if not repo.clear_override(unit, lead_id):
            raise RefusedError("no_override", hint="no_override")
        replan_lead(unit, desk, lead_id)
        return build_card(unit.conn, desk, lead_id, desk.today)


def change_profile(desk: Desk, given: str, profile: str) -> None:
    """Judge a lead by another trade's rules from now on. Raises RefusedError."""
    wanted = desk.library.profile(profile).id
    with desk.write("grade") as unit:
        lead_id = find_lead(unit.conn, desk, given)
        if repo.change_lead(unit, lead_id, profile=wanted):
            replan_lead(unit, desk, lead_id)


def list_ungraded(desk: Desk) -> list[int]:
    """Return the numbers of the open leads that have no grade, the next due first."""
    with desk.read() as conn:
        ids = find_leads(conn, Filter(grades=("none",), sort="next"), desk.today)
        leads = each_lead(conn, ids, desk.today)
        return [lead["number"] for lead in leads if lead["man"] != "man"]


def has_leads(desk: Desk) -> bool:
    """Tell whether there is any lead in the store."""
    with desk.read() as conn:
        return not is_empty(conn)

"""Notes facts of a lead: by id, as MAN letters, or from a file of answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from leadq.domain.aftersale.complaints import is_case_fact
from leadq.errors import RefusedError
from leadq.store.read.read_details import read_core
from leadq.usecases.desk import Desk
from leadq.usecases.followup.replan import replan_lead
from leadq.usecases.grading.card import GradeCard, build_card
from leadq.usecases.grading.new_facts import Learnt, NewFact, write_facts
from leadq.usecases.leads.find import find_lead


@dataclass(frozen=True)
class Noted:
    """What was noted, and how the lead stood before and stands now."""

    learnt: tuple[Learnt, ...]
    before: GradeCard
    card: GradeCard


def note_facts(
    desk: Desk, given: str, values: Mapping[str, object], note: str = "", verb: str = "fact"
) -> Noted:
    """Note facts of a lead, all or none, and bring its grade and next step up to date (§1).

    Raises RefusedError for an unknown lead, fact or value and for what belongs to a complaint,
    UsageError for a bad date or number.
    """
    with desk.write(verb) as unit:
        lead_id = find_lead(unit.conn, desk, given)
        if any(map(is_case_fact, values)):
            number = read_core(unit.conn, lead_id).number
            raise RefusedError("facts_of_case", hint="facts_of_case", number=number)
        before = build_card(unit.conn, desk, lead_id, desk.today)
        facts = [NewFact(fact_id, typed, note.strip()) for fact_id, typed in values.items()]
        learnt = write_facts(unit, desk, lead_id, facts, desk.today)
        replan_lead(unit, desk, lead_id)
        return Noted(learnt, before, build_card(unit.conn, desk, lead_id, desk.today))

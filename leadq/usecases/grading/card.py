"""The grade of a lead on a day, explained (method §2 to §5)."""

import sqlite3
from datetime import date, timedelta
from typing import NamedTuple

from leadq.content.model import FactDef, Profile
from leadq.content.texts import Text
from leadq.domain.grading.classes import customer_class
from leadq.domain.grading.criteria import Reading, has_passed, is_stale, level_met
from leadq.domain.grading.explain import missing_facts, next_grade, open_questions
from leadq.domain.grading.facts import Fact, Known, latest
from leadq.domain.grading.grade import Judgement, Override
from leadq.domain.grading.man import man_verdict, unknown_letters, verdict_range
from leadq.domain.grading.outlook import State, compute_outlook, judge_on
from leadq.domain.grading.rules import Criterion
from leadq.domain.grading.signals import Signals, read_signals
from leadq.store.read.read_details import read_facts, read_state
from leadq.store.read.read_leads import read_lead
from leadq.store.read.rows import LeadData
from leadq.usecases.desk import Desk
from leadq.usecases.leads.find import find_lead


class CriterionLine(NamedTuple):
    """One criterion on the card: its state, the level met, and the fact that decides it."""

    reading: Reading
    label: Text
    definition: FactDef
    facts: tuple[Fact, ...]
    deciding: Fact | None


class OpenQuestion(NamedTuple):
    """A question worth asking: the fact it fills and its words."""

    fact: str
    text: Text
    hint: Text


class GradeCard(NamedTuple):
    """A lead's grade on a day with everything behind it."""

    lead: LeadData
    on: date
    profile: Profile
    judged: Judgement
    override: Override | None
    holds_until: date | None
    changes_to: str | None
    customer_class: str | None
    verdict: str
    verdict_range: tuple[str, str]
    unknown_letters: tuple[str, ...]
    signals: Signals
    criteria: tuple[CriterionLine, ...]
    next_grade: str | None
    missing: tuple[FactDef, ...]
    missing_wants: tuple[Text, ...]
    questions: tuple[OpenQuestion, ...]


def read_grade(desk: Desk, given: str, on: date | None = None, profile: str = "") -> GradeCard:
    """Return the grade card of a lead, today or on another day if nothing else is noted.

    ``profile`` judges by another trade's rules without changing the lead's own. Raises
    RefusedError.
    """
    with desk.read() as conn:
        return build_card(conn, desk, find_lead(conn, desk, given), on or desk.today, profile)


def build_card(
    conn: sqlite3.Connection, desk: Desk, lead_id: int, on: date, profile_id: str = ""
) -> GradeCard:
    """Judge a lead on a day and gather what explains the verdict."""
    facts, state = read_facts(conn, lead_id), read_state(conn, lead_id)
    return judge_lead(desk, read_lead(conn, lead_id, on), facts, state, on, profile_id)


def judge_lead(
    desk: Desk, lead: LeadData, facts: list[Fact], state: State, on: date, profile_id: str = ""
) -> GradeCard:
    """Judge what is known of a lead on a day and gather what explains the verdict."""
    profile = desk.library.profile(profile_id) if profile_id else desk.trade_of(lead["profile"])
    judged = judge_on(profile.rules, facts, state, on)
    known = latest(facts, on)
    holds, changes_to = _next_change(desk, profile, facts, state, on)
    wants = _missing_wants(profile, judged)
    return GradeCard(
        lead=lead,
        on=on,
        profile=profile,
        judged=judged,
        override=state.override if judged.grade_by == "rep" else None,
        holds_until=holds,
        changes_to=changes_to,
        customer_class=customer_class(known),
        verdict=man_verdict(judged.code),
        verdict_range=verdict_range(judged.code),
        unknown_letters=unknown_letters(known),
        signals=read_signals(known),
        criteria=tuple(_criterion_line(profile, r, known, on) for r in judged.readings),
        next_grade=next_grade(judged),
        missing=tuple(profile.facts[f] for f in missing_facts(judged, known)),
        missing_wants=wants,
        questions=questions_for(profile, known, on),
    )


def questions_for(profile: Profile, known: Known, on: date) -> tuple[OpenQuestion, ...]:
    """Return the questions worth asking, the one that moves the grade most first (§4)."""
    found = []
    for fact_id in open_questions(profile.rules, known, on):
        definition, fact = profile.facts[fact_id], known.get(fact_id)
        again = fact is not None and (is_stale(fact, profile.rules, on) or has_passed(fact, on))
        text = definition.recheck if again and definition.recheck else definition.question
        found.append(OpenQuestion(fact_id, text, definition.hint))
    return tuple(found)


def _criterion_line(profile: Profile, reading: Reading, known: Known, on: date) -> CriterionLine:
    criterion = reading.criterion
    facts = tuple(known[f] for f in criterion.facts if f in known)
    unknown = next((f for f in criterion.facts if f not in known), None)
    deciding = _deciding_fact(profile, reading, facts, on)
    fact_id = deciding.id if deciding else unknown or criterion.facts[0]
    return CriterionLine(
        reading, profile.labels[criterion.id], profile.facts[fact_id], facts, deciding
    )


def _deciding_fact(
    profile: Profile, reading: Reading, facts: tuple[Fact, ...], on: date
) -> Fact | None:
    """Return the fact that the state rests on: one that fails, is stale, or is the oldest."""

    def is_short(fact: Fact) -> bool:
        condition = reading.criterion.levels["B"].get(fact.id)
        if condition is None:
            return False
        single = Criterion(fact.id, (fact.id,), {"B": {fact.id: condition}})
        return level_met(single, "B", {fact.id: fact}, on) is False

    order = sorted(
        facts, key=lambda f: (not is_short(f), not is_stale(f, profile.rules, on), f.noted_on)
    )
    return order[0] if order else None


def _next_change(
    desk: Desk, profile: Profile, facts: list[Fact], state: State, on: date
) -> tuple[date | None, str | None]:
    """Return the last day on which the grade holds if nothing is noted, and what it becomes."""
    spans = compute_outlook(profile.rules, facts, state, on, desk.calendar)
    for span in spans[1:]:
        if (span.grade, span.grade_best) != (spans[0].grade, spans[0].grade_best):
            becomes = span.grade or (f"{span.grade_best}?" if span.grade_best else None)
            return span.first - timedelta(days=1), becomes
    return None, None


def _missing_wants(profile: Profile, judged: Judgement) -> tuple[Text, ...]:
    """Return in words what each criterion still asks for at the next grade up."""
    target = next_grade(judged)
    if target is None:
        return ()
    enough = ("A",) if target == "A" else ("A", "B")
    return tuple(
        profile.wants[reading.criterion.id][target]
        for reading in judged.readings
        if reading.level not in enough
    )

"""Gathers everything there is to read of a lead before a visit, today or as of a past day."""

import sqlite3
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from leadq.domain.grading.facts import REMARK, Fact, Known, latest
from leadq.domain.leads.status import OPEN, SOLD
from leadq.domain.words import CONSENT
from leadq.errors import RefusedError, UsageError
from leadq.store.aftersale.read_complaints import read_cases
from leadq.store.past.past_rows import PastLead
from leadq.store.read.read_details import (
    ContactData,
    PromiseData,
    TouchData,
    read_contacts,
    read_fact_origins,
    read_facts,
    read_open_step,
    read_promises,
    read_queued,
    read_state,
    read_touches,
)
from leadq.store.read.read_leads import read_lead
from leadq.store.read.read_purchases import (
    PurchaseData,
    Referrals,
    read_purchases,
    read_referrals,
)
from leadq.store.read.rows import LeadData
from leadq.usecases.desk import Desk
from leadq.usecases.grading.card import GradeCard, judge_lead
from leadq.usecases.grading.known_facts import KnownFact, KnownGroup, group_facts
from leadq.usecases.grading.person import read_traits
from leadq.usecases.grading.play import NextPlay, OpenObjection, open_objections, plan_play
from leadq.usecases.leads.find import find_lead

if TYPE_CHECKING:
    from leadq.content.schemas.people_schema import Trait
    from leadq.domain.aftersale.complaints import Case
    from leadq.domain.hearing.contradict import Gainsaid
    from leadq.usecases.aftersale.account import Account


class LeadCard(NamedTuple):
    """Everything to read before a visit: facts in the method's order, the play of an open lead.

    ``remarks`` are the notes without a contact, the newest first; ``step_reason`` is why the next
    step was put off; ``account`` what a customer is, None for who is none; ``on`` is the day the
    card is of; ``cases`` are its complaints.
    """

    lead: LeadData
    on: date
    grade: GradeCard
    contacts: list[ContactData]
    touches: list[TouchData]
    promises: list[PromiseData]
    touch_number: int
    person: "tuple[Trait, ...]" = ()
    consent: Fact | None = None
    groups: tuple[KnownGroup, ...] = ()
    play: NextPlay | None = None
    objections: tuple[OpenObjection, ...] = ()
    gainsaid: "tuple[Gainsaid, ...]" = ()
    purchases: tuple[PurchaseData, ...] = ()
    account: "Account | None" = None
    referrals: Referrals | None = None
    step_reason: str | None = None
    remarks: tuple[Fact, ...] = ()
    cases: "tuple[Case, ...]" = ()

    @property
    def facts(self) -> tuple[KnownFact, ...]:
        """Return every fact in force, in the method's order."""
        return tuple(one for group in self.groups for one in group.facts)


def read_lead_card(desk: Desk, given: str, on: date | None = None) -> LeadCard:
    """Return the card of one lead; ``on``: as it was known on a past day.

    Raises RefusedError when the lead cannot be found or was not there yet, UsageError for a day
    that is still ahead.
    """
    day = on or desk.today
    with desk.read() as conn:
        lead_id = find_lead(conn, desk, given)
        if day < desk.today:
            whole = _read_past(conn, lead_id, day, given)
        else:
            if day > desk.today:
                raise UsageError("show_ahead", hint="show_ahead", day=day, given=given)
            whole = _read_now(conn, lead_id, day)
        return _make_card(conn, desk, lead_id, whole, day)


def _read_now(conn: sqlite3.Connection, lead_id: int, day: date) -> PastLead:
    step, facts = read_open_step(conn, lead_id), read_facts(conn, lead_id)
    return PastLead(
        lead=read_lead(conn, lead_id, day),
        facts=facts,
        state=read_state(conn, lead_id),
        touches=read_touches(conn, lead_id),
        contacts=read_contacts(conn, lead_id),
        promises=read_promises(conn, lead_id),
        purchases=read_purchases(conn, lead_id),
        cases=read_cases(conn, lead_id, latest(facts, day)),
        step_reason=step.reason if step else None,
        planned=[*([step] if step else []), *read_queued(conn, lead_id)],
    )


def _read_past(conn: sqlite3.Connection, lead_id: int, day: date, given: str) -> PastLead:
    from leadq.store.past.past_rows import read_past_lead

    whole = read_past_lead(conn, lead_id, day)
    if whole is None:
        raise RefusedError("show_before", hint="show_before", day=day, given=given)
    return whole


def _make_card(
    conn: sqlite3.Connection, desk: Desk, lead_id: int, whole: PastLead, day: date
) -> LeadCard:
    lead, touches = whole.lead, whole.touches
    grade = judge_lead(desk, lead, whole.facts, whole.state, day)
    if day < desk.today:
        # the outlook has forgotten what was ahead on that day
        lead["holds_until"] = grade.holds_until.isoformat() if grade.holds_until else None
    known = latest(whole.facts, day)
    remarks = [one for one in whole.facts if one.id == REMARK and one.noted_on <= day]
    traits = read_traits(desk.library, known)
    objections = open_objections(desk.library, touches)
    said = [one.said for one in objections]
    is_customer = bool(whole.purchases) or lead["status"] in SOLD
    return LeadCard(
        lead=lead,
        on=day,
        grade=grade,
        contacts=whole.contacts,
        touches=touches,
        promises=[one for one in whole.promises if one.state == "open"],
        touch_number=lead["touches"] + 1,
        person=traits,
        consent=known.get(CONSENT),
        groups=_groups(conn, desk, lead_id, grade, known, day),
        play=plan_play(desk.library, grade, traits, said) if lead["status"] == OPEN else None,
        objections=objections,
        gainsaid=_gainsaid(desk, whole, day),
        purchases=tuple(whole.purchases),
        account=_read_account(conn, desk, lead_id, whole, day) if is_customer else None,
        referrals=read_referrals(conn, lead_id),
        step_reason=whole.step_reason,
        remarks=tuple(reversed(remarks)),
        cases=tuple(whole.cases),
    )


def _groups(
    conn: sqlite3.Connection, desk: Desk, lead_id: int, grade: GradeCard, known: Known, day: date
) -> tuple[KnownGroup, ...]:
    origins = read_fact_origins(conn, lead_id) if known else {}
    return tuple(
        group._replace(
            facts=tuple(one._replace(by=origins.get(one.fact.row, one.by)) for one in group.facts)
        )
        for group in group_facts(desk.library, grade.profile, known, day)
    )


def _gainsaid(desk: Desk, whole: PastLead, day: date) -> "tuple[Gainsaid, ...]":
    if not whole.facts:
        return ()
    from leadq.usecases.hearing.contradictions import Gainsayer

    return Gainsayer(desk.library).find(whole.facts, lambda: whole.touches, day)


def _read_account(
    conn: sqlite3.Connection, desk: Desk, lead_id: int, whole: PastLead, day: date
) -> "Account":
    from leadq.usecases.aftersale.account import read_account

    mark = whole.lead["key_customer"]
    return read_account(conn, desk, lead_id, mark, whole.planned, day)

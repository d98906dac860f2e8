"""Which fact counts goes by the day and by when it was noted, never by where a store keeps it."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta

from leadq.domain.aftersale.complaints import SCRIPT
from leadq.store import repo
from leadq.store.connect import open_store
from leadq.store.read.read_details import read_facts, read_latest_fact
from leadq.store.read.read_export import each_facts_in_force
from leadq.store.read.read_purchases import read_latest_values
from leadq.store.search.conditions import Conditions, FactTest
from leadq.store.search.filters import Filter
from leadq.usecases.desk import Desk
from leadq.usecases.grading.card import build_card
from leadq.usecases.grading.grade import override_grade
from leadq.usecases.grading.note_facts import note_facts
from leadq.usecases.leads.browse import list_leads
from leadq.usecases.leads.lead_card import read_lead_card
from leadq.usecases.privacy.consent import note_consent, read_consent
from leadq.usecases.search.find_words import find_words

from ..helpers import FOR_A, FOR_C, add, later, other_desk, rows

VALUES = ("yes", "no", "yes", "no", "yes")


def turn_round(desk: Desk) -> None:
    """Give the facts of a store the opposite ids, as if the last had arrived first."""
    with closing(open_store(desk.store)) as conn:
        conn.execute("UPDATE fact SET id = -id")
        conn.execute("UPDATE fact SET id = id + 1 - (SELECT min(id) FROM fact)")
        conn.commit()


def told(desk: Desk, number: str) -> dict[str, object]:
    """Return what the places that look for the latest fact say of a lead."""
    with desk.read() as conn:
        lead_id = 1
        facts = [(one.id, one.value, one.seq) for one in read_facts(conn, lead_id)]
        latest = read_latest_fact(conn, lead_id, "money", desk.today)
        in_force = list(each_facts_in_force(conn, [lead_id], desk.today))
        values = read_latest_values(conn, "money", desk.today)
        judged = build_card(conn, desk, lead_id, desk.today).judged
    is_yes = Conditions(facts=(FactTest("money", "=", ("yes",)),))
    past = read_lead_card(later(desk, 9), number, desk.today + timedelta(5))
    return {
        "facts": facts,
        "latest": latest,
        "in_force": in_force,
        "values": values,
        "judged": judged,
        "listed": list_leads(desk, Filter(conditions=is_yes)).total,
        "need_by": [lead["need_by"] for lead in list_leads(desk, Filter()).leads],
        "found": [one.text for one in find_words(desk, "Antwort").rows],
        "consent": read_consent(desk, number).now.value,  # type: ignore[union-attr]
        "past": [one.fact.value for group in past.groups for one in group.facts],
    }


def test_no_reader_looks_at_where_a_fact_is_kept(desk: Desk) -> None:
    number = add(desk, "Ann", FOR_A)
    for value in VALUES:
        note_facts(desk, number, {"money": value, "need_by": "2026-12-10"}, note=f"Antwort {value}")
    note_facts(desk, number, {"need_by": "2026-12-20"})
    override_grade(desk, number, "B", "knows the boss")
    note_facts(desk, number, {"money": "yes"})
    for agreed in (True, False):
        note_consent(desk, number, agreed, desk.today, "said so")
    before = told(desk, number)
    turn_round(desk)
    assert told(desk, number) == before
    assert (before["listed"], before["need_by"], before["consent"]) == (1, ["2026-12-20"], "no")


def test_an_old_complaint_is_the_last_that_was_noted(desk: Desk) -> None:
    add(desk, "Ann")
    with desk.write("fact") as unit:
        for text in ("first", "second"):
            repo.insert_fact(unit, 1, SCRIPT, text, None, desk.today)
    turn_round(desk)
    with desk.read() as conn:
        assert read_facts(conn, 1)[-1].value == "second"
        assert read_facts(conn, 1)[-1].row == 1


def test_a_clock_that_stands_still_keeps_the_order(desk: Desk) -> None:
    number = add(desk, "Ann")
    for turn in range(30):
        note_facts(desk, number, {"money": VALUES[turn % 2]})
        with desk.read() as conn:
            latest = read_latest_fact(conn, 1, "money", desk.today)
        assert latest is not None
        assert latest[0] == VALUES[turn % 2]
    instants = rows(desk, "SELECT DISTINCT created_at FROM fact")
    assert len(instants) == 1


def test_a_clock_that_was_set_back_keeps_the_order(desk: Desk) -> None:
    number = add(desk, "Ann", {**FOR_C, "money": "yes"})
    early = other_desk(desk, now=desk.now - timedelta(hours=9))
    note_facts(early, number, {"money": "no"})
    with desk.read() as conn:
        assert read_latest_fact(conn, 1, "money", desk.today)[0] == "no"  # type: ignore[index]


def test_a_grade_by_hand_ends_whatever_the_clock_says(desk: Desk) -> None:
    number = add(desk, "Ann", FOR_C)
    early = other_desk(desk, now=desk.now - timedelta(hours=9))
    assert override_grade(early, number, "A", "knows the boss").judged.grade == "A"
    assert note_facts(early, number, {"engagement": "none"}).card.judged.grade_by == "rep"
    assert note_facts(early, number, {"engagement": "comparing"}).card.judged.grade_by == "rule"

"""Complaints as cases: opened, promised, solved, checked; undone, merged, carried, forgotten."""

from __future__ import annotations

from contextlib import closing
from datetime import date

import pytest

from leadq.domain.aftersale.complaints import CLOSED, OPEN, SOLVED
from leadq.domain.words import CHECK
from leadq.errors import LeadqError, RefusedError, UsageError
from leadq.store.aftersale.read_all_complaints import read_all_cases
from leadq.store.connect import open_store
from leadq.store.read.read_reports import Scope
from leadq.store.unit import open_unit
from leadq.usecases.aftersale.complaint import CaseNews, list_cases, note_case
from leadq.usecases.care.undo import redo_last, undo_last
from leadq.usecases.desk import Desk
from leadq.usecases.followup.due import list_due
from leadq.usecases.followup.promise import keep_promises
from leadq.usecases.grading.note_facts import note_facts
from leadq.usecases.leads.lead_card import read_lead_card
from leadq.usecases.leads.merge import merge_leads
from leadq.usecases.privacy.erase import erase_people, plan_erasure
from tests.usecases.helpers import add, day, iso, later, rows
from tests.usecases.state import read_state

STORED = "SELECT state, text, solution, satisfied, missing FROM complaint ORDER BY id"


def states(desk: Desk, number: str) -> list[str]:
    return [one.state for one in list_cases(desk, number).cases]


def due(desk: Desk) -> list[tuple[str, str | None]]:
    found = list_due(desk).items
    return [(one.pick.group, one.pick.promise) for one in found if one.pick.kind == "promise"]


def test_a_case_goes_from_the_words_to_the_check(desk: Desk) -> None:
    number = add(desk, product="JS220")
    book = note_case(desk, number, CaseNews("leaks", promises=[("a seal", day(4))]))
    assert book.changed is not None
    assert (book.changed.product, book.changed.due_on, book.dated) == ("JS220", iso(4), False)
    friday = later(desk, 4)
    assert due(friday) == [("promise", "a seal")]
    solved = note_case(friday, number, CaseNews(solved="replaced", told={"cause": "wear"}))
    assert solved.changed is not None
    assert (solved.changed.state, solved.changed.cause) == (SOLVED, "wear")
    assert [one.state for one in solved.changed.promises] == ["kept", "open"]
    assert due(later(desk, 7)) == [("promise", CHECK)]
    assert due(later(desk, 9)) == [("overdue", CHECK)]
    closed = note_case(later(desk, 7), number, CaseNews(checked="yes"))
    assert closed.changed is not None
    assert (closed.changed.state, closed.changed.checked_on) == (CLOSED, iso(7))
    assert due(later(desk, 30)) == []


def test_a_check_falls_on_a_working_day(desk: Desk) -> None:
    number = add(desk)
    note_case(desk, number, CaseNews("leaks"))
    friday = later(desk, 4, check_days=1)
    note_case(friday, number, CaseNews(solved="replaced"))
    assert rows(desk, "SELECT text, due_on FROM promise") == [(CHECK, iso(7))]


def test_a_check_that_fails_opens_it_again(desk: Desk) -> None:
    number = add(desk)
    note_case(desk, number, CaseNews("leaks", solved="replaced"))
    again = note_case(desk, number, CaseNews("leaks still", checked="no", promises=[("x", None)]))
    assert again.changed is not None and again.dated
    assert rows(desk, STORED) == [(OPEN, "leaks", None, "no", "leaks still")]
    assert [(one.text, one.state) for one in again.changed.promises] == [
        *((CHECK, "kept"), ("x", "open"))
    ]
    note_case(desk, number, CaseNews(solved="a new pump", checked="yes"))
    assert states(desk, number) == [CLOSED]
    # who is not content after all opens a closed one too
    note_case(desk, number, CaseNews(checked="no"))
    assert states(desk, number) == [OPEN]


def test_only_the_check_closes_it(desk: Desk) -> None:
    number = add(desk)
    note_case(desk, number, CaseNews("leaks", solved="replaced"))
    (check,) = read_lead_card(desk, number).promises
    with pytest.raises(RefusedError, match="kept_by_check"):
        keep_promises(desk, number, [check.id])
    assert states(desk, number) == [SOLVED]


@pytest.mark.parametrize(
    ("news", "key"),
    [
        (CaseNews(checked="yes"), "no_open_case"),
        (CaseNews(solved="x", case=1), "case_closed"),
        (CaseNews(promises=[("x", None)], case=1), "case_closed"),
        (CaseNews(checked="yes", case=1), "check_of_closed"),
        (CaseNews("new", checked="yes"), "check_words"),
        (CaseNews(solved="x", case=7), "no_case"),
        (CaseNews("x", promises=[("y", date(2026, 11, 1))]), "plan_in_past"),
        (CaseNews("x", promises=[(" ", None)]), "promise_empty"),
    ],
)
def test_what_a_case_does_not_allow(desk: Desk, news: CaseNews, key: str) -> None:
    number = add(desk)
    note_case(desk, number, CaseNews("leaks", solved="replaced", checked="yes"))
    before = read_state(desk)
    with pytest.raises(LeadqError) as caught:
        note_case(desk, number, news)
    assert caught.value.key == key
    assert isinstance(caught.value, RefusedError | UsageError)
    assert read_state(desk) == before


def test_of_several_one_is_named(desk: Desk) -> None:
    number = add(desk)
    for words in ("leaks", "late"):
        note_case(desk, number, CaseNews(words))
    with pytest.raises(RefusedError) as caught:
        note_case(desk, number, CaseNews(solved="x"))
    assert (caught.value.key, caught.value.params["ids"]) == ("several_cases", [1, 2])
    note_case(desk, number, CaseNews(solved="x", case=2))
    note_case(desk, number, CaseNews("leaks oil", case=1))
    assert [(one.text, one.state) for one in list_cases(desk, number).cases] == [
        *(("leaks oil", OPEN), ("late", SOLVED))
    ]


def old_facts(desk: Desk, number: str, **told: str) -> None:
    """Note facts of a complaint as older versions did."""
    with open_unit(desk.store, "fact", desk.now, today=desk.today) as unit:
        for name, value in told.items():
            unit.insert("fact", lead_id=int(number), fact=name, value=value, noted_on=desk.today)


def test_what_older_versions_noted_becomes_a_case_with_its_next_step(desk: Desk) -> None:
    number = add(desk)
    old_facts(
        desk, number, complaint="leaks", complaint_solution="a seal", complaint_cause="wear",
        complaint_promised_on=iso(2),
    )  # fmt: skip
    (old,) = list_cases(desk, number).cases
    assert (old.id, old.text, old.cause, old.due_on) == (None, "leaks", "wear", iso(2))
    with closing(open_store(desk.store)) as conn:
        (row,) = read_all_cases(conn, Scope(desk.today))
        assert row.case == old
    book = note_case(desk, number, CaseNews(promises=[("a letter", None)]))
    (case,) = book.cases
    assert (case.id, case.text, case.solution, case.cause) == (1, "leaks", "a seal", "wear")
    assert [(one.text, one.due_on) for one in case.promises] == [
        *(("a seal", iso(2)), ("a letter", iso(1)))
    ]
    with closing(open_store(desk.store)) as conn:
        assert [one.case for one in read_all_cases(conn, Scope(desk.today))] == [case]
    undo_last(desk)
    assert list_cases(desk, number).cases == (old,)
    with pytest.raises(RefusedError, match="facts_of_case"):
        note_facts(desk, number, {"complaint_cause": "x"})


def test_every_step_is_undone_and_redone(desk: Desk) -> None:
    number = add(desk)
    steps = [
        CaseNews("leaks", promises=[("a seal", day(4))]),
        CaseNews(solved="replaced"),
        CaseNews("leaks still", checked="no"),
        CaseNews(solved="a pump"),
        CaseNews(checked="yes"),
    ]
    stood = [read_state(desk)]
    for news in steps:
        note_case(desk, number, news)
        stood.append(read_state(desk))
    for expected in stood[-2::-1]:
        undo_last(desk)
        assert read_state(desk) == expected
    for expected in stood[1:]:
        redo_last(desk)
        assert read_state(desk) == expected


def test_a_merge_takes_cases_along(desk: Desk) -> None:
    keep, other = add(desk), add(desk, "Ann")
    note_case(desk, other, CaseNews("leaks", promises=[("a seal", day(4))]))
    merge_leads(desk, keep, other)
    (case,) = list_cases(desk, keep).cases
    assert [one.text for one in case.promises] == ["a seal"]


def test_a_past_card_knows_what_was_known(desk: Desk) -> None:
    number = add(desk)
    note_case(desk, number, CaseNews("leaks"))
    note_case(later(desk, 3), number, CaseNews(solved="replaced"))
    after = later(desk, 5)
    (then,) = read_lead_card(after, number, desk.today).cases
    assert (then.state, then.promises) == (OPEN, ())
    (now,) = read_lead_card(after, number).cases
    assert now.state == SOLVED


def test_an_erased_lead_leaves_no_complaint(desk: Desk) -> None:
    number = add(desk)
    note_case(desk, number, CaseNews("王先生 leaks"))
    erase_people(desk, plan_erasure(desk, [number]))
    assert rows(desk, "SELECT count(*) FROM complaint") == [(0,)]


@pytest.mark.parametrize("case", [None, 1])
def test_a_check_that_went_well_neither_opens_a_case_nor_rewords_one(
    desk: Desk, case: int | None
) -> None:
    number = add(desk)
    note_case(desk, number, CaseNews("leaks", solved="replaced"))
    with pytest.raises(UsageError, match="check_words"):
        note_case(desk, number, CaseNews("all well", case, checked="yes"))
    assert [one.text for one in list_cases(desk, number).cases] == ["leaks"]

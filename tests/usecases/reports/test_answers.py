"""What the answers of many leads say: what to ask, what preceded wins, what runs out."""

from __future__ import annotations

import pytest

from leadq.usecases.desk import Desk
from leadq.usecases.followup.close import lose_lead, reopen_lead, win_lead
from leadq.usecases.followup.plan import StepWish, plan_next
from leadq.usecases.grading.grade import override_grade
from leadq.usecases.grading.note_facts import note_facts
from leadq.usecases.reports.report_rows import Report
from leadq.usecases.reports.reports import make_reports

from ..helpers import ALL_NO, FOR_A, FOR_B, FOR_C, add, day, iso, later


def make(desk: Desk, name: str, owner: str = "") -> Report:
    (report,) = make_reports(desk, [name], owner)
    return report


def without(*facts: str) -> dict[str, str]:
    return {fact: value for fact, value in FOR_A.items() if fact not in facts}


def test_the_question_that_moves_most_comes_first_this_weeks_leads_before(desk: Desk) -> None:
    for name, unknown, on in (
        ("money soon", "money", 2), ("money later", "money", 9), ("need soon", "need", 6),
        ("need soon too", "need", 1), ("reason later", "reason", 7),
    ):  # fmt: skip
        plan_next(desk, add(desk, name, without(unknown)), StepWish(day(on)))
    add(desk, "all known", FOR_A)
    add(desk, "no customer", ALL_NO)
    report = make(desk, "questions")
    assert [tuple(row) for row in report.sections["questions"]] == [
        ("need", 2, 2, 2, 2),
        ("money", 1, 2, 2, 2),
        ("reason", 0, 1, 1, 1),
    ]
    assert [(row.fact, row.name, row.next_on) for row in report.sections["leads"]] == [
        ("need", "need soon", iso(6)),
        ("need", "need soon too", iso(1)),
        ("money", "money soon", iso(2)),
        ("money", "money later", iso(9)),
        ("reason", "reason later", iso(7)),
    ]
    assert set(report.definitions) == {"need", "money", "reason"}


def test_five_questions_are_enough(desk: Desk) -> None:
    add(desk, "a")
    report = make(desk, "questions")
    assert len(report.sections["questions"]) == 5 == len(report.sections["leads"])
    assert make(desk, "questions", "nobody").is_empty


def test_a_stale_answer_is_asked_again(desk: Desk) -> None:
    add(desk, "a", {**FOR_A, "need_by": "2027-01-15"})
    assert make(desk, "questions").is_empty
    (row,) = make(later(desk, 31), "questions").sections["questions"]
    assert (row.fact, row.down) == ("engagement", 1)


def test_grades_run_out_by_stale_answers_and_by_days_that_pass(desk: Desk) -> None:
    add(desk, "a", {**FOR_A, "need_by": iso(10)}, owner="Li")
    add(desk, "b", {**FOR_B, "need_by": iso(60)}, owner="Wu")
    add(desk, "c", FOR_C)
    add(desk, "nothing known")
    report = make(later(desk, 5), "decay")
    assert [(r.on.isoformat(), r.name, r.grade, r.becomes, r.state, r.fact) for r in
            report.sections["leads"]] == [
        (iso(11), "a", "A", None, "passed", "need_by"),
        (iso(31), "a", "A", "A", "stale", "engagement"),
        (iso(31), "b", "B", "B", "stale", "engagement"),
    ]  # fmt: skip
    assert [tuple(row) for row in report.sections["questions"]] == [
        ("engagement", 2, 2, 0),
        ("need_by", 1, 0, 1),
    ]
    assert [row.name for row in make(later(desk, 5), "decay", "wu").sections["leads"]] == ["b"]
    note_facts(later(desk, 5), "2", {"engagement": "comparing"})
    assert make(later(desk, 5), "decay", "wu").is_empty
    assert make(later(desk, 4), "decay", "nobody").is_empty


def test_a_grade_set_by_hand_is_in_force(desk: Desk) -> None:
    lead = add(desk, "a", {**FOR_B, "need_by": iso(60)})
    override_grade(desk, lead, "C", "they wait")
    assert make(later(desk, 5), "decay").is_empty


def test_answers_before_wins_are_counted_with_those_before_losses(desk: Desk) -> None:
    for place in range(40):
        wins = place < 20
        lead = add(desk, f"n{place}", FOR_A if wins else {**FOR_B, "money": "no"})
        (win_lead(desk, lead, None) if wins else lose_lead(desk, lead, "dear"))
    lose_lead(desk, add(desk, "nothing known"), "junk")
    win_lead(desk, add(desk, "few", {"pain": "yes"}), None)
    report = make(desk, "lift")
    rows = {(row.fact, row.answer): row for row in report.sections["answers"]}
    assert rows["engagement", "bargaining"][2:] == (20, 20, 100, 83.9, 100, 1.95, "above")
    assert rows["money", "no"][2:4] == (20, 0) and rows["money", "no"].stands == "below"
    assert rows["need", "yes"][2:] == (40, 20, 50, 35.2, 64.8, 0.98, None)
    assert rows["pain", "yes"][2:] == (1, 1, None, None, None, None, None)
    # a day is no answer out of a few, and who came in with nothing known proves nothing
    assert not {fact for fact, _answer in rows} & {"need_by", "remark", "consent"}
    assert report.about == {
        "closed": 41, "won": 21, "win_rate": 51.2, "looked_at": 7, "needed": 20,
    }  # fmt: skip


def test_what_was_learnt_after_the_end_preceded_nothing(desk: Desk) -> None:
    lead = add(desk, "a", {"money": "yes"})
    win_lead(later(desk, 1), lead, None)
    note_facts(later(desk, 3), lead, {"authority": "yes", "money": "no"})
    rows = make(later(desk, 9), "lift").sections["answers"]
    assert [(row.fact, row.answer, row.won) for row in rows] == [("money", "yes", 1)]


def test_a_lead_that_came_back_is_not_closed(desk: Desk) -> None:
    lead = add(desk, "a", {"money": "yes"})
    lose_lead(later(desk, 1), lead, "dear")
    reopen_lead(later(desk, 2), lead)
    assert make(later(desk, 3), "lift").is_empty


@pytest.mark.parametrize("name", ["questions", "decay"])
def test_long_lists_are_read_as_they_are_passed_through(
    desk: Desk, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place in range(6):
        add(desk, f"n{place}", {**without("reason"), "need_by": iso(20)})
        add(desk, f"m{place}", {**FOR_B, "need_by": iso(20)})
    short = make(desk, name).sections
    assert short["leads"]
    monkeypatch.setattr("leadq.usecases.in_turn.LONG", 2)
    long = make(desk, name).sections
    assert [list(rows) for rows in long.values()] == [list(rows) for rows in short.values()]

"""What time does to a grade in the days to come."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from leadq.domain.answers.decay import Decay, find_decay, like_decaying
from leadq.domain.grading.facts import Fact
from leadq.domain.grading.grade import grade_rank, judge

from ..helpers import rules_of

TODAY = date(2026, 11, 23)
UNTIL = TODAY + timedelta(30)
GENERAL = rules_of("general")
ALL = {
    "money": "yes", "authority": "yes", "need": "yes", "engagement": "bargaining",
    "reason": "yes", "need_by": "2026-12-10",
}  # fmt: skip


def facts(days_ago: int, **more: str) -> dict[str, Fact]:
    noted = TODAY - timedelta(days_ago)
    return {id_: Fact(id_, value, noted) for id_, value in {**ALL, **more}.items()}


def test_an_answer_goes_stale_after_its_shelf_life_and_a_day_passes() -> None:
    assert find_decay(GENERAL, facts(20), TODAY, UNTIL) == [
        Decay(TODAY + timedelta(11), "engagement", "stale", "A"),
        Decay(date(2026, 12, 11), "need_by", "passed", None),
    ]


def test_what_is_stale_already_does_not_become_so() -> None:
    assert find_decay(GENERAL, facts(31, need_by="2027-01-20"), TODAY, UNTIL) == []


def test_the_last_day_counts_and_the_next_does_not() -> None:
    on_the_last = facts(0, need_by=(UNTIL - timedelta(1)).isoformat())
    assert [one.on for one in find_decay(GENERAL, on_the_last, TODAY, UNTIL)] == [UNTIL]
    assert find_decay(GENERAL, facts(0, need_by=UNTIL.isoformat()), TODAY, UNTIL) == []


@given(days_ago=st.integers(0, 200), ahead=st.integers(-10, 60))
def test_a_grade_falls_only_on_days_that_are_told(days_ago: int, ahead: int) -> None:
    known = facts(days_ago, need_by=(TODAY + timedelta(ahead)).isoformat())
    told = {one.on for one in find_decay(GENERAL, known, TODAY, UNTIL) if one.state == "passed"}
    for day in (TODAY + timedelta(n) for n in range(1, 31)):
        before, after = (judge(GENERAL, known, on).computed for on in (day - timedelta(1), day))
        assert (grade_rank(after) < grade_rank(before)) == (day in told)


@given(days_ago=st.integers(0, 200), ahead=st.integers(-10, 60))
def test_what_is_alike_decays_alike(days_ago: int, ahead: int) -> None:
    known = facts(days_ago, need_by=(TODAY + timedelta(ahead)).isoformat())
    alike = {id_: like_decaying(fact, GENERAL, TODAY, UNTIL) for id_, fact in known.items()}
    assert find_decay(GENERAL, alike, TODAY, UNTIL) == find_decay(GENERAL, known, TODAY, UNTIL)

"""Words are found wherever they were noted: every word, newest first, nothing taken for a sign."""

from __future__ import annotations

from operator import itemgetter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadq.errors import UsageError
from leadq.store.search.words import PLACES
from leadq.usecases.aftersale.complaint import CaseNews, note_case
from leadq.usecases.desk import Desk
from leadq.usecases.followup.close import drop_lead
from leadq.usecases.followup.log import Contacted, log_touch
from leadq.usecases.grading.note_facts import note_facts
from leadq.usecases.leads.add import NewLead, add_lead
from leadq.usecases.leads.edit import set_contact
from leadq.usecases.search.find_words import find_words

from ..helpers import add, day, later, make_desk


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Return a desk at which the word is everywhere; no test changes it."""
    desk = make_desk(tmp_path_factory.mktemp("told"))
    add_lead(desk, NewLead("王建国", company="华北路桥", note="斗齿要耐用"))
    note_facts(desk, "1", {"likes": "斗齿，ＪＳ２２０"}, note="Bucket 100%")
    note_facts(later(desk, 1), "1", {"must_have": "斗齿 old"})
    note_facts(later(desk, 2), "1", {"must_have": "quick parts"})
    said = Contacted(day(3), by="phone", said="说斗齿\n三个月就坏", objection="bucket too dear")
    said.promises = [("带斗齿样品", day(5))]
    log_touch(later(desk, 3), "1", said)
    set_contact(later(desk, 4), "1", "李工", "influencer", None, "懂斗齿")
    drop_lead(later(desk, 4), add(desk, "Tom", {"likes": "bucket"}), "spam")
    return later(desk, 5)


def where(desk: Desk, text: str, *places: str, **more: object) -> list[str]:
    return [row.where for row in find_words(desk, text, places, **more).rows]  # type: ignore[arg-type]


def test_it_is_found_everywhere_newest_first(told: Desk) -> None:
    assert where(told, "斗齿") == ["contacts", "talks", "promises", "facts", "notes"]
    found = find_words(told, "斗齿")
    assert [row.on for row in found.rows] == sorted((row.on for row in found.rows), reverse=True)
    assert found.rows[1].text == "说斗齿\n三个月就坏\nbucket too dear", "the whole text"


def test_only_facts_in_force_are_found(told: Desk) -> None:
    assert where(told, "斗齿 old") == []
    assert where(told, "quick") == ["facts"]


def test_every_word_must_occur(told: Desk) -> None:
    assert where(told, "斗齿 三个月 dear") == ["talks"]
    assert where(told, "斗齿 nowhere") == []


@pytest.mark.parametrize("typed", ["BUCKET", "Ｂｕｃｋｅｔ", "bucket　100%"])
def test_case_and_width_are_no_difference(told: Desk, typed: str) -> None:
    assert "facts" in where(told, typed)


def test_wide_letters_are_found_as_they_were_written(told: Desk) -> None:
    assert where(told, "ＪＳ２２０") == ["facts"]


def test_places_statuses_and_limits(told: Desk) -> None:
    assert where(told, "斗齿", "talks", "notes") == ["talks", "notes"]
    assert [row.name for row in find_words(told, "bucket", statuses=("dropped",)).rows] == ["Tom"]
    few = find_words(told, "斗齿", limit=2)
    assert (len(few.rows), few.goes_on) == (2, True)
    assert not find_words(told, "斗齿", limit=5).goes_on


@pytest.mark.parametrize("typed", ["", "  ", " ".join(map(str, range(21)))])
def test_nothing_and_too_much_are_wrong_usage(told: Desk, typed: str) -> None:
    with pytest.raises(UsageError):
        find_words(told, typed)


@pytest.mark.parametrize("typed", ["%", "_", "\\", "'", '"', "100%", "[a-z]", "*", "a" * 60000])
def test_signs_mean_themselves(told: Desk, typed: str) -> None:
    wanted = ["facts"] if typed in ("%", "100%") else []
    assert where(told, typed) == wanted


@given(
    stored=st.text("ab%_\\*?['\"王 ", min_size=1, max_size=8).filter(str.strip),
    start=st.integers(0, 7),
)
def test_any_part_of_what_was_noted_is_found(
    stored: str, start: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    desk = make_desk(tmp_path_factory.mktemp("any"))
    note_facts(desk, add(desk, "Ann", {}), {"likes": f"x{stored}"})
    part = stored[start % len(stored) :].split()
    if part:
        assert where(desk, part[0]) == ["facts"]


def test_a_fact_without_its_script_is_found(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    note_facts(desk, add(desk, "Ann", {}), {"likes": "fishing"})
    with desk.write("test") as unit:
        unit.conn.execute("UPDATE fact SET fact = 'gone'")
    (row,) = find_words(desk, "fishing").rows
    assert (row.id, row.where) == ("gone", "facts")


def test_what_the_program_promises_by_itself_is_nobodys_words(desk: Desk) -> None:
    number = add(desk)
    promises = [("check the seal", day(2))]
    note_case(desk, number, CaseNews("leaks", promises=promises))
    note_case(desk, number, CaseNews(solved="replaced"))
    assert [row.text for row in find_words(desk, "check").rows] == ["check the seal"]


def test_of_very_many_talks_the_newest_are_found_whatever_the_limit(desk: Desk) -> None:
    number, gone = add(desk), add(desk)
    drop_lead(desk, gone, "spam")
    # out of the order of their days; said every day, until some year, on a few days
    talks = [
        (
            f"t{place}",
            2 if place % 3 == 0 else 1,
            f"{2000 + place * 7 % 20}-01-{place % 28 + 1:02}",
            f"daily {'early' if place * 7 % 20 < 5 else ''} {'seldom' if place % 997 == 0 else ''}",
        )
        for place in range(15_000)
    ]
    with desk.write("test") as unit:
        unit.conn.executemany(
            'INSERT INTO touch (uid, lead_id, "by", outcome, on_day, said, created_at)'
            " SELECT ?, id, 'phone', 'reached', ?3, ?4, ?3 FROM lead WHERE number = ?2",
            talks,
        )
    with_id = [(on, place, words) for place, (_, _, on, words) in enumerate(talks, 1)]
    newest = sorted(with_id, reverse=True)
    for word in ("daily", "early", "seldom", "never"):
        expected = [place for _, place, words in newest if word in words]
        for limit in (1, 9, 500, 0):
            found = find_words(desk, word, ("talks",), limit=limit)
            assert [row.id for row in found.rows] == expected[: limit or None], (word, limit)
    open_ones = find_words(desk, "seldom", statuses=("open",), limit=4).rows
    assert {row.number for row in open_ones} == {int(number)}


@given(
    noted=st.lists(
        st.tuples(
            st.sampled_from(["likes", "must_have", "remark", "talk", "promise"]),
            st.integers(0, 4),
            st.sampled_from(["bucket", "Bucket list", "other"]),
        ),
        max_size=12,
    ),
    places=st.sets(st.sampled_from(PLACES)),
)
def test_a_limit_keeps_the_newest_of_all(
    noted: list[tuple[str, int, str]], places: set[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    desk = make_desk(tmp_path_factory.mktemp("newest"))
    number = add(desk, "Ann", {})
    for what, ahead, words in sorted(noted, key=itemgetter(1)):
        at = later(desk, ahead)
        if what == "talk":
            log_touch(at, number, Contacted(day(ahead), by="phone", said=words))
        elif what == "promise":
            said = Contacted(day(ahead), by="phone", said="other")
            said.promises = [(words, day(ahead))]
            log_touch(at, number, said)
        else:
            note_facts(at, number, {what: words})
    desk = later(desk, 5)
    every = find_words(desk, "bucket", tuple(places)).rows
    for limit in (1, 2, 3, 20):
        few = find_words(desk, "bucket", tuple(places), limit=limit)
        assert few.rows == every[:limit]
        assert few.goes_on == (len(every) > limit)

"""First follow-ups of imported leads: newest first, so many a day, on working days."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadq.domain.followup.spread import Spread
from leadq.domain.grading.outlook import compute_outlook
from leadq.store.arriving.new_leads import count_new
from leadq.store.read.read_details import read_core, read_facts, read_state
from leadq.store.repo import span_row
from leadq.usecases.desk import Desk
from leadq.usecases.followup import first_steps
from leadq.usecases.followup.spread import move_away
from leadq.usecases.importing import import_leads

from ..bring_in import bring_in, stored
from ..helpers import MONDAY, add, day, iso, make_desk, rows


def planned(desk: Desk) -> Counter[str]:
    return Counter(dict(rows(desk, "SELECT on_day, count(*) FROM followup GROUP BY on_day")))


def test_newest_first_and_so_many_a_day(desk: Desk) -> None:
    table = "name,created\n" + "".join(f"N{n},2026-0{n % 9 + 1}-01\n" for n in range(9))
    result = bring_in(desk, table, per_day=2)
    steps = [lead["next"]["on"] for lead in stored(desk) if lead["next"]]
    # Tuesday to Friday, then the Monday after
    assert steps == [iso(7), iso(4), iso(4), iso(3), iso(3), iso(2), iso(2), iso(1), iso(1)]
    assert (result.first_step, result.last_step) == (day(1), day(7))
    assert rows(desk, "SELECT DISTINCT set_by, slot, state FROM followup") == [
        ("rule", "ungraded", "open")
    ]


def test_what_is_planned_already_counts(desk: Desk) -> None:
    for n in range(2):
        add(desk, f"there {n}")
    bring_in(desk, "name,next follow up\nA,2026-11-25\nB,\nC,\nD,\nE,\n", per_day=2)
    assert planned(desk) == {iso(1): 2, iso(2): 2, iso(3): 2, iso(4): 1}


def test_each_rep_has_so_many_a_day(desk: Desk) -> None:
    add(desk, "there", owner="ann")
    table = "name,owner,next follow up\n"
    for rep in ("Ann", "Bo", ""):
        table += "".join(f"{rep}{n},{rep},\n" for n in range(3))
    result = bring_in(desk, table + "day taken,Bo,2026-11-24\n", per_day=2)
    days = "SELECT lower(coalesce(l.owner, '')), p.on_day, count(*) FROM followup p JOIN lead l"
    found = {
        tuple(row[:2]): row[2] for row in rows(desk, f"{days} ON l.id = p.lead_id GROUP BY 1, 2")
    }
    assert found == {
        ("ann", iso(1)): 2, ("ann", iso(2)): 2,
        ("bo", iso(1)): 2, ("bo", iso(2)): 2,
        ("", iso(1)): 2, ("", iso(2)): 1,
    }  # fmt: skip
    assert (result.first_step, result.last_step) == (day(1), day(2))


def test_absences_hold_for_the_rep_who_is_away(desk: Desk) -> None:
    move_away(desk, day(1), day(2), 20, "Ann")
    bring_in(desk, "name,owner\nA,Ann\nB,Bo\n")
    steps = {lead["name"]: lead["next"] and lead["next"]["on"] for lead in stored(desk)}
    assert steps == {"A": iso(3), "B": iso(1)}


def test_a_day_ahead_is_taken_and_a_past_one_is_overdue(desk: Desk) -> None:
    bring_in(
        desk,
        "name,next follow up,next activity type,next step,wechat\n"
        "sunday,2026-12-06,call,ask again,\ntoday,2026-11-23,,,\n"
        "past,2026-11-20,meeting,quote,\nnone,,fax,,li88\n",
    )
    leads = {lead["name"]: lead for lead in stored(desk)}
    assert leads["sunday"]["next"] == {
        "on": "2026-12-06", "by": "phone", "goal": "ask again", "time": None, "place": None,
    }  # fmt: skip
    assert leads["today"]["next"] is not None
    assert leads["today"]["next"]["on"] == "2026-11-23"
    assert leads["past"]["next"] == {
        "on": "2026-11-20", "by": "visit", "goal": "quote", "time": None, "place": None,
    }  # fmt: skip
    assert leads["none"]["next"] is not None
    assert leads["none"]["next"]["goal"] == "@finish_questions"
    assert leads["none"]["next"]["by"] == "wechat", "what the lead can be reached by"
    assert leads["today"]["next"]["goal"] == "@find_reach"
    assert leads["none"]["extra"] == {"next activity type": "fax"}
    assert dict(rows(desk, "SELECT set_by, count(*) FROM followup GROUP BY set_by")) == {
        "rep": 3, "rule": 1,
    }  # fmt: skip


def test_ended_leads_get_no_step_and_customers_come_behind_the_leads(desk: Desk) -> None:
    result = bring_in(
        desk,
        "name,status,next follow up\nA,won,\nB,lost,2026-11-24\nC,dropped,\nD,,\n",
        per_day=1,
    )
    assert planned(desk) == {iso(1): 1, iso(2): 1}
    days = [lead["next"] and lead["next"]["on"] for lead in stored(desk)]
    assert days == [iso(2), None, None, iso(1)]
    assert dict(result.statuses) == {"won": 1, "lost": 1, "dropped": 1, "open": 1}


def test_no_step_means_no_days(desk: Desk) -> None:
    result = bring_in(desk, "name,status\nA,lost\n")
    assert (result.first_step, result.last_step) == (None, None)


def test_holidays_and_other_days_off_are_left_out(tmp_path: Path) -> None:
    desk = make_desk(tmp_path, date(2026, 9, 29), days_off=("sun",), holidays="CN")
    bring_in(desk, "name\nA\nB\nC\n", per_day=1)
    steps = [lead["next"]["on"] for lead in stored(desk) if lead["next"]]
    calendar = desk.calendar
    assert steps[0] == "2026-09-30"
    assert all(calendar.on_or_after(date.fromisoformat(on)).isoformat() == on for on in steps)
    assert steps[1] > "2026-10-05"


def test_a_file_s_facts_are_judged(desk: Desk) -> None:
    bring_in(desk, "name,need by\nA,2026-12-10\n")
    (lead,) = stored(desk)
    assert (lead["need_by"], lead["grade"], lead["grade_best"]) == ("2026-12-10", None, "A")
    assert lead["next"] is not None


@pytest.mark.parametrize(
    ("changed", "update", "is_known"),
    [("", False, True), ("A,13800000001,won,,,,Ann,5万\n", True, False), (
        "A,13800000001,,,,2027-01-01,Ann,\n", True, True)],
)  # fmt: skip
def test_new_leads_are_counted_while_they_are_as_they_came(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, changed: str, update: bool, is_known: bool
) -> None:
    add(desk, "there")
    counts: list[Any] = []

    def compare(*given: Any) -> Any:
        unit, _desk, first, *_others, kinds = given
        counts.append((kinds, count_new(unit.conn, first)))
        return first_steps.plan_first_steps(*given)

    monkeypatch.setattr(import_leads, "plan_first_steps", compare)
    bring_in(
        desk,
        "name,phone,status,created,parked until,next follow up,owner,budget\n"
        "A,13800000001,open,2026-01-05,,2026-12-01,Ann,\n"
        "B,,open,2026-01-05,,,ANN,\nC,,open,2026-01-05,,,Ann,\nD,,won,2026-01-06,,,,\n"
        f"E,,parked,,2027-02-01,,Bo,\nF,,lost,,,2026-01-01,Bo,\nG,,open,,,2026-01-01,,\n{changed}",
        update=update,
    )
    ((kinds, counted),) = counts
    assert kinds == (counted if is_known else None)
    assert counted.total() == 7


def test_facts_of_a_file_are_counted_in_the_store(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    counts: list[Any] = []
    monkeypatch.setattr(
        import_leads, "plan_first_steps", lambda *given: (counts.append(given[-1]), (None, 0))[1]
    )
    bring_in(desk, "name,need by\nA,2026-12-24\n")
    assert counts == [None]


def test_every_outlook_is_the_lead_s_own(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(first_steps, "_BATCH", 2)
    statuses, need_by = ("", "won", "lost", "dropped", "parked"), ("", "2026-12-10", "2027-06-01")
    bring_in(
        desk,
        "name,created,status,need by,parked until,next follow up\n"
        + "".join(
            f"N{n},2026-0{n % 7 + 1}-01,{statuses[n % 5]},{need_by[n % 3]},"
            f"{'2027-01-15' if n % 5 == 4 else ''},{'2026-12-02' if n % 4 == 0 else ''}\n"
            for n in range(60)
        ),
    )
    with desk.read() as conn:
        for (lead_id,) in conn.execute("SELECT id FROM lead"):
            facts, state = read_facts(conn, lead_id), read_state(conn, lead_id)
            rules = desk.trade_of(read_core(conn, lead_id).profile).rules
            spans = compute_outlook(rules, facts, state, desk.today, desk.calendar)
            found = conn.execute(
                "SELECT * FROM outlook WHERE lead_id = ? ORDER BY first_day", (lead_id,)
            )
            assert found.fetchall() == [span_row(lead_id, span) for span in spans]
        assert conn.execute("SELECT count(DISTINCT status) FROM outlook").fetchone() == (5,)


@given(
    st.dictionaries(st.integers(0, 12).map(day), st.integers(0, 6), max_size=6),
    st.integers(1, 4),
    st.integers(0, 30),
)
def test_no_day_gets_more_than_its_share(before: dict[date, int], per_day: int, count: int) -> None:
    calendar = make_desk(Path(), MONDAY).calendar
    spread = Spread(calendar, before, per_day, calendar.after(MONDAY))
    taken = [spread.take() for _ in range(count)]
    assert taken == sorted(taken)
    for on, steps in Counter(taken).items():
        assert steps + before.get(on, 0) <= per_day
        assert on > MONDAY and on.weekday() < 5
    # no day that has room is passed over
    on = calendar.after(MONDAY)
    while taken and on < taken[-1]:
        assert before.get(on, 0) + taken.count(on) >= per_day
        on = calendar.after(on)

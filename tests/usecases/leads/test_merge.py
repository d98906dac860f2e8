"""Two leads become one, and one again two."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from leadq.domain.words import KINDS
from leadq.errors import RefusedError
from leadq.i18n import set_language
from leadq.render.leads import history as told
from leadq.render.parts.look import Look
from leadq.store.read.read_leads import read_lead
from leadq.store.read.read_merge import list_moved
from leadq.usecases.care.undo import list_undoable, redo_last, undo_last
from leadq.usecases.desk import Desk
from leadq.usecases.followup.close import drop_lead, lose_lead, park_lead, win_lead
from leadq.usecases.followup.log import Contacted, log_touch
from leadq.usecases.followup.plan import StepWish, plan_next
from leadq.usecases.grading.grade import override_grade
from leadq.usecases.grading.note_facts import note_facts
from leadq.usecases.importing.import_file import import_file
from leadq.usecases.importing.import_order import Order
from leadq.usecases.leads.edit import Change, edit_lead, set_contact
from leadq.usecases.leads.find import AmbiguousLeadError, find_lead
from leadq.usecases.leads.history import tell_history
from leadq.usecases.leads.merge import merge_leads, plan_merge

from ..helpers import ALL_YES, FOR_A, FOR_B, add, day, iso, later, rows

Run = Callable[..., Any]
TABLES = [
    *("lead", "reach", "lookup", "contact", "fact", "touch", "followup", "promise", "override"),
    "outlook",
]


def state(desk: Desk) -> dict[str, list[str]]:
    with closing(sqlite3.connect(desk.store)) as conn:
        return {
            table: sorted(map(repr, conn.execute(f'SELECT * FROM "{table}"'))) for table in TABLES
        }


def busy(desk: Desk, *names: str) -> None:
    """Fill a store with two leads of which everything is known, and another one."""
    add(desk, names[0], FOR_B, company="华北路桥", phones=["13800138000"], owner="Li", tags=["a"])
    add(desk, "李明", FOR_A, phones=["13500000000"])
    add(
        desk, names[1], ALL_YES, company="华北路桥集团", phones=["138 0013 8000", "13911112222"],
        emails=["w@x.com"], wechat="wjg", owner="Wu", note="likes it", budget=500000.0,
        tags=["b"], force=True,
    )  # fmt: skip
    for number in ("1", "3"):
        log_touch(
            desk, number, Contacted(desk.today, by="visit", said="hi", promises=[("q", day(3))])
        )
        set_contact(desk, number, "赵总", "approver", f"1390000111{number}", f"note {number}")
        override_grade(desk, number, "A", f"reason {number}")
        plan_next(desk, number, StepWish(day(5 + int(number)), goal=f"goal {number}"))
    set_contact(desk, "3", "孙工", "influencer", None, None)


def test_everything_of_both_is_in_one(desk: Desk) -> None:
    busy(desk, "王建国", "王建国")
    lead = merge_leads(desk, "1", "3").lead
    assert (lead["number"], lead["company"], lead["owner"]) == (1, "华北路桥", "Li")
    assert lead["phones"] == ["+8613800138000", "+8613911112222"]
    assert (lead["emails"], lead["wechat"], lead["budget"]) == (["w@x.com"], "wjg", 500000)
    assert (lead["note"], lead["tags"], lead["touches"]) == ("likes it", ["a", "b"], 2)
    assert lead["extra"] == {"merged company": "华北路桥集团", "merged owner": "Wu"}
    assert rows(desk, "SELECT number FROM lead ORDER BY number") == [(1,), (2,)]
    assert rows(desk, "SELECT count(*), count(DISTINCT lead_id) FROM promise") == [(3, 1)]
    facts = len(FOR_B) + len(ALL_YES)
    assert rows(desk, "SELECT count(*) FROM fact WHERE lead_id = 1") == [(facts,)]


def test_no_row_is_left_behind(desk: Desk) -> None:
    busy(desk, "王建国", "王建国")
    merge_leads(desk, "1", "3")
    for table in TABLES[1:]:
        assert rows(desk, f'SELECT count(*) FROM "{table}" WHERE lead_id = 3') == [(0,)]
    assert rows(desk, "PRAGMA foreign_key_check") == []


def test_what_hangs_on_a_lead_moves_whatever_it_is(desk: Desk) -> None:
    busy(desk, "王建国", "王建华")
    with closing(sqlite3.connect(desk.store)) as conn, conn:
        conn.execute(
            "CREATE TABLE parcel (id INTEGER PRIMARY KEY, updated_at TEXT, lead_id INTEGER NOT NULL"
            " REFERENCES lead (id) ON DELETE CASCADE)"
        )
        conn.execute("INSERT INTO parcel VALUES (7, 'then', 3), (8, 'then', 1)")
    before = rows(desk, "SELECT * FROM parcel")
    assert merge_leads(desk, "1", "3").plan.rows["parcel"] == 1
    assert rows(desk, "SELECT id, lead_id FROM parcel") == [(7, 1), (8, 1)]
    undo_last(desk)
    assert rows(desk, "SELECT * FROM parcel") == before


def test_every_table_around_a_lead_can_move(desk: Desk) -> None:
    add(desk)
    with desk.read() as conn:
        for table in list_moved(conn):
            names = {row[1] for row in conn.execute(f'PRAGMA table_info("{table}")')}
            assert {"id", "lead_id"} <= names


@pytest.mark.parametrize(("keep", "other"), [("1", "3"), ("3", "1"), ("2", "1")])
def test_undo_and_redo_are_exact(desk: Desk, keep: str, other: str) -> None:
    busy(desk, "王建国", "王建华")
    before = state(desk)
    merge_leads(desk, keep, other)
    after = state(desk)
    for _ in range(2):
        undo_last(desk)
        assert state(desk) == before
        redo_last(desk)
        assert state(desk) == after


def test_what_was_done_before_can_still_be_taken_back(desk: Desk) -> None:
    add(desk, "王建国")
    first = state(desk)
    add(desk, "王建华", phones=["13911112222"])
    merge_leads(desk, "1", "2")
    plan_next(desk, "1", StepWish(day(9)))
    for _ in range(3):
        undo_last(desk)
    assert state(desk) == first


def test_undo_names_the_lead_that_stayed(desk: Desk) -> None:
    busy(desk, "王建国", "王建华")
    merge_leads(desk, "1", "3")
    assert (list_undoable(desk, 1)[0].command.verb, list_undoable(desk, 1)[0].lead) == (
        "merge",
        "王建国",
    )
    assert undo_last(desk).lead == "王建国"


def test_the_earlier_step_stays(desk: Desk) -> None:
    busy(desk, "王建国", "王建国")
    lead = merge_leads(desk, "3", "1").lead
    assert lead["next"] is not None
    assert (lead["next"]["on"], lead["next"]["goal"]) == (iso(6), "goal 1")
    ended = rows(desk, "SELECT state FROM followup WHERE goal = 'goal 3' AND lead_id = 3")
    assert ended == [("moved",)]


def test_the_step_of_the_one_that_stays_wins_a_tie(desk: Desk) -> None:
    for name in ("王建国", "王建华"):
        plan_next(desk, add(desk, name), StepWish(day(4), goal=name))
    lead = merge_leads(desk, "2", "1").lead
    assert lead["next"] is not None
    assert lead["next"]["goal"] == "王建华"


def test_a_grade_set_by_hand_stays(desk: Desk) -> None:
    add(desk, "王建国", FOR_B)
    add(desk, "王建华", ALL_YES)
    override_grade(desk, "2", "A", "signs soon")
    assert merge_leads(desk, "1", "2").lead["grade_by"] == "rep"


def test_of_two_grades_set_by_hand_ones_own_stays(desk: Desk) -> None:
    add(desk, "王建国", ALL_YES)
    add(desk, "王建华", ALL_YES)
    override_grade(desk, "1", "C", "no hurry")
    override_grade(desk, "2", "A", "signs soon")
    assert merge_leads(desk, "1", "2").lead["grade"] == "C"
    assert rows(desk, "SELECT grade, cleared FROM override ORDER BY id") == [("C", 0), ("A", 1)]


def test_the_grade_follows_the_facts_of_both(desk: Desk) -> None:
    add(desk, "王建国", {"engagement": "bargaining", "reason": "yes", "need_by": iso(9)})
    add(desk, "王建华", ALL_YES)
    merged = merge_leads(desk, "1", "2").lead
    assert (merged["grade"], merged["man"]) == ("A", "MAN")
    with desk.read() as conn:
        assert read_lead(conn, 1, desk.today) == merged


def test_a_newer_fact_of_the_other_holds(desk: Desk) -> None:
    add(desk, "王建国", {"money": "yes"})
    add(desk, "王建华")
    note_facts(later(desk, 3), "2", {"money": "no"})
    assert merge_leads(later(desk, 4), "1", "2").lead["man"] == "m??"


def test_the_same_person_is_one_contact(desk: Desk) -> None:
    busy(desk, "王建国", "王建国")
    merge_leads(desk, "1", "3")
    people = rows(desk, "SELECT name, role, phone, note FROM contact WHERE lead_id = 1 ORDER BY id")
    assert people == [
        ("赵总", "approver", "13900001111", "note 1\nnote 3\n13900001113"),
        ("孙工", "influencer", None, None),
    ]


def test_the_same_name_in_another_part_stays_apart(desk: Desk) -> None:
    add(desk, "王建国")
    add(desk, "王建华")
    set_contact(desk, "1", "赵总", "approver", None, None)
    set_contact(desk, "2", "赵总", "supporter", "13900001111", None)
    merge_leads(desk, "1", "2")
    assert len(rows(desk, "SELECT 1 FROM contact WHERE lead_id = 1")) == 2


def test_a_second_wechat_is_found_and_told(desk: Desk) -> None:
    add(desk, "王建国", wechat="one")
    add(desk, "王建华", wechat="two")
    lead = merge_leads(desk, "2", "1").lead
    assert (lead["wechat"], lead["extra"]) == (
        "two",
        {"merged name": "王建国", "merged wechat": "one"},
    )
    with desk.read() as conn:
        assert find_lead(conn, desk, "one") == 2


def test_what_the_other_was_found_by_finds_the_one(desk: Desk) -> None:
    add(desk, "王建国", phones=["13800138000"])
    add(desk, "李明", phones=["13911112222"])
    set_contact(desk, "2", "孙悟空", "decider", "13777778888", None)
    merge_leads(desk, "1", "2")
    with desk.read() as conn:
        assert [find_lead(conn, desk, given) for given in ("13911112222", "swk", "77778888")] == [
            1, 1, 1,
        ]  # fmt: skip


def test_an_open_lead_is_never_closed_by_it(desk: Desk) -> None:
    add(desk, "王建国", FOR_B)
    add(desk, "王建华", FOR_B)
    lose_lead(desk, "1", "price")
    lead = merge_leads(desk, "1", "2").lead
    assert (lead["status"], lead["reason"]) == ("open", None)
    assert lead["next"] is not None
    assert lead["extra"]["merged reason"] == "price"


def test_closed_leads_stay_closed(desk: Desk) -> None:
    add(desk, "王建国", FOR_B)
    add(desk, "王建华", FOR_B)
    win_lead(desk, "1", 300000, KINDS)
    drop_lead(desk, "2", "moved away")
    lead = merge_leads(desk, "1", "2").lead
    assert (lead["status"], lead["amount"], lead["next"]) == ("won", 300000, None)
    assert rows(desk, "SELECT count(*) FROM followup WHERE state = 'open'") == [(0,)]


def test_parked_and_open_make_open(desk: Desk) -> None:
    add(desk, "王建国", FOR_B)
    add(desk, "王建华", FOR_B)
    park_lead(desk, "1", date(2027, 3, 1))
    lead = merge_leads(desk, "1", "2").lead
    assert (lead["status"], lead["parked_until"]) == ("open", None)
    undo_last(desk)
    with desk.read() as conn:
        assert read_lead(conn, 1, desk.today)["status"] == "parked"


def test_the_earlier_day_of_creation_stays(desk: Desk) -> None:
    add(desk, "王建国")
    add(later(desk, 5), "王建华")
    assert merge_leads(later(desk, 5), "2", "1").lead["created_on"] == iso(0)


def test_one_and_the_same_is_refused(desk: Desk) -> None:
    add(desk, "王建国", phones=["13800138000"])
    with pytest.raises(RefusedError) as caught:
        merge_leads(desk, "1", "13800138000")
    assert caught.value.key == "merge_same"


def test_unknown_and_ambiguous_are_refused_untouched(desk: Desk) -> None:
    add(desk, "王建国")
    add(desk, "王建华")
    before = state(desk)
    with pytest.raises(RefusedError, match="lead_not_found"):
        merge_leads(desk, "1", "nobody")
    with pytest.raises(AmbiguousLeadError):
        merge_leads(desk, "王", "1")
    assert state(desk) == before


def test_a_plan_writes_nothing_and_is_what_happens(desk: Desk) -> None:
    busy(desk, "王建国", "王建国")
    before = state(desk)
    plan = plan_merge(desk, "1", "3")
    assert state(desk) == before
    assert plan == merge_leads(desk, "1", "3").plan
    assert plan.rows["touch"] == 1
    assert plan.rows["contact"] == 1
    assert [one.name for one in plan.contacts] == ["赵总"]


def test_the_history_tells_it_in_words(desk: Desk) -> None:
    set_language("en")
    busy(desk, "王建国", "王建华")
    merge_leads(desk, "1", "3")
    look = Look("table", False, "en", "CN", desk.today)
    entries = [entry for entry in tell_history(desk, "1").entries if entry.verb == "merge"]
    words = [what for entry in entries if (what := told.tell_change(entry, look, str))]
    assert "merged into this one: 3 王建华 · 华北路桥集团" in words
    assert "phone: 13911112222" in words
    assert not [what for what in words if "removed" in what or "kept" in what or "by the" in what]


def test_two_merges_after_each_other(desk: Desk) -> None:
    for name in ("王建国", "王建华", "王建军"):
        add(desk, name, phones=[f"1391111222{len(name) + ord(name[-1]) % 7}"], force=True)
    before = state(desk)
    merge_leads(desk, "2", "3")
    merge_leads(desk, "1", "2")
    extra = rows(desk, "SELECT extra FROM lead")[0][0]
    assert json.loads(extra)["merged name"] in ("王建军; 王建华", "王建华; 王建军")
    undo_last(desk)
    undo_last(desk)
    assert state(desk) == before


def test_the_command_does_it_at_once_off_a_terminal(run: Run) -> None:
    run("add", "王建国", "--company", "华北路桥")
    run("add", "王建华", "--phone", "13911112222", "--note", "+1")
    shown = run("merge", "1", "2", "--dry-run")
    assert (shown.code, "139 1111 2222" in shown.out) == (0, True)
    assert len(json.loads(run("list", "--json").out)) == 2
    done = run("merge", "1", "2", "--json")
    data = json.loads(done.out)
    assert (data["number"], data["phones"], data["merged"]["number"]) == (1, ["+8613911112222"], 2)
    assert run("merge", "1", "2").code == 1
    assert run("undo").code == 0
    assert len(json.loads(run("list", "--json").out)) == 2


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_command_says_what_came_from_where(run: Run, lang: str) -> None:
    run("add", "王建国", "--company", "华北路桥", "--owner", "Li")
    run("add", "王建国", "--company", "华北路桥集团", "--owner", "Wu", "--budget", "50万")
    shown = run("merge", "1", "2", "--lang", lang).out
    for words in ("华北路桥集团", {"en": "500,000", "zh": "50万"}[lang], "Wu", "leadq undo"):
        assert words in shown
    assert not [line for line in shown.splitlines() if "merge." in line or "field." in line]


def test_the_command_as_data(run: Run) -> None:
    run("add", "王建国", "--company", "华北路桥")
    run("add", "王建国", "--company", "华北路桥集团", "--budget", "50万")
    plan = json.loads(run("merge", "1", "2", "--dry-run", "--json").out)
    assert plan["fields"] == [
        {"field": "company", "value": "华北路桥", "from": "keep", "aside": "华北路桥集团"},
        {"field": "budget", "value": 500000, "from": "other", "aside": None},
    ]
    assert (plan["keep"]["number"], plan["other"]["number"]) == (1, 2)
    assert run("merge", "1", "2", "--dry-run", "--format", "csv").out.startswith("field,value")
    assert run("merge", "1", "2", "--format", "csv").out.startswith("number,")


def test_undo_brings_the_grade_history_back(desk: Desk) -> None:
    busy(desk, "王建国", "王建华")
    now = later(desk, 40)
    note_facts(now, "1", {"need_by": iso(60)})
    note_facts(now, "3", {"engagement": "comparing"})
    before = state(now)
    merge_leads(now, "1", "3")
    after = state(now)
    for _ in range(2):
        undo_last(now)
        assert state(now) == before
        redo_last(now)
        assert state(now) == after
    undo_last(now)
    with desk.read() as conn:
        assert read_lead(conn, 3, desk.today)["grade_by"] == "rep"


def test_nobody_gets_the_number_of_a_lead_that_went(desk: Desk, tmp_path: Path) -> None:
    for name in ("王建国", "王建华"):
        add(desk, name)
    merge_leads(desk, "1", "2")
    assert add(desk, "李明") == "3"
    assert not [entry for entry in tell_history(desk, "3").entries if entry.verb == "merge"]
    merge_leads(desk, "1", "3")
    file = tmp_path / "more.csv"
    file.write_text("name\nAnn\n", encoding="utf-8")
    import_file(desk, Order(file), lambda _result, _table: file)
    assert rows(desk, "SELECT id, number, name FROM lead") == [
        (1, 1, "王建国"),
        (4, 4, "Ann"),
    ]


def test_undo_names_the_lead_that_stayed_not_whom_it_brought(desk: Desk) -> None:
    keep, other = add(desk, "Ann"), add(desk, "Anne")
    edit_lead(desk, add(desk, "Bob"), Change({"referred_by": other}))
    merge_leads(desk, keep, other)
    assert list_undoable(desk, 1)[0].lead == "Ann"
    assert undo_last(desk).lead == "Ann"

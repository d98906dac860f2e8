"""Whatever was done: every screen and report that names a count names the same (method §14)."""

from __future__ import annotations

import json
import re
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadq.domain.leads.status import LEFT_KINDS
from leadq.domain.words import KINDS
from leadq.errors import LeadqError
from leadq.i18n import set_language
from leadq.render.followup.day_data import day_json
from leadq.render.followup.day_sheet import counts_text
from leadq.render.followup.due import due_rows
from leadq.render.followup.due_screen import draw_due
from leadq.usecases.care.undo import list_undoable, undo_last
from leadq.usecases.desk import Desk
from leadq.usecases.followup.close import (
    drop_lead,
    leave_lead,
    lose_lead,
    park_lead,
    reopen_lead,
    win_lead,
)
from leadq.usecases.followup.due import DueList, list_due
from leadq.usecases.followup.log import Contacted, log_touch
from leadq.usecases.followup.plan import StepWish, plan_next, snooze_step, take_off
from leadq.usecases.followup.promise import keep_promises
from leadq.usecases.followup.spread import move_away, spread_backlog
from leadq.usecases.grading.note_facts import note_facts
from leadq.usecases.leads.edit import Change, edit_lead
from leadq.usecases.leads.lead_card import read_lead_card
from leadq.usecases.reports.day_report import DaySheet, report_day, report_overdue
from leadq.usecases.reports.reports import make_reports
from leadq.usecases.reports.week import report_week
from tests.render.samples import make_look
from tests.usecases.helpers import FOR_A, FOR_B, FOR_C, add, later, make_desk, rows


def undo_what_was_done(desk: Desk) -> None:
    """Take the last command back, unless it added one of the leads."""
    if list_undoable(desk, 1)[0].command.verb != "add":
        undo_last(desk)


LEADS = ("1", "2", "3")
OWNERS = ("Ann", "Bob", "Ann")
EVERYBODY = "all"
FAR = 400
ACTS: dict[str, Callable[[Desk, str, int], object]] = {
    "reach": lambda desk, lead, n: log_touch(desk, lead, Contacted(desk.today)),
    "try": lambda desk, lead, n: log_touch(desk, lead, Contacted(desk.today, outcome="no_answer")),
    "meet": lambda desk, lead, n: log_touch(
        desk,
        lead,
        Contacted(
            desk.today, promises=[("quote", desk.today + timedelta(n))],
            next_on=desk.today + timedelta(n), next_time=f"{9 + n % 8:02}:15", next_by="visit",
        ),
    ),
    "vow": lambda desk, lead, n: log_touch(
        desk, lead, Contacted(desk.today, promises=[("a call", None)])
    ),
    "keep": lambda desk, lead, n: keep_promises(
        desk, lead, [one.id for one in read_lead_card(desk, lead).promises[:1]]
    ),
    "grade": lambda desk, lead, n: note_facts(desk, lead, (FOR_A, FOR_B, FOR_C)[n % 3]),
    "next": lambda desk, lead, n: plan_next(desk, lead, StepWish(desk.today + timedelta(n))),
    "snooze": lambda desk, lead, n: snooze_step(
        desk, lead, StepWish(desk.today + timedelta(n), reason="busy")
    ),
    "win": lambda desk, lead, n: win_lead(desk, lead, 5.0 + n, KINDS[: n % 3]),
    "leave": lambda desk, lead, n: leave_lead(desk, lead, LEFT_KINDS[n % 2], "gone"),
    "key": lambda desk, lead, n: edit_lead(
        desk, lead, Change({"key_customer": ("yes", "no")[n % 2]})
    ),
    "service": lambda desk, lead, n: plan_next(
        desk, lead, StepWish(desk.today + timedelta(n), kind=KINDS[n % 3])
    ),
    "take off": lambda desk, lead, n: take_off(desk, lead, KINDS[n % 3 : n % 3 + 1]),
    "lose": lambda desk, lead, n: lose_lead(desk, lead, f"reason {n}"),
    "drop": lambda desk, lead, n: drop_lead(desk, lead, "no use"),
    "park": lambda desk, lead, n: park_lead(desk, lead, desk.today + timedelta(n + 1)),
    "reopen": lambda desk, lead, n: reopen_lead(desk, lead),
    "spread": lambda desk, lead, n: spread_backlog(desk, 1 + n % 3),
    "away": lambda desk, lead, n: move_away(desk, desk.today, desk.today + timedelta(n), 2),
    "birthday": lambda desk, lead, n: note_facts(
        desk, lead, {"birthday": f"{desk.today + timedelta(n):%m-%d}"}
    ),
    "undo": lambda desk, lead, n: undo_what_was_done(desk),
}  # fmt: skip

HISTORY = st.lists(
    st.tuples(
        st.sampled_from(tuple(ACTS)),
        st.sampled_from(LEADS),
        st.integers(0, 9),
        st.sampled_from((0, 0, 0, 1, 2, 5)),
    ),
    max_size=12,
)
History = list[tuple[str, str, int, int]]


def fill(folder: str) -> Desk:
    desk = make_desk(Path(folder))
    for owner in OWNERS:
        add(desk, f"of {owner}", owner=owner)
    return desk


def act(desk: Desk, kind: str, lead: str, number: int) -> None:
    # what the store refuses changes nothing
    with suppress(LeadqError):
        ACTS[kind](desk, lead, number)


def counts_of(due: DueList) -> Counter[str]:
    counts = Counter(item.pick.group for item in due.items)
    assert counts == Counter(due.counts) and due.total == len(due.items)
    return counts


def check_screens(desk: Desk, within: int) -> None:
    """Hold due, the day's sheet and the reports of a day to each other, and each to its words."""
    due = list_due(desk, within=within, owner=EVERYBODY)
    counts = counts_of(due)
    check_words(due, counts)
    sheet = report_day(desk, owner=EVERYBODY)
    check_sheet(sheet, counts)
    with pytest.MonkeyPatch.context() as patch:
        # as in a store so large that no section is held in memory
        patch.setattr("leadq.usecases.in_turn.LONG", 1)
        assert of_the_past(report_day(desk, owner=EVERYBODY)) == of_the_past(sheet)
    late = [item for item in due.items if item.escalated]
    assert sorted(map(name_of, report_overdue(desk, EVERYBODY))) == sorted(map(name_of, late))
    (reps,) = make_reports(desk, ["reps"])
    shown = {row.owner: row.overdue for row in reps.sections["reps"]}
    owners = Counter(i.lead["owner"] for i in due.items if i.pick.group == "overdue")
    assert {rep: count for rep, count in shown.items() if count} == owners
    (too_late,) = make_reports(desk, ["overdue"])
    assert len(too_late.sections["followups"]) == len(late)
    check_week(desk, due)


def check_week(desk: Desk, due: DueList) -> None:
    """Hold the week to the sheets of its days, what is late to due, and each rep to the sum."""
    week = report_week(desk, owner=EVERYBODY)
    days = [week.about["first"] + timedelta(n) for n in range(desk.today.weekday() + 1)]
    sheets = [report_day(desk, day, EVERYBODY) for day in days]
    done, kept = (totals_of(week.sections[name]) for name in ("activity", "habits"))
    by = Counter(touch.by for sheet in sheets for _lead, touch in sheet.contacts)
    assert done["contacts"] == by.total()
    assert (done["calls"], done["visits"]) == (by["phone"], by["visit"])
    assert done["tries"] == sum(len(sheet.tries) for sheet in sheets)
    assert done["new_leads"] == sum(len(sheet.new) for sheet in sheets)
    last = {lead["number"]: verb for sheet in sheets for lead, verb in sheet.endings}
    assert done["wins"] == sum(verb == "win" for verb in last.values())
    overdue = [item for item in due.items if item.pick.group == "overdue"]
    own = {owner: report_week(desk, owner=owner) for owner in set(OWNERS)}
    slipped = [row for one in own.values() for row in one.sections["slipped"]]
    still_open = sum(row.state == "open" for row in slipped)
    assert still_open + week.about["overdue_before"] == len(overdue)
    assert (kept["slipped"], kept["no_next"]) == (len(slipped), due.counts.get("no_next", 0))
    for owner, one in own.items():
        # an undo may have left a rep without a lead, and so without a row
        rows = [row for row in week.sections["activity"] if row.owner == owner]
        reached = [m.reached for m in one.sections["measures"]]
        assert [reached] == [[*row[1:3], *row[5:]] for row in rows] or not (rows or any(reached))


def totals_of(found: Any) -> Counter[str]:
    total: Counter[str] = Counter()
    for row in found:
        total.update({name: n for name, n in row._asdict().items() if isinstance(n, int)})
    return total


def name_of(item: Any) -> tuple[int, str, int]:
    return item.lead["number"], item.pick.kind, item.pick.promise_id or 0


def check_words(due: DueList, counts: Counter[str]) -> None:
    set_language("en")
    drawn = draw_due(due, make_look("en"))[0]
    head = "".join(one if isinstance(one, str) else one.text for one in drawn)
    said = {word: int(count) for count, word in re.findall(r"(\d+) (due|overdue|coming)", head)}
    named = {group: counts[group] for group in ("overdue", "coming") if counts[group]}
    if due.items:
        groups = ("overdue", "today", "customer", "promise")
        assert said == {
            "due": sum(counts[group] for group in groups),
            **named,
        }
    assert Counter(row["group"] for row in due_rows(due.items, make_look("en"))) == counts


def check_sheet(sheet: DaySheet, counts: Counter[str]) -> None:
    data = day_json(sheet, make_look("en"))
    for group, shown, key in (
        ("overdue", sheet.overdue, "overdue"),
        ("promise", sheet.promises, "promises_due"),
    ):
        assert len(shown) == counts[group] == len(data[key]), group
    left = counts["today"] + counts["customer"]
    assert len(sheet.left) == left == len(data["left"])
    days = [(item.pick.due_on or (item.lead["next"] or {}).get("on")) for item in sheet.coming]
    assert days == sorted(days, key=str)
    set_language("en")
    words = counts_text(sheet)
    contacts = re.match(r"(\d+) contact", words)
    assert contacts and int(contacts[1]) == len(sheet.contacts) == len(data["contacts"])
    assert (f"{counts['overdue']} overdue") in words


def check_leads(desk: Desk) -> None:
    """A try is no contact anywhere, and no promise is lost."""
    tally = dict(
        rows(desk, "SELECT lead_id, sum(outcome <> 'no_answer') FROM touch GROUP BY lead_id")
    )
    # an undo may have taken a lead itself back
    there = {str(key) for (key,) in rows(desk, "SELECT id FROM lead")}
    for lead in there.intersection(LEADS):
        card = read_lead_card(desk, lead)
        reached = sum(touch.outcome != "no_answer" for touch in card.touches)
        assert card.lead["touches"] == reached == (tally.get(int(lead)) or 0)
        assert card.touch_number == reached + 1
    still = [
        key for (key,) in rows(desk, "SELECT id FROM promise WHERE state = 'open' ORDER BY id")
    ]
    due = list_due(desk, within=FAR, owner=EVERYBODY)
    assert sorted(i.pick.promise_id or 0 for i in due.items if i.pick.kind == "promise") == still


def of_the_past(sheet: DaySheet) -> dict[str, Any]:
    """Return what a sheet says that no later day may change."""
    data = day_json(sheet, make_look("en"))
    return json.loads(json.dumps(data, sort_keys=True, default=list))  # type: ignore[no-any-return]


@settings(max_examples=15, deadline=None)
@given(history=HISTORY, within=st.integers(0, 9))
def test_every_count_is_the_same_everywhere(history: History, within: int) -> None:
    check(history, within)


@pytest.mark.nightly
@settings(max_examples=2000, deadline=None)
@given(history=HISTORY, within=st.integers(0, 9))
def test_every_count_is_the_same_everywhere_many_times(history: History, within: int) -> None:
    check(history, within)


def check(history: History, within: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        desk = fill(folder)
        sheets: dict[Any, dict[str, Any]] = {}
        for kind, lead, number, days in history:
            if days:
                sheets[desk.today] = of_the_past(report_day(desk, owner=EVERYBODY))
                desk = later(desk, days)
            act(desk, kind, lead, number)
            if kind == "undo":
                # what is undone was never done, on the days gone by as well
                sheets.clear()
        check_screens(desk, within)
        check_leads(desk)
        for day, told in sheets.items():
            assert of_the_past(report_day(desk, day, owner=EVERYBODY)) == told, day

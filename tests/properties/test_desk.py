"""Whatever a rep does in whatever order, no open lead is forgotten (method §5)."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from leadq.content.library import open_library
from leadq.errors import LeadqError
from leadq.store.read.read_leads import read_lead
from leadq.store.read.rows import LeadData
from leadq.usecases.desk import Desk
from leadq.usecases.followup.close import drop_lead, park_lead, reopen_lead, win_lead
from leadq.usecases.followup.due import list_due
from leadq.usecases.followup.log import Contacted, log_touch
from leadq.usecases.followup.plan import StepWish, plan_next, snooze_step
from leadq.usecases.followup.replan import replan_lead
from leadq.usecases.grading.card import read_grade
from leadq.usecases.grading.grade import clear_grade, override_grade
from leadq.usecases.grading.note_facts import note_facts
from leadq.usecases.leads.add import NewLead, add_lead
from leadq.usecases.leads.edit import Change, edit_lead
from leadq.usecases.leads.lead_card import read_lead_card
from tests.usecases.helpers import HOOKS, other_desk

from .strategies import TODAY

LIBRARY = open_library(None)
AHEAD = st.integers(0, 40)
ANSWERS = {
    "money": ("yes", "no", "unknown"),
    "authority": ("yes", "no"),
    "need": ("yes", "no"),
    "engagement": ("none", "comparing", "bargaining", "unknown"),
    "reason": ("yes", "no"),
    "need_by": ("+5d", "+33d", "+95d", "unknown"),
}
FACTS = st.dictionaries(st.sampled_from(sorted(ANSWERS)), st.integers(0, 3), min_size=1).map(
    lambda picked: {id_: ANSWERS[id_][n % len(ANSWERS[id_])] for id_, n in picked.items()}
)
GOOD = {id_: {"engagement": "bargaining", "need_by": "+95d"}.get(id_, "yes") for id_ in ANSWERS}
BAD = dict.fromkeys(("money", "authority", "need"), "no")

Act = Callable[[Desk], object]


def act_of(kind: str, days: int, facts: dict[str, str]) -> Act:
    """Return one thing a rep can do, ``days`` ahead where it has a day."""

    def ahead(desk: Desk) -> date:
        return desk.today + timedelta(days)

    outcome = ("reached", "no_answer", "declined")[days % 3]
    acts: dict[str, Act] = {
        "note": lambda desk: note_facts(desk, "1", facts),
        "good": lambda desk: note_facts(desk, "1", GOOD),
        "bad": lambda desk: note_facts(desk, "1", BAD),
        "log": lambda desk: log_touch(desk, "1", Contacted(desk.today, outcome=outcome)),
        "log_next": lambda desk: log_touch(desk, "1", Contacted(desk.today, next_on=ahead(desk))),
        "log_late": lambda desk: log_touch(desk, "1", Contacted(desk.today - timedelta(days))),
        "next": lambda desk: plan_next(desk, "1", StepWish(ahead(desk))),
        "snooze": lambda desk: snooze_step(desk, "1", StepWish(ahead(desk), reason="busy")),
        "park": lambda desk: park_lead(desk, "1", ahead(desk)),
        "drop": lambda desk: drop_lead(desk, "1", "no use"),
        "win": lambda desk: win_lead(desk, "1", None),
        "reopen": lambda desk: reopen_lead(desk, "1"),
        "set": lambda desk: override_grade(desk, "1", "ABC"[days % 3], "knows the boss"),
        "clear": lambda desk: clear_grade(desk, "1"),
        "trade": lambda desk: edit_lead(desk, "1", Change({"profile": _TRADES[days % 3]})),
    }
    return acts[kind]


_TRADES = ("loan", "equipment", "general")
KINDS = (
    *("note", "note", "good", "bad", "log", "log", "log_next", "log_late", "next", "snooze"),
    *("park", "drop", "win", "reopen", "reopen", "set", "clear", "trade"),
)
STEPS = st.lists(
    st.tuples(st.sampled_from(KINDS), AHEAD, FACTS, st.sampled_from((0, 0, 1, 4, 20))),
    min_size=1,
    max_size=8,
)


def start(folder: str) -> Desk:
    now = datetime.combine(TODAY, time(1), UTC)
    desk = Desk(Path(folder) / "leadq.db", None, TODAY, now, HOOKS)
    desk.library = LIBRARY
    add_lead(desk, NewLead("Wang"))
    return desk


def move(desk: Desk, days: int) -> Desk:
    now = desk.now + timedelta(days)
    moved = other_desk(desk, today=desk.today + timedelta(days), now=now)
    moved.library = LIBRARY
    return moved


def check(desk: Desk) -> LeadData:
    """Look at the lead as every screen does; they agree, and it is not forgotten."""
    card = read_lead_card(desk, "1")
    lead = card.lead
    due = [item.pick.group for item in list_due(desk).items]
    if lead["status"] == "won":
        # after the sale the method goes on: delivery, service, visits again
        late = lead["next"] is not None and lead["next"]["on"] <= desk.today.isoformat()
        assert bool(due) == late
    elif lead["status"] != "open":
        assert (lead["next"], due) == (None, [])
    elif lead["next"] is None:
        assert lead["man"] == "man"
        assert due == ["no_next"]
    else:
        late = lead["next"]["on"] <= desk.today.isoformat()
        assert (len(due) == 1) == late
    assert card.grade.judged.grade == lead["grade"]
    assert card.grade.judged.code == lead["man"]
    return lead


@settings(max_examples=settings.default.max_examples // 4)
@given(STEPS)
def test_no_open_lead_is_without_a_next_step(
    steps: list[tuple[str, int, dict[str, str], int]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        desk = start(folder)
        history: dict[date, str | None] = {}
        for kind, days, facts, wait in steps:
            for passed in range(wait):
                history[desk.today + timedelta(passed)] = check(move(desk, passed))["grade"]
            desk = move(desk, wait)
            try:
                act_of(kind, days, facts)(desk)
            except LeadqError as error:
                assert error.exit_code in (1, 2)
            check(desk)
        check_history(desk, history)
        check_settled(desk)
        check_days_to_come(desk)


def check_history(desk: Desk, seen: dict[date, str | None]) -> None:
    """The grade of a day gone by stays what it was at the end of that day."""
    with desk.read() as conn:
        for day, grade in seen.items():
            assert read_lead(conn, 1, day)["grade"] == grade, day


def check_settled(desk: Desk) -> None:
    """Settling again changes nothing."""
    dumps = []
    for _ in range(2):
        with desk.write("settle") as unit:
            replan_lead(unit, desk, 1)
            tables = ("outlook", "followup", "journal")
            dumps.append([unit.conn.execute(f"SELECT * FROM {t}").fetchall() for t in tables])
    assert dumps[0] == dumps[1]


def check_days_to_come(desk: Desk) -> None:
    """Every day to come stands as the card computes it; by time a step only moves earlier."""
    keys = ("grade", "grade_best", "grade_by", "man", "signals", "recheck", "status", "next")
    before = ""
    for days in (0, 1, 4, 5, 32, 34, 61, 66, 95, 96, 120):
        lead = check(move(desk, days))
        day = desk.today + timedelta(days)
        card = read_grade(desk, "1", day)
        assert [lead[k] for k in keys] == [card.lead[k] for k in keys]  # type: ignore[literal-required]
        assert card.judged.grade == lead["grade"]
        if lead["next"]:
            assert not before or lead["next"]["on"] <= before
            before = lead["next"]["on"]

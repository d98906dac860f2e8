"""Grading the whole store again leaves the rows that bringing each lead up to date leaves."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from leadq.store.connect import open_store
from leadq.store.unit import AUTOMATIC
from leadq.usecases.desk import Desk
from leadq.usecases.followup.close import lose_lead, park_lead, win_lead
from leadq.usecases.followup.replan import replan_lead
from leadq.usecases.grading.grade import override_grade

from ..helpers import (
    ALL_NO,
    FOR_A,
    FOR_B,
    FOR_C,
    add,
    add_reached,
    day,
    later,
    make_desk,
    other_desk,
    rows,
)
from .test_rules_changed import relax

KNOWN: tuple[dict[str, str], ...] = (
    {}, FOR_A, FOR_B, FOR_C, ALL_NO, {"engagement": "comparing", "money": "no"},
    {**FOR_B, "need_by": "2027-02-20"}, {**FOR_A, "need_by": "2026-11-25"},
)  # fmt: skip
FATES = ("reached", "new", "by wechat", "set by hand", "parked", "won", "lost")
LIVES = st.lists(st.tuples(st.sampled_from(KNOWN), st.sampled_from(FATES)), min_size=1, max_size=6)
OUTLOOK = (
    "SELECT lead_id, first_day, until_day, status, grade, grade_best, grade_by, man, signals,"
    " next_on, recheck FROM outlook ORDER BY lead_id, first_day"
)
STEPS = (
    'SELECT lead_id, on_day, "by", goal, set_by, set_on, slot, state FROM followup'
    " ORDER BY lead_id, id"
)


def live(desk: Desk, known: dict[str, str], fate: str, name: str) -> None:
    """Let something happen to a lead of which this is known."""
    if fate in ("new", "by wechat"):
        add(desk, name, known, **({"wechat": name} if fate == "by wechat" else {}))
        return
    number = add_reached(desk, name, known)
    if fate == "set by hand" and known != ALL_NO:
        override_grade(desk, number, "B", "an old friend")
    if fate == "parked":
        park_lead(desk, number, day(9))
    if fate == "won":
        win_lead(desk, number, None)
    if fate == "lost":
        lose_lead(desk, number, "price")


def copied(desk: Desk, folder: Path) -> Desk:
    """Return the same desk at a copy of the store."""
    folder.mkdir()
    shutil.copyfile(desk.store, folder / "leadq.db")
    return other_desk(desk, store=folder / "leadq.db")


def left(desk: Desk) -> list[list[tuple[Any, ...]]]:
    """Return what a store holds that grading writes."""
    return [rows(desk, OUTLOOK), rows(desk, STEPS)]


def one_by_one(desk: Desk) -> None:
    """Bring each lead that is in work up to date by itself."""
    with closing(open_store(desk.store)) as conn:
        conn.execute("UPDATE meta SET value = ? WHERE key = 'rules'", (desk.rules_print,))
    with desk.write("grade") as unit, unit.apart(AUTOMATIC):
        query = "SELECT id FROM lead WHERE status IN ('open', 'won', 'parked') ORDER BY id"
        for (lead_id,) in unit.conn.execute(query).fetchall():
            replan_lead(unit, desk, lead_id)


@settings(max_examples=25, deadline=None)
@given(LIVES, st.sampled_from((0, 1, 8, 40)))
def test_many_leads_at_once_and_each_by_itself(
    lives: list[tuple[dict[str, str], str]], days: int
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        desk = make_desk(folder, content_dir=folder / "content")
        for place, (known, fate) in enumerate(lives):
            live(desk, known, fate, f"lead {place}")
        relax(desk)
        moved = later(desk, days, days_off=("sun",))
        whole, single = copied(moved, folder / "whole"), copied(moved, folder / "single")
        with whole.write("regrade"):
            pass
        one_by_one(single)
        assert left(whole) == left(single)
        assert whole.regraded == sum(fate not in ("won", "lost") for _known, fate in lives)

"""Short ways to work at a desk."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, date, datetime, time, timedelta
from inspect import signature
from itertools import count
from pathlib import Path
from typing import Any

from leadq.content.library import open_library
from leadq.store.connect import open_store
from leadq.usecases.care.backup import keep_before
from leadq.usecases.desk import Desk, Hooks
from leadq.usecases.followup.log import Contacted, log_touch
from leadq.usecases.followup.replan import replan_lead
from leadq.usecases.grading.note_facts import note_facts
from leadq.usecases.grading.regrade import regrade_all
from leadq.usecases.leads.add import NewLead, add_lead
from leadq.usecases.privacy.away import refuse_erased

MONDAY = date(2026, 11, 23)
HOOKS = Hooks(keep_before, regrade_all, replan_lead, refuse_erased)
LIBRARY = open_library(None)
_PHONES = count(10_000_000)
ALL_YES = {"money": "yes", "authority": "yes", "need": "yes"}
FOR_A = {**ALL_YES, "engagement": "bargaining", "reason": "yes", "need_by": "2026-12-10"}
FOR_B = {**FOR_A, "engagement": "comparing"}
FOR_C = {"engagement": "none"}
ALL_NO = {"money": "no", "authority": "no", "need": "no"}


def make_desk(folder: Path, today: date = MONDAY, **settings: Any) -> Desk:
    now = datetime.combine(today, time(1, 30), UTC)
    content = settings.pop("content_dir", None)
    desk = Desk(folder / "leadq.db", content, today, now, HOOKS, **settings)
    if desk.content_dir is None:
        desk.library = LIBRARY
    return desk


def other_desk(desk: Desk, **changes: Any) -> Desk:
    """Return a new desk like this one but for some settings."""
    return Desk(**({name: getattr(desk, name) for name in signature(Desk).parameters} | changes))


def later(desk: Desk, days: int, **settings: Any) -> Desk:
    """Return the same desk some days later."""
    today = desk.today + timedelta(days)
    now = datetime.combine(today, time(1, 30), UTC)
    moved = other_desk(desk, today=today, now=now, **settings)
    if moved.content_dir is None:
        moved.library = LIBRARY
    return moved


def add(desk: Desk, name: str = "王建国", facts: dict[str, str] | None = None, **said: Any) -> str:
    """Add a lead that can be called, note facts, and return its number as it would be typed."""
    if not said.keys() & {"phones", "emails", "wechat"}:
        said["phones"] = [f"138{next(_PHONES):08}"]
    number = str(add_lead(desk, NewLead(name, **said)).lead["number"])
    if facts:
        note_facts(desk, number, facts)
    return number


def add_reached(desk: Desk, name: str = "王建国", facts: dict[str, str] | None = None) -> str:
    """Add a lead that was reached on the same day: its steps follow its grade (method §14)."""
    number = add(desk, name, facts)
    log_touch(desk, number, Contacted(desk.today))
    return number


def rows(desk: Desk, statement: str) -> list[tuple[Any, ...]]:
    with closing(open_store(desk.store)) as conn:
        return conn.execute(statement).fetchall()


def day(number: int) -> date:
    """Return a day counted from Monday."""
    return MONDAY + timedelta(number)


def iso(number: int) -> str:
    return day(number).isoformat()

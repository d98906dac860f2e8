"""Reads what was known of a lead on a past day: the journal takes later changes back."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, cast

from leadq.domain.aftersale.complaints import Case
from leadq.domain.fields import COLUMNS, MONIES, PACKED
from leadq.domain.followup.goals import goal_for
from leadq.domain.grading.facts import Fact, Known, latest
from leadq.domain.grading.grade import Override
from leadq.domain.grading.outlook import Plan, State, status_on
from leadq.store.aftersale.read_complaints import cases_of_rows
from leadq.store.read.read_details import ContactData, OpenStep, PromiseData, TouchData
from leadq.store.read.read_leads import load_json, plain_number, read_lead
from leadq.store.read.read_purchases import PurchaseData
from leadq.store.read.rows import LeadData, NextStep
from leadq.store.statements import Values, read_rows

_TABLES = (
    *("fact", "touch", "followup", "promise", "contact", "override", "purchase", "reach"),
    "complaint",
)
_LATER = """
SELECT tbl, op, row_first, row_last, before FROM journal
WHERE undone = 0 AND day > :day
  AND (lead_id = :lead OR (tbl = 'lead' AND row_first <= :lead AND row_last >= :lead)
       OR (lead_id IS NULL AND op = 'insert' AND tbl <> 'lead'))
ORDER BY id DESC
"""


class PastLead(NamedTuple):
    """A lead as it was known at the end of a day; lists are in the order of a card of today."""

    lead: LeadData
    facts: list[Fact]
    state: State
    touches: list[TouchData]
    contacts: list[ContactData]
    promises: list[PromiseData]
    purchases: list[PurchaseData]
    step_reason: str | None
    cases: list[Case]
    planned: list[OpenStep]


def read_past_lead(conn: sqlite3.Connection, lead_id: int, day: date) -> PastLead | None:
    """Return what was known of a lead on a day; None if it was not there yet.

    Grade and lateness are those that the outlook of the day has kept.
    """
    rows = _rows_at(conn, lead_id, day)
    if lead_id not in rows["lead"]:
        return None
    last = day.isoformat()
    row = rows["lead"][lead_id]
    noted = sorted((one for one in rows["fact"].values() if one["noted_on"] <= last), key=_when)
    facts = [_fact(seq, one) for seq, one in enumerate(noted, start=1)]
    touches = sorted(
        (_take(TouchData, {**one, "on": one["on_day"], "time": one["at_time"]}, key))
        for key, one in rows["touch"].items()
        if one["on_day"] <= last
    )
    touches.sort(key=lambda one: (one.on, one.id))
    step = next((one for one in rows["followup"].values() if one["state"] == "open"), None)
    promises = [_take(PromiseData, one, key) for key, one in rows["promise"].items()]
    promises.sort(key=lambda one: (one.due_on is None, one.due_on or "", one.id))
    purchases = _purchases(rows["purchase"], last)
    state = _state(row, step, rows["override"].values(), noted)
    lead = _lead(read_lead(conn, lead_id, day), row, rows["reach"], step)
    lead |= {
        "status": status_on(state, day),
        "touches": sum(one.outcome != "no_answer" for one in touches),
        "last_touch": touches[-1].on if touches else None,
        "need_by": _value(facts, "need_by", day),
    }
    contacts = [_take(ContactData, one, key) for key, one in sorted(rows["contact"].items())]
    reason = step["reason"] if step else None
    cases = _cases(rows, latest(facts, day))
    planned = _planned(rows["followup"])
    told = touches, contacts, promises, purchases, reason, cases, planned
    return PastLead(lead, facts, state, *told)


def _fact(seq: int, row: Values) -> Fact:
    on, note = date.fromisoformat(row["noted_on"]), row["note"] or ""
    return Fact(row["fact"], row["value"], on, seq, note, row["id"])


def _planned(followups: Mapping[int, Values]) -> list[OpenStep]:
    """Return the open step and those that waited behind it."""
    found = [
        _take(OpenStep, {**one, "on": one["on_day"], "time": one["at_time"]}, key)
        for key, one in sorted(followups.items())
        if one["state"] in ("open", "queued")
    ]
    states = {key: one["state"] for key, one in followups.items()}
    return sorted(found, key=lambda one: (states[one.id] != "open", one.on, one.id))


def _rows_at(conn: sqlite3.Connection, lead_id: int, day: date) -> dict[str, dict[int, Values]]:
    """Return the rows of a lead by table and id, as they stood at the end of a day."""
    whole = conn.execute("SELECT * FROM lead WHERE id = ?", (lead_id,))
    names = [column[0] for column in whole.description]
    rows: dict[str, dict[int, Values]] = {
        table: {one["id"]: one for one in read_rows(conn, table, lead_id)} for table in _TABLES
    }
    rows["lead"] = {key: dict(zip(names, (key, *one), strict=True)) for key, *one in whole}
    for table, op, first, last, before in conn.execute(
        _LATER, {"lead": lead_id, "day": day.isoformat()}
    ):
        there = rows.get(table)
        if there is None:
            continue
        if op == "insert":
            for key in [key for key in there if first <= key <= last]:
                del there[key]
        elif op == "delete":
            there[first] = load_json(before)
        elif first in there:
            there[first].update(load_json(before))
    return rows


def _purchases(rows: dict[int, Values], last: str) -> list[PurchaseData]:
    purchases = [
        _take(PurchaseData, {**one, "on": one["on_day"]}, key)
        for key, one in rows.items()
        if one["on_day"] <= last
    ]
    return sorted(purchases, key=lambda one: (one.on, one.id))


def _cases(rows: dict[str, dict[int, Values]], known: Known) -> list[Case]:
    complaints, promises, facts = (rows[one].values() for one in ("complaint", "promise", "fact"))
    return cases_of_rows(complaints, promises, facts, known)


def _take(kind: Any, row: Values, key: int) -> Any:
    return kind(**{name: row.get(name) for name in kind._fields if name != "id"}, id=key)


def _when(row: Values) -> tuple[str, str]:
    return row["created_at"], row["uid"]


def _state(
    lead: Values, step: Values | None, overrides: Iterable[Values], noted: Sequence[Values]
) -> State:
    parked = lead["parked_until"]
    set_by_rep = sorted((one for one in overrides if not one["cleared"]), key=_when)
    override = None
    if set_by_rep:
        last = set_by_rep[-1]
        set_on = date.fromisoformat(last["set_on"])
        before = sum(_when(one) < _when(last) for one in noted)
        override = Override(last["grade"], last["reason"], set_on, before)
    plan = None
    if step:
        on, set_on = date.fromisoformat(step["on_day"]), date.fromisoformat(step["set_on"])
        plan = Plan(on, step["set_by"], set_on)
    return State(lead["status"], date.fromisoformat(parked) if parked else None, plan, override)


def _lead(lead: LeadData, row: Values, reaches: dict[int, Values], step: Values | None) -> LeadData:
    """Return a lead with the columns, reaches and the step that it had."""
    known: dict[str, Any] = dict(lead)
    for name in COLUMNS:
        if name in known and name != "status":
            value = load_json(row[name]) if name in PACKED else row[name]
            known[name] = plain_number(value) if name in MONIES else value
    found: dict[str, list[str]] = {"phone": [], "email": [], "wechat": []}
    for _key, one in sorted(reaches.items()):
        found[one["kind"]].append(one["e164"] or one["typed"])
    known["phones"], known["emails"] = found["phone"], found["email"]
    known["wechat"] = next(iter(found["wechat"]), None)
    # which day it is for, and whether any, is what the outlook said: time moves steps too
    was = lead["next"]
    known["next"] = {**_step(step, known), "on": was["on"]} if step and was else None
    return cast("LeadData", known)


def _step(step: Values, lead: dict[str, Any]) -> NextStep:
    goal = goal_for(step["goal"] or "", lead["profile"], lead["man"])
    time, place = step["at_time"], step["place"]
    return {"on": step["on_day"], "by": step["by"], "goal": goal, "time": time, "place": place}


def _value(facts: list[Fact], fact_id: str, day: date) -> str | None:
    found = latest(facts, day).get(fact_id)
    return found.value if found else None

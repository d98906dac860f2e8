"""Whatever was done: a store rebuilt from its export is equal, and two of them merge alike."""

from __future__ import annotations

import json
import tempfile
from contextlib import suppress
from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from leadq.errors import LeadqError
from leadq.store.search.filters import Filter
from leadq.usecases.aftersale.purchase import note_purchase
from leadq.usecases.care.undo import redo_last, undo_last
from leadq.usecases.desk import Desk
from leadq.usecases.exporting.export import each_record
from leadq.usecases.followup.close import drop_lead, lose_lead, park_lead, reopen_lead, win_lead
from leadq.usecases.followup.log import Contacted, log_touch
from leadq.usecases.followup.plan import StepWish, plan_next
from leadq.usecases.grading.grade import override_grade
from leadq.usecases.grading.note_facts import note_facts
from leadq.usecases.importing.import_file import import_file
from leadq.usecases.importing.import_order import Imported, Order
from leadq.usecases.leads.edit import Change, edit_lead, set_contact
from leadq.usecases.leads.merge import merge_leads
from tests.usecases.helpers import other_desk

from .test_desk import KINDS, LIBRARY, STEPS, act_of, move, start

EVERY = Filter(statuses=(), sort="number")


def records(desk: Desk) -> list[dict[str, Any]]:
    with desk.read() as conn:
        return list(each_record(conn, desk, EVERY))


def bring(desk: Desk, whole: list[dict[str, Any]], **order: Any) -> Imported:
    file = desk.store.with_name("all.json")
    file.write_text(json.dumps({"leads": whole}), encoding="utf-8")
    return import_file(desk, Order(file, **order), lambda _result, _table: file)


def beside(desk: Desk, name: str) -> Desk:
    """Return a desk on the same day with a store of its own, nothing in it."""
    folder = desk.store.parent / name
    folder.mkdir()
    other = other_desk(desk, store=folder / "leadq.db")
    other.library = LIBRARY
    return other


MORE = st.sampled_from(
    (*KINDS, "undo", "redo", "contact", "edit", "phone", "buy", "add", "merge", "lose", "promise")
)
HISTORY = st.lists(
    st.tuples(MORE, st.integers(0, 40), STEPS, st.sampled_from((0, 0, 1, 4, 20))), max_size=10
)


def do_more(desk: Desk, kind: str, days: int) -> None:
    from leadq.usecases.leads.add import NewLead, add_lead

    ahead = desk.today + timedelta(days)
    acts: dict[str, Any] = {
        "undo": lambda: undo_last(desk),
        "redo": lambda: redo_last(desk),
        "contact": lambda: set_contact(desk, "1", "Li", "decider", f"1390000{days:04d}", None),
        "edit": lambda: edit_lead(desk, "1", Change({"company": f"Co {days}"}, tags=[f"t{days}"])),
        "phone": lambda: edit_lead(desk, "1", Change(phones=[f"138{days:08d}"])),
        "buy": lambda: note_purchase(desk, "1", 5.0 + days, None, "JS", "x"),
        "add": lambda: add_lead(desk, NewLead(f"L{days}", phones=[f"137{days:08d}"])),
        "merge": lambda: merge_leads(desk, "1", "2"),
        "lose": lambda: lose_lead(desk, "1", "price"),
        "promise": lambda: log_touch(
            desk, "1", Contacted(desk.today, said="x", promises=[("quote", ahead)])
        ),
    }
    acts[kind]()


@settings(max_examples=settings.default.max_examples // 4)
@given(HISTORY)
def test_a_store_rebuilt_from_its_export_is_equal(
    history: list[tuple[str, int, list[Any], int]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        desk = start(folder)
        for kind, days, steps, wait in history:
            desk = move(desk, wait)
            facts = steps[0][2]
            with suppress(LeadqError):
                if kind in KINDS:
                    act_of(kind, days, facts)(desk)
                else:
                    do_more(desk, kind, days)
        there = beside(desk, "there")
        whole = records(desk)
        assert bring(there, whole).rejected == []
        assert records(there) == whole
        again = bring(there, whole, update=True)
        assert (again.updated, again.conflicts) == (0, [])
        assert records(there) == whole


EDITS = st.lists(
    st.tuples(
        st.integers(0, 1),
        st.sampled_from(
            (
                *("name", "company", "note", "region", "budget", "tag", "phone", "clear", "win"),
                *("lose", "park", "reopen", "drop", "plan", "log", "fact", "override", "trade"),
            )
        ),
        st.integers(0, 5),
    ),
    max_size=12,
)


def change(desk: Desk, kind: str, n: int) -> None:
    day = desk.today + timedelta(n + 1)
    trades = ("loan", "equipment", "general")
    acts: dict[str, Any] = {
        "budget": lambda: edit_lead(desk, "1", Change({"budget": float(n)})),
        "tag": lambda: edit_lead(desk, "1", Change(tags=[f"t{n}"])),
        "phone": lambda: edit_lead(desk, "1", Change(phones=[f"138{n:08d}"])),
        "clear": lambda: edit_lead(desk, "1", Change(clear=("company", "phones", "tags"))),
        "win": lambda: win_lead(desk, "1", 5.0 + n),
        "lose": lambda: lose_lead(desk, "1", f"r{n}"),
        "drop": lambda: drop_lead(desk, "1", f"r{n}"),
        "park": lambda: park_lead(desk, "1", day),
        "reopen": lambda: reopen_lead(desk, "1"),
        "plan": lambda: plan_next(desk, "1", StepWish(day, goal=f"g{n}")),
        "log": lambda: log_touch(desk, "1", Contacted(desk.today, said=f"s{n}")),
        "fact": lambda: note_facts(desk, "1", {"money": ("yes", "no", "unknown")[n % 3]}),
        "override": lambda: override_grade(desk, "1", "ABC"[n % 3], "sure"),
        "trade": lambda: edit_lead(desk, "1", Change({"profile": trades[n % 3]})),
    }
    act = acts.get(kind) or (lambda: edit_lead(desk, "1", Change({kind: f"{kind} {n}"})))
    act()


FIELDS = (
    *("name", "company", "note", "region", "budget", "tags", "phones", "profile", "reason"),
    *("amount", "parked_until", "changed", "status", "grade", "grade_best", "man"),
)
ROWS = ("facts", "touches", "promises", "contacts", "purchases")


def told(desk: Desk) -> tuple[Any, ...]:
    """Return what a lead says, whoever was asked first; of its rows what is not this store's."""
    (record,) = records(desk)
    fields = {name: record[name] for name in FIELDS}
    rows = {what: sorted(record[what], key=lambda row: str(row["id"])) for what in ROWS}
    facts = [(fact["fact"], fact["value"]) for fact in record["facts"]]
    return fields, rows, facts


@settings(max_examples=settings.default.max_examples // 4)
@given(EDITS)
def test_two_stores_merge_alike_in_either_order(edits: list[tuple[int, str, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        desk = start(folder)
        whole = records(desk)
        pair = [beside(desk, "a"), beside(desk, "b")]
        merged = [beside(desk, "ab"), beside(desk, "ba")]
        for one in pair:
            bring(one, whole)
        for tick, (which, kind, n) in enumerate(edits, start=1):
            # every change in a second of its own
            worker = other_desk(pair[which], now=desk.now + timedelta(seconds=tick))
            worker.library = LIBRARY
            with suppress(LeadqError):
                change(worker, kind, n)
        sides = [records(one) for one in pair]
        later = timedelta(seconds=len(edits) + 1)
        for place, order in enumerate(((0, 1), (1, 0))):
            for side in order:
                target = other_desk(merged[place], now=desk.now + later)
                target.library = LIBRARY
                assert bring(target, sides[side], update=True).rejected == []
        assert told(merged[0]) == told(merged[1])
        for place in (0, 1):
            for side in (0, 1):
                again = bring(merged[place], sides[side], update=True)
                assert again.updated == 0

"""Whatever a rep does in whatever order, undo leads back to where it was, and redo forward."""

from __future__ import annotations

import ast
import shutil
import tempfile
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from leadq.content.library import open_library
from leadq.errors import LeadqError
from leadq.store.search.filters import Filter
from leadq.usecases.aftersale.complaint import CaseNews, note_case
from leadq.usecases.aftersale.purchase import note_purchase, remove_purchase
from leadq.usecases.care.undo import redo_last, undo_last
from leadq.usecases.desk import Desk
from leadq.usecases.followup.absences import cancel_absence
from leadq.usecases.followup.close import drop_lead, lose_lead, park_lead, reopen_lead, win_lead
from leadq.usecases.followup.log import Contacted, log_touch
from leadq.usecases.followup.plan import StepWish, plan_next, snooze_step
from leadq.usecases.followup.spread import move_away, spread_backlog
from leadq.usecases.grading.grade import clear_grade, override_grade
from leadq.usecases.grading.note_facts import note_facts
from leadq.usecases.hearing.hear import hear_of_lead
from leadq.usecases.hearing.new_lead import fill_lead, hear_message
from leadq.usecases.hearing.note import NOTED_KINDS, note_text
from leadq.usecases.hearing.said_touch import with_taken
from leadq.usecases.importing.import_file import import_file
from leadq.usecases.importing.import_order import Order
from leadq.usecases.leads.add import NewLead, add_lead
from leadq.usecases.leads.edit import Change, edit_lead, set_contact
from leadq.usecases.leads.handover import hand_over
from leadq.usecases.leads.merge import merge_leads
from leadq.usecases.privacy.consent import note_consent
from tests.usecases.bring_in import no_rejects
from tests.usecases.helpers import HOOKS, other_desk

from ..state import read_state
from ..whole import (
    records,
    take_everything,
    take_table,
    take_workbook,
    work_elsewhere,
    write_whole,
)

LIBRARY = open_library(None)
START = date(2026, 11, 23)
NAMES = ("王建国", "Ann Denson", "欧阳娜娜", "[red]x", "O'Neil; DROP")
FACTS = ("money", "authority", "need", "engagement", "reason", "pain", "obstacle")
SAID = (
    "王总 华北路桥 钱够，老婆不同意，答应明天发报价单，周五下午三点去工地看样机，预算80万",
    "Mark Denson, money is there, wants it next month, call him on Friday at 2 pm",
    "他弟弟说了算，生日10月3日，没接电话",
    "爱钓鱼",
)
ATTITUDES = ("for", "against", None)
CASE_NEWS: dict[str, dict[str, Any]] = {
    "open": {"text": "leaks", "promises": [("a seal", None)]},
    "promise": {"promises": [("a new pump", None)]},
    "solve": {"solved": "replaced", "told": {"cause": "wear"}},
    "close": {"checked": "yes"},
    "again": {"checked": "no", "text": "leaks again"},
}
VALUES = ("yes", "no", "unknown")
REPS = ("Li", "Wu")
KEPT = ("leads", "leads with facts", "touches", "followups", "facts", "all", "book", "theirs")
NUMBERS = st.integers(1, 6).map(str)
DAYS = st.integers(0, 40)


class Undo(RuleBasedStateMachine):
    """Does what a rep does; keeps what the store looked like before each command."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="leadq-undo-"))
        self.before: list[dict[str, list[str]]] = []
        self.undone: list[dict[str, list[str]]] = []
        self.phone = 13800000000
        self.kept: Path | None = None
        self.desk = Desk(
            self.folder / "leadq.db", None, START, datetime.combine(START, time(1), UTC), HOOKS
        )
        self.desk.library = LIBRARY
        with self.desk.read():
            pass

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    def do(self, act: object, *args: object) -> None:
        """Run a use case; one that is refused or changes nothing leaves no trace."""
        before = read_state(self.desk)
        try:
            act(self.desk, *args)  # type: ignore[operator]
        except LeadqError:
            assert read_state(self.desk) == before
            return
        if read_state(self.desk) != before:
            self.before.append(before)
            self.undone.clear()

    @rule(name=st.sampled_from(NAMES), known=st.booleans())
    def add(self, name: str, known: bool) -> None:
        self.phone += not known
        owner = REPS[self.phone % 2]
        self.do(add_lead, NewLead(name, phones=[str(self.phone)], tags=["a"], owner=owner))

    @rule(number=NUMBERS, fact=st.sampled_from(FACTS), value=st.sampled_from(VALUES))
    def note(self, number: str, fact: str, value: str) -> None:
        self.do(note_facts, number, {fact: value})

    @rule(number=NUMBERS, days=DAYS, outcome=st.sampled_from(("reached", "no_answer")))
    def log(self, number: str, days: int, outcome: str) -> None:
        today = self.desk.today
        promises = [("quote", today + timedelta(days))] if days % 3 == 0 else []
        said = Contacted(today, outcome=outcome, said="x", promises=promises)
        self.do(log_touch, number, said)

    @rule(number=NUMBERS, days=DAYS)
    def plan(self, number: str, days: int) -> None:
        day = self.desk.today + timedelta(days)
        if days % 2:
            self.do(plan_next, number, StepWish(day, goal="see"))
        else:
            self.do(snooze_step, number, StepWish(day, reason="busy"))

    @rule(
        number=NUMBERS, days=DAYS, kind=st.sampled_from(("win", "lose", "drop", "park", "reopen"))
    )
    def close(self, number: str, days: int, kind: str) -> None:
        acts = {
            "win": (win_lead, (number, 5.0)),
            "lose": (lose_lead, (number, "price")),
            "drop": (drop_lead, (number, "no")),
            "park": (park_lead, (number, self.desk.today + timedelta(days))),
            "reopen": (reopen_lead, (number,)),
        }
        act, args = acts[kind]
        self.do(act, *args)

    @rule(number=NUMBERS, kind=st.sampled_from(("set", "clear", "edit", "contact")))
    def change(self, number: str, kind: str) -> None:
        self.phone += 1
        change = Change({"company": f"Co {self.phone}"}, phones=[str(self.phone)], clear=["tags"])
        acts = {
            "set": (override_grade, (number, "B", "sure")),
            "clear": (clear_grade, (number,)),
            "edit": (edit_lead, (number, change)),
            "contact": (
                set_contact,
                (number, "Li", "decider", None, "x", ATTITUDES[self.phone % 3]),
            ),
        }
        act, args = acts[kind]
        self.do(act, *args)

    @rule(keep=NUMBERS, other=NUMBERS)
    def merge(self, keep: str, other: str) -> None:
        self.do(merge_leads, keep, other)

    @rule(number=NUMBERS, days=DAYS, kind=st.sampled_from(("buy", "file", "remove", "hand over")))
    def sell(self, number: str, days: int, kind: str) -> None:
        on = self.desk.today - timedelta(days)
        table = self.folder / "orders.csv"
        table.write_text(f"number,date,amount\n{number},{on},{days + 1}\n7,x,y\n", encoding="utf-8")
        acts = {
            "buy": (note_purchase, (number, 7.0 + days, on)),
            "file": (import_file, (Order(table, what="purchases"), no_rejects)),
            "remove": (remove_purchase, (number, days % 4 + 1)),
            "hand over": (hand_over, (REPS[days % 2], REPS[1 - days % 2], Filter(statuses=()))),
        }
        act, args = acts[kind]
        self.do(act, *args)

    @rule(rows=st.integers(1, 4))
    def take_in(self, rows: int) -> None:
        table = self.folder / "in.csv"
        lines = [f"L{self.phone}-{n},{self.phone + n}" for n in range(rows)]
        self.phone += rows
        table.write_text("\n".join(["name,phone", *lines]), encoding="utf-8")
        self.do(import_file, Order(table), lambda _result, _table: table)

    @rule(days=DAYS, ahead=DAYS, kind=st.sampled_from(("spread", "away", "back", "home")))
    def shift(self, days: int, ahead: int, kind: str) -> None:
        first = self.desk.today + timedelta(ahead)
        last = first + timedelta(days)
        acts = {
            "spread": (spread_backlog, (1 + days % 2,)),
            "away": (move_away, (self.desk.today, last, 2)),
            "back": (cancel_absence, (self.desk.today, last)),
            "home": (move_away, (first, last, 2, REPS[days % 2])),
        }
        act, args = acts[kind]
        self.do(act, *args)

    @rule(number=NUMBERS, text=st.sampled_from(SAID), kind=st.sampled_from(("log", "note", "add")))
    def say(self, number: str, text: str, kind: str) -> None:
        """Words are read, and all that was understood is taken."""
        today = self.desk.today
        if kind == "add":
            self.phone += 1
            new, text = NewLead("", owner=REPS[self.phone % 2]), f"{text} {self.phone}"
            taken = [one.proposal for one in hear_message(self.desk, text, new)]
            self.do(add_lead, fill_lead(self.desk, new, text, taken))
            return
        try:
            heard = hear_of_lead(self.desk, number, text, today)
        except LeadqError:
            return
        taken = [one.proposal for one in heard.things]
        if kind == "note":
            told = [one for one in taken if one.kind in NOTED_KINDS]
            self.do(note_text, number, text, told)
        else:
            self.do(log_touch, number, with_taken(Contacted(today, said=text), taken))

    @rule(number=NUMBERS, days=DAYS, agreed=st.booleans())
    def consent(self, number: str, days: int, agreed: bool) -> None:
        on = self.desk.today - timedelta(days)
        self.do(note_consent, number, agreed, on, "asked")

    @rule(number=NUMBERS, step=st.sampled_from(sorted(CASE_NEWS)))
    def complain(self, number: str, step: str) -> None:
        self.do(note_case, number, CaseNews(**CASE_NEWS[step]))

    @rule(number=NUMBERS, fact=st.sampled_from(("birthday", "challenges")))
    def tell(self, number: str, fact: str) -> None:
        self.do(note_facts, number, {fact: "10-03" if fact == "birthday" else "rain"})

    @rule(what=st.sampled_from(KEPT))
    def keep(self, what: str) -> None:
        """Take everything out, to bring it in when the store has gone on."""
        if what == "all":
            self.kept = take_everything(self.desk)
        elif what == "book":
            self.kept = take_workbook(self.desk)
        elif what == "theirs":
            self.phone += 1000
            self.kept = write_whole(self.desk, work_elsewhere(records(self.desk), self.phone))
        else:
            table, _with, facts = what.partition(" with ")
            self.kept = take_table(self.desk, table, facts_in="zh" if facts else "")

    @precondition(lambda self: self.kept)
    @rule(update=st.booleans())
    def bring_back(self, update: bool) -> None:
        file = self.kept
        self.do(import_file, Order(file, update=update), lambda _result, _table: file)

    @rule()
    def pass_a_day(self) -> None:
        """Time passes; what was done on other days can be taken back all the same."""
        today = self.desk.today + timedelta(1)
        self.desk = other_desk(self.desk, today=today, now=self.desk.now + timedelta(1))
        self.desk.library = LIBRARY

    @precondition(lambda self: self.before)
    @rule()
    def undo(self) -> None:
        """Undo is not enough: whatever was undone is done again, and undone once more."""
        stood, expected = read_state(self.desk), self.before.pop()
        undo_last(self.desk)
        assert self.as_of_today(read_state(self.desk)) == self.as_of_today(expected)
        redo_last(self.desk)
        assert self.as_of_today(read_state(self.desk)) == self.as_of_today(stood)
        undo_last(self.desk)
        assert self.as_of_today(read_state(self.desk)) == self.as_of_today(expected)
        self.undone.append(stood)

    @precondition(lambda self: self.undone)
    @rule()
    def redo(self) -> None:
        stood = read_state(self.desk)
        redo_last(self.desk)
        expected = self.undone.pop()
        assert self.as_of_today(read_state(self.desk)) == self.as_of_today(expected)
        self.before.append(stood)

    def as_of_today(self, state: dict[str, list[str]]) -> dict[str, list[str]]:
        """Leave out how leads stood on days gone by: that stays as the history it is."""
        today = self.desk.today.isoformat()
        spans = [ast.literal_eval(row) for row in state["outlook"]]
        ahead = sorted(
            (span[0], max(span[1], today), *span[2:]) for span in spans if span[2] >= today
        )
        return {**state, "outlook": list(map(repr, ahead))}


def test_undo_leads_back() -> None:
    run_state_machine_as_test(Undo, settings=settings(stateful_step_count=20))

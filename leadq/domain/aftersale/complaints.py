"""A complaint as a case: what, when, what was promised, solved how, checked when (method §11)."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from leadq.domain.grading.facts import Known
from leadq.domain.words import CHECK

OPEN, SOLVED, CLOSED = "open", "solved", "closed"
SCRIPT = "complaint"
"""The script whose questions a case answers."""
_START = "complaint_"
FIELDS = ("feeling", "thanked", "apologised", "details", "cause", "lesson", "missing")
"""What is noted of a case as it is said, each by the question ``complaint_<name>``."""


class CasePromise(NamedTuple):
    """What was promised in a case; ``due_on`` is an ISO day, ``text`` may be ``CHECK``."""

    id: int
    text: str
    due_on: str | None
    state: str


class Case(NamedTuple):
    """One complaint; days are ISO texts.

    ``id`` None: it was noted as facts, by the newest of which, ``fact``, it is known; then
    ``promised_on`` is the day it was promised for. ``solution`` is what was agreed while it is
    open. ``satisfied`` is what the last check found.
    """

    id: int | None
    on: str
    text: str
    state: str = OPEN
    product: str | None = None
    feeling: str | None = None
    thanked: str | None = None
    apologised: str | None = None
    details: str | None = None
    cause: str | None = None
    lesson: str | None = None
    solution: str | None = None
    solved_on: str | None = None
    checked_on: str | None = None
    satisfied: str | None = None
    missing: str | None = None
    owner: str | None = None
    uid: str = ""
    fact: int | None = None
    promised_on: str | None = None
    promises: tuple[CasePromise, ...] = ()

    @property
    def pending(self) -> CasePromise | None:
        """Return the promise of the case that falls due first, the check included."""
        found = [one for one in self.promises if one.state == "open" and one.due_on]
        return min(found, key=lambda one: (one.due_on or "", one.id), default=None)

    @property
    def due_on(self) -> str | None:
        """Return the day by which something is to be done; None of a closed case."""
        if self.state == CLOSED:
            return None
        return self.pending.due_on if self.pending else self.promised_on

    @property
    def is_promised(self) -> bool:
        """Tell whether anything was promised since the complaint, or since the last check."""
        if self.state != OPEN or self.promised_on:
            return True
        return bool(self.promises) and self.promises[-1].text != CHECK

    def days_late(self, today: date) -> int:
        """Return how many days its promise or its check is overdue, 0 for none."""
        return max(0, (today - date.fromisoformat(self.due_on)).days) if self.due_on else 0

    def has(self, fact_id: str) -> bool:
        """Tell whether the question of a fact of the script is answered."""
        if fact_id == SCRIPT:
            return True
        name = fact_id.removeprefix(_START)
        if name == "promised_on":
            return self.is_promised
        if name == "solved":
            return self.state != OPEN
        if name == "satisfied":
            return self.state != SOLVED
        return getattr(self, name, None) is not None


def is_case_fact(fact_id: str) -> bool:
    """Tell whether what is asked by this fact belongs to a case."""
    return fact_id == SCRIPT or fact_id.startswith(_START)


def case_of_facts(known: Known) -> Case | None:
    """Return the complaint that was noted as facts, as older versions did; None of none."""
    said = known.get(SCRIPT)
    if said is None:
        return None
    told = {
        id_.removeprefix(_START): one.value for id_, one in known.items() if id_.startswith(_START)
    }
    satisfied = told.get("satisfied")
    checked = known[f"{_START}satisfied"].noted_on.isoformat() if satisfied else None
    case = Case(
        id=None, on=said.noted_on.isoformat(), text=said.value,
        state=CLOSED if satisfied == "yes" else OPEN, solution=told.get("solution"),
        promised_on=told.get("promised_on"), checked_on=checked, satisfied=satisfied,
        fact=said.row,
    )  # fmt: skip
    beside: dict[str, Any] = {name: told.get(name) for name in FIELDS}
    return case._replace(**beside)


def with_old(cases: Sequence[Case], known: Known) -> list[Case]:
    """Return the cases of a lead, the one among its facts too unless it has become one since."""
    old = case_of_facts(known)
    if old is None or any(one.fact == old.fact for one in cases):
        return list(cases)
    return sorted((old, *cases), key=lambda one: (one.on, one.id or 0))

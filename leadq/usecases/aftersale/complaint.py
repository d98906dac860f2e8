"""Records complaints as cases and brings them to their end: promised, solved, checked (§11)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from leadq.content.model import FactDef, Script
from leadq.domain.aftersale.complaints import (
    CLOSED,
    FIELDS,
    OPEN,
    SCRIPT,
    SOLVED,
    Case,
    CasePromise,
)
from leadq.domain.grading.facts import Known, latest
from leadq.domain.words import CHECK
from leadq.errors import RefusedError, UsageError
from leadq.store import repo
from leadq.store.aftersale.read_complaints import read_cases, read_fact_uid
from leadq.store.read.read_details import read_core, read_facts
from leadq.store.read.read_leads import read_lead
from leadq.store.read.rows import LeadData
from leadq.store.unit import Unit
from leadq.usecases.desk import Desk
from leadq.usecases.followup.log import refuse_past
from leadq.usecases.leads.find import find_lead

_LISTED = 10


@dataclass(frozen=True)
class CaseNews:
    """What is to be noted of a complaint; ``case`` is its number, 0 of the one that
    older versions noted as facts, None: the one that is open.

    ``text`` opens a case, or corrects the words of ``case``, or says what a check found missing.
    ``checked``: "yes", "no" or nothing. ``told`` are answers by the name of the column.
    """

    text: str = ""
    case: int | None = None
    promises: Sequence[tuple[str, date | None]] = ()
    solved: str = ""
    checked: str = ""
    told: Mapping[str, str] = field(default_factory=dict)


class CaseBook(NamedTuple):
    """The complaints of a lead, oldest first; ``changed`` is the one that something was noted of.

    ``script`` words the steps. ``dated``: the promise had no day of its own and was given one.
    """

    lead: LeadData
    cases: tuple[Case, ...]
    script: Script
    changed: Case | None = None
    dated: bool = False

    @property
    def next_question(self) -> FactDef | None:
        """Return what is to be asked next in the case that something was noted of (§11)."""
        return None if self.changed is None else next_question(self.changed, self.script)


def next_question(case: Case, script: Script) -> FactDef | None:
    """Return the first question of the script that a case has no answer to."""
    return next(iter(case_questions(case, script)), None)


def case_questions(case: Case, script: Script, done: Sequence[str] = ()) -> list[FactDef]:
    """Return the questions that a case has no answer to, without those that were put."""
    return [
        script.facts[step.fact]
        for step in script.steps
        if step.fact not in done
        and not case.has(step.fact)
        and (step.when is None or case.satisfied in step.when[1])
    ]


def list_cases(desk: Desk, given: str, case: int | None = None) -> CaseBook:
    """Return the complaints of a lead, or the one. Raises RefusedError for an unknown one."""
    with desk.read() as conn:
        lead_id = find_lead(conn, desk, given)
        lead = read_lead(conn, lead_id, desk.today)
        cases = read_cases(conn, lead_id, latest(read_facts(conn, lead_id), desk.today))
        if case is not None:
            cases = [_named(cases, case, lead["number"])]
        return CaseBook(lead, tuple(cases), _script(desk, lead))


def _named(cases: Sequence[Case], wanted: int, number: int) -> Case:
    case = next((one for one in cases if (one.id or 0) == wanted), None)
    if case is None:
        raise RefusedError("no_case", hint="no_case", given=wanted, number=number)
    return case


def note_case(desk: Desk, given: str, news: CaseNews) -> CaseBook:
    """Open a case or bring it a step on, all in one transaction (method §11, §14).

    Its promises fall due as every promise does. Solved, its promises are kept and a check falls
    due; it is closed by the check alone, and one that fails opens it again. Raises UsageError for
    a promise of nothing or of a day gone by, and for words of a check that went well;
    RefusedError for what the case does not allow.
    """
    if news.checked == "yes" and news.text.strip() and not news.solved.strip():
        raise UsageError("check_words", hint="check_words")
    for words, due_on in news.promises:
        if not words.strip():
            raise UsageError("promise_empty", hint="promise_form")
        if due_on is not None:
            refuse_past(desk, due_on)
    with desk.write("complaint") as unit:
        lead_id = find_lead(unit.conn, desk, given)
        known = latest(read_facts(unit.conn, lead_id), desk.today)
        case = _take_up(unit, desk, lead_id, known, news)
        for note in (_note_told, _note_promises, _note_solved, _note_checked):
            note(unit, desk, lead_id, case, news)
            case = _read_again(unit, lead_id, known, case)
        lead = read_lead(unit.conn, lead_id, desk.today)
        cases = tuple(read_cases(unit.conn, lead_id, known))
        dated = any(due_on is None for _words, due_on in news.promises)
        return CaseBook(lead, cases, _script(desk, lead), case, dated)


def _script(desk: Desk, lead: LeadData) -> Script:
    return desk.library.script(SCRIPT, desk.trade_of(lead["profile"]).id)


def _take_up(unit: Unit, desk: Desk, lead_id: int, known: Known, news: CaseNews) -> Case:
    """Return the case that the news are of: a new one, the one named, or the only one open."""
    cases = read_cases(unit.conn, lead_id, known)
    number = read_core(unit.conn, lead_id).number
    if news.case is None and news.text.strip() and news.checked != "no":
        return _read_again(unit, lead_id, known, _open_case(unit, desk, lead_id, news.text))
    if news.case is not None:
        return _made(unit, lead_id, known, _named(cases, news.case, number))
    found = [one for one in cases if one.state != CLOSED]
    if not found and news.checked == "no":
        found = cases[-1:]
    if not found:
        raise RefusedError("no_open_case", hint="no_open_case", number=number)
    if len(found) > 1:
        ids = [one.id or 0 for one in found[:_LISTED]]
        raise RefusedError("several_cases", hint="several_cases", number=number, ids=ids)
    return _made(unit, lead_id, known, found[0])


def _open_case(unit: Unit, desk: Desk, lead_id: int, text: str) -> Case:
    """Open a case with what was said; the product is the lead's own until another is named."""
    product = read_lead(unit.conn, lead_id, desk.today)["product"]
    key = unit.insert(
        "complaint", lead_id=lead_id, on_day=desk.today, text=text.strip(), product=product
    )
    return Case(key, desk.today.isoformat(), text)


def _made(unit: Unit, lead_id: int, known: Known, old: Case) -> Case:
    """Return a case; what was noted as facts becomes one, under the key of its fact."""
    if old.id is not None:
        return old
    uid = read_fact_uid(unit.conn, old.fact or 0)
    told = {name: getattr(old, name) for name in (*FIELDS, "solution", "checked_on", "satisfied")}
    key = unit.insert(
        "complaint", lead_id=lead_id, uid=uid, on_day=old.on, text=old.text, state=old.state, **told
    )
    if old.state == OPEN and old.promised_on:
        due_on = date.fromisoformat(old.promised_on)
        repo.insert_promise(unit, lead_id, old.solution or old.text, due_on, uid)
    return _read_again(unit, lead_id, known, old._replace(id=key))


def _read_again(unit: Unit, lead_id: int, known: Known, case: Case) -> Case:
    return next(one for one in read_cases(unit.conn, lead_id, known) if one.id == case.id)


def _note_told(unit: Unit, desk: Desk, lead_id: int, case: Case, news: CaseNews) -> None:
    """Note what was told of the case, and correct its words where it was named."""
    told = {name: words.strip() or None for name, words in news.told.items()}
    if news.text.strip() and news.case is not None and news.checked != "no":
        told["text"] = news.text.strip()
    if told:
        unit.change("complaint", _key(case), **told)


def _note_promises(unit: Unit, desk: Desk, lead_id: int, case: Case, news: CaseNews) -> None:
    """Note what was promised; without a day it is the next working one (§14)."""
    if news.promises and case.state == CLOSED and news.checked != "no":
        raise _refused("case_closed", unit, lead_id, case)
    if news.solved.strip() or (case.state == SOLVED and news.checked == "no"):
        # what stood open until now, not what is promised from here on
        _keep(unit, case.promises)
    calendar = desk.calendar_of(unit.conn, read_core(unit.conn, lead_id).owner)
    for words, due_on in news.promises:
        day = due_on or calendar.after(desk.today)
        repo.insert_promise(unit, lead_id, words.strip(), day, case.uid)


def _note_solved(unit: Unit, desk: Desk, lead_id: int, case: Case, news: CaseNews) -> None:
    """Note how a case was solved, and let its check fall due."""
    if not news.solved.strip():
        return
    if case.state == CLOSED:
        raise _refused("case_closed", unit, lead_id, case)
    solved = {"state": SOLVED, "solution": news.solved.strip(), "solved_on": desk.today}
    unit.change("complaint", _key(case), **solved)
    calendar = desk.calendar_of(unit.conn, read_core(unit.conn, lead_id).owner)
    day = calendar.on_or_after(desk.today + timedelta(days=desk.check_days))
    repo.insert_promise(unit, lead_id, CHECK, day, case.uid)


def _note_checked(unit: Unit, desk: Desk, lead_id: int, case: Case, news: CaseNews) -> None:
    """Close a case whose check went well; one that did not opens it again."""
    if not news.checked:
        return
    if case.state == OPEN:
        raise _refused("check_of_open", unit, lead_id, case)
    if case.state == CLOSED and news.checked == "yes":
        raise _refused("check_of_closed", unit, lead_id, case)
    found = {"checked_on": desk.today, "satisfied": news.checked}
    if news.checked == "yes":
        unit.change("complaint", _key(case), state=CLOSED, **found)
        _keep(unit, [one for one in case.promises if one.text == CHECK])
        return
    missing = {"missing": news.text.strip()} if news.text.strip() else {}
    again = {"state": OPEN, "solution": None, "solved_on": None}
    unit.change("complaint", _key(case), **again, **found, **missing)


def _keep(unit: Unit, promises: Sequence[CasePromise]) -> None:
    for one in promises:
        if one.state == "open":
            repo.close_promise(unit, one.id, "kept")


def _key(case: Case) -> int:
    return case.id or 0


def _refused(key: str, unit: Unit, lead_id: int, case: Case) -> RefusedError:
    number = read_core(unit.conn, lead_id).number
    return RefusedError(key, hint=key, number=number, case=case.id)

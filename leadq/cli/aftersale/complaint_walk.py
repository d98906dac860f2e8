"""The walk through a complaint: the questions of its script, one saved answer at a time (§11)."""

from __future__ import annotations

from datetime import date

from leadq.ask import Asker, Choice
from leadq.cli.frame.work import Work
from leadq.cli.grading.interview import ask_fact
from leadq.content.model import FactDef
from leadq.domain.aftersale.complaints import CLOSED, SCRIPT, Case
from leadq.domain.grading.facts import UNKNOWN
from leadq.i18n import text
from leadq.render.aftersale.complaint import case_title, show_cases, tell_case
from leadq.render.grading.interview import show_question
from leadq.render.parts.out import say_line
from leadq.usecases.aftersale.complaint import (
    CaseBook,
    CaseNews,
    case_questions,
    list_cases,
    note_case,
)
from leadq.usecases.grading.interview import Prompt, stage_of
from leadq.usecases.grading.values import read_value

_NEW, _QUIT = "new", "quit"


def walk_case(work: Work, asker: Asker, given: str, number: int | None = None) -> None:
    """Go through one complaint of a lead: the one named, or one to choose, or a new one."""
    book = list_cases(work.desk, given, number)
    case = book.cases[0] if number is not None else None
    if case is None and book.cases:
        show_cases(book, work.look)
        picked = asker.choose(text("complaint.which"), _choices(book))
        if picked == _QUIT:
            return
        case = next((one for one in book.cases if str(one.id or 0) == picked), None)
    book = _put_questions(work, asker, book, case)
    if book.changed is not None:
        tell_case(book, work.look)


def _choices(book: CaseBook) -> list[Choice]:
    going = [one for one in book.cases if one.state != CLOSED]
    return [
        *(Choice(case_title(one), str(one.id or 0)) for one in going),
        Choice(text("complaint.new"), _NEW),
        Choice(text("complaint.leave"), _QUIT),
    ]


def _put_questions(work: Work, asker: Asker, book: CaseBook, case: Case | None) -> CaseBook:
    """Put each question that has no answer yet; Enter skips it until the next walk."""
    lead = str(book.lead["number"])
    done: list[str] = []
    while left := _left(book, case, done):
        question, total = left[0], len(done) + len(left)
        stage = stage_of(question.id, book.script)
        prompt = Prompt(question, question.question, stage, None, len(done) + 1, total)
        show_question(prompt, work.look)
        try:
            answer = ask_fact(work, asker, prompt)
        except KeyboardInterrupt:
            say_line(text("ask.stopped", again=f"complaint {lead}"))
            raise
        done.append(question.id)
        answer = answer and read_value(question, answer, work.desk.today, work.desk.region)
        if answer and answer != UNKNOWN:
            book = note_case(work.desk, lead, _news(question, answer, case))
            case = book.changed
        elif case is None:
            break
    return book


def _left(book: CaseBook, case: Case | None, done: list[str]) -> list[FactDef]:
    """Return the questions that are still to be put; of a new case, what happened comes first."""
    if case is not None:
        return case_questions(case, book.script, done)
    return [book.script.facts[SCRIPT], *case_questions(Case(None, "", ""), book.script, done)]


def _news(question: FactDef, answer: str, case: Case | None) -> CaseNews:
    """Return what an answer says of a case."""
    if case is None:
        return CaseNews(text=answer)
    name = question.id.removeprefix(f"{SCRIPT}_")
    if name == "promised_on":
        promised = case.solution or case.text
        return CaseNews(case=case.id or 0, promises=[(promised, date.fromisoformat(answer))])
    if name == "solved":
        return CaseNews(case=case.id or 0, solved=answer)
    if name == "satisfied":
        return CaseNews(case=case.id or 0, checked=answer)
    return CaseNews(case=case.id or 0, told={name: answer})

"""The walk through a touch: words, what they leave open on one sheet, the next step."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

from leadq.ask import Asker, BrokenOffError, Choice, SheetRow
from leadq.cli.followup.steps import channel_row, confirm_next_step
from leadq.cli.frame.asking import check_with
from leadq.cli.frame.remarks import remark_near
from leadq.cli.frame.work import Work
from leadq.cli.hearing.touch import hear_touch
from leadq.domain.followup.schedule import NO_ANSWER, OUTCOMES, REACHED
from leadq.domain.typing.typed import parse_promise
from leadq.errors import UsageError
from leadq.i18n import text
from leadq.render.grading.interview import show_subject
from leadq.render.leads.said import say_logged
from leadq.render.parts.marks import outcome_word
from leadq.render.parts.out import say_line
from leadq.render.parts.text import one_line
from leadq.store.read.read_details import PromiseData
from leadq.usecases.followup.log import Contacted, log_touch, refuse_past
from leadq.usecases.followup.promise import is_check
from leadq.usecases.grading.person import Portrait
from leadq.usecases.hearing.heard import HeardReport
from leadq.usecases.leads.lead_card import read_lead_card

_LABEL = 24
"""How much of a promise names its row, in cells."""


def walk_log(work: Work, asker: Asker, lead: str) -> None:
    """Ask what happened and record it; nothing is kept before the last answer but what was typed.

    What was understood of the words is not asked again. Broken off after they were typed, the
    touch is recorded with what was said so far.
    """
    card = read_lead_card(work.desk, lead)
    planned = card.lead["next"]
    contacted, heard = Contacted(on=work.desk.today), HeardReport(())
    show_subject(Portrait(card.lead, card.person, (), 0), work.look)
    try:
        contacted.said = asker.ask_text(text("log.said"), back=True)
        contacted, heard = hear_touch(work, lead, contacted, ())
        usual = planned["by"] if planned else "phone"
        rows = [*_contact_rows(contacted, heard, usual)]
        if contacted.outcome != NO_ANSWER:
            rows += _rest_rows(work, contacted, card.promises)
        if rows:
            _fill_in(work, asker, contacted, rows)
    except KeyboardInterrupt:
        if contacted.said or contacted.objection or contacted.promises or contacted.kept:
            say_logged(log_touch(work.desk, lead, contacted), work.look, heard)
        raise
    logged = log_touch(work.desk, lead, contacted)
    say_line("")
    say_logged(logged, work.look, heard)
    if contacted.next_on is None:
        confirm_next_step(work, asker, logged.lead["number"])
    else:
        remark_near(work, logged.lead)


def _contact_rows(contacted: Contacted, heard: HeardReport, usual: str) -> Iterable[SheetRow]:
    """Yield how the lead was contacted and with what outcome, as far as the words do not say."""
    if not contacted.by:
        yield channel_row("by", text("log.by"), usual)
    if not any(one.proposal.kind == "outcome" for one in heard.taken):
        by = contacted.by or usual
        outcomes = tuple(Choice(outcome_word(outcome, by), outcome) for outcome in OUTCOMES)
        yield SheetRow("outcome", text("log.outcome"), "", choices=outcomes, known=REACHED)


def _rest_rows(
    work: Work, contacted: Contacted, promises: Iterable[PromiseData]
) -> Iterable[SheetRow]:
    """Yield objection and promises, if the words told none, and which promises were kept."""
    if not contacted.objection:
        yield SheetRow("objection", text("log.objection"), "")
    yes_no = Choice(text("value.yes"), "yes"), Choice(text("value.no"), "no")
    for promise in promises:
        if not is_check(promise):
            question = text("log.kept", promise=promise.text)
            label = text("log.kept_row", promise=one_line(promise.text, _LABEL))
            yield SheetRow(f"kept{promise.id}", label, question, choices=yes_no, known="no")
    if not contacted.promises:

        def read(typed: str) -> None:
            _read_promises(work, typed)

        how = text("log.promise_how")
        yield SheetRow("promise", text("log.promise"), "", how, check=check_with(read))


def _fill_in(work: Work, asker: Asker, contacted: Contacted, rows: list[SheetRow]) -> None:
    """Put the rows on one sheet and take what was answered, broken off or not."""
    try:
        answers: Mapping[str, str] = asker.fill(text("log.sheet"), rows, text("log.sheet_how"))
    except BrokenOffError as left:
        _take(work, contacted, left.answers)
        raise
    _take(work, contacted, answers)


def _take(work: Work, contacted: Contacted, answers: Mapping[str, str]) -> None:
    contacted.by = answers.get("by", contacted.by)
    contacted.outcome = answers.get("outcome", contacted.outcome)
    contacted.objection = answers.get("objection", contacted.objection)
    kept = [row for row, answer in answers.items() if row.startswith("kept") and answer == "yes"]
    contacted.kept = [int(row.removeprefix("kept")) for row in kept]
    if typed := answers.get("promise"):
        contacted.promises = _read_promises(work, typed)


def _read_promises(work: Work, typed: str) -> list[tuple[str, date | None]]:
    """Return the promises of a line, several apart by semicolons. Raises UsageError."""
    desk = work.desk
    parts = [part for part in re.split("[;；]", typed) if part.strip()]
    promises = [parse_promise(part, desk.today, desk.region) for part in parts]
    for words, day in promises:
        if not words.strip():
            raise UsageError("promise_empty", hint="promise_form")
        if day is not None:
            refuse_past(desk, day)
    return promises

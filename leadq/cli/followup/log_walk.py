"""The walk through a touch: how, outcome, words, objection, promise, next step."""

from __future__ import annotations

from datetime import date

from leadq.ask import Asker, Choice
from leadq.cli.followup.steps import confirm_next_step
from leadq.cli.frame.asking import check_with
from leadq.cli.frame.remarks import remark_near
from leadq.cli.frame.work import Work
from leadq.cli.hearing.touch import hear_touch
from leadq.domain.followup.schedule import NO_ANSWER, OUTCOMES, REACHED
from leadq.domain.grading.rules import CHANNELS
from leadq.domain.typing.typed import parse_promise
from leadq.errors import UsageError
from leadq.i18n import text
from leadq.render.grading.interview import show_subject
from leadq.render.leads.said import say_logged
from leadq.render.parts.marks import outcome_word
from leadq.render.parts.out import say_line
from leadq.store.read.rows import PromiseData
from leadq.usecases.followup.log import Contacted, log_touch, refuse_past
from leadq.usecases.followup.promise import is_check
from leadq.usecases.grading.person import Portrait
from leadq.usecases.leads.lead_card import read_lead_card


def walk_log(work: Work, asker: Asker, lead: str) -> None:
    """Ask what happened and record it; nothing is kept before the last answer but what was typed.

    Broken off after the words were typed, the touch is recorded with what was said so far.
    """
    card = read_lead_card(work.desk, lead)
    planned = card.lead["next"]
    contacted = Contacted(on=work.desk.today)
    show_subject(Portrait(card.lead, card.person, (), 0), work.look)
    heard = None
    try:
        _ask_contact(asker, contacted, planned["by"] if planned else "phone")
        if contacted.outcome != NO_ANSWER:
            told = (("--by", contacted.by), ("--outcome", contacted.outcome))
            contacted, heard = hear_touch(work, lead, contacted, told)
            _ask_rest(work, asker, contacted, card.promises)
    except KeyboardInterrupt:
        if contacted.said or contacted.objection or contacted.promises:
            say_logged(log_touch(work.desk, lead, contacted), work.look, heard)
        raise
    logged = log_touch(work.desk, lead, contacted)
    say_line("")
    say_logged(logged, work.look, heard)
    if contacted.next_on is None:
        confirm_next_step(work, asker, logged.lead["number"])
    else:
        remark_near(work, logged.lead)


def _ask_contact(asker: Asker, contacted: Contacted, usual: str) -> None:
    """Ask how the lead was contacted, with what outcome, and what was said."""
    channels = [Choice(text(f"by.{by}"), by) for by in CHANNELS]
    contacted.by = asker.choose(text("log.by"), channels, default=usual)
    outcomes = [Choice(outcome_word(outcome, contacted.by), outcome) for outcome in OUTCOMES]
    contacted.outcome = asker.choose(text("log.outcome"), outcomes, default=REACHED)
    if contacted.outcome != NO_ANSWER:
        contacted.said = asker.ask_text(text("log.said"))


def _ask_rest(work: Work, asker: Asker, contacted: Contacted, promises: list[PromiseData]) -> None:
    """Ask what was not understood of the words already."""
    contacted.objection = contacted.objection or asker.ask_text(text("log.objection"))
    kept: list[int] = []
    for promise in promises:
        if not is_check(promise) and asker.confirm(
            text("log.kept", promise=promise.text), default=False
        ):
            kept.append(promise.id)
    contacted.kept = kept
    contacted.promises = contacted.promises or _ask_promises(work, asker)


def _ask_promises(work: Work, asker: Asker) -> list[tuple[str, date | None]]:
    def read(typed: str) -> None:
        words, day = parse_promise(typed, work.desk.today, work.desk.region)
        if not words.strip():
            raise UsageError("promise_empty", hint="promise_form")
        if day is not None:
            refuse_past(work.desk, day)

    promises = []
    while typed := asker.ask_text(text("log.promise"), check=check_with(read)):
        promises.append(parse_promise(typed, work.desk.today, work.desk.region))
    return promises

"""leadq grade: ask what is unknown or stale, then show the grade and why."""

from typing import Annotated, Literal

import typer

from leadq.cli.followup.reasons import need_reason
from leadq.cli.frame.complete import complete_leads
from leadq.cli.frame.options import Text, profile_option, text_option
from leadq.cli.frame.work import Work, choose_lead, open_work
from leadq.errors import UsageError
from leadq.i18n import text


def command(
    ctx: typer.Context,
    lead: Annotated[
        Text,
        typer.Argument(metavar="[LEAD]", help="arg.lead_or_all", autocompletion=complete_leads),
    ] = None,
    profile: Annotated[Text, profile_option("opt.profile_grade")] = None,
    set: Annotated[
        Literal["A", "B", "C"] | None, typer.Option(help="opt.set", show_default=False)
    ] = None,
    reason: Annotated[Text, text_option("opt.reason")] = None,
    clear: Annotated[bool, typer.Option("--clear", help="opt.clear_grade")] = False,
    on: Annotated[Text, text_option("opt.on_grade", metavar="DATE")] = None,
    no_ask: Annotated[bool, typer.Option("--no-ask", help="opt.no_ask")] = False,
) -> None:
    """Grade a lead A, B or C; without a lead, walk through those that have no grade yet."""
    from leadq.render.grading.grade import show_grade
    from leadq.usecases.grading.card import read_grade

    if sum((set is not None, clear, on is not None)) > 1:
        raise UsageError("grade_options", hint="grade_options")
    if reason and lead and set is None:
        raise UsageError("reason_alone", hint="note_alone", typed=lead, word=reason)
    with open_work(ctx) as work:
        if lead is None:
            if profile or reason or set is not None or clear or on is not None:
                raise UsageError("lead_needed", hint="lead_needed")
            _walk_ungraded(work)
            return
        lead = choose_lead(work, lead)
        if on is not None:
            card = read_grade(work.desk, lead, work.day(on), profile or "")
            show_grade(card, work.look)
            return
        why = _reason(work, reason) if set is not None else ""
        if profile or set is not None or clear:
            _change(work, lead, profile, set, why, clear)
        if set is None and not clear:
            _ask_first(work, lead, no_ask)
        show_grade(read_grade(work.desk, lead), work.look)


def _change(
    work: Work, lead: str, profile: str | None, grade: str | None, why: str, clear: bool
) -> None:
    """Change the trade, set the grade by hand, or return it to the rules."""
    from leadq.usecases.grading.grade import change_profile, clear_grade, override_grade

    if profile:
        change_profile(work.desk, lead, profile)
    if grade is not None:
        override_grade(work.desk, lead, grade, why)
    elif clear:
        clear_grade(work.desk, lead)


def _reason(work: Work, given: str | None) -> str:

    return need_reason(work, given)


def _ask_first(work: Work, lead: str, no_ask: bool) -> None:
    """Put the grading questions that are open, where somebody can answer."""
    if work.asker is None or no_ask:
        return
    from leadq.cli.grading.interview import run_script
    from leadq.usecases.grading.interview import DEFAULT_SCRIPT, script_for

    number, _script = script_for(work.desk, lead, DEFAULT_SCRIPT)
    run_script(work, work.asker, number, DEFAULT_SCRIPT)


def _walk_ungraded(work: Work) -> None:
    """Grade the leads without a grade one by one, asking before each whether to go on."""
    from leadq.render.grading.grade import show_grade
    from leadq.render.parts.out import write_line
    from leadq.usecases.grading.card import read_grade
    from leadq.usecases.grading.grade import has_leads, list_ungraded

    if work.asker is None:
        raise UsageError("lead_needed", hint="lead_needed")
    numbers = list_ungraded(work.desk)
    if not numbers:
        write_line(text("grade.all_graded" if has_leads(work.desk) else "hint.no_leads_yet"))
    for place, number in enumerate(numbers, start=1):
        card = read_grade(work.desk, str(number))
        name = f"{number} {card.lead['name']}"
        if not work.asker.confirm(
            text("grade.walk", place=place, count=len(numbers), name=name), default=True
        ):
            break
        _ask_first(work, str(number), no_ask=False)
        show_grade(read_grade(work.desk, str(number)), work.look)

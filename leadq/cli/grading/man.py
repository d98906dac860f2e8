"""leadq man: money, authority, need."""

from typing import Annotated, Literal

import typer

from leadq.cli.frame.options import LeadArgument, Text, text_option
from leadq.cli.frame.work import choose_lead, open_work
from leadq.errors import UsageError

Answer = Annotated[
    Literal["yes", "no", "unknown"] | None, typer.Option(help="opt.man_letter", show_default=False)
]


def command(
    ctx: typer.Context,
    lead: LeadArgument,
    money: Answer = None,
    authority: Answer = None,
    need: Answer = None,
    note: Annotated[Text, text_option("opt.note")] = None,
) -> None:
    """Check whether a lead can pay, can decide and has the need."""
    from leadq.render.grading.grade import show_grade
    from leadq.render.leads.said import say_noted
    from leadq.usecases.grading.card import read_grade
    from leadq.usecases.grading.note_facts import note_facts

    given = {"money": money, "authority": authority, "need": need}
    values = {fact: value for fact, value in given.items() if value is not None}
    if note and not values:
        raise UsageError("note_alone", hint="note_alone", name="--note", typed=lead, word=note)
    with open_work(ctx) as work:
        lead = choose_lead(work, lead)
        if values:
            say_noted(note_facts(work.desk, lead, values, note or "", verb="man"), work.look)
        elif work.asker is not None:
            from leadq.cli.grading.interview import run_and_sum_up
            from leadq.usecases.grading.interview import script_for

            number, _script = script_for(work.desk, lead, "man")
            run_and_sum_up(work, work.asker, number, "man", every=True)
        else:
            show_grade(read_grade(work.desk, lead), work.look)

"""leadq ask: a script, question by question, or a file of answers."""

from typing import Annotated

import typer

from leadq.cli.frame.complete import complete_scripts
from leadq.cli.frame.options import LeadArgument, Text, text_option
from leadq.cli.frame.work import Work, choose_lead, open_work
from leadq.domain.aftersale.complaints import SCRIPT as COMPLAINT
from leadq.errors import RefusedError, UsageError
from leadq.usecases.grading.interview import DEFAULT_SCRIPT, script_for


def _ask_of_case(work: Work, number: int) -> None:
    """Go through a complaint, which is kept as a case. Raises RefusedError off a terminal."""
    if work.asker is None:
        raise RefusedError("facts_of_case", hint="facts_of_case", number=number)
    from leadq.cli.aftersale.complaint_walk import walk_case

    walk_case(work, work.asker, str(number))


def command(
    ctx: typer.Context,
    lead: LeadArgument,
    script: Annotated[
        Text, typer.Argument(metavar="[SCRIPT]", help="arg.script", autocompletion=complete_scripts)
    ] = None,
    answers: Annotated[Text, text_option("opt.answers", metavar="FILE|-")] = None,
    all: Annotated[bool, typer.Option("--all", help="opt.all")] = False,
    note: Annotated[Text, text_option("opt.note")] = None,
    list: Annotated[bool, typer.Option("--list", help="opt.ask_list")] = False,
) -> None:
    """Ask what is unknown or stale; every answer is saved as it is given."""
    with open_work(ctx) as work:
        lead = choose_lead(work, lead)
        number, found = script_for(work.desk, lead, script or DEFAULT_SCRIPT)
        if list:
            from leadq.render.grading.scripts import ScriptPage, question_of, show_script
            from leadq.usecases.grading.interview import open_prompts

            lang = work.session.lang
            prompts = open_prompts(work.desk, number, found.id, (), all)
            questions = [question_of(one.definition, one.text, one.stage, lang) for one in prompts]
            page = ScriptPage(found.name.pick(lang), found.about.pick(lang), questions)
            show_script(page, work.look)
        elif found.id == COMPLAINT:
            _ask_of_case(work, number)
        elif answers is not None:
            from leadq.cli.grading.answers import read_answers
            from leadq.render.leads.said import say_noted
            from leadq.usecases.grading.note_facts import note_facts

            values = read_answers(answers)
            say_noted(note_facts(work.desk, str(number), values, note or "", verb="ask"), work.look)
        elif work.asker is not None:
            from leadq.cli.grading.interview import run_and_sum_up

            run_and_sum_up(work, work.asker, number, script or DEFAULT_SCRIPT, all)
        else:
            raise UsageError("answers_needed", hint="answers_needed", number=number)

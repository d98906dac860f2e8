"""leadq fact: note what was learnt."""

from typing import Annotated

import typer

from leadq.cli.frame.complete import complete_facts
from leadq.cli.frame.options import LeadArgument, Text, text_option
from leadq.cli.frame.work import choose_lead, open_work
from leadq.errors import UsageError


def command(
    ctx: typer.Context,
    lead: LeadArgument,
    facts: Annotated[
        list[str],
        typer.Argument(metavar="ID=VALUE", help="arg.facts", autocompletion=complete_facts),
    ],
    note: Annotated[Text, text_option("opt.note")] = None,
) -> None:
    """Note facts of a lead, all or none of them."""
    from leadq.render.leads.said import say_noted
    from leadq.usecases.grading.note_facts import note_facts

    values: dict[str, object] = {}
    for given in facts:
        fact_id, equals, value = given.partition("=")
        if not equals or not fact_id.strip():
            raise UsageError("bad_fact_form", hint="bad_fact_form", given=given)
        values[fact_id.strip()] = value
    with open_work(ctx) as work:
        noted = note_facts(work.desk, choose_lead(work, lead), values, note or "")
        say_noted(noted, work.look)

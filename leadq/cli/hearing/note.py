"""leadq note: something learnt without a contact."""

from typing import Annotated

import typer

from leadq.cli.frame.options import LeadArgument
from leadq.cli.frame.remarks import remark_near
from leadq.cli.frame.work import choose_lead, open_work
from leadq.cli.hearing.choose import (
    AcceptFlag,
    PlainFlag,
    check_flags,
    choose_things,
    instead,
    join_words,
    report,
    taking_command,
)


def command(
    ctx: typer.Context,
    lead: LeadArgument,
    words: Annotated[list[str], typer.Argument(metavar="TEXT", help="arg.note")],
    accept: AcceptFlag = False,
    plain: PlainFlag = False,
) -> None:
    """Note what was learnt without a contact, and what is understood of it."""
    from leadq.render.leads.said import say_remark
    from leadq.usecases.hearing.hear import hear_of_lead
    from leadq.usecases.hearing.note import NOTED_KINDS, note_text

    check_flags(accept, plain)
    with open_work(ctx) as work:
        lead = choose_lead(work, lead)
        text = join_words(words)
        heard = hear_of_lead(work.desk, lead, text, work.desk.today, NOTED_KINDS)
        taken = choose_things(work, heard.things, accept, plain)
        noted = note_text(work.desk, lead, text, [one.proposal for one in taken])
        again = "" if plain else instead(taking_command(f"note {heard.number}", text))
        say_remark(noted, work.look, report(work, heard.things, taken, again))
        if any(one.proposal.kind == "next" for one in taken):
            remark_near(work, noted.lead)

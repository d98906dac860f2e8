"""leadq snooze: put the next step off, with a reason."""

from __future__ import annotations

from typing import Annotated

import typer

from leadq.cli.followup.reasons import need_reason
from leadq.cli.frame.options import LeadArgument, Text, text_option
from leadq.cli.frame.work import choose_lead, open_work
from leadq.domain.typing.typed import parse_appointment
from leadq.render.leads.said import say_planned
from leadq.usecases.followup.plan import snooze_step


def command(
    ctx: typer.Context,
    lead: LeadArgument,
    date: Annotated[str, typer.Argument(metavar="DATE", help="arg.date")],
    reason: Annotated[Text, text_option("opt.reason")] = None,
) -> None:
    """Put the next step of a lead off to another day."""
    with open_work(ctx) as work:
        day, time = parse_appointment(date, work.desk.today, work.desk.region)
        lead = choose_lead(work, lead)
        say_planned(snooze_step(work.desk, lead, day, need_reason(work, reason), time), work.look)

"""leadq next: plan the next step of a lead."""

from __future__ import annotations

from typing import Annotated

import typer

from leadq.cli.frame.options import Channel, LeadArgument, Text, text_option
from leadq.cli.frame.remarks import remark_near
from leadq.cli.frame.work import choose_lead, open_work
from leadq.domain.typing.typed import parse_time
from leadq.render.leads.said import say_planned
from leadq.usecases.followup.plan import StepWish, plan_next


def command(
    ctx: typer.Context,
    lead: LeadArgument,
    date: Annotated[str, typer.Argument(metavar="DATE", help="arg.date")],
    time: Annotated[Text, text_option("opt.time", metavar="HH:MM")] = None,
    place: Annotated[Text, text_option("opt.place")] = None,
    by: Annotated[Channel | None, typer.Option(help="opt.by", show_default=False)] = None,
    goal: Annotated[Text, text_option("opt.goal")] = None,
) -> None:
    """Plan the next step for a day of your choice."""
    with open_work(ctx) as work:
        on, hour = work.appointment(date)
        wish = StepWish(
            on=on,
            time=parse_time(time) if time else hour,
            place=place or "",
            by=by or "",
            goal=goal or "",
        )
        planned = plan_next(work.desk, choose_lead(work, lead), wish)
        say_planned(planned, work.look)
        remark_near(work, planned)

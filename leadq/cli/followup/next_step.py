"""leadq next: plan the next step of a lead."""

from typing import Annotated

import typer

from leadq.cli.followup.aftersale_steps import KindOption, WithoutOption, pick_step_kinds
from leadq.cli.frame.options import Channel, LeadArgument, Text, text_option
from leadq.cli.frame.remarks import remark_near
from leadq.cli.frame.work import choose_lead, open_work
from leadq.errors import UsageError


def command(
    ctx: typer.Context,
    lead: LeadArgument,
    date: Annotated[Text, typer.Argument(metavar="DATE", help="arg.date")] = None,
    time: Annotated[Text, text_option("opt.time", metavar="HH:MM")] = None,
    place: Annotated[Text, text_option("opt.place")] = None,
    by: Annotated[Channel | None, typer.Option(help="opt.by", show_default=False)] = None,
    goal: Annotated[Text, text_option("opt.goal")] = None,
    kind: Annotated[Text, KindOption] = None,
    without: WithoutOption = None,
) -> None:
    """Plan the next step for a day of your choice; without one, the day planned stands."""
    from leadq.domain.typing.typed import parse_time
    from leadq.render.leads.closed import say_planned
    from leadq.usecases.followup.plan import StepWish, plan_next, take_off

    meant, gone = pick_step_kinds([kind] if kind else (), "--kind"), pick_step_kinds(without)
    changes = any((date, time, place, by, goal))
    if bool(gone) == changes or (gone and kind):
        raise UsageError("next_options", hint="next_options")
    with open_work(ctx) as work:
        if gone:
            say_planned(take_off(work.desk, choose_lead(work, lead), gone), work.look)
            return
        on, hour = work.appointment(date) if date is not None else (None, "")
        wish = StepWish(
            on=on,
            time=parse_time(time) if time else hour,
            place=place or "",
            by=by or "",
            goal=goal or "",
            kind=meant[0] if meant else "",
        )
        planned = plan_next(work.desk, choose_lead(work, lead), wish)
        say_planned(planned, work.look)
        remark_near(work, planned)

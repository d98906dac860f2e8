"""leadq snooze: put the next step off, with a reason."""

from typing import Annotated

import typer

from leadq.cli.followup.reasons import need_reason
from leadq.cli.frame.options import Channel, LeadArgument, Text, text_option
from leadq.cli.frame.remarks import remark_near
from leadq.cli.frame.work import choose_lead, open_work


def command(
    ctx: typer.Context,
    lead: LeadArgument,
    date: Annotated[str, typer.Argument(metavar="DATE", help="arg.date")],
    reason: Annotated[Text, text_option("opt.reason")] = None,
    time: Annotated[Text, text_option("opt.time_kept", metavar="HH:MM")] = None,
    place: Annotated[Text, text_option("opt.place_kept")] = None,
    by: Annotated[Channel | None, typer.Option(help="opt.by_kept", show_default=False)] = None,
) -> None:
    """Put the next step of a lead off to another day."""
    from leadq.domain.typing.typed import parse_time
    from leadq.render.leads.closed import say_planned
    from leadq.usecases.followup.plan import StepWish, snooze_step

    with open_work(ctx) as work:
        day, hour = work.appointment(date)
        hour = parse_time(time) if time else hour
        lead = choose_lead(work, lead)
        wish = StepWish(day, hour, place or "", by or "", reason=need_reason(work, reason))
        planned = snooze_step(work.desk, lead, wish)
        say_planned(planned, work.look)
        remark_near(work, planned)

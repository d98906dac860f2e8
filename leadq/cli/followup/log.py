"""leadq log: what happened in a call or visit, and what comes next."""

from datetime import date
from typing import Annotated, Literal

import typer

from leadq.cli.frame.options import (
    Channel,
    LeadArgument,
    Text,
    Texts,
    text_option,
)
from leadq.cli.frame.remarks import remark_near
from leadq.cli.frame.work import Work, choose_lead, open_work
from leadq.cli.hearing.choose import AcceptFlag, PlainFlag, check_flags, join_words, typed_options
from leadq.domain.typing.typed import parse_promise, parse_time
from leadq.errors import UsageError

Outcome = Literal["reached", "no_answer", "declined"]


def command(
    ctx: typer.Context,
    lead: LeadArgument,
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[TEXT]", help="arg.said", show_default=False)
    ] = None,
    by: Annotated[Channel | None, typer.Option(help="opt.by", show_default=False)] = None,
    at: Annotated[Text, text_option("opt.at", metavar="WHEN")] = None,
    said: Annotated[Text, text_option("opt.said")] = None,
    outcome: Annotated[Outcome | None, typer.Option(help="opt.outcome", show_default=False)] = None,
    objection: Annotated[Text, text_option("opt.objection")] = None,
    promise: Annotated[Texts, text_option("opt.promise", metavar='"TEXT @ DATE"')] = None,
    kept: Annotated[
        list[int] | None, typer.Option(metavar="ID", help="opt.kept", show_default=False)
    ] = None,
    next: Annotated[Text, text_option("opt.next_on", metavar="DATE")] = None,
    time: Annotated[Text, text_option("opt.time_next", metavar="HH:MM")] = None,
    place: Annotated[Text, text_option("opt.place_next")] = None,
    next_by: Annotated[Channel | None, typer.Option(help="opt.next_by", show_default=False)] = None,
    goal: Annotated[Text, text_option("opt.goal")] = None,
    accept: AcceptFlag = False,
    plain: PlainFlag = False,
) -> None:
    """Record a touch; it closes the follow-up that was due and sets the next one."""
    from leadq.cli.hearing.touch import hear_touch
    from leadq.render.leads.said import say_logged
    from leadq.usecases.followup.log import Contacted, log_touch

    check_flags(accept, plain)
    with open_work(ctx) as work:
        lead = choose_lead(work, lead)
        appointment = (next, time, place, next_by)
        given = (words, by, at, said, outcome, objection, promise, kept, *appointment, goal)
        if next is None and any(appointment):
            raise UsageError("next_day_needed", hint="next_day_needed")
        if work.asker is not None and not any(given):
            from leadq.cli.followup.log_walk import walk_log

            walk_log(work, work.asker, lead)
            return
        on, hour = read_moment(work, at)
        next_on, next_time = work.appointment(next) if next is not None else (None, "")
        region = work.desk.region
        contacted = Contacted(
            on=on,
            time=hour,
            by=by or "",
            outcome=outcome or "reached",
            said=join_words(words, said),
            objection=objection or "",
            promises=[parse_promise(text, work.desk.today, region) for text in promise or ()],
            kept=kept or (),
            next_on=next_on,
            next_time=parse_time(time) if time else next_time,
            next_place=place or "",
            next_by=next_by or "",
            goal=goal or "",
        )
        contacted, heard = hear_touch(work, lead, contacted, typed_options(ctx), accept, plain)
        logged = log_touch(work.desk, lead, contacted)
        say_logged(logged, work.look, heard)
        if contacted.next_on is not None:
            remark_near(work, logged.lead)


def read_moment(work: Work, at: str | None) -> tuple[date, str]:
    """Return day and time of a touch; nothing said means today. Raises UsageError."""
    if at is None:
        return work.desk.today, ""
    from leadq import clock
    from leadq.domain.typing.typed import parse_moment

    return parse_moment(at, work.desk.today, clock.local_time(), work.desk.region)

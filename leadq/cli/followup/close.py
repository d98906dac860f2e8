"""leadq win, lose, drop, park, reopen: how the work on a lead ends, and how it goes on again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from leadq.cli.followup.reasons import need_reason
from leadq.cli.frame.options import LeadArgument, Text, text_option
from leadq.cli.frame.work import choose_lead, open_work
from leadq.domain.typing.typed import parse_money
from leadq.render.leads.said import say_closed
from leadq.usecases.followup.close import drop_lead, lose_lead, park_lead, reopen_lead, win_lead

if TYPE_CHECKING:
    from collections.abc import Callable

    from leadq.cli.frame.work import Work
    from leadq.usecases.followup.close import Closed

ReasonOption = Annotated[Text, text_option("opt.reason")]


def win(
    ctx: typer.Context,
    lead: LeadArgument,
    amount: Annotated[Text, text_option("opt.amount", metavar="MONEY")] = None,
) -> None:
    """Mark a lead as won."""
    sum_ = parse_money(amount) if amount is not None else None
    _close(ctx, lead, lambda work, lead: win_lead(work.desk, lead, sum_))


def lose(ctx: typer.Context, lead: LeadArgument, reason: ReasonOption = None) -> None:
    """Mark a lead as lost."""
    _close(ctx, lead, lambda work, lead: lose_lead(work.desk, lead, need_reason(work, reason)))


def drop(ctx: typer.Context, lead: LeadArgument, reason: ReasonOption = None) -> None:
    """Stop working on a lead."""
    _close(ctx, lead, lambda work, lead: drop_lead(work.desk, lead, need_reason(work, reason)))


def park(
    ctx: typer.Context,
    lead: LeadArgument,
    until: Annotated[str, text_option("opt.until", metavar="DATE")],
) -> None:
    """Put a lead aside; it is due again on the day you name."""

    # a day that cannot be read is said before anybody is asked which lead is meant
    with open_work(ctx) as work:
        day, time = work.appointment(until)
        _say(park_lead(work.desk, choose_lead(work, lead), day, time), ctx, work)


def reopen(ctx: typer.Context, lead: LeadArgument) -> None:
    """Open a lead that was won, lost, dropped or parked."""
    _close(ctx, lead, lambda work, lead: reopen_lead(work.desk, lead))


def _close(ctx: typer.Context, lead: str, close: Callable[[Work, str], Closed]) -> None:
    """Find the lead, end the work on it (or open it again), and say how it stands."""
    with open_work(ctx) as work:
        _say(close(work, choose_lead(work, lead)), ctx, work)


def _say(closed: Closed, ctx: typer.Context, work: Work) -> None:

    say_closed(closed, str(ctx.info_name), work.look)

"""leadq win, lose, drop, park, leave, reopen: how the work on a lead ends, and how it goes on."""

from typing import TYPE_CHECKING, Annotated

import typer

from leadq.cli.followup.aftersale_steps import WithoutOption, ask_without, pick_step_kinds
from leadq.cli.followup.reasons import need_reason
from leadq.cli.frame.options import ForceFlag, LeadArgument, Text, text_option
from leadq.cli.frame.work import choose_lead, open_work
from leadq.cli.leads.filters import pick_token
from leadq.domain.leads.status import LEFT, LEFT_KINDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from leadq.cli.frame.work import Work
    from leadq.usecases.followup.close import Closed

ReasonOption = Annotated[Text, text_option("opt.reason")]


def win(
    ctx: typer.Context,
    lead: LeadArgument,
    amount: Annotated[Text, text_option("opt.amount", metavar="MONEY")] = None,
    without: WithoutOption = None,
    force: ForceFlag = False,
) -> None:
    """Mark a lead as won and plan what follows."""
    from leadq.domain.typing.typed import parse_money
    from leadq.usecases.followup.close import win_lead

    sum_, left_out = parse_money(amount) if amount is not None else None, pick_step_kinds(without)

    def close(work: "Work", lead: str) -> "Closed":
        away = left_out if without else ask_without(work, lead)
        return win_lead(work.desk, lead, sum_, away, force)

    _close(ctx, lead, close)


def lose(ctx: typer.Context, lead: LeadArgument, reason: ReasonOption = None) -> None:
    """Mark a lead as lost."""
    from leadq.usecases.followup.close import lose_lead

    _close(ctx, lead, lambda work, lead: lose_lead(work.desk, lead, need_reason(work, reason)))


def drop(ctx: typer.Context, lead: LeadArgument, reason: ReasonOption = None) -> None:
    """Stop working on a lead."""
    from leadq.usecases.followup.close import drop_lead

    _close(ctx, lead, lambda work, lead: drop_lead(work.desk, lead, need_reason(work, reason)))


def leave(
    ctx: typer.Context,
    lead: LeadArgument,
    kind: Annotated[str, text_option("opt.left_kind", metavar="|".join(LEFT_KINDS))],
    reason: ReasonOption = None,
) -> None:
    """Note that a customer is gone; reopen takes it back."""
    from leadq.usecases.followup.close import leave_lead

    how = pick_token(kind, LEFT_KINDS, "--kind")

    def close(work: "Work", lead: str) -> "Closed":
        return leave_lead(work.desk, lead, how, need_reason(work, reason))

    _close(ctx, lead, close)


def park(
    ctx: typer.Context,
    lead: LeadArgument,
    until: Annotated[str, text_option("opt.until", metavar="DATE")],
) -> None:
    """Put a lead aside; it is due again on the day you name."""
    from leadq.usecases.followup.close import park_lead

    # a day that cannot be read is said before anybody is asked which lead is meant
    with open_work(ctx) as work:
        day, time = work.appointment(until)
        _say(park_lead(work.desk, choose_lead(work, lead), day, time), ctx, work)


def reopen(ctx: typer.Context, lead: LeadArgument) -> None:
    """Open a lead that was won, lost, dropped or parked; who left is a customer again."""
    from leadq.usecases.followup.close import reopen_lead

    _close(ctx, lead, lambda work, lead: reopen_lead(work.desk, lead))


def _close(ctx: typer.Context, lead: str, close: "Callable[[Work, str], Closed]") -> None:
    """Find the lead, end the work on it (or open it again), and say how it stands."""
    with open_work(ctx) as work:
        _say(close(work, choose_lead(work, lead)), ctx, work)


def _say(closed: "Closed", ctx: typer.Context, work: "Work") -> None:

    from leadq.render.leads.closed import say_closed

    back = closed.before == LEFT and ctx.info_name == "reopen"
    say_closed(closed, "come_back" if back else str(ctx.info_name), work.look)

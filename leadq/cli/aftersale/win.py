"""leadq win: the deal is signed."""

from __future__ import annotations

from typing import Annotated

import typer

from leadq.cli.frame.options import FormatOption, JsonFlag, LeadArgument, Text, text_option
from leadq.cli.frame.work import choose_lead, open_work


def command(
    ctx: typer.Context,
    lead: LeadArgument,
    amount: Annotated[Text, text_option("opt.amount", metavar="MONEY")] = None,
    format: FormatOption = "table",
    json: JsonFlag = False,
) -> None:
    """Mark a lead as won."""
    from leadq.domain.typing.typed import parse_money
    from leadq.render.leads.said import say_closed
    from leadq.usecases.followup.close import win_lead

    with open_work(ctx, format, json) as work:
        sum_ = parse_money(amount) if amount is not None else None
        say_closed(win_lead(work.desk, choose_lead(work, lead), sum_), "win", work.look)

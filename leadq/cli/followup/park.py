"""leadq park: put a lead aside until a day."""

from __future__ import annotations

from typing import Annotated

import typer

from leadq.cli.frame.options import FormatOption, JsonFlag, LeadArgument, text_option
from leadq.cli.frame.work import choose_lead, open_work


def command(
    ctx: typer.Context,
    lead: LeadArgument,
    until: Annotated[str, text_option("opt.until", metavar="DATE")],
    format: FormatOption = "table",
    json: JsonFlag = False,
) -> None:
    """Put a lead aside; it is due again on the day you name."""
    from leadq.domain.typing.typed import parse_day
    from leadq.render.leads.said import say_closed
    from leadq.usecases.followup.close import park_lead

    with open_work(ctx, format, json) as work:
        day = parse_day(until, work.desk.today)
        say_closed(park_lead(work.desk, choose_lead(work, lead), day), "park", work.look)

"""leadq drop: not worth more of your time."""

from __future__ import annotations

from typing import Annotated

import typer

from leadq.cli.frame.options import FormatOption, JsonFlag, LeadArgument, Text, text_option
from leadq.cli.frame.work import choose_lead, open_work


def command(
    ctx: typer.Context,
    lead: LeadArgument,
    reason: Annotated[Text, text_option("opt.reason")] = None,
    format: FormatOption = "table",
    json: JsonFlag = False,
) -> None:
    """Stop working on a lead."""
    from leadq.cli.followup.reasons import need_reason
    from leadq.render.leads.said import say_closed
    from leadq.usecases.followup.close import drop_lead

    with open_work(ctx, format, json) as work:
        lead = choose_lead(work, lead)
        say_closed(drop_lead(work.desk, lead, need_reason(work, reason)), "drop", work.look)

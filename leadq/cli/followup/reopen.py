"""leadq reopen: work on a lead again."""

from __future__ import annotations

import typer

from leadq.cli.frame.options import FormatOption, JsonFlag, LeadArgument
from leadq.cli.frame.work import choose_lead, open_work


def command(
    ctx: typer.Context, lead: LeadArgument, format: FormatOption = "table", json: JsonFlag = False
) -> None:
    """Open a lead that was won, lost, dropped or parked."""
    from leadq.render.leads.said import say_closed
    from leadq.usecases.followup.close import reopen_lead

    with open_work(ctx, format, json) as work:
        say_closed(reopen_lead(work.desk, choose_lead(work, lead)), "reopen", work.look)

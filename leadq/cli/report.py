"""leadq report: what the manager is to know."""

from __future__ import annotations

from typing import Annotated

import typer

from leadq.cli.options import FormatOption, JsonFlag, Text, text_option
from leadq.cli.work import open_work


def day(
    ctx: typer.Context,
    on: Annotated[Text, text_option("opt.on_report", metavar="DATE")] = None,
    owner: Annotated[Text, text_option("opt.owner_filter")] = None,
    format: FormatOption = "table",
    json: JsonFlag = False,
) -> None:
    """Write the follow-up sheet of a day, to paste into a chat."""
    from leadq.render.day_sheet import show_day
    from leadq.usecases.report import report_day

    with open_work(ctx, format, json) as work:
        show_day(report_day(work.desk, work.day(on, past=True), owner or ""), work.look)


def overdue(
    ctx: typer.Context,
    owner: Annotated[Text, text_option("opt.owner_filter")] = None,
    format: FormatOption = "table",
    json: JsonFlag = False,
) -> None:
    """List what is overdue too long, rep by rep."""
    from leadq.render.overdue import show_overdue
    from leadq.usecases.report import report_overdue

    with open_work(ctx, format, json) as work:
        show_overdue(report_overdue(work.desk, owner or ""), work.look)

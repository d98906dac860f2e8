"""leadq report week: a rep's week beside the targets, or every rep's."""

from typing import Annotated

import typer

from leadq.cli.frame.options import Text, owner_option, text_option
from leadq.cli.frame.work import open_work
from leadq.cli.leads.filters import pick_words
from leadq.cli.leads.owners import remark_unknown_owner
from leadq.cli.reports.report import ForceOption, HtmlOption, show_or_write


def command(
    ctx: typer.Context,
    on: Annotated[Text, text_option("opt.on_week", metavar="DATE")] = None,
    owner: Annotated[Text, owner_option("opt.owner_week")] = None,
    html: HtmlOption = None,
    force: ForceOption = False,
) -> None:
    """Show a rep's own week, or every rep's, or write it as a page."""
    from leadq.usecases.reports.week import report_week

    with open_work(ctx) as work:
        if remark_unknown_owner(work, owner) and work.fmt == "table" and html is None:
            return
        day, targets = work.day(on, past=True), work.session.config.targets
        report = report_week(work.desk, day, pick_words(owner, "--owner").strip(), targets)
        show_or_write([report], work.look, html, force)

"""leadq report contradictions: facts that gainsay each other, or what was said."""

import typer

from leadq.cli.frame.work import open_work
from leadq.cli.leads.filters import read_owner
from leadq.cli.leads.owners import remark_unknown_owner
from leadq.cli.reports.report import OwnerOption


def command(ctx: typer.Context, owner: OwnerOption = None) -> None:
    """List the open leads of which something does not hold together."""
    from leadq.render.hearing.contradictions import show_contradictory
    from leadq.usecases.hearing.contradictions import list_contradictory

    with open_work(ctx) as work:
        if remark_unknown_owner(work, owner) and work.fmt == "table":
            return
        show_contradictory(list_contradictory(work.desk, read_owner(owner)), work.look)

"""leadq dupes: leads that are likely the same."""

from typing import Annotated

import typer

from leadq.cli.frame.options import Text, owner_option
from leadq.cli.frame.work import open_work
from leadq.cli.leads.filters import read_owner
from leadq.render.leads.dupes import show_duplicates
from leadq.render.parts.progress import progress_bar
from leadq.usecases.leads.dupes import find_duplicates

_ON_SCREEN = 20


def command(
    ctx: typer.Context,
    owner: Annotated[Text, owner_option("opt.owner_filter")] = None,
    limit: Annotated[
        int | None,
        typer.Option(min=0, metavar="N", help="opt.dupes_limit", show_default=False),
    ] = None,
) -> None:
    """Show leads that are likely the same, the surest first, with the reasons."""
    with open_work(ctx) as work:
        most = limit if limit is not None else _ON_SCREEN if work.fmt == "table" else 0
        with progress_bar(work.look) as progress:
            found = find_duplicates(work.desk, read_owner(owner), most, progress)
        show_duplicates(found, work.look)

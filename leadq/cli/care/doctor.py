"""leadq doctor: look whether the store is whole and safe."""

from functools import partial
from typing import Annotated

import typer

from leadq.cli.frame.work import open_work
from leadq.errors import ExitCode
from leadq.render.care.doctor import show_findings
from leadq.render.parts.progress import progress_bar
from leadq.usecases.care.doctor import DAMAGED, examine


def command(
    ctx: typer.Context,
    fix: Annotated[bool, typer.Option("--fix", help="opt.fix")] = False,
    full: Annotated[bool, typer.Option("--full", help="opt.full")] = False,
) -> None:
    """Look the store over; exit 3 when it is damaged."""
    with open_work(ctx) as work:
        watch = partial(progress_bar, work.look, work.desk.takes_long)
        seen = show_findings(examine(work.desk, fix, full, watch), work.look)
        if any(one.state == DAMAGED for one in seen):
            raise typer.Exit(ExitCode.STORE)

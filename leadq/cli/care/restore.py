"""leadq restore: put a backup in the place of the store."""

from typing import Annotated

import typer

from leadq.cli.frame.work import open_work
from leadq.errors import ExitCode, UsageError
from leadq.render.care.backups import replace_question, say_kept, show_restored
from leadq.usecases.care.restore import offer_backup, restore_backup


def command(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="arg.restore_file")],
    yes: Annotated[bool, typer.Option("--yes", help="opt.restore_yes")] = False,
) -> None:
    """Put a backup back, all of it or nothing; what was there is kept as a backup."""
    with open_work(ctx) as work:
        offer = offer_backup(work.desk, file)
        if offer.store_exists and not yes:
            if work.asker is None:
                raise UsageError("restore_needs_yes", hint="restore_needs_yes")
            if not work.asker.confirm(replace_question(offer), default=False):
                say_kept()
                raise typer.Exit(ExitCode.REFUSED)
        show_restored(restore_backup(work.desk, offer), work.look)

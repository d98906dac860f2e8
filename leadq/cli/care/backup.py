"""leadq backup: copy the store to a safe place, or see the copies there are."""

from pathlib import Path
from typing import Annotated

import typer

from leadq.cli.frame.options import Text
from leadq.cli.frame.work import open_work
from leadq.errors import UsageError
from leadq.render.care.backups import show_backups, show_made
from leadq.usecases.care.backup import back_up, list_kept


def command(
    ctx: typer.Context,
    file: Annotated[Text, typer.Argument(metavar="[FILE]", help="arg.backup_file")] = None,
    list: Annotated[bool, typer.Option("--list", help="opt.backup_list")] = False,
    force: Annotated[bool, typer.Option("--force", help="opt.force_file")] = False,
) -> None:
    """Back up the store: whole, checked, readable by its owner only."""
    if list and file:
        raise UsageError("backup_options", hint="backup_options")
    with open_work(ctx) as work:
        if list:
            show_backups(list_kept(work.desk), work.look)
        else:
            show_made(back_up(work.desk, Path(file) if file else None, force), work.look)

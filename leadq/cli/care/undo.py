"""leadq undo: take back the last command, or do it again."""

from typing import Annotated

import typer

from leadq.cli.frame.work import open_work
from leadq.errors import UsageError
from leadq.render.care.undone import say_undone, show_undoable
from leadq.usecases.care.undo import list_undoable, redo_last, undo_last

_LISTED = 20


def command(
    ctx: typer.Context,
    list: Annotated[bool, typer.Option("--list", help="opt.undo_list")] = False,
    redo: Annotated[bool, typer.Option("--redo", help="opt.redo")] = False,
) -> None:
    """Take back the last command, whatever it was; again goes one further back."""
    if list and redo:
        raise UsageError("undo_options", hint="undo_options")
    with open_work(ctx) as work:
        if list:
            show_undoable(list_undoable(work.desk, _LISTED), work.look)
        elif redo:
            say_undone(redo_last(work.desk), "redone", work.look)
        else:
            say_undone(undo_last(work.desk), "undone", work.look)

"""leadq conflicts: values that gave way to a colleague's, to be taken back or let go."""

from typing import Annotated, Literal

import typer

from leadq.cli.frame.work import open_work
from leadq.errors import UsageError
from leadq.render.team.conflicts import say_settled, show_conflicts
from leadq.usecases.team.conflicts import keep_value, list_conflicts, take_value


def command(
    ctx: typer.Context,
    action: Annotated[
        Literal["take", "keep"] | None,
        typer.Argument(metavar="[take|keep]", help="arg.conflict_action", show_default=False),
    ] = None,
    number: Annotated[
        int | None,
        typer.Argument(metavar="[N]", min=1, help="arg.conflict", show_default=False),
    ] = None,
) -> None:
    """List what gave way; take a value back, or keep what stands."""
    if (action is None) != (number is None):
        raise UsageError("conflict_which", hint="conflict_which")
    with open_work(ctx) as work:
        if action is None or number is None:
            show_conflicts(list_conflicts(work.desk), work.look)
            return
        settled = (take_value if action == "take" else keep_value)(work.desk, number)
        say_settled(settled, action, work.look)

"""leadq hear: what would be understood of a text; nothing is written."""

from typing import Annotated

import typer

from leadq.cli.frame.options import Text, profile_option
from leadq.cli.frame.work import open_work
from leadq.cli.hearing.pasted import read_pasted


def command(
    ctx: typer.Context,
    words: Annotated[str, typer.Argument(metavar="TEXT", help="arg.hear")],
    profile: Annotated[Text, profile_option("opt.hear_profile")] = None,
) -> None:
    """Show what would be understood of a text, each with the words it comes from."""
    from leadq.render.hearing.proposals import show_proposals
    from leadq.usecases.hearing.hear import hear_text

    with open_work(ctx) as work:
        show_proposals(hear_text(work.desk, read_pasted(words), profile), work.look)

"""leadq guide: how to do it, one screen a topic."""

from __future__ import annotations

from typing import Annotated

import typer

from leadq.cli.frame.complete import complete_guides
from leadq.cli.frame.options import Text
from leadq.cli.frame.work import open_work


def command(
    ctx: typer.Context,
    topic: Annotated[
        Text, typer.Argument(metavar="[TOPIC]", help="arg.topic", autocompletion=complete_guides)
    ] = None,
) -> None:
    """Show a guide, or those that speak of something."""
    from leadq.render.grading.guide import show_guide, show_topics
    from leadq.usecases.grading.guide import find_guides

    with open_work(ctx) as work:
        found = find_guides(work.desk, topic or "", work.session.lang)
        if topic and len(found) == 1:
            show_guide(found[0], work.look)
        else:
            show_topics(found, work.look)

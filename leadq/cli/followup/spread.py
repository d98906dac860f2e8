"""leadq spread: stagger a backlog over the coming working days."""

from typing import Annotated

import typer

from leadq.cli.frame.options import Text, owner_option
from leadq.cli.frame.work import open_work
from leadq.cli.leads.filters import pick_words
from leadq.render.followup.spread import say_spread
from leadq.usecases.followup.spread import spread_backlog

PerDay = Annotated[
    int | None,
    typer.Option(min=1, max=1000, metavar="N", help="opt.per_day_spread", show_default=False),
]


def command(
    ctx: typer.Context,
    per_day: PerDay = None,
    owner: Annotated[Text, owner_option("opt.owner_spread")] = None,
) -> None:
    """Stagger what is overdue or due today, best grades first."""
    with open_work(ctx) as work:
        most = per_day or work.desk.per_day
        say_spread(spread_backlog(work.desk, most, pick_words(owner, "--owner")), work.look)

"""leadq away: move follow-ups out of a holiday or leave."""

from typing import Annotated

import typer

from leadq.cli.followup.spread import PerDay
from leadq.cli.frame.options import Text, owner_option
from leadq.cli.frame.work import open_work
from leadq.cli.leads.filters import pick_words
from leadq.domain.followup.absence import parse_absence
from leadq.render.followup.spread import say_away, say_cancelled
from leadq.usecases.followup.absences import cancel_absence
from leadq.usecases.followup.spread import move_away


def command(
    ctx: typer.Context,
    first: Annotated[str, typer.Argument(metavar="FROM", help="arg.away_from")],
    last: Annotated[str, typer.Argument(metavar="TO", help="arg.away_to")],
    per_day: PerDay = None,
    owner: Annotated[Text, owner_option("opt.owner_spread")] = None,
    cancel: Annotated[bool, typer.Option("--cancel", help="opt.cancel_away")] = False,
) -> None:
    """Move what falls into an absence behind it, spread over the working days."""
    with open_work(ctx) as work:
        days = parse_absence(first, last, work.desk.today, work.desk.region)
        if cancel:
            say_cancelled(cancel_absence(work.desk, *days, pick_words(owner, "--owner")), work.look)
            return
        most = per_day or work.desk.per_day
        say_away(move_away(work.desk, *days, most, pick_words(owner, "--owner")), work.look)

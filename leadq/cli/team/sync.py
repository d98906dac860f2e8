"""leadq sync: send what changed here to the team's hub, take what changed elsewhere."""

from typing import Annotated

import typer

from leadq.cli.frame.work import Work, open_work
from leadq.render.parts.progress import progress_bar
from leadq.render.team.synced import going_words, say_ahead, say_synced
from leadq.usecases.team.fetch import look_ahead
from leadq.usecases.team.hub import open_hub
from leadq.usecases.team.join import joined_team
from leadq.usecases.team.outcome import Foreign, Vanishing
from leadq.usecases.team.sync import sync_store


def command(
    ctx: typer.Context,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="opt.sync_dry_run")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="opt.sync_yes")] = False,
) -> None:
    """Bring this store and the hub together."""
    with open_work(ctx) as work:
        team = joined_team(work.desk)
        with open_hub(work.desk, team) as hub:
            if dry_run:
                say_ahead(look_ahead(work.desk, hub), work.look)
                return
            with progress_bar(work.look) as progress:
                done = sync_store(work.desk, hub, lambda one: yes or _agree(work, one), progress)
            say_synced(done, work.look)


def _agree(work: Work, leaving: Vanishing | Foreign) -> bool:
    """Ask whether so many leads may go; nobody to ask means no."""
    if work.asker is None:
        return False
    return work.asker.confirm(going_words(leaving), default=False)

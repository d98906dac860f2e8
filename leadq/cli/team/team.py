"""leadq team: a team around one hub, made, joined, listed, and left by those who go."""

from typing import Annotated

import typer

from leadq.cli.frame.options import YesFlag
from leadq.cli.frame.work import Work, open_work
from leadq.errors import ExitCode, UsageError
from leadq.render.team.members import (
    removal_question,
    say_not_removed,
    show_entered,
    show_invited,
    show_members,
    show_removed,
)
from leadq.usecases.team import members
from leadq.usecases.team.enter import create_team, join_by_line

AgainFlag = Annotated[bool, typer.Option("--again", help="opt.team_again")]
NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="arg.member", show_default=False)]


def create(
    ctx: typer.Context,
    url: Annotated[str, typer.Argument(metavar="URL", help="arg.hub_url", show_default=False)],
    again: AgainFlag = False,
) -> None:
    """Make a team in a database, managed by whoever the settings name."""
    with open_work(ctx) as work:
        show_entered(create_team(work.desk, url, again), work.desk.me, work.look, made=not again)


def join(
    ctx: typer.Context,
    line: Annotated[str, typer.Argument(metavar="LINE", help="arg.join_line", show_default=False)],
    copy: Annotated[bool, typer.Option("--copy", help="opt.team_copy")] = False,
) -> None:
    """Make this store a laptop of a team."""
    with open_work(ctx) as work:
        show_entered(join_by_line(work.desk, line, copy), work.desk.me, work.look, made=False)


def add(
    ctx: typer.Context,
    name: NameArgument,
    manager: Annotated[bool, typer.Option("--manager", help="opt.team_manager")] = False,
    again: AgainFlag = False,
) -> None:
    """Add a member, and print the line by which they join."""
    if manager and again:
        raise UsageError("team_again_manager", hint="team_again_manager")
    with open_work(ctx) as work:
        show_invited(members.add_member(work.desk, name, manager, again), work.look)


def list_team(ctx: typer.Context) -> None:
    """List who is in the team, and how far their laptops are."""
    with open_work(ctx) as work:
        show_members(members.list_members(work.desk), work.look)


def remove(
    ctx: typer.Context,
    name: NameArgument,
    to: Annotated[
        str, typer.Option("--to", metavar="NAME", help="opt.team_heir", show_default=False)
    ],
    yes: YesFlag = False,
) -> None:
    """Let a member in no more; their leads become another's."""
    with open_work(ctx) as work:
        name, heir = (members.find_member(work.desk, typed) for typed in (name, to))
        if not yes:
            _ask(work, name, heir)
        show_removed(members.remove_member(work.desk, name, heir), work.look)


def _ask(work: Work, name: str, heir: str) -> None:
    if work.asker is None:
        raise UsageError("team_needs_yes", hint="team_needs_yes", name=name, heir=heir)
    if not work.asker.confirm(removal_question(name, heir), default=False):
        say_not_removed()
        raise typer.Exit(ExitCode.REFUSED)

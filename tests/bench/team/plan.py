"""What a team's hub costs: a first push and pull, a day's work, nothing new, everybody at once."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path

from ..lines import MEMORY, SECONDS, Group, Line
from ..measure import Case
from ..reads import Stage
from .hub import plan_hub
from .office import BOSS, REP, Office, has_server

_COMMANDS = 50


def plan_team(stage: Stage, stack: ExitStack) -> Group:
    """Return a rep's and a manager's syncs over a server of one's own, and what everybody asks of
    a large hub at once; none without the extra.

    ``stack`` holds the server until everything is measured.
    """
    if not has_server():
        return Group([], [], 1)
    office = Office(stage, stack, "team")
    hub_cases, hub_lines = plan_hub(stage, lambda: office.server)
    return Group([*_cases(office), *hub_cases], [*_lines(stage.big), *hub_lines], 1, warm=False)


def _cases(office: Office) -> list[Case]:
    def make() -> None:
        """Import a rep's leads, and make a team whose hub knows none of them."""
        office.empty()
        office.call(REP, "import", str(office.table), "--json")
        office.create()
        office.enlist()

    def work() -> None:
        for number in range(1, _COMMANDS + 1):
            office.call(REP, "fact", str(number), "money=yes", "--json")

    sync = ("sync", "--json")
    envs, program = office.envs, office.stage.program
    return [
        Case("team-push", _counted("size", *sync), envs[REP], prepare=make, tells=True),
        Case("team-pull", (program, *sync), envs[BOSS]),
        Case("team-day", _counted("trips", *sync), envs[REP], prepare=work, tells=True),
        Case("team-talk", _counted("talk", *sync), envs[REP], prepare=work, tells=True),
        Case("team-nothing", (program, *sync), envs[REP]),
    ]


def _counted(what: str, *words: str) -> tuple[str, ...]:
    return sys.executable, str(Path(__file__).with_name("counted.py")), what, *words


def _lines(count: int) -> list[Line]:
    size = f"{count:,} leads"
    push, pull = f"sync, the first push of {size}", f"sync, the first pull of {size}"
    day = f"sync of {_COMMANDS} commands, {size}"
    return [
        Line("team-push", push, "team-push", must=60, unit=SECONDS),
        Line("team-push-size", f"{push}, compressed", "team-push", must=25, unit=MEMORY, told=True),
        Line("team-pull", pull, "team-pull", must=40, unit=SECONDS),
        Line("team-pull-memory", f"{pull}, memory", "team-pull", must=200, unit=MEMORY),
        Line("team-day", day, "team-day", unit=SECONDS),
        Line("team-talk", f"{day}, once connected", "team-talk", must=0.2, unit=SECONDS, told=True),
        Line("team-day-trips", f"{day}, calls of the hub", "team-day", must=3, unit="×", told=True),
        Line("team-nothing", f"sync with nothing new, {size}", "team-nothing", unit=SECONDS),
    ]

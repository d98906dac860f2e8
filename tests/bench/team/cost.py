"""What being in a team costs whoever does not synchronise: changes are noted for the hub."""

from __future__ import annotations

import shutil
from contextlib import ExitStack
from functools import cache, partial
from pathlib import Path

from ..lines import WORK, Group, Line
from ..measure import Case
from ..reads import Stage
from ..stores import environment
from .office import BOSS, Office, has_server

_DAILY = {
    "due": ("due", "--json"),
    "history": ("history", "1", "--json"),
    "fact": ("fact", "1", "money=yes", "--json"),
    "edit": ("edit", "1", "--note", "calls back on Friday", "--json"),
}
_MOST, _MOST_IMPORT = 1.05, 1.25
"""Of a command, three of a hundred, and by how much processor time is wrong."""


def plan_cost(stage: Stage, stack: ExitStack, rounds: int) -> Group:
    """Return daily commands, each in a store of a team against the same store outside."""
    if not has_server():
        return Group([], [], 1)
    office = Office(stage, stack, "joined")
    alone, joined = office.folder / "alone", office.homes[BOSS]

    @cache
    def make() -> None:
        office.empty()
        for home in (alone, joined):
            home.mkdir(exist_ok=True)
            shutil.copyfile(stage.homes[stage.small] / "leadq.db", home / "leadq.db")
        office.create()

    cases, lines = [], []
    for name, words in _DAILY.items():
        for where, home in {"alone": alone, "joined": joined}.items():
            case = f"{name}-{where}", (stage.program, *words), _env(office, home)
            cases.append(Case(*case, prepare=make))
        what = f"{name}, {stage.small:,} leads, in a team"
        lines.append(
            Line(f"team-cost-{name}", what, f"{name}-joined", f"{name}-alone", _MOST, unit=WORK)
        )
    return Group(cases, lines, rounds)


def plan_cost_of_import(stage: Stage, stack: ExitStack, rounds: int) -> Group:
    """Return the import into an empty store of a team against the same outside."""
    if not has_server():
        return Group([], [], 1)
    office = Office(stage, stack, "importing")
    empty = office.folder / "empty.db"

    @cache
    def make() -> None:
        office.empty()
        office.create()
        office.enlist()
        office.homes[BOSS].joinpath("leadq.db").rename(empty)

    def begin(home: Path, store: Path | None) -> None:
        make()
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir()
        if store is not None:
            shutil.copyfile(store, home / "leadq.db")

    cases = []
    words = (stage.program, "import", str(office.table), "--json")
    for where, store in {"alone": None, "joined": empty}.items():
        home = office.folder / f"import-{where}"
        ready = partial(begin, home, store)
        cases.append(Case(f"import-{where}", words, _env(office, home), prepare=ready))
    what = f"import of {stage.big:,} leads, in a team"
    line = Line(
        "team-cost-import", what, "import-joined", "import-alone", must=_MOST_IMPORT, unit=WORK
    )
    return Group(cases, [line], rounds, warm=False)


def _env(office: Office, home: Path) -> dict[str, str]:
    """Return what leadq needs to work in a home by the manager's settings."""
    return office.envs[BOSS] | environment(home)

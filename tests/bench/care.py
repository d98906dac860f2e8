"""What looking the biggest store over costs, and grading all of it again."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path

from .lines import BUSY, MEMORY, Group, Line
from .measure import Case, run_once
from .reads import Stage
from .stores import environment
from .writes import copy_store

_LOOK, _REGRADE = (8.0, 4.0), (10.0, 5.0)
_MOST = 60
_TALKS = 'A = { engagement = ["bargaining"] }'
_FEWER_TALKS = 'A = { engagement = ["comparing", "bargaining"] }'


def plan_care(stage: Stage, rounds: int) -> Group:
    """Return the doctor, of a sample and of all leads, and the command after rules have changed."""
    size, home = f"{stage.big:,} leads", stage.folder / "care"
    cases = [stage.case("doctor", "doctor", "--json")]
    cases.append(stage.case("doctor-full", "doctor", "--full", "--json"))
    lines = [
        Line("doctor", f"doctor, {size}", "doctor", "", *_LOOK, BUSY),
        Line("doctor-full", f"doctor --full, {size}", "doctor-full", unit=BUSY),
        Line("doctor-full-memory", f"doctor --full, {size}, memory", "doctor-full", must=_MOST,
             unit=MEMORY),
    ]  # fmt: skip
    for name, what, own in (
        ("regrade", "all leads graded again, to the same grades", False),
        ("regrade-changed", "all leads graded again, A for fewer talks", True),
    ):
        prepare = partial(_change_rules, stage, home, own)
        cases.append(_after_change(stage, name, home, prepare))
        goals = (None, None) if own else _REGRADE
        lines.append(Line(name, f"{what}, {size}", name, "", *goals, BUSY))
        lines.append(Line(f"{name}-memory", f"{what}, {size}, memory", name, unit=MEMORY))
    return Group(cases, lines, rounds, warm=False)


def _after_change(stage: Stage, name: str, home: Path, prepare: partial[None] | None) -> Case:
    return Case(name, (stage.program, "due", "--json"), environment(home), prepare=prepare)


def _change_rules(stage: Stage, home: Path, own: bool) -> None:
    """Make a store whose customers all have their next step, graded by other rules than today's."""
    copy_store(stage, home)
    own_profile = home / "profiles" / "general.toml"
    own_profile.unlink(missing_ok=True)
    _forget_rules(home)
    run_once(_after_change(stage, "before", home, None), home / "said")
    _forget_rules(home)
    if own:
        import leadq

        built_in = Path(leadq.__file__).parent / "content" / "profiles" / own_profile.name
        own_profile.parent.mkdir(exist_ok=True)
        own_profile.write_text(
            built_in.read_text("utf-8").replace(_TALKS, _FEWER_TALKS, 1), "utf-8"
        )


def _forget_rules(home: Path) -> None:
    with closing(sqlite3.connect(home / "leadq.db")) as conn, conn:
        conn.execute("UPDATE meta SET value = 'others' WHERE key = 'rules'")

"""Teams in random order, with connections that break: all replicas become one, nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ..server import TestHub
from .schedule import MANAGER, REPS, Schedule, check


def run_schedule(seed: int, folder: Path, make_team: Callable[..., TestHub]) -> None:
    run = Schedule(seed, folder, make_team(MANAGER, *REPS))
    try:
        run.run()
        check(run)
    except Exception as error:
        error.add_note("\n".join([f"seed {seed}", *run.log]))
        raise


@pytest.mark.parametrize("seed", range(8))
def test_a_team_comes_together(
    seed: int, tmp_path: Path, make_team: Callable[..., TestHub]
) -> None:
    run_schedule(seed, tmp_path, make_team)


@pytest.mark.nightly
@pytest.mark.parametrize("block", range(100))
def test_many_teams_come_together(
    block: int, tmp_path: Path, make_team: Callable[..., TestHub]
) -> None:
    for seed in range(1000 + block * 10, 1010 + block * 10):
        run_schedule(seed, tmp_path / str(seed), make_team)

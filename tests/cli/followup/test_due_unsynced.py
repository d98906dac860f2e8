"""A member of a team is reminded of the hub; nobody else is."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from leadq.store.meta import note_synced

Run = Callable[..., Any]


@pytest.fixture
def synced(run: Run, home: Path) -> None:
    """A store with a lead that met its hub on the first of November."""
    run("add", "Anna")
    with closing(sqlite3.connect(home / "leadq.db")) as conn, conn:
        note_synced(conn, date(2026, 11, 1))


def test_a_store_without_a_team_says_nothing(run: Run) -> None:
    run("add", "Anna")
    assert run("due").err == ""


@pytest.mark.parametrize("form", [[], ["--json"], ["--format", "csv"]])
def test_a_week_without_the_hub_is_said(run: Run, synced: None, form: list[str]) -> None:
    told = "This store has not met the team's hub for {} days: leadq sync\n"
    assert run("due", *form, env={"LEADQ_TODAY": "2026-11-07"}).err == ""
    assert run("due", *form, env={"LEADQ_TODAY": "2026-11-08"}).err == told.format(7)


def test_whoever_does_not_want_that_is_left_alone(run: Run, synced: None, home: Path) -> None:
    (home / "config.toml").write_text("sync_days = 0\n")
    late = {"LEADQ_TODAY": "2026-11-20", "LEADQ_CONFIG": str(home / "config.toml")}
    assert run("due", env=late).err == ""

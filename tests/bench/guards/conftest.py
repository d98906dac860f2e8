"""Two stores that differ in nothing but their size, made as the bench makes its own."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from ..lives import TODAY
from ..stores import ensure_store
from .watch import Work, watch

SMALL, BIG = 400, 4000


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """Return a home for each size."""
    folder = tmp_path_factory.mktemp("stores")
    return {size: ensure_store(folder, size) for size in (SMALL, BIG)}


@pytest.fixture(scope="session", params=[False, True], ids=["as it is", "analysed"])
def planned(
    request: pytest.FixtureRequest, homes: dict[int, Path], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Return the big store to ask for plans; also one of which SQLite knows how it is filled."""
    store = homes[BIG] / "leadq.db"
    if request.param:
        store = Path(shutil.copy(store, tmp_path_factory.mktemp("analysed")))
        with closing(sqlite3.connect(store)) as conn:
            conn.execute("ANALYZE")
    return store


Watched = Callable[..., Work]


@pytest.fixture
def work_of(
    run: Callable[..., Any], homes: dict[int, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Watched:
    """Run leadq on a copy of the store of a size and return what SQLite had to do.

    The copy has its backup of the day, which the first write of a day would make.
    """

    def work_on(size: int, *words: str) -> Work:
        home = tmp_path / f"{size}"
        (home / "backups").mkdir(parents=True, exist_ok=True)
        (home / "backups" / f"leadq-{TODAY}-day.db").touch()
        shutil.copyfile(homes[size] / "leadq.db", home / "leadq.db")
        with watch(monkeypatch) as work:
            done = run(*words, env={"LEADQ_HOME": str(home)})
        assert (done.code, done.err) == (0, "")
        assert done.out
        return work

    return work_on

"""A server for a whole run, a hub for a test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from .laptop import Laptop
from .server import TestHub, make_database, run_server


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The URL of a PostgreSQL server."""
    with run_server() as url:
        yield url


@pytest.fixture
def make_team(server: str) -> Callable[..., TestHub]:
    """Makes a hub with a manager and reps, by their names."""
    return lambda *names: TestHub(make_database(server), *names)


@pytest.fixture
def trio(
    tmp_path: Path, make_team: Callable[..., TestHub]
) -> tuple[TestHub, Laptop, Laptop, Laptop]:
    """A hub, and the laptops of a manager and two reps that have joined it."""
    hub = make_team("经理", "王", "李")
    boss, wang, li = (Laptop(tmp_path / name, name, url) for name, url in hub.urls.items())
    for laptop in (boss, wang, li):
        laptop.join(tuple(hub.urls))
    return hub, boss, wang, li

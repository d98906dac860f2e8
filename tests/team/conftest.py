"""A server for a whole run, a hub for a test."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

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

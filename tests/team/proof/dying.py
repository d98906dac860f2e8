"""Synchronises in copies of one process, each of which can kill itself at work.

A program of its own: orders come in as lines of JSON, an answer goes out for each. A copy dies at a
point of a sync (``fault``, after so many rows), or before the so-manieth statement of SQLite.
"""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import sys
from pathlib import Path
from typing import Any

from leadq.usecases.team.sync import sync_store
from tests.team.laptop import FaultyHub, Laptop
from tests.team.server import connect


def main() -> None:
    """Carry out one order after another."""
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _run(json.loads(line))
        _, status = os.waitpid(child, 0)
        if code := os.waitstatus_to_exitcode(status):
            print(json.dumps({"code": code}), flush=True)


class _DyingHub(FaultyHub):
    """A hub in whose talk this process dies."""

    def _break(self, at: str) -> None:
        if self.fault == at:
            _die()


class _Fuse:
    """Lets this process die before a statement; counts them."""

    def __init__(self, statement: int) -> None:
        self._last, self.burnt, self._open = statement, 0, sqlite3.connect

    def connect(self, *given: Any, **named: Any) -> sqlite3.Connection:
        """Open a connection whose statements are counted."""
        conn = self._open(*given, **named)
        conn.set_trace_callback(self._burn)
        return conn

    def _burn(self, _statement: str) -> None:
        self.burnt += 1
        if self.burnt == self._last:
            _die()


def _run(order: dict[str, Any]) -> None:
    """Synchronise, and tell how many statements that took; never returns."""
    code = 1
    try:
        laptop = Laptop(Path(order["folder"]), order["name"], order["url"])
        laptop.pass_time(order["minutes"])
        fuse = _Fuse(order.get("statement", 0))
        sqlite3.connect = fuse.connect  # type: ignore[assignment]
        with connect(laptop.url) as connection:
            hub = _DyingHub(connection, order.get("fault", ""), order.get("after", 0))
            sync_store(laptop.desk, hub, lambda _one: True)
        print(json.dumps({"code": 0, "statements": fuse.burnt}), flush=True)
        code = 0
    finally:
        os._exit(code)


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main()

"""Commands that read, commands that write, and what every refusal looks like."""

from __future__ import annotations

from typing import Any

READS = (["due"], ["list", "--json"], ["show", "1"], ["export"], ["history", "1"])
WRITES = (["add", "Zhao"], ["log", "1", "--said", "hi"], ["fact", "1", "money=yes"], ["undo"])


def assert_two_lines(done: Any, words: str, code: int = 3) -> None:
    assert (done.code, done.out) == (code, ""), done
    assert len(done.err.splitlines()) == 2, done.err
    assert words in done.err

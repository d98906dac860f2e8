"""Asks one question and returns its answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

Check = Callable[[str], str | None]
"""Says in one line what is wrong with a typed answer, or None when it will do."""


class Choice(NamedTuple):
    """One answer to pick: its words and the value they stand for.

    One that is ``taken`` cannot be picked now; it is shown, so that the others keep their keys.
    """

    words: str
    value: str
    taken: bool = False


class Asker(Protocol):
    """Whoever answers; every method raises KeyboardInterrupt when the walk is broken off."""

    def ask_text(self, words: str, *, default: str = "", check: Check | None = None) -> str:
        """Return what was typed, stripped; empty when the question was skipped."""

    def choose(self, words: str, choices: Sequence[Choice], default: str | None = None) -> str:
        """Return the value of the choice that was picked."""

    def confirm(self, words: str, default: bool = True) -> bool:
        """Return whether the answer is yes."""

"""Asks one question and returns its answer."""

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

Check = Callable[[str], str | None]
"""Says in one line what is wrong with a typed answer, or None when it will do."""


class Choice(NamedTuple):
    """One answer to pick: its words and the value they stand for.

    One that is ``taken`` cannot be picked now; it is shown, so that the others keep their keys.
    ``key`` picks it, by default the digit of its place.
    """

    words: str
    value: str
    taken: bool = False
    key: str = ""


class SheetRow(NamedTuple):
    """One question of a sheet; without ``choices`` its answer is typed and checked.

    ``known``: what is noted so far, a value of the choices or words; the last choice is the one
    for "don't know".
    """

    id: str
    label: str
    question: str
    hint: str = ""
    choices: tuple[Choice, ...] = ()
    known: str = ""
    check: Check | None = None


class BackError(KeyboardInterrupt):
    """Esc at a list: one step back, where there is one; else like Ctrl-C."""


class BrokenOffError(KeyboardInterrupt):
    """A sheet was left; ``answers`` had been given by then."""

    def __init__(self, answers: dict[str, str]) -> None:
        super().__init__()
        self.answers = answers


class SheetBackError(BrokenOffError, BackError):
    """Esc at a sheet: one step back, where there is one."""


class Asker(Protocol):
    """Whoever answers; every method raises KeyboardInterrupt when the walk is broken off."""

    def ask_text(
        self, words: str, *, default: str = "", check: Check | None = None, back: bool = False
    ) -> str:
        """Return what was typed, stripped; empty when the question was skipped.

        With ``back``, Esc on an empty line raises BackError.
        """

    def choose(self, words: str, choices: Sequence[Choice], default: str | None = None) -> str:
        """Return the value of the choice that was picked."""

    def choose_several(self, words: str, choices: Sequence[Choice]) -> list[str]:
        """Return the values of the choices that stay ticked; all are at first."""

    def confirm(self, words: str, default: bool = True) -> bool:
        """Return whether the answer is yes."""

    def fill(self, title: str, rows: Sequence[SheetRow], how: str = "") -> dict[str, str]:
        """Return the answers to the rows of a sheet that were given, row id to value.

        ``how`` says what the keys do and what a blank row means, if it is not "unknown".
        """

"""The words of a goal: typed by the rep, the program's own, or a trade's."""

from __future__ import annotations

from collections.abc import Callable

from leadq.domain.words import CHECK
from leadq.i18n import has_text, text
from leadq.render.parts.text import clean

_USUAL = {
    "A": "decide",
    "B": "advance",
    "C": "keep_warm",
    "cultivate": "cultivate",
    "ungraded": "finish_questions",
}


def goal_text(stored: str, own: Callable[[str], str] | None = None) -> str:
    """Return a stored goal in words that can be put on a screen."""
    return clean(goal_words(stored, own)).strip()


def goal_words(stored: str, own: Callable[[str], str] | None = None) -> str:
    """Return a stored goal in words, for a file.

    ``@word`` is the program's, ``@<profile>.<slot>`` a trade's own, which ``own`` puts in words
    (without it, the usual goal of that slot); anything else was typed, ``@home`` too.
    """
    if not stored.startswith("@"):
        return stored
    word = stored[1:]
    if has_text(f"goal.{word}"):
        return text(f"goal.{word}")
    if "." not in word:
        return stored
    slot = word.rpartition(".")[2]
    if own is not None and (words := own(stored)):
        return words
    usual = f"goal.{_USUAL.get(slot, slot)}"
    return text(usual) if has_text(usual) else stored


def promise_words(stored: str) -> str:
    """Return what was promised in words; that of the program is the check of a complaint."""
    return text("goal.check") if stored == CHECK else stored

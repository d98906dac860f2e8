"""The goals that the program sets: by grade, or by what MAN lacks (method §2, §5, §14)."""

from __future__ import annotations

from leadq.domain.words import AFTER_SLOTS

LACKS = ("MaN", "mAN", "MAn")
"""The MAN codes of those who can be reached but lack one of the three (§2)."""
SLOT_GOALS = ("decide", "advance", "keep_warm", "cultivate")


def goal_for(goal: str, profile: str, code: str | None) -> str:
    """Return the goal of a step for a lead of a MAN code, both as they are stored (§2, §14).

    Where one of the three is missing, finding it is the goal, never what the grade alone would
    say; what the rep typed, and goals that do not come from a grade, stay.
    """
    word = goal.removeprefix("@")
    if code not in LACKS or word == goal or not ("." in word or word in SLOT_GOALS):
        return goal
    if word.rpartition(".")[2] in AFTER_SLOTS:
        return goal
    return f"@{profile}.{code}"

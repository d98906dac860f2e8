"""What to reach with a lead and how: the plays of a trade, by grade and by what MAN lacks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from leadq.content.loader import Report
from leadq.content.schemas.schema import VERSION, Table
from leadq.content.texts import Text
from leadq.domain.followup.goals import LACKS
from leadq.domain.grading.rules import SLOTS


class Play(NamedTuple):
    """The goal of a step and the ways to it, in the order in which they count (method §14)."""

    goal: Text
    how: tuple[Text, ...]


def read_plays(data: dict[str, object], report: Report) -> Mapping[str, Play] | None:
    """Return the plays of a file, by slot of the cadence or MAN code; None with the mistakes."""
    table = Table(data, "", report)
    table.only(("version", "id", "plays"))
    if table.data.get("version", VERSION) != VERSION:
        table.bad("version", "wrong_version", table.data["version"], (str(VERSION),))
    table.word("id", (report.path.stem,))
    table.need("plays", ("[[plays]]",))
    found: dict[str, Play] = {}
    for one in table.tables("plays"):
        one.only(("for", "goal", "how"))
        case = one.word("for", (*SLOTS, *LACKS))
        goal, how = one.text("goal"), one.texts("how")
        if case in found:
            one.bad("for", "twice", case)
        if case and goal and how:
            found[case] = Play(goal, how)
    return None if report.errors else found

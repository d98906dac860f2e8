"""Reads what a trade plans after the sale: delivery, first service, visits again (method §14)."""

from __future__ import annotations

from collections.abc import Mapping

from leadq.content.schemas.schema import Toml
from leadq.content.texts import Text
from leadq.domain.grading.rules import Cadence, Rules
from leadq.domain.words import AFTER_SLOTS, AFTERSALE_SEEN, CHANNELS


def read_aftersale(
    table: Toml, base: Rules | None, goals: dict[str, Text]
) -> Mapping[str, Cadence]:
    """Return what follows a win, by its kind; what the trade leaves out comes from ``base``.

    Of a kind with no days nothing is planned. Goals are added to ``goals``.
    """
    found = dict(base.aftersale) if base else {}
    inner = table.table("aftersale") if table.has("aftersale") else None
    if inner is None:
        return found
    inner.only(AFTER_SLOTS)
    for slot in AFTER_SLOTS:
        one = inner.table(slot) if inner.has(slot) else None
        if one is not None:
            one.only(("days", "by", "goal"))
            found[slot] = _read_one(one, slot, found.get(slot), goals)
    return found


def _read_one(one: Toml, slot: str, base: Cadence | None, goals: dict[str, Text]) -> Cadence:
    days, by, goal = base or Cadence(0, "phone", "")
    # who is seen again is so after a day at least; the other steps can be left out
    least = 1 if slot in AFTERSALE_SEEN else 0
    if one.has("days") or base is None:
        days = one.whole("days", least) or 0
    if one.has("by") or base is None:
        by = one.word("by", CHANNELS) or by
    if one.has("goal") or base is None:
        text = one.text("goal")
        if text:
            goals[slot] = text
            goal = f"@{one.report.path.stem}.{slot}"
    return Cadence(days, by, goal)

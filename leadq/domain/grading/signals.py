"""The five signals: four things to have and one not to have (method §3)."""

from __future__ import annotations

from dataclasses import dataclass

from leadq.domain.grading.facts import NO, YES, Known, value_of

SIGNALS = ("need", "money", "intent", "pain", "no_obstacle")
SIGNAL_FACTS = ("need", "money", "intent", "engagement", "pain", "obstacle")
"""The facts that they are read from."""
_SOURCE_ODDS = {5: 95, 4: 80}
_SHOWS_INTENT = ("comparing", "bargaining")


@dataclass(frozen=True, slots=True)
class Signals:
    """Which signals are met, missing or unknown, in the order of SIGNALS."""

    met: tuple[str, ...]
    missing: tuple[str, ...]
    unknown: tuple[str, ...]

    @property
    def count(self) -> int:
        """Return how many of the five are met."""
        return len(self.met)

    @property
    def source_odds(self) -> int | None:
        """Return the signing rate in per cent the source states: at least 95 or 80, else None."""
        return _SOURCE_ODDS.get(self.count)


def intent_of(known: Known) -> str | None:
    """Return intent: as noted itself, else yes when the talks show it (§3)."""
    noted = value_of(known, "intent")
    if noted is None and value_of(known, "engagement") in _SHOWS_INTENT:
        return YES
    return noted


def read_signals(known: Known) -> Signals:
    """Sort the five signals by what the facts say (§3)."""
    states = {
        "need": value_of(known, "need"),
        "money": value_of(known, "money"),
        "intent": intent_of(known),
        "pain": value_of(known, "pain"),
        "no_obstacle": {YES: NO, NO: YES}.get(value_of(known, "obstacle") or ""),
    }
    return Signals(
        met=tuple(name for name in SIGNALS if states[name] == YES),
        missing=tuple(name for name in SIGNALS if states[name] == NO),
        unknown=tuple(name for name in SIGNALS if states[name] is None),
    )

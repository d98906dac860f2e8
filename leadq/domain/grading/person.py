"""Who is in front of the rep: the type that the signs speak for (method §7, our decision)."""

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple


class Suggestion(NamedTuple):
    """A type that the signs speak for, and how surely: 0 to 100 per cent."""

    type: str
    confidence_percent: int


def suggest_types(
    answers: Mapping[str, str], points: Mapping[str, Mapping[str, Mapping[str, int]]]
) -> list[Suggestion]:
    """Return the types the signs speak for, best first, the runner-up behind it (§7).

    ``answers``: sign to the option seen; what is not in ``points`` was not noticed. ``points``:
    sign, option, type to positive points. Confidence is the type's share of all points given,
    times n / (n + 1) for the n signs that gave any: one clear sign makes 50 %, three 75 %, and
    no number of signs makes 100 %. So a sign that gives a type at least the share it has already
    never lowers it. Nothing seen: an empty list. Equal types stand in the order of their ids.
    """
    seen = [points.get(sign, {}).get(option, {}) for sign, option in answers.items()]
    telling = [given for given in seen if given]
    totals: Counter[str] = Counter()
    for given in telling:
        totals.update(given)
    # Whole numbers to the end: a rounded step in between could let an agreeing sign lower it.
    whole = sum(totals.values()) * (len(telling) + 1)
    best = sorted(totals, key=lambda id_: (-totals[id_], id_))
    return [Suggestion(id_, 100 * totals[id_] * len(telling) // whole) for id_ in best]

"""Facts: what was learnt, when, and what counts on a given day (method §1)."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

YES, NO, UNKNOWN = "yes", "no", "unknown"
REMARK = "remark"
"""The fact that keeps what was learnt without a contact, in the rep's words; each one stays."""
MAN_FACTS = ("money", "authority", "need")


class Fact(NamedTuple):
    """One dated observation; ``seq`` is its place among those of its lead as they were noted.

    It orders facts of one day, the same in every store; ``row`` is where this store keeps it.
    """

    id: str
    value: str
    noted_on: date
    seq: int = 0
    note: str = ""
    row: int = 0


Known = Mapping[str, Fact]
"""The latest fact of each id; an id whose latest value is "unknown" is left out."""


def latest(facts: Iterable[Fact], on: date) -> dict[str, Fact]:
    """Return the fact that counts on a day for each id: the newest noted on or before it (§1)."""
    newest: dict[str, Fact] = {}
    for fact in facts:
        if fact.noted_on > on:
            continue
        old = newest.get(fact.id)
        if old is None or (fact.noted_on, fact.seq) >= (old.noted_on, old.seq):
            newest[fact.id] = fact
    return {id_: fact for id_, fact in newest.items() if fact.value != UNKNOWN}


def value_of(known: Known, fact_id: str) -> str | None:
    """Return the value that counts, or None when it is unknown."""
    fact = known.get(fact_id)
    return None if fact is None else fact.value

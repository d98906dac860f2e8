"""What a match says: its value, and the words of the text it comes from."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from leadq.domain.hearing.clauses import Clause
from leadq.domain.hearing.model import (
    CONTACT_VALUE,
    DAY_VALUE,
    MONEY_VALUE,
    WORDS_VALUE,
    Proposal,
    Rule,
)
from leadq.domain.hearing.shadow import Shadow, within
from leadq.domain.typing.amounts import MoneySpan, amount_words
from leadq.domain.typing.phrases import join_days
from leadq.domain.typing.spans import DaySpan

_PEOPLE = ("kin", "sib", "boss", "person")


class FoundValue(NamedTuple):
    """A match that stands: its rule, the value it gives, and where it was found.

    ``begin``: where the words begin when a negation in front belongs to them. ``after``: the
    clause that follows.
    """

    rule: Rule
    value: str
    match: re.Match[str]
    clause: Clause
    begin: int | None = None
    after: Clause | None = None


def propose_hit(hit: FoundValue, text: str, shadow: Shadow, today: date) -> Proposal | None:
    """Return the proposal of a match; None if what it names is not there or lies in the past."""
    start, end = _words_span(hit)
    words = text[start:end].strip()
    start += len(text[start:end]) - len(text[start:end].lstrip())
    rule = hit.rule
    value, place = hit.value, ""
    if rule.kind == "next":
        step = _next_step(hit, shadow, today)
        if step is None:
            return None
        value, place = step, _named(hit, text, "place")
    elif rule.kind == "promise":
        value = _promised_day(hit, shadow, today).isoformat()
    elif value == DAY_VALUE:
        day = _day_in(hit, shadow)
        if day is None or day.last < today:
            return None
        value = day.last.isoformat()
    elif value == MONEY_VALUE:
        amount = _sum_in(hit, shadow)
        if amount is None:
            return None
        value = amount_words(amount.amount)
    elif value == CONTACT_VALUE:
        name = next((name for group in _PEOPLE if (name := _named(hit, text, group))), "")
        value = f"{name} {rule.role}" if name else ""
    elif value == WORDS_VALUE:
        value = words
    elif value.startswith("<"):
        value = _named(hit, text, value.strip("<>"))
    return Proposal(rule.kind, rule.field, value, words, rule.id, start, place) if value else None


def _words_span(hit: FoundValue) -> tuple[int, int]:
    base = hit.clause.start
    if hit.rule.take == "clause":
        return base, base + len(hit.clause.text)
    start = hit.match.start() if hit.begin is None else hit.begin
    end = len(hit.clause.text) if hit.rule.take == "rest" else hit.match.end()
    return base + start, base + end


def _named(hit: FoundValue, text: str, group: str) -> str:
    if group not in hit.match.re.groupindex or hit.match[group] is None:
        return ""
    start, end = hit.match.span(group)
    return text[hit.clause.start + start : hit.clause.start + end]


def _day_in(hit: FoundValue, shadow: Shadow) -> DaySpan | None:
    """Return the day inside the match, else the only one in its clause."""
    base = hit.clause.start
    inside = within(shadow.days, base + hit.match.start(), base + hit.match.end())
    if inside:
        return join_days(within(shadow.days, inside[0].start, base + len(hit.clause.text)))
    around = within(shadow.days, base, base + len(hit.clause.text))
    return around[0] if len(around) == 1 else None


def _sum_in(hit: FoundValue, shadow: Shadow) -> MoneySpan | None:
    base = hit.clause.start
    inside = within(shadow.sums, base + hit.match.start(), base + hit.match.end())
    # of several the least: what is sure to be there
    return min(inside, key=lambda one: one.amount) if inside else None


def _next_step(hit: FoundValue, shadow: Shadow, today: date) -> str | None:
    day = _day_in(hit, shadow)
    if day is None or day.day < today:
        return None
    parts = [day.day.isoformat(), _time_near(hit, shadow), hit.value]
    return " ".join(part for part in parts if part)


def _time_near(hit: FoundValue, shadow: Shadow) -> str:
    """Return the hour of the clause, else of one that follows and names no day of its own."""
    base = hit.clause.start
    end = base + len(hit.clause.text)
    if hit.after and hit.after.sentence == hit.clause.sentence:
        after = hit.after.start + len(hit.after.text)
        if not within(shadow.days, hit.after.start, after):
            end = after
    times = within(shadow.times, base, end)
    return times[0].time if times else ""


def _begin(hit: FoundValue) -> int:
    return hit.clause.start + hit.match.start()


def _day_behind(hit: FoundValue, shadow: Shadow) -> DaySpan | None:
    """Return the day that the clause behind begins with, when the match's own names none."""
    base = hit.clause.start
    if hit.after is None or hit.after.sentence != hit.clause.sentence:
        return None
    if within(shadow.days, base, base + len(hit.clause.text)):
        return None
    lead = len(hit.after.text) - len(hit.after.text.lstrip())
    days = within(shadow.days, hit.after.start, hit.after.start + lead + 1)
    return days[0] if days else None


def _promised_day(hit: FoundValue, shadow: Shadow, today: date) -> date:
    """Return the day a promise names, else the next day from Monday to Friday (§14)."""
    day = _day_in(hit, shadow) or _day_behind(hit, shadow)
    # "today promised to send it": the day it was promised, not the day it falls due
    is_when_said = day is not None and day.last == today and day.start < _begin(hit)
    if day is not None and day.last >= today and not is_when_said:
        return day.last if day.first <= today else day.day
    after = today + timedelta(days=1)
    return after + timedelta(days=(7 - after.weekday()) % 7 if after.weekday() > 4 else 0)

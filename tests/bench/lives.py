"""Makes up what happened to one lead: facts, touches, grades gone by, the step to come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from leadq.domain.followup.workdays import Calendar
from leadq.domain.grading.facts import MAN_FACTS, Fact
from leadq.domain.grading.outlook import OPEN, Plan, Span, State, compute_outlook, judge_on
from leadq.domain.grading.rules import Rules

START, TODAY = date(2026, 8, 31), date(2026, 11, 23)
_DAYS = (TODAY - START).days
_TRIED = "reached", "reached", "reached", "no_answer", "declined"
_BY = "phone", "phone", "visit", "wechat", "email"
_SAID = (
    "问了价格，说要和老板商量", "wants the quote by Friday", "月底工程款到账再定",
    "comparing with two others, likes our service", "约了下周去工地看", "not now, call again",
)  # fmt: skip
_WARMTH = ("hot", "warm", "warm", "cool", "cool", "cool")
_YES = {
    "hot": ("yes",),
    "warm": ("yes", "yes", "yes", "yes", "unknown"),
    "cool": ("yes", "yes", "no", "unknown"),
}
_TALKS = {
    "hot": ("bargaining",),
    "warm": ("comparing", "bargaining"),
    "cool": ("none", "comparing"),
}
_NEEDED_WITHIN = {"hot": 30, "warm": 90, "cool": 200}
_ASKED = {
    "general": ("engagement", "reason", "pain", "obstacle"),
    "equipment": ("engagement", "reason", "site", "plan"),
    "loan": ("engagement", "loan_purpose", "income_assets", "repayment_source"),
    "realestate": ("engagement", "viewed", "preference", "financing"),
}


class Touch(NamedTuple):
    """One contact; ``closes``: the step that was planned ends with it."""

    on: date
    time: str
    by: str
    outcome: str
    said: str | None
    closes: bool


@dataclass(frozen=True)
class Life:
    """All that is known of a lead; the first ``past`` spans are days gone by."""

    facts: Sequence[Fact]
    touches: Sequence[Touch]
    spans: Sequence[Span]
    past: int
    slot: str | None
    plan: Plan | None


def live(
    rng: Random, rules: Rules, facts: list[Fact], status: str, next_on: date | None,
    calendar: Calendar,
) -> Life:  # fmt: skip
    """Make up a lead's twelve weeks: what was learnt in two talks, ten touches on average.

    ``facts`` are known from the start; an open lead without ``next_on`` is no customer.
    """
    closed = status != OPEN
    end = START + timedelta(rng.randrange(30, _DAYS)) if closed else TODAY
    first = START + timedelta(rng.randrange(3, 14))
    second = START + timedelta(rng.randrange(15, 29))
    hopeless = not closed and next_on is None
    known = [*facts, *_learn(rng, rules.profile, first, second, hopeless)]
    # only of what is due does anything change on TODAY: as much in a store of any size
    changes = closed or (next_on is not None and next_on <= TODAY)
    turn = end if changes else end - timedelta(rng.randrange(1, (end - second).days))
    days = [(START, first), (first, second), (second, turn)]
    spans = [_past_span(rules, known, day, until, calendar) for day, until in days]
    plan = Plan(next_on, rng.choice(("rule", "rule", "rep")), TODAY) if next_on else None
    state = State(status, plan=None if closed else plan)
    now, *ahead = compute_outlook(rules, known, state, end, calendar)
    return Life(
        known[len(facts) :],
        _touch(rng, (end - START).days),
        [*spans, now._replace(first=turn), *ahead],
        len(spans),
        judge_on(rules, known, state, end).slot,
        state.plan,
    )


def _past_span(rules: Rules, facts: list[Fact], day: date, until: date, calendar: Calendar) -> Span:
    """Return how an open lead stood from a day to the one before another."""
    state = State(OPEN, plan=Plan(until, "rep", day))
    known = [fact for fact in facts if fact.noted_on <= day]
    span = compute_outlook(rules, known, state, day, calendar)[0]
    return span._replace(until=until - timedelta(1))


def _learn(rng: Random, profile: str, first: date, second: date, hopeless: bool) -> list[Fact]:
    """Return eight facts on average; ``hopeless``: neither money, authority nor need."""
    warmth = rng.choice(_WARMTH)
    yes = _YES[warmth]
    man = ["no", "no", "no"] if hopeless else ["yes", *rng.choices(yes, k=2)]
    said = [Fact(fact, value, first) for fact, value in zip(MAN_FACTS, man, strict=True)]
    for fact in _ASKED[profile]:
        value = rng.choice(_TALKS[warmth] if fact == "engagement" else yes)
        said.append(Fact(fact, value, rng.choice((first, second))))
    if rng.random() < 0.8:
        need_by = TODAY + timedelta(rng.randrange(_NEEDED_WITHIN[warmth]))
        said.append(Fact("need_by", need_by.isoformat(), second))
    return said


def _touch(rng: Random, days: int) -> list[Touch]:
    """Return six to fourteen touches in the days since the start, in their order."""
    when = sorted(rng.choices(range(days), k=rng.randrange(6, 15)))
    return [
        Touch(
            START + timedelta(day),
            f"{9 + day % 9:02d}:{rng.randrange(60):02d}",
            rng.choice(_BY),
            rng.choice(_TRIED),
            rng.choice(_SAID) if rng.random() < 0.7 else None,
            closes=rng.random() < 0.3,
        )
        for day in when
    ]

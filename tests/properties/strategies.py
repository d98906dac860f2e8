"""Leads drawn at random: trades, facts, states, working days."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from leadq.content.library import open_library
from leadq.domain.followup.workdays import Calendar
from leadq.domain.grading.facts import Fact
from leadq.domain.grading.grade import Override
from leadq.domain.grading.outlook import Plan, State
from leadq.domain.grading.rules import Cadence, Caps, Condition, Criterion, Rules

TODAY = date(2026, 11, 23)
HORIZON = 130
"""Days after today within which everything that time can change has changed."""

_LIBRARY = open_library(None)
BUILT_IN = [_LIBRARY.profile(id_).rules for id_ in _LIBRARY.profile_ids()]
CHOICES = {
    "money": ("no", "yes"),
    "authority": ("no", "yes"),
    "need": ("no", "yes"),
    "plan": ("no", "yes"),
    "obstacle": ("no", "yes"),
    "engagement": ("none", "comparing", "bargaining"),
}
DATES = ("need_by", "decides_by")
NUMBERS = ("bank_amount",)
GRADES = st.sampled_from(("A", "B", "C"))


@st.composite
def conditions(draw: st.DrawFn, fact_id: str) -> tuple[Condition, Condition]:
    """Return what A and what B ask of a fact; B never asks for more."""
    if fact_id in DATES:
        near, far = sorted((draw(st.integers(0, 60)), draw(st.integers(0, 100))))
        return Condition(within_days=near), Condition(within_days=far)
    if fact_id in NUMBERS:
        low, high = sorted((draw(st.integers(0, 9)), draw(st.integers(0, 9))))
        return Condition(at_least=float(high)), Condition(at_least=float(low))
    values = CHOICES[fact_id]
    for_a = draw(st.integers(1, len(values) - 1))
    for_b = draw(st.integers(1, for_a))
    return Condition(values=values[for_a:]), Condition(values=values[for_b:])


@st.composite
def criteria(draw: st.DrawFn, id_: str) -> Criterion:
    ids = draw(
        st.lists(st.sampled_from([*CHOICES, *DATES, *NUMBERS]), min_size=1, max_size=3, unique=True)
    )
    pairs = {fact_id: draw(conditions(fact_id)) for fact_id in ids}
    levels = {
        "A": {f: a for f, (a, _) in pairs.items()},
        "B": {f: b for f, (_, b) in pairs.items()},
    }
    return Criterion(id_, tuple(ids), levels, draw(st.booleans()))


@st.composite
def made_up_rules(draw: st.DrawFn) -> Rules:
    ones = tuple(draw(criteria(f"c{place}")) for place in range(draw(st.integers(1, 4))))
    days = {slot: draw(st.integers(1, 40)) for slot in ("A", "B", "C", "cultivate", "ungraded")}
    graded = [fact_id for one in ones for fact_id in one.facts]
    return Rules(
        profile="made_up",
        criteria=ones,
        cadence={slot: Cadence(every, "phone", "advance") for slot, every in days.items()},
        shelf_days=draw(st.dictionaries(st.sampled_from([*CHOICES, *DATES]), st.integers(1, 40))),
        overdue_days={"A": 2, "B": 5, "C": 14},
        ask=tuple(dict.fromkeys(["need", "money", "authority", *graded])),
        values=CHOICES,
        caps=Caps(draw(GRADES), draw(GRADES)),
    )


rules = st.one_of(st.sampled_from(BUILT_IN), made_up_rules())


def values_of(rules: Rules, fact_id: str) -> st.SearchStrategy[str]:
    """Return the values that a fact can take, unknown among them."""
    if fact_id in DATES:
        days = st.integers(-10, 110).map(lambda n: (TODAY + timedelta(n)).isoformat())
        return st.one_of(days, st.just("unknown"))
    if fact_id in NUMBERS:
        return st.sampled_from(("0", "5", "20000", "50000", "unknown"))
    return st.sampled_from((*rules.values.get(fact_id, ("no", "yes")), "unknown"))


@st.composite
def facts_for(draw: st.DrawFn, rules: Rules) -> list[Fact]:
    """Return up to twenty facts noted until today, several of them on the same day."""
    ids = sorted({*rules.ask, "need", "money", "authority", "engagement", "intent", "obstacle"})
    noted = []
    for seq in range(1, draw(st.integers(0, 20)) + 1):
        fact_id = draw(st.sampled_from(ids))
        ago = draw(st.sampled_from((0, 0, 0, 1, 5, 29, 40, 100)))
        value = draw(values_of(rules, fact_id))
        noted.append(Fact(fact_id, value, TODAY - timedelta(ago), seq))
    return noted


@st.composite
def states_for(draw: st.DrawFn, noted: list[Fact]) -> State:
    parked = draw(st.booleans()) and draw(st.booleans())
    until = TODAY + timedelta(draw(st.integers(-3, 60)))
    override = None
    if draw(st.booleans()):
        after = draw(st.integers(0, len(noted)))
        day = TODAY + timedelta(draw(st.integers(-40, 3)))
        override = Override(draw(GRADES), "knows the boss", day, after)
    plan = None
    if draw(st.integers(0, 4)):
        set_by = "rep" if parked else draw(st.sampled_from(("rule", "rule", "rep")))
        since = draw(st.sampled_from((None, 0, 1, 7, 30, -2)))
        set_on = None if since is None else TODAY - timedelta(since)
        on = until if parked else TODAY + timedelta(draw(st.integers(-5, 40)))
        plan = Plan(on, set_by, set_on)
    status = draw(st.sampled_from(("open", "open", "open", "won", "lost", "dropped")))
    return State("parked" if parked else status, until if parked else None, plan, override)


@st.composite
def leads(draw: st.DrawFn) -> tuple[Rules, list[Fact], State]:
    one = draw(rules)
    noted = draw(facts_for(one))
    return one, noted, draw(states_for(noted))


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    days = st.integers(0, HORIZON).map(lambda n: TODAY + timedelta(n))
    return Calendar(
        draw(st.sampled_from((frozenset({5, 6}), frozenset(), frozenset({0, 1, 2, 3, 4, 5})))),
        frozenset(draw(st.lists(days, max_size=8))),
        frozenset(draw(st.lists(days, max_size=3))),
    )

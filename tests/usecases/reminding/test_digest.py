"""What a digest holds: the rep's day in its order, the manager's list rep by rep."""

from __future__ import annotations

import pytest

from leadq.usecases.desk import Desk
from leadq.usecases.followup.log import Contacted, log_touch
from leadq.usecases.followup.plan import StepWish, plan_next
from leadq.usecases.reminding.digest import MANAGER, Digest, make_digest

from ..helpers import FOR_A, add, add_reached, later


def told(digest: Digest) -> list[tuple[str, list[int]]]:
    return [(p.kind, [one.due.lead["number"] for one in p.items]) for p in digest.parts]


def plan(desk: Desk, number: str, days: int = 0, **wish: str) -> None:
    day = later(desk, days).today
    plan_next(desk, number, StepWish(day, **wish))


@pytest.fixture
def full(desk: Desk) -> Desk:
    """Return a desk with one of everything: a birthday, a promise, appointments, first calls."""
    reached = [add_reached(desk, name) for name in ("迟到", "后来", "先来", "今天")]
    plan(desk, reached[0])
    desk = later(desk, 1)
    plan(desk, reached[1], time="14:30", by="visit", place="新区工地")
    plan(desk, reached[2], time="14:00", by="visit", goal="见王总")
    plan(desk, reached[3])
    first = add(desk, "新客户")
    plan(desk, first)
    promised = add_reached(desk, "承诺")
    log_touch(desk, promised, Contacted(desk.today, promises=(("给王总发报价", desk.today),)))
    born = add_reached(desk, "生日", {"birthday": "1980-11-24"})
    plan(later(desk, 0), born, days=9)
    return desk


def test_a_rep_reads_the_day_in_its_order(full: Desk) -> None:
    digest = make_digest(full)
    assert told(digest) == [
        ("appointments", [3, 2]),
        ("overdue", [1]),
        ("promise", [6]),
        ("first_calls", [5]),
        ("today", [4]),
    ]
    assert [[one.lead["number"] for one in pair] for pair in digest.clashes] == [[3, 2]]


def test_birthdays_stand_behind(desk: Desk) -> None:
    number = add(desk, "生日", {"birthday": "1980-11-23"})
    plan(desk, number, days=9)
    assert told(make_digest(desk)) == [("occasion", [1])]


def test_an_empty_day_has_no_parts(desk: Desk) -> None:
    assert make_digest(desk).parts == []
    assert make_digest(desk, MANAGER).parts == []


def test_what_is_masked_names_nobody(full: Desk) -> None:
    shown = repr(make_digest(full, mask=True))
    for word in ("迟到", "后来", "先来", "王总", "新区工地", "报价", "+861", "138100"):
        assert word in repr(make_digest(full)) or word == "138100"
        assert word not in shown
    assert told(make_digest(full, mask=True)) == told(make_digest(full))


def test_the_managers_list_goes_rep_by_rep(desk: Desk) -> None:
    for owner in ("Wu", "Li", None):
        number = add(desk, f"of {owner}", FOR_A, **({"owner": owner} if owner else {}))
        log_touch(desk, number, Contacted(desk.today))
        plan(desk, number)
    assert make_digest(later(desk, 2), MANAGER).parts == []
    late = make_digest(later(desk, 3), MANAGER)
    assert [part.owner for part in late.parts] == ["Li", "Wu", ""]
    assert told(late) == [("rep", [2]), ("rep", [1]), ("rep", [3])]
    assert not any(one.hand_over for part in late.parts for one in part.items)


def test_after_twice_the_limit_the_lead_may_be_handed_over(desk: Desk) -> None:
    number = add(desk, "A", FOR_A)
    log_touch(desk, number, Contacted(desk.today))
    plan(desk, number)
    asked = {
        days: make_digest(later(desk, days), MANAGER).parts[0].items[0].hand_over
        for days in (3, 4, 5)
    }
    assert asked == {3: False, 4: False, 5: True}

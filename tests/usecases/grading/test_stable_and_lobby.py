"""What may stay open counts once it is known: a shaky project, the lobby's outcome, a bill."""

from __future__ import annotations

from datetime import timedelta

import pytest

from leadq.usecases.desk import Desk
from leadq.usecases.grading.card import read_grade
from leadq.usecases.grading.interview import next_prompt
from leadq.usecases.grading.note_facts import note_facts

from ..helpers import add

MAN = dict.fromkeys(("need", "money", "authority"), "yes")


def grade(desk: Desk, profile: str, **facts: object) -> str | None:
    number = add(desk, profile=profile)
    soon = (desk.today + timedelta(days=10)).isoformat()
    note_facts(desk, number, {**MAN, "engagement": "bargaining", "need_by": soon, **facts})
    return read_grade(desk, str(number)).judged.grade


def test_a_project_counts_once_it_is_known(desk: Desk) -> None:
    known = {"reason": "yes", "site": "yes", "plan": "yes"}
    assert grade(desk, "equipment", **known) == "A"
    assert grade(desk, "equipment", **known, project_stable="yes") == "A"
    assert grade(desk, "equipment", **known, project_stable="no") == "C"


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"bank_amount": 60000}, "A"),
        ({"bank_amount": 30000}, "B"),
        ({"bank_amount": 30000, "bank_business": "cash"}, "B"),
        ({"bank_amount": 30000, "bank_business": "transfer"}, "C"),
        ({"bank_amount": 60000, "bank_business": "transfer"}, "A"),
        ({"bank_amount": 60000, "bank_business": "bill", "bill_size": "below"}, "C"),
        ({"bank_amount": 3000, "bank_business": "bill", "bill_size": "above"}, "B"),
        ({"bank_amount": 3000, "lobby_outcome": "potential"}, "B"),
        ({"bank_amount": 3000, "lobby_outcome": "vip"}, "A"),
        ({"bank_amount": 3000, "lobby_outcome": "ordinary"}, "C"),
    ],
)
def test_value_in_the_lobby(desk: Desk, facts: dict[str, object], expected: str) -> None:
    seen = {"vip_known": "no", "form_signs": "no", **facts}
    assert grade(desk, "bank", **seen) == expected


def test_the_bag_is_checked_once_a_day(desk: Desk) -> None:
    first, second = add(desk, "一店", profile="retail"), add(desk, "二店", profile="retail")
    prompt = next_prompt(desk, int(second), "sweep", ())
    assert prompt is not None and prompt.definition.id == "sweep_ready"
    note_facts(desk, first, {"sweep_ready": "yes"})
    prompt = next_prompt(desk, int(second), "sweep", ())
    assert prompt is not None and prompt.definition.id == "outlet_image"

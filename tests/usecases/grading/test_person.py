"""Who is in front of the rep: signs, the type they suggest, what the rep decides."""

from __future__ import annotations

import pytest

from leadq.errors import RefusedError
from leadq.usecases.desk import Desk
from leadq.usecases.grading.note_facts import note_facts
from leadq.usecases.grading.person import next_sign, read_portrait
from leadq.usecases.leads.lead_card import read_lead_card

from ..helpers import add, later


def test_signs_suggest_a_type_and_a_runner_up(desk: Desk) -> None:
    number = add(desk)
    signs = {"sign_dress": "immaculate", "sign_pace": "fast", "sign_face": "blank"}
    note_facts(desk, number, signs, verb="type")
    portrait = read_portrait(desk, number)
    assert [trait.id for trait, _share in portrait.suggestions] == ["driver", "analyst"]
    assert [share for _trait, share in portrait.suggestions] == [50, 25]
    assert (portrait.signs_seen, portrait.traits) == (3, ())


def test_the_rep_decides_and_the_card_speaks_to_it(desk: Desk) -> None:
    number = add(desk)
    note_facts(desk, number, {"type": "amiable", "motive": "求廉", "stage": "compare"})
    card = read_lead_card(desk, number)
    assert [trait.id for trait in card.person] == ["amiable", "cheapness", "compare"]
    note_facts(desk, number, {"type": "主导型"})
    assert read_lead_card(desk, number).person[0].id == "driver"


def test_nothing_noted_means_nothing_said(desk: Desk) -> None:
    number = add(desk)
    assert read_lead_card(desk, number).person == ()
    assert read_portrait(desk, number).suggestions == ()


def test_signs_are_asked_once_and_go_on_where_they_stopped(desk: Desk) -> None:
    number = add(desk)
    first = next_sign(desk, int(number), [])
    assert first is not None
    assert (first.definition.id, first.position, first.total) == ("sign_dress", 1, 7)
    note_facts(desk, number, {"sign_dress": "ordinary"})
    again = next_sign(later(desk, 1), int(number), [])
    assert again is not None
    assert (again.definition.id, again.position, again.total) == ("sign_gestures", 1, 6)
    every = next_sign(desk, int(number), [], every=True)
    assert every is not None
    assert every.definition.id == "sign_dress"


def test_an_unknown_sign_or_type_is_refused(desk: Desk) -> None:
    number = add(desk)
    with pytest.raises(RefusedError, match="bad_fact_value"):
        note_facts(desk, number, {"sign_dress": "blue"})
    with pytest.raises(RefusedError, match="unknown_fact"):
        note_facts(desk, number, {"sign_shoes": "blue"})
    with pytest.raises(RefusedError, match="bad_fact_value"):
        note_facts(desk, number, {"type": "dragon"})

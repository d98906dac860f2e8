"""The order of the card: every fact of the scripts has its place, and no place is for nothing."""

from __future__ import annotations

from collections import Counter

from leadq.content.library import open_library

BESIDE = ("call_", "visit_", "ffab_", "debrief_", "sweep_", "sign_", "complaint_")
"""What begins so belongs to one call, visit or case, and stands among "also"."""


def test_every_place_is_for_a_fact_that_is_there_and_for_one_only() -> None:
    library = open_library(None)
    known = {*library.fact_ids(), "type", "motive", "mindset", "stage", "relation"}
    placed = Counter(fact for group in library.card_groups() for fact in group.facts)
    assert [fact for fact in placed if fact not in known] == []
    assert [fact for fact, count in placed.items() if count > 1] == []
    assert library.card_groups()[-1].facts == ()


def test_what_discovery_and_person_ask_has_its_group() -> None:
    library = open_library(None)
    placed = {fact for group in library.card_groups() for fact in group.facts}
    names = [one for one in library.script_ids() if one.startswith("discovery")]
    for name in (*names, "person", "firm", "sweep", "needs", "chain", "competitors", "lobby"):
        for step in library.script(name).steps:
            assert step.fact in placed or step.fact.startswith(BESIDE), (name, step.fact)

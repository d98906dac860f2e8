"""The screen of proposals: one answer each, on as many lines as it needs, within the width."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from leadq.i18n import set_language
from leadq.render.hearing.proposals import choice_words, heard_json
from leadq.render.parts.look import Look
from leadq.render.parts.text import cell_width
from leadq.usecases.hearing.hear import hear_of_lead
from leadq.usecases.hearing.heard import HeardReport, HeardThing
from tests.usecases.helpers import MONDAY, add, later, make_desk

TEXT = "钱够，老婆不同意，嫌贵，答应明天发报价单，周五下午三点去工地看样机，预算80万"


@pytest.fixture
def heard(tmp_path: Path) -> tuple[HeardThing, ...]:
    desk = make_desk(tmp_path)
    number = add(desk, facts={"obstacle": "no", "need_by": "2026-12-31"})
    return hear_of_lead(later(desk, 1), number, TEXT, date(2026, 11, 24)).things


@pytest.mark.parametrize("width", [50, 60, 80, 120])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_an_answer_keeps_to_the_screen(
    heard: tuple[HeardThing, ...], lang: str, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    set_language(lang)
    shown = choice_words(heard, Look("table", False, lang, "CN", MONDAY))
    assert len(shown) == len(heard) == 6
    lines = [part for one in shown for part in ("     " + one).split("\n")]
    assert max(map(cell_width, lines)) < width
    set_language("en")


def test_what_stood_there_is_beside_it(
    heard: tuple[HeardThing, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    set_language("zh")
    shown = choice_words(heard, Look("table", False, "zh", "CN", MONDAY))
    set_language("en")
    (changed,) = [one for one in shown if "“老婆不同意”" in one]
    assert changed.endswith("原来：无阻碍（11-23）")
    (minded,) = [one for one in shown if "嫌贵" in one]
    assert minded.count("嫌贵") == 1


def test_as_data(heard: tuple[HeardThing, ...]) -> None:
    found = heard_json(HeardReport(heard, heard[:1], "leadq undo"))
    assert found["accepted"] == found["proposals"][:1]
    assert found["take"] == "leadq undo"
    assert set(found["proposals"][0]) == {"kind", "field", "value", "words", "rule"}

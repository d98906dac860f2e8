"""Plays: what to reach with a lead and how, for every grade and everything MAN can lack."""

from __future__ import annotations

from pathlib import Path

import pytest

from leadq.content.glimpses import built_in_goal
from leadq.content.library import open_library
from leadq.domain.followup.goals import LACKS
from leadq.domain.words import SLOTS

OWN = """
version = 1
id = "loan"
[[plays]]
for = "A"
goal = { en = "sign today", zh = "今天签" }
how = [{ en = "bring the form", zh = "带上合同" }]
[[messages]]
id = "first"
for = ["first"]
text = { en = "Hello {name}", zh = "{name}您好" }
"""


@pytest.mark.parametrize("trade", ["general", "equipment", "loan", "retail", "bank", "no-such"])
@pytest.mark.parametrize("case", [*SLOTS, *LACKS])
def test_every_case_has_a_goal_and_a_way(trade: str, case: str) -> None:
    play = open_library(None).play(trade, case)
    assert play.goal.zh and play.goal.en and play.how
    assert built_in_goal(trade, case) == {"en": play.goal.en, "zh": play.goal.zh}


def test_a_users_file_says_only_what_differs(tmp_path: Path) -> None:
    folder = tmp_path / "plays"
    folder.mkdir()
    (folder / "loan.toml").write_text(OWN, encoding="utf-8")
    library = open_library(tmp_path)
    assert library.check() == []
    assert library.play("loan", "A").goal.zh == "今天签"
    assert [one.text.zh for one in library.messages("loan") if one.id == "first"] == ["{name}您好"]
    assert library.play("loan", "B") == open_library(None).play("loan", "B")


@pytest.mark.parametrize(
    ("old", "new", "key", "problem"),
    [
        ('for = "A"', 'for = "D"', "plays[0].for", "not_allowed"),
        ('for = "A"', "", "plays[0].for", "missing"),
        (', zh = "带上合同"', "", "plays[0].how[0].zh", "missing"),
        ("how = [{ en", "ho = [{ en", "plays[0].ho", "unknown_key"),
        ('zh = "{name}您好"', 'zh = "{nam}您好"', "messages[0].text.zh", "not_allowed"),
        ('zh = "{name}您好"', 'zh = "{name"', "messages[0].text.zh", "not_allowed"),
        ('zh = "{name}您好"', 'zh = "{name!r:>9}"', "messages[0].text.zh", "not_allowed"),
        ('["first"]', '["frist"]', "messages[0].for", "not_allowed"),
        ('id = "loan"', 'id = "laon"', "id", "not_allowed"),
        ("version = 1", "version = 2", "version", "wrong_version"),
    ],
)
def test_mistakes_are_told_and_the_built_in_stands(
    tmp_path: Path, old: str, new: str, key: str, problem: str
) -> None:
    folder = tmp_path / "plays"
    folder.mkdir()
    (folder / "loan.toml").write_text(OWN.replace(old, new), encoding="utf-8")
    library = open_library(tmp_path)
    assert library.play("loan", "A") == open_library(None).play("loan", "A")
    said = [(error.params["where"], error.params["problem"]) for error in library.check()]
    assert (key, problem) in said


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("太贵了，别家便宜两万", "price"),
        ("徐工的也不错", "rival"),
        ("我老婆不同意", "people"),
        ("说是要再考虑考虑", "wait"),
        ("Too EXPENSIVE for us", "price"),
        ("怕你们信不过", "trust"),
        ("颜色不喜欢", "other"),
    ],
)
def test_an_objection_is_known_by_its_words(said: str, kind: str) -> None:
    kinds = open_library(None).people().objections
    assert next((one for one in kinds if one.is_in(said)), kinds[-1]).id == kind

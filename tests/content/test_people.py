"""Customer types, motives, mindsets and stages: all there, short, and in both languages."""

from __future__ import annotations

import copy
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from leadq.content.library import open_library
from leadq.content.loader import Mistakes
from leadq.content.schemas import people_schema
from leadq.content.schemas.people_schema import MOVES, People, Trait, read_people
from leadq.content.texts import Text
from leadq.domain.grading.person import suggest_types
from leadq.render.parts.text import cell_width

FILE = Path(people_schema.__file__).parents[1] / "people.toml"
DATA: dict[str, Any] = tomllib.loads(FILE.read_text("utf-8"))
FAMILIES = {
    "four": "driver analyst expressive amiable",
    "basic": "friendly autocratic analytic self_centred",
    "extended": "heeds_opinion honest not_listening",
    "phone": "rational task greedy owner",
    "property": "relationship",
    "home": "smooth pretending",
    "shop": "quiet hesitant sceptical",
}
GROUPS = {
    "motives": "practicality cheapness convenience safety beauty quality name "
    "novelty rivalry hobby",
    "mindsets": "pragmatic aesthetic novelty conformity",
    "stages": "notice interest imagine desire compare trust act satisfied",
    "relations": "transactional relational",
}
SIGNS = ["dress", "gestures", "face", "voice", "pace", "asks", "decides"]
FOUR = FAMILIES["four"].split()


@pytest.fixture(scope="module")
def people() -> People:
    return open_library(None).people()


def traits(people: People) -> list[Trait]:
    return [one for group in ("types", *GROUPS) for one in getattr(people, group).values()]


def texts(people: People) -> list[Text]:
    found = []
    for one in traits(people):
        found += [one.name, one.signs, one.approach, one.line, *one.moves.values()]
    for sign in people.signs:
        found += [sign.question, *(option.words for option in sign.options)]
    return found


def test_every_kind_of_customer_is_there_in_order(people: People) -> None:
    assert list(people.types) == " ".join(FAMILIES.values()).split()
    for family, ids in FAMILIES.items():
        assert {people.types[id_].family for id_ in ids.split()} == {family}
    for group, ids in GROUPS.items():
        assert list(getattr(people, group)) == ids.split()
        assert all(one.family == "" for one in getattr(people, group).values())


def test_a_fact_of_a_lead_takes_just_these_kinds(people: People) -> None:
    library = open_library(None)
    for group in ("types", *GROUPS):
        values = library.fact(group.removesuffix("s"), "general").values
        assert sorted(values) == sorted(getattr(people, group))


def test_only_the_four_tell_each_move(people: People) -> None:
    for id_, one in people.types.items():
        assert tuple(one.moves) == (MOVES if id_ in FOUR else ())


def test_the_one_line_is_short_and_an_order(people: People) -> None:
    for one in traits(people):
        assert all(cell_width(words) <= 60 for words in one.line), one.line
        assert not re.search(r"[.!。！]$", one.line.en + one.line.zh), one.line
        assert one.line.en[0].islower(), one.line


def test_chinese_is_chinese_and_english_is_not(people: People) -> None:
    for text in texts(people):
        assert re.search(r"[\u4e00-\u9fff]", text.zh), text
        assert not re.search(r"[A-Za-z]", text.zh), text
        assert not re.search(r"[\u4e00-\u9fff][,?!;:.]", text.zh), text
        assert not re.search(r"[\u3000-\u9fff\uff00-\uffef]", text.en), text
        text.zh.encode("gbk")


def test_names_differ_within_a_group(people: People) -> None:
    for group in ("types", *GROUPS):
        names = [one.name for one in getattr(people, group).values()]
        assert len({name.en for name in names}) == len({name.zh for name in names}) == len(names)


def test_what_the_method_says_of_the_four(people: People) -> None:
    assert "老虎" in people.types["driver"].name.zh
    assert "owl" in people.types["analyst"].name.en
    assert "落到纸上" in people.types["expressive"].line.zh
    assert "try" in people.types["amiable"].approach.en
    assert "1 %" in people.types["pretending"].approach.en
    assert "leadq's own" in people.types["not_listening"].approach.en
    assert "本工具补充" in people.types["hesitant"].approach.zh


def test_the_questionnaire_asks_for_the_seven_signs(people: People) -> None:
    assert [sign.id for sign in people.signs] == SIGNS
    for sign in people.signs:
        ids = [option.id for option in sign.options]
        assert len(ids) == len(set(ids)) == 4
        assert "unknown" not in ids
        assert {type_ for option in sign.options for type_ in option.points} == set(FOUR)


@pytest.mark.parametrize("type_", FOUR)
def test_a_model_customer_is_recognised(people: People, type_: str) -> None:
    answers = {
        sign.id: next(option.id for option in sign.options if type_ in option.points)
        for sign in people.signs
    }
    best = suggest_types(answers, people.points())[0]
    assert (best.type, best.confidence_percent) == (type_, 87)


def broken(path: str, value: object) -> list[tuple[object, object]]:
    """Read the file with one value replaced, or left out for None; return what is told."""
    data = copy.deepcopy(DATA)
    *way, last = [int(part) if part.isdecimal() else part for part in path.split(".")]
    spot: Any = data
    for part in way:
        spot = spot[part]
    if value is None:
        del spot[last]
    else:
        spot[last] = value
    report = Mistakes(FILE)
    assert read_people(data, report) is None
    return [(error.params["where"], error.params["problem"]) for error in report.errors]


@pytest.mark.parametrize(
    ("path", "value", "where", "problem"),
    [
        ("version", 2, "version", "wrong_version"),
        ("types.0.family", "five", "types[0].family", "not_allowed"),
        ("types.0.greet", None, "types[0].greet", "missing"),
        ("types.5.greet", {"en": "a", "zh": "b"}, "types[5].greet", "unknown_key"),
        ("types.1.id", "driver", "types[1].id", "twice"),
        ("types.1.line.zh", "", "types[1].line.zh", "missing"),
        ("motives.0.family", "four", "motives[0].family", "unknown_key"),
        ("motives.0.signs", None, "motives[0].signs", "missing"),
        ("stages", None, "stages", "missing"),
        ("relations", 1, "relations", "wrong_type"),
        ("signs", None, "signs", "missing"),
        ("signs.1.id", "dress", "signs[1].id", "twice"),
        ("signs.0.options", None, "signs[0].options", "missing"),
        ("signs.0.options.0.points", {"lion": 1}, "signs[0].options[0].points.lion", "unknown_key"),
        (
            "signs.0.options.0.points",
            {"driver": 0},
            "signs[0].options[0].points.driver",
            "not_allowed",
        ),
        ("signs.0.options.0.points", "driver", "signs[0].options[0].points", "wrong_type"),
        ("signs.0.options.0.words", None, "signs[0].options[0].words", "missing"),
    ],
)
def test_a_mistake_is_told_where_it_is(path: str, value: object, where: str, problem: str) -> None:
    assert (where, problem) in broken(path, value)


def test_check_covers_people(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    bad = tmp_path / "people.toml"
    bad.write_text("version = 1\ntypes = 3\n", encoding="utf-8")
    monkeypatch.setattr("leadq.content.library._PEOPLE", bad)
    errors = open_library(None).check()
    assert {error.params["path"] for error in errors} == {str(bad)}

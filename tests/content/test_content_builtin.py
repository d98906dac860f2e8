"""The built-in content: it loads, speaks both languages and carries the method's figures."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import leadq.content
from leadq.content.library import Library, open_library
from leadq.domain.grading.rules import Condition
from leadq.domain.words import GRADES, SLOTS

HERE = Path(leadq.content.__file__).parent
FILES = sorted([HERE / "facts.toml", *HERE.glob("profiles/*.toml"), *HERE.glob("scripts/*.toml")])
CORE = [
    *("money", "authority", "need", "intent", "pain", "obstacle"),
    *("engagement", "reason", "site", "plan", "need_by", "remark", "loan_purpose"),
    *("income_assets", "repayment_source", "deposit", "viewed", "preference", "financing"),
    *("outlet_volume", "outlet_brands", "outlet_image", "outlet_promoters", "outlet_supplier"),
    *("type", "motive", "mindset", "stage", "relation", "consent"),
]
PROFILES = ("general", "bank", "equipment", "loan", "realestate", "retail")
DISCOVERY = ("", "-equipment", "-loan", "-retail", "-realestate", "-bank")


@pytest.fixture(scope="module")
def library() -> Library:
    return open_library(None)


def texts_of(value: object, path: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    """Yield every bilingual table of a file with its dotted key."""
    if isinstance(value, dict):
        if "en" in value or "zh" in value:
            yield path, value
        else:
            for key, inner in value.items():
                yield from texts_of(inner, f"{path}.{key}")
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from texts_of(inner, f"{path}[{place}]")


def all_texts() -> list[tuple[str, dict[str, str]]]:
    return [
        (f"{path.name}{key}", text)
        for path in FILES
        for key, text in texts_of(tomllib.loads(path.read_text("utf-8")))
    ]


def test_every_built_in_file_passes_its_own_check(library: Library) -> None:
    assert [str(error) for error in library.check()] == []
    assert library.problems == []


def test_core_facts_are_those_of_the_contract(library: Library) -> None:
    general = library.profile("general")
    assert list(general.facts) == CORE
    assert general.facts["engagement"].values == ("none", "comparing", "bargaining")
    assert general.facts["deposit"].values == ("refuses", "later", "intends")
    assert general.facts["need_by"].kind == "date"
    assert general.facts["outlet_volume"].kind == "number"
    assert general.facts["money"].values == ("no", "yes")


def test_profile_and_script_ids(library: Library) -> None:
    assert library.profile_ids() == PROFILES
    wanted = {"man", "grading", *(f"discovery{end}" for end in DISCOVERY)}
    wanted |= {"phone", "visit", "debrief", "objection", "ffab", "needs"}
    wanted |= {"chain", "competitors", "sweep", "lobby", "complaint", "person", "firm"}
    wanted |= {"satisfaction"}
    assert set(library.script_ids()) == wanted


def test_every_text_is_there_in_both_languages() -> None:
    for key, text in all_texts():
        assert set(text) == {"en", "zh"}, key
        assert all(words.strip() == words and words for words in text.values()), key


def test_chinese_texts_are_chinese_and_english_ones_are_not() -> None:
    for key, text in all_texts():
        assert re.search(r"[\u4e00-\u9fff]", text["zh"]), (key, text)
        assert not re.search(r"[\u3000-\u9fff\uff00-\uffef]", text["en"]), (key, text)
        assert not re.search(r"[\u4e00-\u9fff][,?!;:]", text["zh"]), (key, text)
        text["zh"].encode("gbk")


def test_labels_fit_a_table(library: Library) -> None:
    for id_ in PROFILES:
        profile = library.profile(id_)
        labels = [fact.label for fact in profile.facts.values()]
        labels += profile.labels.values()
        for script in library.script_ids():
            labels += [fact.label for fact in library.script(script).facts.values()]
        for label in labels:
            assert len(label.en) <= 20, label
            assert len(label.zh) <= 6, label


def test_closed_facts_have_words_for_every_value(library: Library) -> None:
    for id_ in library.fact_ids():
        fact = library.fact(id_, "general")
        assert set(fact.says) == set(fact.values), id_
        assert set(fact.choices) == (set(fact.values) if fact.kind == "choice" else set()), id_


YES = Condition(values=("yes",))
TALKS = {
    "A": {"engagement": Condition(values=("bargaining",))},
    "B": {"engagement": Condition(values=("comparing", "bargaining"))},
}


def both(*facts: str) -> dict[str, dict[str, Condition]]:
    return {level: dict.fromkeys(facts, YES) for level in ("A", "B")}


def by(a_days: int, b_days: int) -> dict[str, dict[str, Condition]]:
    return {
        "A": {"need_by": Condition(within_days=a_days)},
        "B": {"need_by": Condition(within_days=b_days)},
    }


STABLE = Condition(values=("yes", "unknown"))
REASON = {level: {"reason": YES, "site": YES, "project_stable": STABLE} for level in ("A", "B")}
NO_BILL = {"bill": None}
VALUE = {
    "A": {
        "vip_known": YES,
        "lobby_outcome": Condition(values=("vip", "unknown")),
        "bank_amount": Condition(at_least=50000, of="bank_business", limits=NO_BILL),
    },
    "B": {
        "vip_known": YES,
        "lobby_outcome": Condition(values=("vip", "potential", "unknown")),
        "bank_amount": Condition(
            at_least=20000, of="bank_business", limits={"transfer": 50000, **NO_BILL}
        ),
        "bill_size": Condition(values=("above", "very_large", "unknown")),
        "form_signs": YES,
    },
}
TABLES = {
    "equipment": [TALKS, REASON, both("money"), both("plan"), by(30, 90)],
    "loan": [
        TALKS,
        both("loan_purpose", "income_assets", "repayment_source"),
        {
            "A": {"deposit": Condition(values=("intends",))},
            "B": {"deposit": Condition(values=("later", "intends"))},
        },
    ],
    "general": [TALKS, both("reason"), both("money"), both("authority"), by(30, 90)],
    "realestate": [TALKS, both("viewed"), both("preference"), both("financing"), by(30, 90)],
    "retail": [TALKS, both("authority"), both("money"), by(14, 60)],
    "bank": [
        TALKS,
        VALUE,
        both("authority"),
        by(30, 90),
    ],
}


@pytest.mark.parametrize("id_", PROFILES)
def test_grade_tables(library: Library, id_: str) -> None:
    criteria = library.profile(id_).rules.criteria
    assert [criterion.levels for criterion in criteria] == TABLES[id_]
    assert [criterion.any_of for criterion in criteria] == [
        id_ == "bank" and criterion.id == "value" for criterion in criteria
    ]


@pytest.mark.parametrize("id_", PROFILES)
def test_cadence_caps_and_limits(library: Library, id_: str) -> None:
    rules = library.profile(id_).rules
    days = {slot: rules.cadence[slot].every_days for slot in SLOTS}
    b_days = 3 if id_ == "loan" else 4
    assert days == {"A": 2, "B": b_days, "C": 14, "cultivate": 30, "ungraded": 1}
    assert rules.cadence["A"].by == "visit"
    assert rules.cadence["B"].by == ("wechat" if id_ == "loan" else "phone")
    assert [rules.cadence[slot].goal for slot in SLOTS] == [
        *("decide", "advance", "keep_warm", "cultivate", "finish_questions")
    ]
    assert (rules.caps.not_all_man, rules.caps.need_no) == ("B", "C")
    assert rules.overdue_days == {"A": 2, "B": 5, "C": 14}
    own = {"financing": 90} if id_ == "realestate" else {}
    assert rules.shelf_days == {"engagement": 30, "money": 90, "authority": 180, **own}


@pytest.mark.parametrize("id_", PROFILES)
def test_rules_fit_their_facts(library: Library, id_: str) -> None:
    profile = library.profile(id_)
    rules = profile.rules
    assert rules.profile == profile.id == id_
    assert set(rules.ask) <= set(profile.facts)
    read = {fact for criterion in rules.criteria for fact in criterion.facts}
    may_stay_open = {"lobby_outcome", "bill_size"} if id_ == "bank" else set()
    assert read - may_stay_open | {"need", "money", "authority", "pain", "obstacle"} <= set(
        rules.ask
    )
    assert rules.values == {f.id: f.values for f in profile.facts.values() if f.values}
    assert set(profile.labels) == set(profile.wants) == {one.id for one in rules.criteria}
    assert all(set(wants) == {"A", "B"} for wants in profile.wants.values())
    assert set(rules.overdue_days) == set(GRADES)


def test_questions_come_in_the_default_order(library: Library) -> None:
    assert library.profile("equipment").rules.ask == (
        *("need", "money", "authority", "engagement", "reason", "site"),
        *("project_stable", "plan", "need_by", "pain", "obstacle"),
    )


@pytest.mark.parametrize("end", DISCOVERY)
def test_discovery_scripts_are_open_and_complete(library: Library, end: str) -> None:
    script = library.script(f"discovery{end}")
    assert script.profile == end[1:]
    assert 8 <= len(script.steps) <= 12
    facts = [script.facts[step.fact] for step in script.steps]
    assert all(fact.listen for fact in facts)
    assert {fact.need for fact in facts} >= {"explicit", "implicit"}
    assert any(step.stage for step in script.steps)
    assert sum(fact.kind == "yes_no" for fact in facts) <= 2


def test_retail_discovery_fills_in_the_outlet(library: Library) -> None:
    facts = library.script("discovery", "retail").facts
    assert {id_ for id_ in CORE if id_.startswith("outlet_")} <= set(facts)


def test_grading_takes_its_steps_from_the_profile(library: Library) -> None:
    for id_ in PROFILES:
        script = library.script("grading", id_)
        assert tuple(step.fact for step in script.steps) == library.profile(id_).rules.ask
    assert script.from_profile


def test_a_trade_words_core_facts_its_own_way(library: Library) -> None:
    assert library.fact("need_by", "equipment").label.pick("zh") == "进场时间"
    assert library.fact("need_by", "general").label.pick("en") == "Needed by"
    assert library.fact("need_by", "equipment").recheck is not None
    steps = library.script("man", "loan").facts
    assert steps["money"].label.en == "Can repay"

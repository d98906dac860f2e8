"""The method's scripts: each one whole, in order, bilingual, and every fact worded once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import leadq.content
from leadq.cli.frame.table import TABLE
from leadq.content.library import Library, open_library
from leadq.content.model import FactDef, Script
from leadq.domain.grading.facts import Fact
from leadq.domain.grading.flow import StepRule, next_to_ask

HERE = Path(leadq.content.__file__).parent
SCRIPTS = {
    "phone": (
        *("known_so_far", "likely_need", "key_person", "long_term_goal"),
        *("call_reception", "call_opening", "call_interest", "expectation", "objection_words"),
        *("material_wanted", "material_which", "meeting_on"),
    ),
    "visit": (
        *("own_firm", "known_so_far", "challenges", "long_term_goal", "visit_goal", "meeting_on"),
        *("visit_place", "visit_way", "visit_topics", "visit_material"),
        *("visit_opening", "visit_ready"),
    ),
    "debrief": (
        *("debrief_learnt", "visit_goal_met", "warmth", "engagement", "rival_view"),
        *("objection_words", "visit_promises", "their_promises", "departments", "next_step"),
        "do_differently",
    ),
    "objection": (
        *("objection_words", "objection_behind", "common_ground", "accepted_points"),
        *("half_accepted", "price_push", "fair_profit", "own_costing", "price_room"),
        *("objection_settled", "obstacle"),
    ),
    "ffab": (
        *("ffab_product", "likely_need", "ffab_feature", "ffab_function", "ffab_advantage"),
        *("ffab_benefit", "ffab_evidence", "ffab_words", "ffab_echo"),
    ),
    "needs": (
        *("explicit_need", "implicit_need", "must_have", "better_if", "nice_surprise"),
        *("need_level", "motive", "mindset", "wants_of_firm", "wants_to_be"),
    ),
    "chain": (
        *("decision_path", "chain_approver", "chain_decider", "chain_supporter"),
        *("chain_influencer", "chain_gap", "chain_project", "chain_ownership"),
        *("chain_control", "chain_size", "chain_level"),
    ),
    "competitors": (
        *("rival_name", "rival_aim", "rival_market", "rival_closer", "rival_wider"),
        *("rival_base", "rival_team"),
    ),
    "sweep": (
        *("sweep_ready", "outlet_image", "outlet_glance", "outlet_brands", "outlet_volume"),
        *("outlet_promoters", "outlet_decider", "outlet_supplier", "site_clues"),
        *("site_emblems", "likes_dislikes"),
    ),
    "lobby": (
        *("vip_known", "outward_signs", "bank_business", "bank_amount", "bill_size"),
        *(
            "bank_confirmed",
            "form_signs",
            "form_sign",
            "product_interest",
            "pitch_taken",
            "lobby_outcome",
        ),
    ),
    "complaint": (
        *("complaint", "complaint_feeling", "complaint_thanked", "complaint_apologised"),
        *("complaint_details", "complaint_solution", "complaint_promised_on"),
        *("complaint_solved", "complaint_satisfied", "complaint_missing", "complaint_cause"),
        "complaint_lesson",
    ),
    "satisfaction": (
        *("satisfaction", "satisfaction_goods", "satisfaction_service", "satisfaction_again"),
        *("satisfaction_recommend", "satisfaction_better"),
    ),
}
# Facts that a script means in its own sense and therefore words anew on purpose.
REWORDED = {
    "phone": {"objection_words"},
    "visit": {"long_term_goal", "meeting_on"},
    "debrief": {"rival_view", "objection_words"},
    "ffab": {"likely_need"},
    "lobby": {"bank_amount"},
}
WORDS = ("label", "question", "hint", "listen", "says", "choices", "recheck")
COMMAND = re.compile(r"leadq [a-z]+(?: [A-Z]+| 编号| 姓名| 日期| [a-z]+| --[a-z]+| \"[^\"]*\")*")


@pytest.fixture(scope="module")
def library() -> Library:
    return open_library(None)


def steps_of(id_: str) -> list[dict[str, Any]]:
    data = tomllib.loads((HERE / "scripts" / f"{id_}.toml").read_text("utf-8"))
    return list(data["steps"])


def texts_of(value: object) -> Iterator[dict[str, str]]:
    if isinstance(value, dict):
        if "zh" in value:
            yield value
        else:
            for inner in value.values():
                yield from texts_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_of(inner)


def facts_of(script: Script) -> list[FactDef]:
    return [script.facts[step.fact] for step in script.steps]


def stages_of(script: Script, lang: str) -> list[str]:
    return [step.stage.pick(lang) for step in script.steps if step.stage]


def test_scripts_and_core_facts_have_no_mistake(library: Library) -> None:
    mine = ("scripts/", "content/facts.toml")
    assert [e for e in library.check() if str(e.params["file"]).startswith(mine)] == []


@pytest.mark.parametrize("id_", SCRIPTS)
def test_the_questions_of_each_script_in_order(library: Library, id_: str) -> None:
    script = library.script(id_)
    assert tuple(step.fact for step in script.steps) == SCRIPTS[id_]
    assert 5 <= len(script.steps) <= 12
    assert script.profile == {"sweep": "retail", "lobby": "bank"}.get(id_, "")
    assert script.steps[0].stage is not None
    assert not script.from_profile


def test_each_fact_is_described_in_one_place(library: Library) -> None:
    homes: dict[str, list[str]] = {}
    for path in sorted((HERE / "scripts").glob("*.toml")):
        for step in tomllib.loads(path.read_text("utf-8")).get("steps", []):
            if "kind" in step:
                homes.setdefault(step["fact"], []).append(path.stem)
    known = set(library.profile("general").facts)
    for profile in library.profile_ids():
        known |= set(library.profile(profile).facts)
    for fact, places in homes.items():
        assert len(places) == 1, (fact, places)
        assert fact not in known, fact


@pytest.mark.parametrize("id_", SCRIPTS)
def test_a_fact_from_elsewhere_is_reworded_only_on_purpose(id_: str) -> None:
    borrowed = {s["fact"]: s for s in steps_of(id_) if "kind" not in s}
    reworded = {fact for fact, step in borrowed.items() if any(key in step for key in WORDS)}
    assert reworded == REWORDED.get(id_, set())


def test_no_question_is_put_twice_in_the_same_words(library: Library) -> None:
    for lang in ("en", "zh"):
        asked: dict[str, str] = {}
        for id_ in SCRIPTS:
            for fact in facts_of(library.script(id_)):
                assert asked.setdefault(fact.question.pick(lang), fact.id) == fact.id


@pytest.mark.parametrize("id_", SCRIPTS)
def test_chinese_holds_no_english(id_: str) -> None:
    data = tomllib.loads((HERE / "scripts" / f"{id_}.toml").read_text("utf-8"))
    for text in texts_of(data):
        plain = COMMAND.sub("", text["zh"]).replace("FFAB", "")
        assert not re.search(r"[A-Za-z]", plain), text["zh"]


def test_commands_named_in_hints_exist(library: Library) -> None:
    names = {entry.words for entry in TABLE}
    seen = 0
    for id_ in SCRIPTS:
        script = library.script(id_)
        for fact in facts_of(script):
            for hint in fact.hint:
                for words in re.findall(r"leadq ([a-z]+)", hint):
                    assert words in names, (fact.id, words)
                    seen += 1
                for asked in re.findall(r"leadq ask (?:LEAD|编号) ([a-z]+)", hint):
                    assert asked in library.script_ids()
    assert seen


def test_the_call_goes_through_the_four_stages(library: Library) -> None:
    script = library.script("phone")
    english, chinese = stages_of(script, "en"), stages_of(script, "zh")
    assert [s.split(":")[0] for s in english[-4:]] == ["Confuse", "Clear", "Comfort", "Contract"]
    assert [s.split("：")[0] for s in chinese[-4:]] == ["迷茫", "唤醒", "安抚", "签约"]
    prepared = [step.fact for step in script.steps][:4]
    assert prepared == ["known_so_far", "likely_need", "key_person", "long_term_goal"]
    assert script.facts["call_reception"].values == ("blocked", "named", "through")


def test_send_me_material_is_followed_up(library: Library) -> None:
    script = library.script("phone")
    rules = [StepRule(step.fact, step.when) for step in script.steps]
    asked = SCRIPTS["phone"][:10]
    wanted = {"material_wanted": Fact("material_wanted", "yes", date(2026, 11, 21))}
    step = next_to_ask(rules, wanted, asked, lambda _: True)
    assert step is not None and step.fact == "material_which"
    step = next_to_ask(rules, {}, asked, lambda _: True)
    assert step is not None and step.fact == "meeting_on"


def test_the_visit_begins_with_the_own_firm_and_ends_with_oneself(library: Library) -> None:
    assert stages_of(library.script("visit"), "zh") == [
        *("先说清自己", "再看客户", "定计划", "看看自己")
    ]


def test_the_debrief_asks_how_warm_it_is(library: Library) -> None:
    facts = library.script("debrief").facts
    assert facts["warmth"].values == ("cold", "polite", "warm", "hot")
    assert facts["engagement"].values == ("none", "comparing", "bargaining")


def test_objections_by_arithmetic(library: Library) -> None:
    script = library.script("objection")
    signs = [re.search(r"（(.)）", stage) for stage in stages_of(script, "zh")]
    assert [sign.group(1) for sign in signs if sign] == ["－", "＋", "÷", "×"]
    english = [re.search(r"\((.)\)", stage) for stage in stages_of(script, "en")]
    assert [sign.group(1) for sign in english if sign] == ["-", "+", "÷", "×"]
    assert script.facts["price_room"].kind == "number"
    when = {step.fact: step.when for step in script.steps}
    assert when["fair_profit"] == ("price_push", ("yes",))


def test_ffab_comes_out_as_words_to_say(library: Library) -> None:
    script = library.script("ffab")
    parts = ["Feature", "Function", "Advantage", "Benefit", "Evidence"]
    assert stages_of(script, "en")[1:6] == parts
    assert stages_of(script, "zh")[1:6] == ["特征", "功能", "优势", "好处", "证据"]
    words = script.facts["ffab_words"].hint
    places = [words.en.find(f"({part.lower()})") for part in parts]
    assert places == sorted(places) and places[0] > 0
    assert all(f"（{part}）" in words.zh for part in ("特征", "功能", "优势", "好处", "证据"))


def test_needs_carry_every_layer(library: Library) -> None:
    facts = library.script("needs").facts
    assert facts["explicit_need"].need == "explicit"
    assert facts["implicit_need"].need == "implicit"
    assert facts["need_level"].values == (
        *("physiological", "safety", "social", "esteem", "self_realisation"),
    )
    assert set(facts["wants_of_firm"].values) == {
        *("quick_answers", "reliability", "knowledge", "honesty", "courtesy", "discount")
    }
    assert set(facts["wants_to_be"].values) == {
        *("safe", "served_in_order", "recognised", "welcome", "comfortable", "understood"),
        *("helped", "valued", "praised", "respected", "trusted"),
    }


def test_the_chain_points_to_contacts_by_their_parts(library: Library) -> None:
    facts = library.script("chain").facts
    for role in ("approver", "decider", "supporter", "influencer"):
        for hint in facts[f"chain_{role}"].hint:
            assert "leadq contact" in hint
            assert f"--role {role}" in hint


def test_the_sweep_carries_ten_things_and_the_whole_outlet(library: Library) -> None:
    script = library.script("sweep")
    hint = script.facts["sweep_ready"].hint
    assert len(hint.zh.rstrip("。").split("、")) == 10
    assert len(hint.en.rstrip(".").split(", ")) == 10
    assert (stages_of(script, "en")[0], stages_of(script, "zh")[0]) == (
        *("Ten things to carry", "出门带齐十样"),
    )
    outlet = {id_ for id_ in library.profile("general").facts if id_.startswith("outlet_")}
    assert len(outlet) == 5
    assert outlet <= set(script.facts)
    assert script.facts["outlet_volume"].kind == "number"


def test_the_lobby_knows_its_moments_and_thresholds(library: Library) -> None:
    script = library.script("lobby")
    moments = ["进门", "取号", "说业务", "填单", "举止", "分流"]
    assert stages_of(script, "zh") == moments
    assert script.facts["lobby_outcome"].values == ("ordinary", "potential", "vip")
    amount = script.facts["bank_amount"].hint
    assert "20,000" in amount.en and "50,000" in amount.en
    assert "2 万" in amount.zh and "5 万" in amount.zh
    when = {step.fact: step.when for step in script.steps if step.when}
    assert when["bank_amount"] == ("bank_business", ("bill", "cash", "transfer", "wealth"))
    assert when["form_sign"] == ("form_signs", ("yes",))


def test_a_complaint_goes_step_by_step(library: Library) -> None:
    script = library.script("complaint")
    steps = ["倾听", "感谢", "道歉", "承诺", "方案与日期", "兑现", "确认", "总结"]
    assert stages_of(script, "zh") == steps
    assert script.facts["complaint_promised_on"].kind == "date"
    assert script.facts["complaint_satisfied"].values == ("no", "yes")
    hints = " ".join(fact.hint.en for fact in facts_of(script))
    for never in ("Who told you?", "Are you sure?", "you have misunderstood", "elsewhere"):
        assert never in hints
    assert "Never blame a colleague" in hints


CHOICES = {
    "type": {
        *("driver", "analyst", "expressive", "amiable", "friendly", "autocratic", "analytic"),
        *("self_centred", "heeds_opinion", "honest", "not_listening", "rational", "task"),
        *("greedy", "owner", "relationship", "smooth", "pretending", "quiet", "hesitant"),
        "sceptical",
    },
    "motive": {
        *("practicality", "cheapness", "convenience", "safety", "beauty", "quality", "name"),
        *("novelty", "rivalry", "hobby"),
    },
    "mindset": {"pragmatic", "aesthetic", "novelty", "conformity"},
    "stage": {*("notice", "interest", "imagine", "desire", "compare", "trust", "act", "satisfied")},
    "relation": {"transactional", "relational"},
}


@pytest.mark.parametrize("id_", CHOICES)
def test_who_is_in_front_of_you(library: Library, id_: str) -> None:
    fact = library.profile("general").facts[id_]
    assert fact.kind == "choice"
    assert set(fact.values) == CHOICES[id_]
    for lang in ("en", "zh"):
        for words in (fact.choices, fact.says):
            assert len({text.pick(lang) for text in words.values()}) == len(fact.values)


def test_the_quickest_types_and_the_last_stage_stand_first_on_the_screen(library: Library) -> None:
    facts = library.profile("general").facts
    assert facts["type"].values[::-1][:4] == ("driver", "analyst", "expressive", "amiable")
    assert facts["stage"].values == (
        *("notice", "interest", "imagine", "desire", "compare", "trust", "act", "satisfied"),
    )


def test_older_grading_does_not_read_the_new_facts(library: Library) -> None:
    for profile in library.profile_ids():
        assert not set(library.profile(profile).rules.ask) & set(CHOICES)


def test_what_belongs_to_one_call_or_visit_is_asked_anew(library: Library) -> None:
    again = {id_ for id_ in SCRIPTS if library.script(id_).again}
    assert again == {"phone", "visit", "debrief", "objection", "ffab", "satisfaction"}

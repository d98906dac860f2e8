"""The library: a user's own trades and scripts, fall-backs, look-ups, laziness."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from leadq.content import loader
from leadq.content.fingerprint import fingerprint
from leadq.content.library import Library, open_library
from leadq.content.template import template
from leadq.content.texts import Text
from leadq.errors import ConfigError, RefusedError, UsageError

BUILTIN = Path(loader.__file__).parent


def put(root: Path, kind: str, id_: str, text: str) -> Library:
    path = root / kind / f"{id_}.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return open_library(root)


def test_a_new_trade_is_one_file_and_no_code(tmp_path: Path) -> None:
    library = put(tmp_path, "profiles", "insurance", template("profile", "insurance"))
    profile = library.profile("insurance")
    assert library.profile_ids()[0] == "general"
    assert "insurance" in library.profile_ids()
    assert library.is_user("profile", "insurance")
    assert not library.is_user("profile", "loan")
    rules = profile.rules
    assert rules.ask == (
        *("need", "money", "authority", "engagement", "sample_tested", "need_by"),
        *("pain", "obstacle"),
    )
    assert rules.values["sample_tested"] == ("no", "yes")
    assert profile.facts["need_by"].question.en == "By when must we deliver?"
    assert profile.facts["need_by"].label == Text("Needed by", "需要时间")
    assert library.check() == []
    assert profile.source == tmp_path / "profiles" / "insurance.toml"


def test_what_a_trade_leaves_out_comes_from_general(tmp_path: Path) -> None:
    rules = put(tmp_path, "profiles", "x", template("profile", "x")).profile("x").rules
    general = open_library(None).profile("general").rules
    assert rules.caps == general.caps
    assert rules.overdue_days == general.overdue_days
    assert rules.shelf_days == {**general.shelf_days, "sample_tested": 90}
    assert {s: c for s, c in rules.cadence.items() if s != "B"} == {
        s: c for s, c in general.cadence.items() if s != "B"
    }


def test_a_slot_in_part_keeps_the_rest_of_general(tmp_path: Path) -> None:
    text = template("profile", "x").replace("[cadence]", "[cadence]\nA = { every_days = 1 }\n#")
    slot = put(tmp_path, "profiles", "x", text).profile("x").rules.cadence["A"]
    assert (slot.every_days, slot.by, slot.goal) == (1, "visit", "decide")


def test_a_trade_can_word_its_own_goal(tmp_path: Path) -> None:
    profile = put(tmp_path, "profiles", "x", template("profile", "x")).profile("x")
    assert profile.rules.cadence["B"].goal == "@x.B"
    assert profile.goals == {"B": Text("book the test", "约好试样")}


def test_an_ask_list_never_loses_what_the_grade_needs(tmp_path: Path) -> None:
    text = template("profile", "x").replace("# ask = [", 'ask = ["need_by"] # [')
    rules = put(tmp_path, "profiles", "x", text).profile("x").rules
    assert rules.ask == (*("need_by", "need", "money", "authority", "engagement", "sample_tested"),)


def test_a_user_file_overrides_the_built_in_of_its_id(tmp_path: Path) -> None:
    text = (BUILTIN / "profiles" / "retail.toml").read_text("utf-8")
    library = put(
        tmp_path, "profiles", "retail", text.replace("within_days = 14", "within_days = 7")
    )
    need_by = library.profile("retail").rules.criteria[-1]
    assert need_by.levels["A"]["need_by"].within_days == 7
    assert library.profile("retail").source.is_relative_to(tmp_path)
    assert library.problems == []


def test_a_broken_override_falls_back_and_is_reported(tmp_path: Path) -> None:
    library = put(tmp_path, "profiles", "retail", "version = 1\nid = 'retail'\n")
    assert library.profile("retail").source == BUILTIN / "profiles" / "retail.toml"
    assert library.profile("retail").id == "retail"
    assert library.problems
    assert {e.params["path"] for e in library.problems} == {str(tmp_path / "profiles/retail.toml")}
    count = len(library.problems)
    library.script("man", "retail")
    assert len(library.problems) == count


def test_a_broken_script_override_falls_back(tmp_path: Path) -> None:
    library = put(tmp_path, "scripts", "discovery-loan", "version =")
    assert library.script("discovery", "loan").source.is_relative_to(BUILTIN)
    assert [e.params["problem"] for e in library.problems] == ["syntax"]


def test_a_broken_file_without_built_in_is_raised(tmp_path: Path) -> None:
    library = put(tmp_path, "profiles", "mine", "version = 1")
    put(tmp_path, "scripts", "mine", "version = 1")
    with pytest.raises(ConfigError) as caught:
        library.profile("mine")
    assert caught.value.params["file"] == "profiles/mine.toml"
    with pytest.raises(ConfigError):
        open_library(tmp_path).script("mine")
    assert open_library(tmp_path).profile("loan").id == "loan"


def test_unknown_ids_name_the_nearest() -> None:
    library = open_library(None)
    with pytest.raises(RefusedError) as caught:
        library.profile("equipmnt")
    assert (caught.value.key, caught.value.hint) == ("unknown_profile", "unknown_profile")
    assert caught.value.params["profile"] == "equipmnt"
    assert near_ids(caught.value) == ["equipment"]
    assert "retail" in str(caught.value.params["allowed"])
    with pytest.raises(RefusedError) as caught:
        library.script("discovry")
    assert caught.value.key == "unknown_script"
    assert near_ids(caught.value)[0] == "discovery"
    with pytest.raises(RefusedError) as caught:
        library.fact("mony", "general")
    assert (caught.value.key, near_ids(caught.value)[0]) == ("unknown_fact", "money")
    assert caught.value.params["script"] == "grading"
    with pytest.raises(RefusedError) as caught:
        library.fact("购买", "equipment")
    assert near_ids(caught.value) == ["money", "stage", "plan"]
    with pytest.raises(RefusedError) as caught:
        library.profile("../../etc/passwd")
    assert near_ids(caught.value) == []


def near_ids(error: RefusedError) -> list[str]:
    near = error.params["near"]
    assert isinstance(near, tuple)
    return [one.id for one in near]


@pytest.mark.parametrize(
    ("typed", "id_"),
    [("购买力", "money"), ("Money", "money"), ("Needed by", "need_by"), ("痛点", "pain")],
)
def test_a_fact_is_found_by_what_it_is_called(typed: str, id_: str) -> None:
    assert open_library(None).fact(typed, "general").id == id_


def test_each_trade_calls_its_facts_by_its_own_words() -> None:
    library = open_library(None)
    for trade in library.profile_ids():
        for lang in ("en", "zh"):
            for id_ in library.profile(trade).rules.ask:
                label = library.fact(id_, trade).label.pick(lang)
                assert library.fact(label, trade).id == id_, (trade, label)


def test_trades_and_scripts_are_found_by_their_names() -> None:
    library = open_library(None)
    assert library.profile("设备").id == library.profile("Equipment").id == "equipment"
    assert library.script("需求识别").id == "discovery"


def test_a_script_of_the_leads_trade_is_preferred() -> None:
    library = open_library(None)
    assert library.script("discovery", "loan").id == "discovery-loan"
    assert library.script("discovery", "general").id == "discovery"
    assert library.script("discovery").id == "discovery"


def test_facts_of_scripts_and_other_trades_are_found() -> None:
    library = open_library(None)
    assert library.fact("form_signs", "general").kind == "yes_no"
    assert "form_signs" not in library.profile("general").facts
    ids = library.fact_ids()
    assert len(ids) == len(set(ids))
    for script in library.script_ids():
        for id_ in library.script(script).facts:
            assert id_ in ids
            assert library.fact(id_, "general").id == id_


def test_a_script_may_depend_on_answers_and_reword_facts(tmp_path: Path) -> None:
    library = put(tmp_path, "scripts", "mine", template("script", "mine"))
    script = library.script("mine", "loan")
    assert [step.fact for step in script.steps] == ["need", "last_purchase", "last_trouble"]
    assert script.steps[2].when == ("last_purchase", ("bad",))
    assert script.steps[0].stage == Text("To begin", "开头")
    assert script.facts["last_purchase"].need == "implicit"
    assert script.facts["need"].question.en.startswith("Are they short of money")
    reworded = template("script", "mine").replace(
        'fact = "need"', 'fact = "need"\nquestion = { en = "Short of hands?", zh = "缺人手吗？" }'
    )
    script = put(tmp_path, "scripts", "mine", reworded).script("mine")
    assert script.facts["need"].question.en == "Short of hands?"
    assert script.facts["need"].values == ("no", "yes")


def test_template_refuses_an_id_that_cannot_be_a_file_name() -> None:
    for id_ in ("", "a b", "../x", "a.b"):
        with pytest.raises(UsageError):
            template("profile", id_)


def test_a_chinese_trade_name_is_fine(tmp_path: Path) -> None:
    library = put(tmp_path, "profiles", "保险", template("profile", "保险"))
    assert library.check() == []
    assert library.profile("保险").id == "保险"


def test_opening_reads_nothing_and_a_profile_reads_three_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    real = loader.read_toml

    def spy(path: Path, report: loader.Mistakes) -> dict[str, object] | None:
        read.append(path.name)
        return real(path, report)

    monkeypatch.setattr("leadq.content.readers.read_toml", spy)
    library = open_library(tmp_path)
    assert read == []
    library.profile("equipment")
    library.profile("equipment")
    assert sorted(read) == ["equipment.toml", "facts.toml", "general.toml"]


def test_importing_loads_no_parser() -> None:
    code = (
        "import sys, leadq.content.library, leadq.content.fingerprint;"
        "print(sorted({'tomllib', 'difflib', 'typer', 'rich'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_fingerprint_follows_user_profiles(tmp_path: Path) -> None:
    bare = fingerprint(None, "")
    assert re.fullmatch(r"[0-9a-f]{16}\|\|", bare)
    assert fingerprint(tmp_path, "") == bare == fingerprint(None, "")
    put(tmp_path, "profiles", "x", "a = 1")
    first = fingerprint(tmp_path, "")
    put(tmp_path, "profiles", "x", "a = 2")
    second = fingerprint(tmp_path, "")
    put(tmp_path, "scripts", "y", "a = 1")
    assert len({bare, first, second}) == 3
    assert fingerprint(tmp_path, "") == second
    (tmp_path / "profiles" / "x.toml").rename(tmp_path / "profiles" / "z.toml")
    assert fingerprint(tmp_path, "") not in (first, second)
    assert fingerprint(None, "weekend=5,6") != bare

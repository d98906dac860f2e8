"""purchase, value, survey, handover, report clashes and revisits, as they are typed."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.fixture
def filled(run: Run) -> Run:
    """Two customers of different reps, three purchases."""
    run("add", "王建国", "--company", "华北路桥", "--phone", "13800138000", "--owner", "Li")
    run("add", "Ann", "--phone", "13800138000", "--owner", "Wu", "--region", "west", "--force")
    run("purchase", "1", "50万", "2026-03-03", "--product", "JS220")
    run("purchase", "1", "20k", "2026-07-01")
    run("win", "2", "--amount", "900")
    return run


def data(result: Any) -> Any:
    assert (result.code, result.err) == (0, "")
    return json.loads(result.out)


def table(result: Any) -> list[dict[str, str]]:
    assert result.code == 0
    return list(csv.DictReader(io.StringIO(result.out)))


def test_a_purchase_as_it_is_said(filled: Run) -> None:
    assert filled("purchase", "1", "300", "yesterday").out == (
        "1 王建国 · 华北路桥  bought for 300 on 22 Nov 2026\n"
        "3 purchases, 520,300 in all.   What they are worth: leadq value 1\n"
    )
    told = data(filled("purchase", "1", "--json"))
    assert (told["number"], told["total"], told["purchase"]) == (1, 520300, None)
    assert told["purchases"][0] == {
        **{"id": 1, "on": "2026-03-03", "amount": 500000, "product": "JS220", "note": None},
        **{"noted_by": "rep", "owner": None},
    }
    assert data(filled("purchase", "1", "--remove", "1", "--json"))["purchase"]["amount"] == 500000
    assert [row["amount"] for row in table(filled("purchase", "1", "--format", "csv"))] == [
        *("20000", "300")
    ]


def test_a_file_of_purchases_tells_what_it_left_out(filled: Run, tmp_path: Path) -> None:
    file = tmp_path / "orders.csv"
    file.write_text("姓名,日期,金额\n王建国,2026-10-01,7\n没有,2026-10-01,7\n", encoding="gb18030")
    result = filled("purchase", "--import", str(file))
    assert result.code == 1
    assert "Purchases: 1 new, 0 there already" in result.out
    assert "line 3: no lead is “没有”" in result.err
    told = json.loads(filled("purchase", "--import", str(file), "--json").out)
    assert told["brought"]["purchases"] == {"rows": 2, "new": 0, "known": 1, "updated": 0}
    assert filled("undo").code == 0
    assert len(data(filled("purchase", "1", "--json"))["purchases"]) == 2


def test_history_tells_purchases(filled: Run) -> None:
    filled("purchase", "1", "--remove", "2")
    told = filled("history", "1").out
    assert "bought for 500,000 on 3 Mar 2026 (JS220) (" in told
    assert "removed: bought for 20,000 on 1 Jul 2026" in told


def test_history_tells_purchases_from_a_file(filled: Run, tmp_path: Path) -> None:
    file = tmp_path / "orders.csv"
    file.write_text("number,date,amount,product\n1,2026-10-01,700,oil\n2,2026-10-02,5,\n", "utf-8")
    assert filled("purchase", "--import", str(file)).code == 0
    line = "bought for 700 on 1 Oct 2026, from a file (oil) ("
    assert line in filled("history", "1").out
    assert line not in filled("history", "2").out
    assert "2026-10-01 购买 700，由文件导入（oil）" in filled("history", "1", "--lang", "zh").out
    entries = data(filled("history", "1", "--json"))
    (bought,) = [one for one in entries if one["values"].get("noted_by") == "file"]
    assert (bought["verb"], bought["table"], bought["op"]) == ("import", "purchase", "insert")
    (gone,) = [
        one for one in data(filled("purchase", "1", "--json"))["purchases"] if one["amount"] == 700
    ]
    filled("purchase", "1", "--remove", str(gone["id"]))
    told = filled("history", "1").out
    assert told.count("bought for 700") == 2 and "removed: bought for 700" in told
    filled("undo")
    filled("undo")
    assert "bought for 700" not in filled("history", "1").out


def test_all_means_everybody(filled: Run) -> None:
    for words in (["value"], ["survey"], ["report", "clashes"], ["report", "funnel"], ["dupes"]):
        for owner in ("all", " ALL "):
            told = filled(*words, "--owner", owner, "--json")
            assert (told.out, told.err) == (filled(*words, "--json").out, ""), words
    for words in (["value"], ["survey"], ["report", "clashes"], ["report", "funnel"]):
        assert "No lead belongs to “nobdy”." in filled(*words, "--owner", "nobdy").err


@pytest.mark.parametrize(
    "words", [["reopen", "2"], ["lose", "2", "--reason", "x"], ["drop", "2", "--reason", "x"]]
)
def test_whoever_takes_a_win_back_hears_that_its_purchase_stays(
    filled: Run, words: list[str]
) -> None:
    command = "leadq purchase 2 --remove 3"
    assert filled(*words).out.count(command) == 1
    filled("undo")
    assert command in filled(*words, "--lang", "zh").out


def test_a_trade_is_called_by_its_name_in_history(filled: Run) -> None:
    filled("edit", "1", "--profile", "loan")
    told = filled("history", "1", "--lang", "zh").out
    assert "行业：" in told and "→ 贷款" in told and "loan" not in told


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["purchase"], 2),
        (["purchase", "1", "5", "--remove", "1"], 2),
        (["purchase", "1", "--note", "x"], 2),
        (["purchase", "1", "5", "--map", "a=b"], 2),
        (["purchase", "1", "--import", "x.csv"], 2),
        (["purchase", "--import", ""], 2),
        (["purchase", "1", "0"], 2),
        (["purchase", "1", "5", "tomorrow"], 2),
        (["purchase", "9", "5"], 1),
        (["purchase", "1", "--remove", "9"], 1),
        (["value", "--bought-in", "5"], 2),
        (["value", "1", "--owner", "Li"], 2),
        (["value", "9"], 1),
        (["survey", "--share", "101"], 2),
        (["handover", "Li", ""], 2),
        (["handover", "Zhou", "Li"], 1),
        (["handover", "Li", "Wu", "--status", "gone"], 2),
    ],
)
def test_mistakes_have_two_lines_and_their_code(filled: Run, words: list[str], code: int) -> None:
    result = filled(*words)
    assert (result.code, result.out, result.err.count("\n")) == (code, "", 2)


def test_worth_as_data(filled: Run) -> None:
    told = data(filled("value", "--json"))
    assert [(one["number"], one["class"], one["total"]) for one in told["customers"]] == [
        (1, "EII", 520000),
        (2, "EIV", 900),
    ]
    assert told["assumptions"] == {"discount_percent": 10, "years": 5, "margin_percent": 100}
    assert (told["by"], told["since"], told["until"]) == ("quarter", "2026-01-01", "2026-11-23")
    assert told["top"]["numbers"] == [1]
    rows = table(filled("value", "--by", "order", "--format", "csv"))
    assert [(row["number"], row["contribution"], row["stable"]) for row in rows] == [
        *(("1", "260000", "false"), ("2", "900", "false")),
    ]
    one = data(filled("value", "1", "--json", "--years", "1", "--discount", "0"))
    assert (one["lifetime_value"], one["ladder"]) == (520000, "new")
    assert [row["by"] for row in table(filled("value", "1", "--format", "csv"))] == [
        *("quarter", "month", "order")
    ]


def test_the_assumptions_are_shown(filled: Run) -> None:
    shown = " ".join(
        filled("value", "--discount", "7", "--years", "3", "--margin", "20").out.split()
    )
    assert "assumes 3 years like the last twelve months, 7% discount a year, 20% of" in shown
    assert "stable is bought in 3 of the last 4" in shown


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("columns", ["80", "120"])
def test_screens_fit(filled: Run, lang: str, columns: str) -> None:
    from leadq.render.parts.text import cell_width

    env = {"LEADQ_LANG": lang, "COLUMNS": columns}
    for words in (["value"], ["value", "1"], ["survey"], ["report", "clashes"], ["purchase", "1"]):
        shown = filled(*words, env=env).out
        assert max(map(cell_width, shown.splitlines())) <= int(columns), words


def test_the_share_of_a_survey_is_a_setting(filled: Run, home: Path) -> None:
    for place in range(9):
        filled("add", f"c{place}")
        filled("win", f"c{place}")
    assert len(table(filled("survey", "--format", "csv"))) == 8
    (home / ".leadq.toml").write_text("survey_share = 50\n", encoding="utf-8")
    assert len(table(filled("survey", "--format", "csv"))) == 5
    told = data(filled("survey", "--share", "20", "--seed", "3", "--json"))
    assert (told["share"], told["seed"], len(told["asked"])) == (20, 3, 2)
    assert told["trades"] == [{"profile": "general", "customers": 10, "asked": 2}]


def test_a_survey_says_whom_it_leaves_out(filled: Run) -> None:
    filled("privacy", "consent", "2", "--withdrawn")
    result = filled("survey")
    assert "There are no customers yet" in result.out
    assert "1 customer does not want to be contacted and is left out." in result.err


def test_a_handover_says_how_many(filled: Run) -> None:
    told = filled("handover", "li", "Zhou")
    assert told.out.startswith("1 lead of Li belongs to Zhou now: 1 open.\n")
    assert "Nobody called Zhou has had leads so far" in told.err
    assert filled("undo").out.startswith("Taken back: give a rep's leads to another rep.")
    assert data(filled("handover", "Li", "Wu", "--grade", "none", "--json")) == {
        **{"from": "Li", "to": "Wu", "count": 1, "left": 0, "statuses": {"open": 1}}
    }
    assert "owner: Li → Wu (" in filled("history", "1").out.splitlines()[-1]


def test_clashes_with_both_histories(filled: Run) -> None:
    filled("log", "1", "--at", "yesterday")
    (clash,) = data(filled("report", "clashes", "--json"))
    assert (clash["reasons"], clash["shared"]) == (["phone"], ["13800138000"])
    keys = ("owner", "status", "created_on", "last_touch", "touches")
    assert [[lead[key] for key in keys] for lead in clash["leads"]] == [
        ["Li", "open", "2026-11-23", "2026-11-22", 1],
        ["Wu", "won", "2026-11-23", None, 0],
    ]
    rows = table(filled("report", "clashes", "--format", "csv"))
    assert [(row["clash"], row["owner"]) for row in rows] == [("1", "Li"), ("1", "Wu")]
    nobody = filled("report", "clashes", "--owner", "Zhou")
    assert (nobody.out, nobody.err) == ("", "No lead belongs to “Zhou”.\n")
    filled("add", "Ann", "--owner", "Zhou")
    assert filled("report", "clashes", "--owner", "Zhou").out == (
        "No customer is worked on by several reps.\n"
    )


def test_customers_are_seen_again_unless_the_setting_says_no(filled: Run, home: Path) -> None:
    env = {"LEADQ_TODAY": "2027-01-04"}
    found = data(filled("due", "--json", env=env))
    assert [one["group"] for one in found] == ["overdue", "overdue"]
    (home / ".leadq.toml").write_text("revisit = false\n", encoding="utf-8")
    filled("add", "Lee")
    told = json.loads(filled("win", "Lee", "--json").out)
    assert [one["kind"] for one in told["planned"]] == ["delivery", "service"]
    (home / ".leadq.toml").write_text("revisit = 1\n", encoding="utf-8")
    result = filled("due")
    assert (result.code, "Allowed: true, false" in result.err) == (4, True)


@pytest.mark.parametrize(
    "words", ["due", "list --status all", "report day", "report overdue", "remind"]
)
def test_no_screen_grades_a_customer(run: Run, words: str) -> None:
    run("add", "Ann", "--phone", "13800138000")
    run("fact", "1", "money=yes")
    late = {"LEADQ_TODAY": "2027-03-01", "LEADQ_LANG": "en"}
    assert re.search(r"\bA\?", run(*words.split(), env=late).out)
    run("win", "1")
    shown = run(*words.split(), env=late).out
    assert "Ann" in shown and not re.search(r"\bA\?", shown)


def test_no_calendar_grades_a_customer(run: Run, tmp_path: Path) -> None:
    run("add", "Ann", "--phone", "13800138000")
    run("win", "1")
    made = tmp_path / "week.ics"
    assert run("export", str(made), "--status", "all", env={"LEADQ_LANG": "en"}).code == 0
    assert "SUMMARY:Ann" in made.read_text("utf-8") and "Grade" not in made.read_text("utf-8")

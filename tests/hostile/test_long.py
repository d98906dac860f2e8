"""Very long texts: taken whole, shown cut, and nothing hangs."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .door import all_words, calls_with, codes_of
from .hangs import no_hang
from .texts import steering

TYPED = 100_000
READ = 1_000_000
LONG = {
    "word": "W" * TYPED,
    "han": "长" * TYPED,
    "sentences": "买 这个 [red] \x1b[31m " * (TYPED // 16),
    "lines": "一二三\n" * (TYPED // 4),
    "marks": "e" + "\u0301" * TYPED,
    "unseen": "a" + "\u200b" * TYPED + "b",
}
SCREENS = [
    ["list"], ["due", "--within=30"], ["show", "1"], ["grade", "1"], ["history", "1"],
    ["report", "day"], ["report", "overdue"], ["report", "questions"], ["type", "1"],
    ["man", "1"], ["undo", "--list"],
    ["log", "1", "--said=x"], ["contact", "1", "Somebody", "--role=decider"],
    ["lose", "1", "--reason=x"], ["reopen", "1"], ["undo"],
]  # fmt: skip


@pytest.mark.parametrize("kind", LONG)
def test_it_is_kept_whole_and_shown_cut(kind: str, run: Callable[..., Any]) -> None:
    bad = LONG[kind]
    run(
        "add", bad, "--company", bad, "--note", bad, "--tag", bad, "--address", bad, "--wechat", bad
    )
    run("contact", "1", bad, "--role", "decider", "--note", bad)
    run("log", "1", "--said", bad, "--objection", bad, "--promise", f"{bad} @ +1d", "--goal", bad)
    run("fact", "1", f"outlet_brands={bad}", "--note", bad)
    card = json.loads(run("show", "1", "--json").out)
    kept = bad.strip()
    assert card["name"] == card["note"] == card["address"] == card["wechat"] == kept
    assert card["talks"][0]["said"] == card["contacts"][0]["name"] == kept
    for call in SCREENS:
        shown = run(*call)
        assert shown.code == 0, (call, shown.err[:400])
        assert len(shown.out) < 200_000, (call, len(shown.out))
        assert not steering(shown.out + shown.err)


@pytest.mark.parametrize("words", all_words())
def test_a_long_word_at_every_place(words: str, run: Callable[..., Any]) -> None:
    run("add", "王建国")
    run("add", "李四")
    for call in calls_with(words, LONG["sentences"]):
        with no_hang():
            result = run(*call)
        told = ([word[:20] for word in call], result.err[:300])
        assert result.code in codes_of(call), told
        assert "Traceback" not in result.err and "Error:" not in result.err, told
        assert len(result.err) < 4000, told


@pytest.mark.parametrize("kind", ["word", "han", "sentences"])
def test_a_megabyte_from_a_file(kind: str, run: Callable[..., Any]) -> None:
    long = (LONG[kind] * (READ // len(LONG[kind]) + 1))[:READ]
    with Path("in.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(
            ["name", "company", "phone", "note", "tags", "Liebling", "next_goal", "status"]
        )
        table.writerow(["王", "", "13800138000", long, "", long, "", ""])
        table.writerow([long, long, "13900139000", "", long, "", long, long])
        table.writerow(["bad", "", "1.38E+10", long, "", long, "", ""])
    with no_hang():
        assert run("import", "in.csv").code == 1
    for call in [*SCREENS[:10], ["show", "2"], ["history", "2"], ["due"], ["show", "nobody"]]:
        with no_hang():
            shown = run(*call)
        assert shown.code in (0, 1)
        assert len(shown.out) < 20_000
    assert json.loads(run("show", "1", "--json").out)["note"] == long.strip()
    assert [one["name"] for one in json.loads(run("list", "--json").out)][-1:] in (
        [long.strip()], ["王"]
    )  # fmt: skip

"""A column for each fact in force: out in either language, in again as facts."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Result

FACTS = {
    "1": {"money": "yes", "likes": "=1+1; 钓鱼\n和茶", "reason": "yes", "type": "driver"},
    "2": {"outlet_volume": "1200", "site_clue": "a lion", "birthday": "1980-05-12"},
}
Run = Callable[..., Result]


@pytest.fixture
def told(run: Run) -> Run:
    for number, values in FACTS.items():
        assert run("add", f"Lead {number}", "--phone", f"1380000111{number}").code == 0
        assert run("fact", number, *(f"{fact}={value}" for fact, value in values.items())).code == 0
    assert run("fact", "1", "money=unknown", "authority=yes").code == 0
    return run


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_facts_come_back_as_they_were(told: Run, tmp_path: Path, lang: str, ending: str) -> None:
    file = tmp_path / f"leads.{ending}"
    words = ["--what", "leads"] if ending == "xlsx" else []
    assert told("export", str(file), "--facts", *words, "--lang", lang).code == 0
    other = {"LEADQ_HOME": str(tmp_path / "other")}
    done = told("import", str(file), env=other)
    assert done.code == 0, done.err
    for number, values in FACTS.items():
        for fact, value in values.items():
            if fact == "money":
                continue
            found = told("list", "--fact", fact, "--json", "--facts", env=other).out
            assert f'"Lead {number}"' in found
            part = value.partition("\n")[0]
            if fact in ("likes", "site_clue", "type", "outlet_volume"):
                assert f'"id": "{fact}", "value": "{part}' in found
    assert told("list", "--fact", "money", "--json", env=other).out.strip() == "[]"


def test_headers_are_ids_or_labels(told: Run, tmp_path: Path) -> None:
    heads = {}
    for lang in ("en", "zh"):
        file = tmp_path / f"{lang}.csv"
        assert told("export", str(file), "--facts", "--lang", lang).code == 0
        heads[lang] = next(csv.reader(file.read_text("utf-8-sig").splitlines()))
    assert {"likes", "authority", "type", "fact:reason"} <= set(heads["en"])
    assert {"喜好", "购买决定权", "客户类型", "购买原因"} <= set(heads["zh"])
    assert heads["en"].count("need_by") == 1


def test_other_tables_have_no_room_for_facts(told: Run) -> None:
    for words in (["--format", "json"], ["--format", "csv", "--what", "touches"]):
        assert told("export", *words, "--facts").code == 2

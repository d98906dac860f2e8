"""What a shell is offered, through the hot reads, and never an error."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.fixture
def offer(home: Path, spawn: Run) -> Callable[[str], list[str]]:
    def ask(words: str) -> list[str]:
        word = re.split("[ =]", words)[-1]
        env = {"_LEADQ_COMPLETE": "bash", "_LEADQ_LINE": words, "_LEADQ_WORD": word}
        result = spawn(env=env)
        assert result.err == ""
        return list(filter(None, result.out.split("\n")))

    return ask


@pytest.fixture
def leads(run: Run) -> None:
    for name in ("王建国", "王芳", "Ann Denson"):
        assert run("add", name).code == 0
    assert run("add", "王芳", "--company", "华北路桥").code == 0


def test_commands_and_options(offer: Callable[[str], list[str]]) -> None:
    assert offer("leadq sh") == ["show"]
    assert offer("leadq config p") == ["path"]
    assert offer("leadq grade --pro") == ["--profile"]


@pytest.mark.usefixtures("leads")
def test_leads_by_name_company_and_number(offer: Callable[[str], list[str]]) -> None:
    assert offer("leadq show Ann") == ["AnnDenson"]
    assert offer("leadq show an") == ["annDenson"]
    assert offer("leadq show 王") == ["王建国", "王芳"]
    assert offer("leadq show 华北") == ["华北路桥"]
    assert offer("leadq log 3") == ["3"]


@pytest.mark.usefixtures("leads")
def test_what_is_offered_is_understood(run: Run) -> None:
    assert '"number": 3' in run("show", "AnnDenson", "--json").out


def test_what_a_shell_would_misread_is_not_offered(
    run: Run, offer: Callable[[str], list[str]]
) -> None:
    assert run("add", "Eve $(reboot)").code == 0
    assert offer("leadq show Eve") == []


def test_words_of_the_content(offer: Callable[[str], list[str]]) -> None:
    assert offer("leadq add X --profile eq") == ["equipment"]
    assert offer("leadq guide obj") == ["objections"]
    assert offer("leadq fact 1 engage") == ["engagement="]
    assert offer("leadq fact 1 engagement=ba") == ["bargaining"]
    assert offer("leadq type 1 dri") == ["driver"]
    assert offer("leadq ask 1 compet") == ["competitors"]


def test_facts_are_those_of_the_leads_own_trade(
    run: Run, offer: Callable[[str], list[str]]
) -> None:
    assert run("add", "Ann", "--profile", "equipment").code == 0
    assert run("add", "Bob", "--profile", "loan").code == 0
    assert offer("leadq fact 1 project_") == ["project_stable="]
    assert offer("leadq fact 2 project_") == []
    assert offer("leadq fact 2 deposit") == ["deposit="]
    assert offer("leadq fact 1 deposit") == []
    assert offer("leadq fact 1 typ") == offer("leadq fact 2 typ") == ["type="]
    assert offer("leadq fact 1 ")[:3] == ["need=", "money=", "authority="]


def test_words_that_are_known_or_were_used(
    run: Run, home: Path, offer: Callable[[str], list[str]]
) -> None:
    (home / ".leadq.toml").write_text('products = ["JS220", "JS330"]\n', encoding="utf-8")
    assert run("add", "Ann", "--source", "抖音", "--tag", "重点", "--product", "EX60").code == 0
    assert run("edit", "1", "--owner", "Li").code == 0
    assert offer("leadq add X --source str") == ["street-sweep"]
    assert offer("leadq list --source 抖") == ["抖音"]
    assert offer("leadq add X --product JS") == ["JS220", "JS330"]
    assert offer("leadq edit 1 --product ex") == ["ex60"]
    assert offer("leadq list --tag 重") == offer("leadq edit 1 --remove-tag 重") == ["重点"]
    assert offer("leadq list --owner L") == ["Li"]


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("list --status d", ["dropped"]),
        ("due --grade n", ["none"]),
        ("list --by we", ["wechat"]),
        ("list --class pot", ["potential"]),
        ("list --type dri", ["driver"]),
        ("list --fact engage", ["engagement="]),
        ("find x --in pro", ["promises"]),
        ("log 1 --by ph", ["phone"]),
        ("contact 1 Lee --role ga", ["gatekeeper"]),
        ("type 1 --motive chea", ["cheapness"]),
        ("type 1 --stage comp", ["compare"]),
        ("type 1 --sign pa", ["pace="]),
        ("type 1 --sign pace=fa", ["fast"]),
    ],
)
def test_words_of_options(line: str, offered: list[str], offer: Callable[[str], list[str]]) -> None:
    assert offer(f"leadq {line}") == offered


def test_stored_words_are_data(run: Run, offer: Callable[[str], list[str]]) -> None:
    assert run("add", "Eve", "--source", "$(reboot)", "--tag", "`x`").code == 0
    assert offer("leadq list --source $") == []
    assert offer("leadq list --tag ") == []


def test_no_store_and_no_match_offer_nothing(home: Path, offer: Callable[[str], list[str]]) -> None:
    assert offer("leadq show Den") == []
    assert not (home / "leadq.db").exists()


def test_a_damaged_store_offers_nothing(home: Path, offer: Callable[[str], list[str]]) -> None:
    (home / "leadq.db").write_bytes(b"no store" * 1000)
    assert offer("leadq show Den") == []

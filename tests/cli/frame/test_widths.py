"""Every listing fits its terminal, down to the 40 columns of a phone, whatever the names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from leadq.render.parts.text import cell_width

Run = Callable[..., Any]
LISTINGS = (
    *("list", "list --status all", "due --within 9", "dupes", "history 1", "show 1", "grade 1"),
    *("purchase 7", "value", "value 7", "survey --share 50", "man 1", "type 1", "show 2"),
    *(f"report {name}" for name in ("all", "overdue", "clashes")),
    *("config show", "script list", "script show grading", "undo --list", "guide", "guide man"),
    *("privacy find Weber", "privacy retain --days 1", "merge 1 2 --dry-run", "privacy consent 1"),
    *("privacy erase 1", "import leads.csv --dry-run", "import other.csv --dry-run", "list --help"),
)
ROWS = """\
姓名,公司,手机,来源,负责人,预算,下次联系时间,状态,备胎
王建国,华北路桥工程建设集团有限责任公司第三分公司,13800138000,转介绍,李小龙,1180000,2026-12-01,,x
John Weber von und zu Hohenlohe,Weber Roads and Bridges International Company,+1 660-485-0224,\
Trade fair Hannover 2026,Wang Xiaoming the Elder,2500000,2026-11-24,,
欧阳娜娜,,13900000000,抖音,李小龙,,2026-11-30,,
陈曦,晨曦建材,13500004444,抖音,王晓明,90000,,,
买买提·艾合买提江·阿卜杜拉,新疆维吾尔自治区霍尔果斯口岸国际物流有限公司,13999999999,展会,王晓明,780000,2026-12-03,,
J. Weber,Weber Roads and Bridges International Company,13911112222,web,Bob,,,,
赢单客户,成交公司,13700000001,web,李小龙,400000,,成交,
丢单客户,丢单公司,13700000002,web,王晓明,30000,,丢单,
"""
GOAL = "谈定价格和交货期，告诉经理；留意能请他拍板的时机，再看一次工地照片 before the year ends"


@pytest.fixture
def filled(run: Run) -> Run:
    """A store in which everything is long."""
    from pathlib import Path

    Path("leads.csv").write_text(ROWS, encoding="utf-8")
    Path("other.csv").write_text(
        ROWS.replace("138", "137").replace("王建国", "李四"), encoding="utf-8"
    )
    for words in (
        ("import", "leads.csv"),
        ("man", "1", "--money", "yes", "--authority", "yes", "--need", "yes", "--note", GOAL),
        ("fact", "1", "engagement=bargaining", "reason=yes", "need_by=+20d", "--note", GOAL),
        ("man", "4", "--money", "no", "--authority", "no", "--need", "no"),
        ("log", "2", "--by", "visit", "--said", GOAL, "--promise", f"{GOAL} @ +1d"),
        ("next", "3", "+1d", "--time", "14:30", "--place", "新区工地东门售楼处", "--goal", GOAL),
        ("purchase", "7", "1234567", "2026-05-01", "--product", GOAL, "--note", GOAL),
        (
            "contact",
            "1",
            "陈总经理",
            "--role",
            "approver",
            "--phone",
            "13900001111",
            "--note",
            GOAL,
        ),
        ("add", "J. Weber", "--phone", "13911112222", "--owner", "Alice", "--force"),
        ("privacy", "consent", "1", "--given", "--basis", GOAL),
    ):
        done = run(*words)
        assert done.code == 0, done
    return run


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("columns", [40, 60, 80, 120])
def test_no_listing_is_wider_than_the_terminal(filled: Run, columns: int, lang: str) -> None:
    env = {"COLUMNS": str(columns), "LEADQ_LANG": lang, "LEADQ_TODAY": "2026-11-28"}
    too_wide = []
    for words in LISTINGS:
        shown = filled(*words.split(), env=env)
        assert shown.code == 0, (words, shown)
        # a command that is copied is never broken
        lines = [one for one in shown.out.splitlines() if "leadq privacy erase" not in one]
        assert lines
        too_wide += [(words, line) for line in lines if cell_width(line) > columns]
    assert too_wide == []

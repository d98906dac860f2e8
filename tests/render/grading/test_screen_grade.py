"""The grade card as it is drawn, to the cell, in both languages and two widths."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from leadq.render.grading.grade import show_grade
from leadq.usecases.desk import Desk
from leadq.usecases.grading.card import read_grade
from leadq.usecases.leads.add import NewLead, add_lead

from ..samples import WANG, make_desk, make_look

SCREENS = {
    ("en", 80): """\
1 王建国 · 华北路桥 · Equipment
Grade      B  rises to A on 12 Jan 2027 if nothing changes; ~ to re-check
Class      target customer, able to buy: comes first

   Criterion   Known                                     Noted   Met
√  Talks       bargains, accepts the brand               16 Nov  A
√  Reason      clear; has a site (新区路基工地); stable  16 Nov  A
~  Funds       has it (95 days ago: ask again)           20 Aug  A
√  Plan        decided (JS220，春节前定)                 16 Nov  A
√  On site by  11 Feb 2027, in 80 days                   2 Nov   B

MAN        M A N  prospect: the ideal target: meet them
Signals    4/5  need, money, intent, no obstacle; pain missing (rule of thumb:
           80% or more sign)
For A      machine on site within 30 days
Ask next   “Is the money still there?”
Next step  Thu 19 Nov, call: 谈定 JS220 的价格 (B: every 4 days)
""",
    ("en", 120): """\
1 王建国 · 华北路桥 · Equipment
Grade      B  rises to A on 12 Jan 2027 if nothing changes; ~ to re-check
Class      target customer, able to buy: comes first

   Criterion   Known                                     Noted   Met
√  Talks       bargains, accepts the brand               16 Nov  A
√  Reason      clear; has a site (新区路基工地); stable  16 Nov  A
~  Funds       has it (95 days ago: ask again)           20 Aug  A
√  Plan        decided (JS220，春节前定)                 16 Nov  A
√  On site by  11 Feb 2027, in 80 days                   2 Nov   B

MAN        M A N  prospect: the ideal target: meet them
Signals    4/5  need, money, intent, no obstacle; pain missing (rule of thumb: 80% or more sign)
For A      machine on site within 30 days
Ask next   “Is the money still there?”
Next step  Thu 19 Nov, call: 谈定 JS220 的价格 (B: every 4 days)
""",
    ("zh", 80): """\
1 王建国 · 华北路桥 · 设备
等级      B　若无变化，2027-01-12 起升为 A；~ 待复核
类别      目标客户，购买力强：优先，多花时间

   标准      已知                                记于   满足
√  洽谈程度  讨价还价，认可品牌                  11-16  A
√  购买原因  明确；有工地（新区路基工地）；稳定  11-16  A
~  资金      有（95 天前，该再问）               08-20  A
√  计划      已定（JS220，春节前定）             11-16  A
√  进场时间  2027-02-11，还有 80 天              11-02  B

MAN       M A N　有望客户：理想的销售对象，约他见面
信号      4/5　有需求、有钱、有意向、无阻碍；缺痛点（经验：80% 以上签单）
升 A 还差 30 天内进场
下一问    “这笔钱现在到位了吗？”
下一步    11-19 周四 电话：谈定 JS220 的价格（B：每 4 天）
""",
    ("zh", 120): """\
1 王建国 · 华北路桥 · 设备
等级      B　若无变化，2027-01-12 起升为 A；~ 待复核
类别      目标客户，购买力强：优先，多花时间

   标准      已知                                记于   满足
√  洽谈程度  讨价还价，认可品牌                  11-16  A
√  购买原因  明确；有工地（新区路基工地）；稳定  11-16  A
~  资金      有（95 天前，该再问）               08-20  A
√  计划      已定（JS220，春节前定）             11-16  A
√  进场时间  2027-02-11，还有 80 天              11-02  B

MAN       M A N　有望客户：理想的销售对象，约他见面
信号      4/5　有需求、有钱、有意向、无阻碍；缺痛点（经验：80% 以上签单）
升 A 还差 30 天内进场
下一问    “这笔钱现在到位了吗？”
下一步    11-19 周四 电话：谈定 JS220 的价格（B：每 4 天）
""",
}


@pytest.mark.parametrize(("lang", "columns"), SCREENS)
def test_it_is_drawn_so(desk: Desk, see: Callable[..., str], lang: str, columns: int) -> None:
    card = read_grade(desk, WANG)
    assert see(lambda: show_grade(card, make_look(lang)), lang, columns) == SCREENS[lang, columns]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", "no grade yet; B is still possible, from 12 Jan 2027 A"),
        ("zh", "还没有等级，最高可到 B，2027-01-12 起可到 A"),
    ],
)
def test_an_open_grade_says_what_becomes_possible(
    tmp_path: Path, see: Callable[..., str], lang: str, words: str
) -> None:
    desk = make_desk(tmp_path / "leadq.db")
    add_lead(desk, NewLead("王建国", profile="equipment", need_by=date(2027, 2, 11)))
    shown = see(lambda: show_grade(read_grade(desk, "1"), make_look(lang, "table")), lang)
    assert words in shown

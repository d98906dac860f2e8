"""The card before a visit as it is drawn, to the cell, in both languages and two widths."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadq.i18n import set_language
from leadq.render.card.card_screen import draw_lead
from leadq.render.leads.card import show_card
from leadq.render.parts.lines import flat
from leadq.usecases.desk import Desk
from leadq.usecases.followup.log import Contacted, log_touch
from leadq.usecases.grading.note_facts import note_facts
from leadq.usecases.leads.edit import set_contact
from leadq.usecases.leads.lead_card import read_lead_card
from tests.usecases.helpers import add
from tests.usecases.helpers import make_desk as make_other

from ..samples import WANG, make_look

SCREENS = {
    ("en", 80): """\
1 王建国 · 华北路桥 · Equipment · JS220 · 展会 · budget 1,180,000
by 11 Feb 2027
Reach      138 0013 8000 · WeChat wjg_lq · wang@huabei.cn
Address    天津市滨海新区 K12 路基工地
People     approves 李总 139 0000 1111 · influences 赵工 (看重油耗)
Grade      B  rises to A on 12 Jan 2027 if nothing changes; ~ to re-check
MAN        M A N  prospect  Signals 4/5  target, able to buy
For A      machine on site within 30 days

Why now    Time and model: decided (JS220，春节前定); Reason to buy: clear
Worries    Obstacle: nothing in the way (16 Nov)
Also       Talks: bargains, accepts the brand (16 Nov)
Objection  比三一贵 8 万 (10 Nov): ÷ break it down per day or piece, and leave…

Talks      Wed 18 Nov visit  在谈价，答应周一给报价
           Mon 16 Nov call   no answer
Promised   ! Thu 19 Nov  油耗对比表 (--kept 2)
Next step  Thu 19 Nov, call (touch 4; rule of thumb: 90% still ahead)
Goal       谈定 JS220 的价格
How        Once or twice a week by phone or in person, with a stated purpose;
           fit the next step to what is new. Tell your manager; make topics tha…
Ask        “Is the money still there?”
More: 4 facts, 2 of 4 talks, 1 promise, 1 note   leadq show 1 --all
""",
    ("en", 120): """\
1 王建国 · 华北路桥 · Equipment · JS220 · 展会 · budget 1,180,000 · by 11 Feb 2027
Reach      138 0013 8000 · WeChat wjg_lq · wang@huabei.cn
Address    天津市滨海新区 K12 路基工地
Note       只认效率，别绕弯子
People     approves 李总 139 0000 1111 · influences 赵工 (看重油耗)
Grade      B  rises to A on 12 Jan 2027 if nothing changes; ~ to re-check
MAN        M A N  prospect  Signals 4/5  target, able to buy
For A      machine on site within 30 days

Why now    Time and model: decided (JS220，春节前定); Reason to buy: clear; Project: stable
Worries    Obstacle: nothing in the way (16 Nov)
Also       Talks: bargains, accepts the brand (16 Nov)
Objection  比三一贵 8 万 (10 Nov): ÷ break it down per day or piece, and leave our firm a fair prof…

Talks      Wed 18 Nov visit  在谈价，答应周一给报价
           Mon 16 Nov call   no answer
Promised   ! Thu 19 Nov  油耗对比表 (--kept 2)
Next step  Thu 19 Nov, call (touch 4; rule of thumb: 90% still ahead)
Goal       谈定 JS220 的价格
How        Once or twice a week by phone or in person, with a stated purpose; fit the next step to
           what is new. Tell your manager; make topics that let them go along with our brand and he…
Ask        “Is the money still there?”
More: 3 facts, 2 of 4 talks, 1 promise   leadq show 1 --all
""",
    ("zh", 80): """\
1 王建国 · 华北路桥 · 设备 · JS220 · 展会 · 预算 118万 · 2027-02-11 前要用
联系      138 0013 8000 · 微信 wjg_lq · wang@huabei.cn
地址      天津市滨海新区 K12 路基工地
备注      只认效率，别绕弯子
决策链    审批 李总 139 0000 1111 · 影响 赵工（看重油耗）
等级      B　若无变化，2027-01-12 起升为 A；~ 待复核
MAN       M A N　有望客户　信号 4/5　目标客户，购买力强
升 A 还差 30 天内进场

起因      购买计划 已定（JS220，春节前定）；购买原因 明确；项目 稳定
顾虑      无阻碍（11-16）
另记      洽谈程度 讨价还价，认可品牌（11-16）
异议      比三一贵 8 万（11-10）：÷ 摊到每天、每件来讲，给公司留合理利润

联系记录  11-18 周三 拜访  在谈价，答应周一给报价
          11-16 周一 电话  无人接听
承诺      ! 11-19 周四  油耗对比表（--kept 2）
下一步    11-19 周四 电话（第 4 次联系；经验法则：90% 的成交在后）
目标      谈定 JS220 的价格
怎么做    每周至少一两次，打电话或见面，带着明确目的；按新情况调整下一步。告诉经
          理；制造话题，让客户跟着我们的品牌走、知道品牌动态
问        “这笔钱现在到位了吗？”
还有：3 个事项，4 次联系中的 2 次，1 项承诺　leadq show 1 --all
""",
    ("zh", 120): """\
1 王建国 · 华北路桥 · 设备 · JS220 · 展会 · 预算 118万 · 2027-02-11 前要用
联系      138 0013 8000 · 微信 wjg_lq · wang@huabei.cn
地址      天津市滨海新区 K12 路基工地
备注      只认效率，别绕弯子
决策链    审批 李总 139 0000 1111 · 影响 赵工（看重油耗）
等级      B　若无变化，2027-01-12 起升为 A；~ 待复核
MAN       M A N　有望客户　信号 4/5　目标客户，购买力强
升 A 还差 30 天内进场

起因      购买计划 已定（JS220，春节前定）；购买原因 明确；项目 稳定；有工地（新区路基工地）
顾虑      无阻碍（11-16）
另记      洽谈程度 讨价还价，认可品牌（11-16）；购买力 有（~ 95 天前，该再问、08-20）
异议      比三一贵 8 万（11-10）：÷ 摊到每天、每件来讲，给公司留合理利润

联系记录  11-18 周三 拜访  在谈价，答应周一给报价
          11-16 周一 电话  无人接听
承诺      ! 11-19 周四  油耗对比表（--kept 2）
下一步    11-19 周四 电话（第 4 次联系；经验法则：90% 的成交在后）
目标      谈定 JS220 的价格
怎么做    每周至少一两次，打电话或见面，带着明确目的；按新情况调整下一步。告诉经理；制造话题，让客户
          跟着我们的品牌走、知道品牌动态
问        “这笔钱现在到位了吗？”
还有：1 个事项，4 次联系中的 2 次，1 项承诺　leadq show 1 --all
""",
}


@pytest.mark.parametrize(("lang", "columns"), SCREENS)
def test_it_is_drawn_so(desk: Desk, see: Callable[..., str], lang: str, columns: int) -> None:
    card = read_lead_card(desk, WANG)
    assert see(lambda: show_card(card, make_look(lang)), lang, columns) == SCREENS[lang, columns]


TEXTS = (
    *("trigger", "site_work", "next_works", "current_trouble", "trouble_cost"),
    *("current_solution", "must_have", "better_if", "explicit_need", "implicit_need"),
    *("worry", "risk_feeling", "rival_name", "rival_view", "rival_aim"),
    *("key_person", "decision_path", "chain_approver", "likes", "dislikes"),
    *("habits", "family", "children", "workplace", "firm_trade"),
    *("firm_size", "firm_projects", "firm_history", "site_clue", "observed"),
    *("outlet_brands", "outlet_image", "objection_words", "common_ground", "expectation"),
    *("rival_closer", "info_source", "long_term_goal", "challenges", "last_choice"),
)  # fmt: skip


def noted(place: Path, values: dict[str, str], talks: int = 0) -> Desk:
    desk = make_other(place)
    add(desk, "王建国", {})
    if values:
        note_facts(desk, "1", values)
    for number in range(talks):
        promises = [(f"promise {number}", desk.today)]
        said = Contacted(desk.today, by="phone", said="说" * 40, promises=promises)
        said.objection = "too dear" * 9
        log_touch(desk, "1", said)
        set_contact(desk, "1", f"Person {number}", "supporter", None, "someone")
    return desk


def shown(desk: Desk, lang: str, every: bool = False) -> list[str]:
    set_language(lang)
    card = read_lead_card(desk, "1")
    return [flat(one) for one in draw_lead(card, make_look(lang).changed(today=desk.today), every)]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("length", [4, 30, 300])
def test_forty_facts_fit_24_rows_and_the_rest_is_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str, length: int
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert len(TEXTS) == 40
    desk = noted(tmp_path, dict.fromkeys(TEXTS, "话" * length), talks=6)
    lines = shown(desk, lang)
    assert len(lines) <= 23
    assert "leadq show 1 --all" in lines[-1]
    every = shown(desk, lang, every=True)
    assert len(every) > 40
    assert not any("--all" in one for one in every)


@settings(max_examples=15)
@given(
    facts=st.dictionaries(st.sampled_from(TEXTS), st.integers(1, 90), max_size=40),
    talks=st.integers(0, 2),
)
def test_what_is_shown_and_what_is_counted_make_everything(
    facts: dict[str, int], talks: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    values = {fact: f"<{fact}>" + "长" * length for fact, length in facts.items()}
    desk = noted(tmp_path_factory.mktemp("fits"), values, talks)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", "80")
        lines = shown(desk, "en")
        every = "".join(shown(desk, "en", every=True))
    assert len(lines) <= 23
    seen = sum(f"<{fact}>" in " ".join(lines) for fact in facts)
    counted = re.search(r"(\d+) facts?", lines[-1]) if "--all" in lines[-1] else None
    assert seen + (int(counted.group(1)) if counted else 0) == len(facts)
    assert all(f"<{fact}>" in every for fact in facts)


def test_a_fact_without_its_script_is_shown_by_its_id(tmp_path: Path) -> None:
    desk = noted(tmp_path, {"likes": "fishing"})
    with desk.write("test") as unit:
        unit.conn.execute("UPDATE fact SET fact = 'gone_with_its_script'")
    for every in (False, True):
        assert any("gone_with_its_script: fishing" in one for one in shown(desk, "en", every))


def test_a_fact_of_100_kb_shows_its_first_lines(tmp_path: Path) -> None:
    desk = noted(tmp_path, {"likes": "long " * 20_000})
    assert len(shown(desk, "en")) <= 23
    assert "1 shortened" in shown(desk, "en")[-1]
    assert len(shown(desk, "en", every=True)) < 40


def test_what_does_not_hold_together_is_said(tmp_path: Path) -> None:
    desk = noted(tmp_path, {"money": "yes"})
    log_touch(desk, "1", Contacted(desk.today, by="phone", said="钱不够"))
    (line,) = [one for one in shown(desk, "en") if one.startswith("Conflict")]
    assert "noted as having the money" in line


def test_an_objection_that_a_talk_tells_is_not_said_twice(tmp_path: Path) -> None:
    desk = noted(tmp_path, {})
    log_touch(
        desk, "1", Contacted(on=desk.today, said="嫌贵，怕不耐用", objection="嫌贵；怕不耐用")
    )
    log_touch(desk, "1", Contacted(on=desk.today, said="再说", objection="太贵"))
    talks = [line for line in shown(desk, "zh", every=True) if "周" in line]
    assert any(line.endswith("嫌贵，怕不耐用") for line in talks)
    assert any(line.endswith("再说；异议：太贵") for line in talks)

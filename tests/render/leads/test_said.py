"""What a command says after it changed something, in both languages."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from leadq.render.leads import closed as closings
from leadq.render.leads import said
from leadq.usecases.desk import Desk
from leadq.usecases.followup.close import (
    drop_lead,
    lose_lead,
    park_lead,
    reopen_lead,
    win_lead,
)
from leadq.usecases.followup.log import Contacted, log_touch
from leadq.usecases.followup.plan import StepWish, plan_next
from leadq.usecases.grading.note_facts import note_facts
from leadq.usecases.leads.add import NewLead, add_lead
from leadq.usecases.leads.edit import Change, edit_lead, set_contact

from ..samples import MONDAY, make_desk, make_look

Both = Callable[[Callable[[Any], None]], tuple[str, str]]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = make_desk(tmp_path / "leadq.db")
    add_lead(desk, NewLead("王建国", company="华北路桥", phones=["13800138000"], owner="李雷"))
    return desk


@pytest.fixture
def both(see: Callable[..., str]) -> Both:
    """Return what is said in English and in Chinese."""

    def in_both(say: Callable[[Any], None]) -> tuple[str, str]:
        return tuple(see(lambda lang=lang: say(make_look(lang)), lang) for lang in ("en", "zh"))  # type: ignore[misc, return-value]

    return in_both


def test_a_new_lead_shows_every_reach_and_the_budget(desk: Desk, both: Both) -> None:
    new = NewLead("张三", phones=["13511112222"], wechat="zs_88", budget=500_000)
    added = add_lead(desk, new)
    english, chinese = both(lambda look: said.say_added(added, look))
    assert "Reach      135 1111 2222 · WeChat zs_88\nBudget     500,000\n" in english
    assert "联系      135 1111 2222 · 微信 zs_88\n预算      50万\n" in chinese


def test_a_new_lead_is_a_short_card(desk: Desk, both: Both) -> None:
    added = add_lead(desk, NewLead("张三", company="三元", phones=["13511112222"]))
    assert both(lambda look: said.say_added(added, look)) == (
        "Saved as 2.  张三 · 三元\n"
        "Reach      135 1111 2222\n"
        "Next step  Tue 24 Nov, call: finish the questions\n"
        "To grade it: leadq ask 2\n",
        "已保存为 2 号。  张三 · 三元\n"
        "联系      135 1111 2222\n"
        "下一步    11-24 周二 电话：问清未知事项\n"
        "接着提问评级：leadq ask 2\n",
    )


def test_a_clash_is_a_warning_beside_the_result(
    desk: Desk, both: Both, see: Callable[..., str]
) -> None:
    added = add_lead(desk, NewLead("王总", phones=["13800138000"], owner="韩梅"))
    en, zh = both(lambda look: said.say_added(added, look))
    assert en.endswith("13800138000 is also with 李雷: 1 王建国.\n")
    assert zh.endswith("撞单：13800138000 也在李雷名下：1 王建国。\n")
    shown = see(lambda: said.say_added(added, make_look("en", "json")), "en")
    data, _, warning = shown.partition("}\n1380")
    assert json.loads(data + "}")["number"] == 2
    assert warning


def test_one_lead_as_data_is_one_row(desk: Desk, see: Callable[..., str]) -> None:
    lead = plan_next(desk, "1", StepWish(date(2026, 12, 1), by="visit", goal="带报价"))
    shown = see(lambda: closings.say_planned(lead, make_look("zh", "csv")), "zh")
    (row,) = csv.DictReader(io.StringIO(shown))
    assert (row["number"], row["next_on"], row["next_goal"]) == ("1", "2026-12-01", "带报价")


def test_a_change_is_told_from_none(desk: Desk, both: Both) -> None:
    edited = edit_lead(desk, "1", Change(fields={"company": "路桥集团"}))
    same = edit_lead(desk, "1", Change(fields={"company": "路桥集团"}))
    assert both(lambda look: said.say_edited(edited, look))[0].startswith("Changed: 1 王建国")
    assert both(lambda look: said.say_edited(same, look))[1].startswith("没有变化：1 王建国")


def test_people_stand_in_the_order_of_the_chain(desk: Desk, both: Both) -> None:
    set_contact(desk, "1", "赵工", "influencer", None, "看重油耗")
    lead, contacts = set_contact(desk, "1", "李总", "approver", "13900001111", None)
    assert both(lambda look: said.say_contacts(lead, contacts, look)) == (
        "1 王建国 · 华北路桥\napproves    李总  139 0000 1111\ninfluences  赵工 (看重油耗)\n",
        "1 王建国 · 华北路桥\n审批  李总  139 0000 1111\n影响  赵工（看重油耗）\n",
    )


def test_what_was_learnt_and_what_it_changed(desk: Desk, both: Both) -> None:
    note_facts(desk, "1", {"need": "no"})
    noted = note_facts(desk, "1", {"need": "yes", "engagement": "comparing"})
    en, zh = both(lambda look: said.say_noted(noted, look))
    assert en == (
        "1 王建国 · 华北路桥\n"
        "Learnt     Need   no use for it → needs it\n"
        "           Talks  asks and compares\n"
        "Grade      C → B?\n"
        "MAN        ? ? n → ? ? N  incomplete, from prospect to cultivate: find out\n"
        "           money, authority\n"
        "Next step  Tue 24 Nov, call: finish the questions\n"
        "Ask next   “Can they pay for it: from their own funds, a budget, or credit they\n"
        "           can get?”\n"
    )
    assert "了解到    需求      用不着 → 有需求\n          洽谈程度  询价比较\n" in zh
    assert "等级      C → B?\n" in zh


def test_a_touch_says_where_the_lead_stands(desk: Desk, both: Both) -> None:
    first = log_touch(desk, "1", Contacted(MONDAY, by="phone"))
    en, zh = both(lambda look: said.say_logged(first, look))
    assert "call noted, touch 1" in en
    assert "First contact. Rule of thumb: 98% of the deals still lie ahead." in en
    assert "首次联系。经验法则：98% 的成交还在后面。" in zh
    promised = Contacted(MONDAY, by="visit", promises=[("带报价", date(2026, 11, 25))])
    second = log_touch(desk, "1", promised)
    en, zh = both(lambda look: said.say_logged(second, look))
    assert "Promised   Wed 25 Nov  带报价 (--kept 1)" in en
    assert "Follow-up 1. Rule of thumb: 95% of the deals still lie ahead." in en
    assert "承诺      11-25 周三  带报价（--kept 1）" in zh
    assert "第 1 次跟进。" in zh


def test_a_try_without_an_answer_does_not_count(desk: Desk, both: Both) -> None:
    tried = log_touch(desk, "1", Contacted(MONDAY, by="phone", outcome="no_answer"))
    en, zh = both(lambda look: said.say_logged(tried, look))
    assert "call noted: no answer; it does not count as a touch" in en
    assert "Rule of thumb" not in en
    assert "已记录电话：无人接听，不计入联系次数" in zh
    assert "下一步    11-24 周二 电话：再联系一次" in zh


def test_a_step_has_its_time_and_place(desk: Desk, both: Both) -> None:
    wish = StepWish(date(2027, 1, 4), time="09:30", place="工地", by="visit", goal="签合同")
    lead = plan_next(desk, "1", wish)
    en, zh = both(lambda look: closings.say_planned(lead, look))
    assert "Next step  Mon 4 Jan 2027 09:30, visit 工地: 签合同" in en
    assert "下一步    2027-01-04 周一 09:30 拜访 工地：签合同" in zh


def test_an_end_can_be_taken_back(desk: Desk, both: Both) -> None:
    won = win_lead(desk, "1", 500000)
    en, zh = both(lambda look: closings.say_closed(won, "win", look))
    assert en.splitlines()[:2] == [
        "1 王建国 · 华北路桥  won: 500,000",
        "Noted as a purchase: 500,000",
    ]
    assert zh.splitlines()[:2] == ["1 王建国 · 华北路桥  已成交：50万", "已记为购买：50万"]
    assert "delivery Mon 30 Nov" in en and "11-30 周一 交付" in zh
    assert "leadq next 1 --without" in en and "leadq reopen 1" in zh
    opened = reopen_lead(desk, "1")
    en, zh = both(lambda look: closings.say_closed(opened, "reopen", look))
    assert ("open again" in en, "已重新打开" in zh) == (True, True)
    assert "leadq reopen" not in en
    parked = park_lead(desk, "1", date(2026, 12, 23))
    assert "已搁置至 2026-12-23" in both(lambda look: closings.say_closed(parked, "park", look))[1]


@pytest.mark.parametrize(
    ("close", "verb", "en_word", "zh_word"),
    [
        (lose_lead, "lose", "lost: 价格", "已丢单：价格"),
        (drop_lead, "drop", "dropped: 价格", "已放弃：价格"),
    ],
)
def test_giving_up_early_says_what_lies_ahead(
    desk: Desk, both: Both, close: Any, verb: str, en_word: str, zh_word: str
) -> None:
    log_touch(desk, "1", Contacted(MONDAY, by="phone"))
    closed = close(desk, "1", "价格")
    en, zh = both(lambda look: closings.say_closed(closed, verb, look))
    assert en_word in en
    assert zh_word in zh
    assert "Rule of thumb: 98% of the deals still lay ahead." in en
    assert "经验法则：本来还有 98% 的成交在后面。" in zh

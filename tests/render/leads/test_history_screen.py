"""The history of a lead in words, in both languages."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from leadq.content.model import FactDef
from leadq.render.leads.history import show_history
from leadq.usecases.desk import Desk
from leadq.usecases.followup.close import park_lead, reopen_lead
from leadq.usecases.followup.log import Contacted, log_touch
from leadq.usecases.followup.plan import StepWish, snooze_step
from leadq.usecases.grading.grade import override_grade
from leadq.usecases.grading.note_facts import note_facts
from leadq.usecases.leads.add import NewLead, add_lead
from leadq.usecases.leads.edit import Change, edit_lead, set_contact
from leadq.usecases.leads.history import Entry, tell_history

from ..samples import LIBRARY, MONDAY, make_desk, make_look


@pytest.fixture(autouse=True)
def in_utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Times are shown where the rep is; here that is Greenwich."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "UTC")
        if hasattr(time, "tzset"):
            time.tzset()
        yield
    if hasattr(time, "tzset"):
        time.tzset()


@pytest.fixture
def told(tmp_path: Path) -> Desk:
    desk = make_desk(tmp_path / "leadq.db")
    add_lead(desk, NewLead("王建国", company="华北路桥", phones=["138 0013 8000"]))
    note_facts(desk, "1", {"money": "yes", "engagement": "bargaining"}, note="看过账户")
    set_contact(desk, "1", "李总", "approver", "13900001111", None)
    contacted = Contacted(MONDAY, by="visit", said="想看样机", promises=[("报价", None)])
    log_touch(desk, "1", contacted)
    snooze_step(desk, "1", StepWish(date(2026, 11, 25), reason="周四才回来"))
    edit_lead(desk, "1", Change(fields={"company": "路桥集团"}, phones=["13911112222"]))
    override_grade(desk, "1", "A", "周五签约")
    park_lead(desk, "1", date(2026, 12, 23))
    reopen_lead(desk, "1")
    return desk


def draw(desk: Desk, see: Callable[..., str], lang: str, fmt: str = "table") -> str:
    def find(fact: str) -> FactDef:
        return LIBRARY.fact(fact, "general")

    told = tell_history(desk, "1")
    number, name, entries = told.number, told.name, told.entries
    return see(lambda: show_history(number, name, entries, make_look(lang, fmt), find), lang)


def test_it_is_told_in_english(told: Desk, see: Callable[..., str]) -> None:
    lines = draw(told, see, "en").splitlines()
    assert lines[:3] == ["1 王建国", "", "23 Nov 06:03  added: 王建国 · 华北路桥 (note a new lead)"]
    shown = " ".join(" ".join(lines).split())
    for words in (
        "Money: has it (看过账户) (note what you learnt)",
        "Talks: bargains (看过账户) (note what you learnt)",
        "approves: 李总 13900001111 (note who decides what at the customer)",
        "visit: 想看样机 (note a call, visit or message)",
        "Promised: 报价 (24 Nov 2026) (note a call, visit or message)",
        "put off: 周四才回来 (put a follow-up off, with a reason)",
        "Next step: Wed 25 Nov, ",
        "company: 华北路桥 → 路桥集团 (change what is noted about a lead)",
        "phone: 13911112222 (change what is noted about a lead)",
        "grade set by hand: A (周五签约) (grade a lead A, B or C and see why)",
        "status: parked → open (take a closed or parked lead up again)",
    ):
        assert words in shown


def test_it_is_told_in_chinese(told: Desk, see: Callable[..., str]) -> None:
    shown = draw(told, see, "zh")
    for words in (
        "11-23 06:03  新建：王建国 · 华北路桥（新建线索）",
        "购买力：有（看过账户）（记下了解到的情况）",
        "洽谈程度：讨价还价（看过账户）（记下了解到的情况）",
        "审批：李总 13900001111（记录客户方的决策人）",
        "拜访：想看样机（记录一次联系）",
        "推迟：周四才回来（推迟跟进并说明原因）",
        "公司：华北路桥 → 路桥集团（修改线索资料）",
        "手动定级：A（周五签约）（评定 A/B/C 等级并说明理由）",
        "状态：搁置 → 跟进中（重新打开已结束或搁置的线索）",
    ):
        assert words in shown
    assert not re.findall(r"[A-Za-z]{2,}", shown)


def test_a_number_that_was_only_written_anew_is_no_news(
    told: Desk, see: Callable[..., str]
) -> None:
    assert draw(told, see, "en").count("138 0013 8000") == 1


def test_as_data_it_is_complete(told: Desk, see: Callable[..., str]) -> None:
    entries = json.loads(draw(told, see, "en", "json"))
    assert set(entries[0]) == {"at", "owner", "verb", "table", "op", "values", "before"}
    assert entries[0]["values"]["name"] == "王建国"
    assert draw(told, see, "en", "csv").splitlines()[0] == "at,owner,verb,table,op,what"


def test_what_colleagues_have_done_is_theirs_and_came_with_one_sync(
    see: Callable[..., str],
) -> None:
    def came(at: str, who: str | None, verb: str = "sync", **news: str) -> Entry:
        before = dict.fromkeys(news, "")
        return Entry(at, who, verb, "lead", "update", dict(news), before)

    first, second = "2026-11-23T06:03:00+00:00", "2026-11-23T07:00:00+00:00"
    entries = [
        came(first, "王芳", address="长沙"), came(first, "李强", region="华中"),
        came(second, "王芳", address="株洲"), came(second, None, region="华南"),
        came(second, "王芳", verb="edit", address="湘潭"),
    ]  # fmt: skip
    shown = see(
        lambda: show_history(1, "陈总", entries, make_look("zh"), LIBRARY.fact),  # type: ignore[arg-type]
        "zh",
    )
    assert [one.split("  ", 1)[1] for one in shown.splitlines()[2:]] == [
        "王芳：地址：空 → 长沙（与团队同步）",
        "李强：地区：空 → 华中",
        "王芳：地址：空 → 株洲（与团队同步）",
        "地区：空 → 华南",
        "地址：空 → 湘潭（修改线索资料、王芳）",
    ]

"""The day's sheet as it is pasted into a chat, and what was spread in words."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from leadq.render.followup.agenda import event_of
from leadq.render.followup.day_sheet import show_day
from leadq.render.followup.due import show_due
from leadq.render.followup.overdue import show_overdue
from leadq.render.followup.spread import say_away, say_spread
from leadq.render.leads.closed import say_planned
from leadq.render.leads.said import say_added, say_logged
from leadq.render.parts.text import cell_width
from leadq.store.search.filters import Filter
from leadq.usecases.desk import Desk
from leadq.usecases.exporting.export import each_planned
from leadq.usecases.followup.close import drop_lead, park_lead, win_lead
from leadq.usecases.followup.days_off import explain_day
from leadq.usecases.followup.due import list_due
from leadq.usecases.followup.log import Contacted, log_touch
from leadq.usecases.followup.plan import StepWish, plan_next
from leadq.usecases.followup.spread import move_away, spread_backlog
from leadq.usecases.leads.add import NewLead, add_lead
from leadq.usecases.reports.day_report import report_day, report_overdue

from ..samples import CHEN, DENSON, MONDAY, MUELLER, OUYANG, fill_store, make_desk, make_look

See = Callable[..., str]
SHEETS = {
    "en": """\
Follow-up sheet · Mon 23 Nov 2026 · all reps
1 contact, 1 new, 0 left from today, 2 overdue, 1 promised for today

CONTACTS (1)
- 2 Denson · Maurice The Pants Man (B): call, 14:30
  “wants the price; asks whether it can be on site before the Spring Festival,
  since the road works begin then”
  objection: too dear
  next: Fri 27 Nov, call: bring the quote

PROMISED (1)
- 2 Denson · Maurice The Pants Man (B): the quote (Fri 27 Nov)

STATUS CHANGED (3)
- 3 欧阳娜娜 (A?): won: 500,000
- 4 陈曦 · 晨曦建材 (– · 李雷): dropped: no use
- 5 Müller · Müller & Söhne Erdbewegung und Tiefbau GmbH (A?): parked until 1
  Dec 2026

NEW LEADS (1)
- 6 Bob (A? · 李娜)

OVERDUE (2)
- ! 4 d  1 王建国 · 华北路桥 (B): call, 谈定 JS220 的价格
- ! 4 d  1 王建国 · 华北路桥 (B): promised: 油耗对比表

PROMISES FALLING DUE (1)
- 1 王建国 · 华北路桥 (B): JS220 的书面报价

NEXT, UP TO Tue 24 Nov (1)
- 6 Bob (A? · 李娜): other, find out how to reach them
  How: Let them talk; ask openly and note what you hear as you hear it
  Ask: “Do they have a use for what we sell?”
""",
    "zh": """\
跟进表 · 2026-11-23 周一 · 全体
联系 1 次，新线索 1 条，今天未完成 0 条，逾期 2 条，今天应兑现承诺 1 项

联系记录（1）
- 2 Denson · Maurice The Pants Man（B）：电话，14:30
  “wants the price; asks whether it can be on site before the Spring Festival,
  since the road works begin then”
  异议：too dear
  下一步：11-27 周五 电话：bring the quote

新承诺（1）
- 2 Denson · Maurice The Pants Man（B）：the quote（11-27 周五）

状态变动（3）
- 3 欧阳娜娜（A?）：已成交：50万
- 4 陈曦 · 晨曦建材（– · 李雷）：已放弃：no use
- 5 Müller · Müller & Söhne Erdbewegung und Tiefbau GmbH（A?）：已搁置至
  2026-12-01

新线索（1）
- 6 Bob（A? · 李娜）

逾期（2）
- ! 4 天  1 王建国 · 华北路桥（B）：电话，谈定 JS220 的价格
- ! 4 天  1 王建国 · 华北路桥（B）：承诺：油耗对比表

将到期的承诺（1）
- 1 王建国 · 华北路桥（B）：JS220 的书面报价

下一步计划，至 11-24 周二（1）
- 6 Bob（A? · 李娜）：其他，先弄到联系方式
  怎么做：让他多说，用开放式问题，听到什么记什么
  问：“我们的东西，他用得着吗？”
""",
}


@pytest.fixture
def busy(tmp_path: Path) -> Desk:
    """The sample store at the end of a Monday's work."""
    fill_store(tmp_path / "leadq.db")
    desk = make_desk(tmp_path / "leadq.db")
    said = "wants the price; asks whether it can be on site before the Spring Festival, "
    call = Contacted(MONDAY, "14:30", "phone", "reached", f"{said}since the road works begin then")
    call.objection, call.next_on, call.goal = "too dear", date(2026, 11, 27), "bring the quote"
    call.promises = [("the quote", date(2026, 11, 27))]
    log_touch(desk, DENSON, call)
    win_lead(desk, OUYANG, 500_000)
    drop_lead(desk, CHEN, "no use")
    park_lead(desk, MUELLER, date(2026, 12, 1))
    add_lead(desk, NewLead("Bob", owner="李娜"))
    return desk


@pytest.mark.parametrize("lang", SHEETS)
@pytest.mark.parametrize("columns", [80, 200])
def test_the_sheet(busy: Desk, see: See, lang: str, columns: int) -> None:
    draw = lambda: show_day(report_day(busy), make_look(lang, color=True))  # noqa: E731
    shown = see(draw, lang, columns, screen=True)
    assert shown == SHEETS[lang]
    assert max(map(cell_width, shown.splitlines())) <= 80


def test_a_gbk_console_gets_the_sheet(busy: Desk, see: See) -> None:
    draw = lambda: show_day(report_day(busy), make_look("zh"))  # noqa: E731
    assert see(draw, "zh", encoding="gb18030", screen=True) == SHEETS["zh"]


@pytest.mark.parametrize("lang", SHEETS)
def test_a_sheet_for_a_chat_has_no_broken_lines(busy: Desk, see: See, lang: str) -> None:
    shown = see(lambda: show_day(report_day(busy), make_look(lang)), lang)
    assert shown.splitlines()[5] == (
        "  “wants the price; asks whether it can be on site before the Spring Festival, "
        "since the road works begin then”"
    )
    joined = "".join(SHEETS[lang].split())
    assert "".join(shown.split()) == joined


@pytest.mark.parametrize("screen", [True, False])
def test_a_rep_without_leads_is_told_of_the_others(tmp_path: Path, see: See, screen: bool) -> None:
    desk = make_desk(tmp_path / "leadq.db")
    desk.me = "Tom"
    assert not report_day(desk).others and not list_due(desk).others
    add_lead(desk, NewLead("Bob", owner="tom"))
    assert not list_due(desk).others
    drop_lead(desk, "1", "no use")
    assert not list_due(desk).others, "nobody else has any"
    add_lead(desk, NewLead("Ann", owner="李娜"))
    sheet = report_day(desk, date(2026, 11, 20))
    assert sheet.others and not list_due(desk, owner="Tom").others
    for lang, words in (("en", "Nothing of yours"), ("zh", "您名下")):
        look = make_look(lang)
        day = see(lambda look=look: show_day(sheet, look), lang, screen=screen)
        due = see(lambda look=look: show_due(list_due(desk), look), lang, screen=screen)
        assert words in day and "`leadq report day --owner all`" in day
        assert words in due and "`leadq due --owner all`" in due
        assert "leadq add" not in due


def test_the_sheet_as_data(busy: Desk, see: See) -> None:
    sheet = report_day(busy)
    data = json.loads(see(lambda: show_day(sheet, make_look("zh", "json")), "zh"))
    assert (data["day"], data["owner"], data["next_day"]) == ("2026-11-23", None, "2026-11-24")
    (contact,) = data["contacts"]
    assert (contact["by"], contact["outcome"], contact["time"]) == ("phone", "reached", "14:30")
    assert contact["next"]["goal"] == "bring the quote"
    assert [(one["verb"], one["status"], one["amount"]) for one in data["endings"]] == [
        *(("win", "won", 500_000), ("drop", "dropped", None), ("park", "parked", None))
    ]
    step, promise = data["overdue"]
    assert (step["number"], step["days_late"], step["escalated"]) == (1, 4, False)
    assert (promise["promise"], promise["due_on"]) == ("油耗对比表", "2026-11-19")
    shown = see(lambda: show_day(sheet, make_look("en", "csv")), "en")
    rows = list(csv.DictReader(io.StringIO(shown)))
    assert [row["section"] for row in rows] == [
        *("contacts", "promises_made", "endings", "endings", "endings", "new", "overdue"),
        *("overdue", "promises_due", "next"),
    ]
    assert rows[0]["on"] == "2026-11-23"


def test_a_long_list_is_cut(tmp_path: Path, see: See) -> None:
    desk = make_desk(tmp_path / "leadq.db")
    for place in range(23):
        add_lead(desk, NewLead(f"Lead {place}"))
    shown = see(lambda: show_day(report_day(desk), make_look("en")), "en")
    assert "NEW LEADS (23)" in shown
    assert "… and 3 more" in shown
    assert "Lead 20" not in shown.partition("NEXT")[0]


def test_a_hostile_name_stays_in_its_line(tmp_path: Path, see: See) -> None:
    desk = make_desk(tmp_path / "leadq.db")
    add_lead(desk, NewLead("A\x1b[31m\nCONTACTS (9)", owner="O\u202e"))
    shown = see(lambda: show_day(report_day(desk), make_look("en")), "en")
    assert not {"\x1b", "\u202e"} & set(shown)
    assert "\nCONTACTS (9)" not in shown


def test_the_managers_list(desk: Desk, see: See) -> None:
    items = report_overdue(desk)
    shown = see(lambda: show_overdue(items, make_look("en")), "en")
    assert shown == (
        "#  G   Late     Lead                                         Phone          Last\n"
        "nobody · 1\n"
        "5  A?  !! 20 d  Müller · Müller & Söhne Erdbewegung und Ti…  +49 30 901820  –\n"
    )
    (row,) = json.loads(see(lambda: show_overdue(items, make_look("en", "json")), "en"))
    assert (row["number"], row["escalated"], row["days_late"]) == (5, True, 20)
    shown = see(lambda: show_overdue(items, make_look("en", "csv")), "en")
    assert shown.splitlines()[0].endswith(",escalated")
    empty = see(lambda: show_overdue([], make_look("zh")), "zh")
    assert empty == "没有逾期超过等级期限的跟进。\n"


def test_a_walk_goes_by_district_and_time(tmp_path: Path, see: See) -> None:
    desk = make_desk(tmp_path / "leadq.db")
    stops = (
        ("1 call", "city west", "", "phone"),
        ("2 visit", "city west", "", "visit"),
        ("3 visit", "city west", "15:00", "visit"),
        ("4 visit", "city east", "16:00", "visit"),
        ("5 visit", "city west", "09:00", "visit"),
        ("6 visit", "elsewhere", "08:00", "visit"),
    )
    for number, (name, region, time, by) in enumerate(stops, start=1):
        add_lead(desk, NewLead(name, region=region))
        plan_next(desk, str(number), StepWish(MONDAY, time=time, by=by))
    due = list_due(desk, region="city")
    assert [item.lead["number"] for item in due.items] == [4, 5, 3, 2, 1]
    shown = see(lambda: show_due(due, make_look("en")), "en")
    assert shown.index("16:00") < shown.index("09:00") < shown.index("15:00")
    assert [item.lead["number"] for item in list_due(desk).items] == [1, 2, 3, 4, 5, 6]


def test_a_day_off_is_said(tmp_path: Path, see: See) -> None:
    desk = make_desk(tmp_path / "leadq.db", date(2026, 9, 30))
    desk.holidays = "CN"
    added = add_lead(desk, NewLead("王建国", phones=["13800138000"]))
    looks = {
        lang: make_look(lang).changed(
            today=desk.today, day_off=lambda lead: explain_day(desk, lead)
        )
        for lang in ("en", "zh")
    }
    shown = see(lambda: say_added(added, looks["en"]), "en", 100)
    assert "Thu 8 Oct, call: finish the questions (Thu 1 Oct is National Day)" in shown
    shown = see(lambda: say_added(added, looks["zh"]), "zh", 100)
    assert "10-08 周四 电话：问清未知事项（10-01 周四是国庆节）" in shown
    logged = log_touch(desk, "1", Contacted(desk.today, outcome="no_answer"))
    assert "（10-01 周四是国庆节）" in see(lambda: say_logged(logged, looks["zh"]), "zh", 100)
    planned = plan_next(desk, "1", StepWish(date(2026, 10, 11)))
    assert "(Sun 11 Oct is a day off)" in see(lambda: say_planned(planned, looks["en"]), "en", 100)
    assert "（10-11 周日休息）" in see(lambda: say_planned(planned, looks["zh"]), "zh", 100)


def test_what_was_spread_is_said(busy: Desk, see: See) -> None:
    plan_next(busy, "6", StepWish(MONDAY, time="18:00"))
    shown = see(lambda: say_spread(spread_backlog(busy, 20), make_look("en")), "en")
    assert shown == (
        "1 follow-up moved, the last one to Mon 23 Nov; at most 20 a day.\n"
        "See them: leadq due --within 0   Take it back: leadq undo\n"
        "Left alone, since a time was agreed:\n  6 Bob: Mon 23 Nov 18:00\n"
    )
    shown = see(lambda: say_spread(spread_backlog(busy, 20), make_look("zh")), "zh")
    assert shown.startswith("1 条日期不变。\n")


def test_an_absence_is_said(busy: Desk, see: See) -> None:
    plan_next(busy, "6", StepWish(date(2026, 11, 25), time="18:00"))
    away = (date(2026, 11, 25), date(2026, 11, 27), 20)
    shown = see(lambda: say_away(move_away(busy, *away), make_look("en")), "en")
    assert shown == (
        "2 follow-ups moved, the last one to Mon 30 Nov; at most 20 a day.\n"
        "See them: leadq due --within 7   Take it back: leadq undo\n"
        "Moved, and the time agreed is gone; tell the customer:\n  6 Bob: Wed 25 Nov 18:00\n"
        "Promised for these days; that cannot be moved:\n"
        "  2 Denson · Maurice The Pants Man: Fri 27 Nov, the quote\n"
    )
    again = move_away(busy, date(2026, 12, 24), date(2026, 12, 24), 20)
    assert see(lambda: say_away(again, make_look("zh")), "zh") == "这几天没有跟进。\n"


def test_events_are_in_the_readers_words(busy: Desk) -> None:
    plan_next(busy, "1", StepWish(date(2026, 11, 26), time="09:30", by="visit"))
    plan_next(busy, "6", StepWish(date(2026, 11, 26), place="cafe", goal="talk"))
    with busy.read() as conn:
        found = list(each_planned(conn, busy, Filter(sort="number")))
    from leadq.i18n import set_language

    set_language("zh")
    events = {event.uid: event for event in (event_of(one, make_look("zh")) for one in found)}
    visit = next(one for one in events.values() if one.time == "09:30")
    assert visit.summary == "王建国 · 华北路桥：谈定 JS220 的价格"
    about = visit.description.splitlines()
    assert (about[:3], about[-1]) == (["拜访", "138 0013 8000", "等级 B"], "leadq show 1")
    assert [one.partition("：")[0] for one in about[3:-1]] == ["目标", "怎么做", "问"]
    assert visit.location == "天津市滨海新区 K12 路基工地"
    standing = [uid.partition(":")[0] for uid, event in events.items() if not event.cancelled]
    assert standing == ["followup", "promise", "promise", "followup", "promise", "followup"]
    assert [event.cancelled for event in events.values()] == [False] * 6
    assert [one.location for one in events.values() if "Bob" in one.summary] == ["cafe"]

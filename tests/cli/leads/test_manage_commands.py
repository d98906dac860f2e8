"""spread, away, report, and the calendar and address book files, as they are typed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import icalendar
import pytest
import vobject

Run = Callable[..., Any]
LATER = {"LEADQ_TODAY": "2026-12-14"}


@pytest.fixture
def filled(run: Run) -> Run:
    """Three leads: a step of the program, an appointment on Wednesday, a promise for Thursday."""
    run("add", "王建国", "--company", "华北路桥", "--phone", "13800138000", "--wechat", "wjg")
    run("add", "Ann Denson", "--region", "west", "--owner", "Ann")
    run("add", "Bob")
    run("next", "2", "wed", "--time", "9:30", "--place", "site", "--by", "visit", "--goal", "sign")
    run("log", "3", "--promise", "the quote @ thu", "--next", "+14d")
    return run


def data(result: Any) -> Any:
    assert (result.code, result.err) == (0, "")
    return json.loads(result.out)


def test_spread_says_how_far(filled: Run) -> None:
    told = data(filled("spread", "--per-day", "1", "--json", env=LATER))
    assert (told["moved"], told["stayed"], told["per_day"]) == (2, 0, 1)
    assert told["days"] == {"2026-12-14": 1, "2026-12-15": 1}
    assert (told["from"], told["until"]) == ("2026-12-14", "2026-12-15")
    assert [one["number"] for one in told["appointments"]] == [2]
    shown = filled("spread", "--format", "csv", env=LATER).out
    assert shown == "moved,stayed,per_day,from,until\n0,1,20,2026-12-14,2026-12-14\n"


def test_the_setting_per_day_counts(filled: Run, home: Path) -> None:
    (home / ".leadq.toml").write_text("per_day = 1\n", encoding="utf-8")
    assert data(filled("spread", "--json", env=LATER))["per_day"] == 1
    assert filled("spread", "--per-day", "0").code == 2
    assert filled("spread", "--per-day", "many").code == 2


def test_away_says_what_customers_must_hear(filled: Run) -> None:
    result = filled("away", "tue", "fri")
    assert result.code == 0
    assert "2 follow-ups moved, the last one to Mon 30 Nov" in result.out
    assert "2 Ann Denson: Wed 25 Nov 9:30" in result.err.replace("09:30", "9:30")
    assert "3 Bob: Thu 26 Nov, the quote" in result.err
    assert filled("undo").code == 0
    told = filled("away", "明天", "周五", "--json", "--lang", "zh")
    assert told.code == 0
    assert [one["text"] for one in json.loads(told.out)["promises"]] == ["the quote"]
    assert "这几天要兑现的承诺" in told.err


@pytest.mark.parametrize(
    ("words", "key"),
    [
        (("12-04", "12-01"), "is before"),
        (("2026-11-01", "2026-11-05"), "has passed"),
        (("soon", "later"), "is not a day"),
        (("fri",), "needs TO"),
    ],
)
def test_an_absence_that_cannot_be(filled: Run, words: tuple[str, ...], key: str) -> None:
    result = filled("away", *words)
    assert (result.code, result.out) == (2, "")
    assert key in result.err.splitlines()[0]


def test_report_alone_is_the_sheet_of_the_day(filled: Run) -> None:
    sheet = filled("report", "day", "--owner", "all", "--json").out
    assert filled("report").out == filled("report", "day").out
    assert filled("report", "--owner", "all", "--json").out == sheet
    assert filled("--lang", "en", "report", "--db", "no.db").out.startswith("Follow-up sheet")
    assert filled("report", "--lang", "zh", "day").out.startswith("跟进表")
    assert filled("report", "--html", "day.html").code == 0
    shown = filled("report", "--help").out
    assert "Usage: leadq report [COMMAND]" in shown
    assert "  day " in shown and "  overdue " in shown
    assert "Did you mean `leadq report day`?" in filled("report", "dya").err
    assert filled("report", "--no-such").code == 2


def test_reports_are_read_by_people_and_programs(filled: Run) -> None:
    assert filled("report", "day").out.startswith("Follow-up sheet · Mon 23 Nov 2026 · all reps\n")
    anns = data(filled("report", "day", "--owner", "ann", "--json"))
    assert (anns["owner"], [one["number"] for one in anns["new"]]) == ("ann", [2])
    yesterday = filled("report", "day", "--on", "yesterday", env={"LEADQ_TODAY": "2026-11-24"})
    assert "CONTACTS (1)" in yesterday.out
    late = data(filled("report", "overdue", "--json", env=LATER))
    assert [(one["number"], one["escalated"]) for one in late] == [(2, True), (1, True), (3, True)]
    assert "Nothing is overdue" in filled("report", "overdue").out


def test_due_marks_what_the_manager_sees(filled: Run) -> None:
    assert "!! 20 d" in filled("due", env=LATER).out
    marks = {one["number"]: one["escalated"] for one in data(filled("due", "--json", env=LATER))}
    assert marks == {1: True, 2: True, 3: False}
    header, *rows = filled("due", "--format", "csv", env=LATER).out.splitlines()
    assert header.endswith(",escalated")
    assert {row.rpartition(",")[2] for row in rows} == {"true", "false"}, "as in json"


def test_due_has_everybodys_leads_and_nobodys(filled: Run, home: Path) -> None:
    (home / ".leadq.toml").write_text('me = "Ann"\n', encoding="utf-8")

    def numbers(*words: str) -> list[int]:
        return sorted(one["number"] for one in data(filled(*words, "--json", env=LATER)))

    run_add = filled("add", "Eve", "--owner", "Li", env=LATER)
    assert run_add.code == 0
    assert numbers("due", "--within", "9") == [1, 2, 3, 3]
    assert numbers("due", "--within", "9", "--owner", "ann") == [2]
    assert numbers("due", "--within", "9", "--owner", "all") == [1, 2, 3, 3, 4]
    assert len(numbers("list", "--owner", "all")) == 4
    sheet = data(filled("report", "day", "--owner", "all", "--json", env=LATER))
    mine = data(filled("report", "day", "--json", env=LATER))
    assert (sheet["owner"], mine["owner"]) == (None, "Ann")
    assert [one["number"] for one in sheet["new"]] == [4] and mine["new"] == []
    assert len(mine["overdue"]) == len(sheet["overdue"]) == 4, "a promise too"


def test_the_ending_of_the_name_chooses_the_format(filled: Run, tmp_path: Path) -> None:
    place = tmp_path / "Plan.ICS"
    assert filled("export", str(place)).code == 0
    raw = place.read_bytes()
    assert raw.startswith(b"BEGIN:VCALENDAR\r\n") and b"\n" not in raw.replace(b"\r\n", b"")
    events = list(icalendar.Calendar.from_ical(raw).walk("VEVENT"))
    assert sorted(str(event["uid"]).partition(":")[0] for event in events) == [
        *("followup", "followup", "followup", "promise")
    ]
    (visit,) = [event for event in events if event["summary"] == "Ann Denson: sign"]
    assert visit.decoded("dtstart").isoformat() == "2026-11-25T09:30:00"
    assert (str(visit["location"]), visit.decoded("dtstart").tzinfo) == ("site", None)
    cards = tmp_path / "leads.vcf"
    assert filled("export", str(cards), "--owner", "Ann").code == 0
    (card,) = vobject.readComponents(cards.read_text("utf-8"))
    assert card.fn.value == "Ann Denson"
    assert filled("export", str(cards)).code == 1
    assert filled("export", str(cards), "--force").code == 0
    wang = next(vobject.readComponents(cards.read_text("utf-8")))
    assert (wang.tel.value, wang.x_wechat.value) == ("+8613800138000", "wjg")
    assert wang.uid.value == data(filled("show", "1", "--json"))["id"]


def test_the_same_event_stays_the_same(filled: Run, tmp_path: Path) -> None:
    def uids(name: str) -> set[str]:
        filled("export", str(tmp_path / name), "--force")
        calendar = icalendar.Calendar.from_ical((tmp_path / name).read_bytes())
        return {str(event["uid"]) for event in calendar.walk("VEVENT")}

    before = uids("a.ics")
    filled("snooze", "2", "+5d", "--reason", "ill")
    assert uids("b.ics") == before


@pytest.mark.parametrize(
    "words",
    [("x.vcf", "--what", "facts"), ("x.ics", "--what", "all"), ("x.ics", "--encoding", "gbk")],
)
def test_what_a_file_cannot_hold(filled: Run, words: tuple[str, ...], tmp_path: Path) -> None:
    result = filled("export", str(tmp_path / words[0]), *words[1:])
    assert result.code == 2
    assert not list(tmp_path.glob("x.*"))


def test_a_day_off_is_said(run: Run, home: Path) -> None:
    (home / ".leadq.toml").write_text('holidays = "CN"\n', encoding="utf-8")
    october = {"LEADQ_TODAY": "2026-09-30", "COLUMNS": "100"}
    shown = run("add", "Li", "--phone", "13800138000", env=october).out
    assert "Thu 8 Oct, call: finish the questions (Thu 1 Oct is National Day)" in shown
    shown = run("log", "1", "--outcome", "no_answer", "--lang", "zh", env=october).out
    assert "10-08 周四 电话：再联系一次（10-01 周四是国庆节）" in shown
    september = {"LEADQ_TODAY": "2026-09-22", "COLUMNS": "100"}
    run("add", "Wu", "--phone", "13800138001", env=september)
    run("log", "2", "--by", "phone", env=september)
    shown = run("fact", "2", "engagement=none", env=september).out
    assert "Thu 8 Oct, call: stay in touch (Tue 6 Oct is National Day)" in shown
    assert "is a day off" not in run("show", "2", env=september).out

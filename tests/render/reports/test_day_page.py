"""The day's sheet and what is overdue as pages to print."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from leadq.i18n import set_language
from leadq.render.reports.day_page import day_page
from leadq.usecases.desk import Desk
from leadq.usecases.followup.close import drop_lead
from leadq.usecases.followup.log import Contacted, log_touch
from leadq.usecases.leads.add import NewLead, add_lead
from leadq.usecases.reports.day_report import report_day

from ..samples import CHEN, DENSON, MONDAY, fill_store, make_desk, make_look
from .test_reports import NASTY, Outline, outline

LANGS = {"en": "en", "zh": "zh-Hans"}


@pytest.fixture
def busy(tmp_path: Path) -> Desk:
    fill_store(tmp_path / "leadq.db")
    desk = make_desk(tmp_path / "leadq.db")
    said = Contacted(MONDAY, by="phone", said=NASTY, promises=[(NASTY, None)])
    log_touch(desk, DENSON, said)
    drop_lead(desk, CHEN, NASTY)
    add_lead(desk, NewLead("长" * 5000, company=NASTY, owner=NASTY))
    return desk


def page(desk: Desk, lang: str) -> str:
    set_language(lang)
    return "".join(day_page(report_day(desk), make_look(lang)))


def levels(parsed: Outline) -> list[int]:
    return [int(tag[1]) for tag, _attrs in parsed.tags if re.fullmatch(r"h\d", tag)]


@pytest.mark.parametrize("lang", LANGS)
def test_a_sheet_is_a_page_of_headings_and_lists(busy: Desk, lang: str) -> None:
    parsed = outline(page(busy, lang))
    assert parsed.tags[0] == ("html", {"lang": LANGS[lang]})
    assert levels(parsed) == [1, *[2] * (len(levels(parsed)) - 1)]
    names = [tag for tag, _attrs in parsed.tags]
    assert names.count("ul") == names.count("h2") == names.count("section") >= 5
    assert not {"script", "link", "img", "iframe"} & set(names)


def test_stored_text_cannot_break_out(busy: Desk) -> None:
    shown = page(busy, "en")
    assert shown.count("&lt;script&gt;alert(1)") >= 4
    assert "alert(1)</script>" not in shown
    assert not {"\x1b", "\u202e"} & set(shown)
    assert "长" * 40 not in shown, "a name is cut"


def test_a_page_shows_more_than_a_chat(tmp_path: Path) -> None:
    desk = make_desk(tmp_path / "leadq.db")
    for place in range(203):
        add_lead(desk, NewLead(f"Lead {place}"))
    shown = page(desk, "en")
    assert "NEW LEADS (203)" in shown
    assert "… and 3 more" in shown
    assert "Lead 199 " in shown.partition("NEXT")[0]
    assert "Lead 200 " not in shown.partition("NEXT")[0]


@pytest.mark.parametrize(
    ("lang", "words"), [("en", "Nothing was noted on this day"), ("zh", "这一天没有记录")]
)
def test_an_empty_day_says_so(tmp_path: Path, lang: str, words: str) -> None:
    shown = page(make_desk(tmp_path / "leadq.db"), lang)
    assert words in shown
    assert levels(outline(shown)) == [1]


def test_pages_are_written_from_the_command_line(run: Any) -> None:
    run("add", "王建国", "--owner", "Ann", "--phone", "13800138000")
    run("next", "1", "today")
    later = {"LEADQ_TODAY": "2026-12-23"}
    told = run("report", "--html", "day.html", "--on", "2026-11-23", env=later)
    assert (told.code, told.out, told.err) == (0, "", "Page written to day.html.\n")
    assert "王建国" in Path("day.html").read_text(encoding="utf-8")
    assert run("report", "overdue", "--html", "late.html", env=later).code == 0
    late = outline(shown := Path("late.html").read_text(encoding="utf-8"))
    assert "138 0013 8000" in shown
    assert levels(late) == [1, 2]
    again = run("report", "overdue", "--html", "late.html", env=later)
    assert (again.code, again.err.count("\n")) == (1, 2)
    assert run("report", "overdue", "--html", "late.html", "--force", env=later).code == 0
    run("report", "all", "--html", "all.html", env=later)
    assert '<section id="overdue">' in (every := Path("all.html").read_text(encoding="utf-8"))
    assert "138 0013 8000" in every


def test_the_overdue_are_in_all_reports_as_data(run: Any) -> None:
    run("add", "王建国", "--owner", "Ann", "--phone", "13800138000")
    run("next", "1", "today")
    later = {"LEADQ_TODAY": "2026-12-23"}
    told = json.loads(run("report", "all", "--json", env=later).out)
    (row,) = next(one for one in told if one["report"] == "overdue")["sections"]["followups"]
    assert (row["number"], row["phone"], row["days_late"]) == (1, "+8613800138000", 30)
    assert "(+86) 138 0013 8000" in run("report", "all", "--format", "csv", env=later).out
    assert "Nothing is overdue" in run("report", "all", "--owner", "ann").out

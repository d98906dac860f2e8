"""Reports on a screen, as data, and as a page that needs nothing from outside."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from leadq.i18n import en, set_language, zh
from leadq.render.parts.text import cell_width
from leadq.render.reports.bars import draw_bar, draw_spark
from leadq.render.reports.figures import short_amount
from leadq.render.reports.page import page_parts
from leadq.render.reports.page_style import STYLE
from leadq.render.reports.reports import show_reports
from leadq.usecases.aftersale.complaint import CaseNews, note_case
from leadq.usecases.desk import Desk
from leadq.usecases.followup.close import drop_lead, leave_lead, lose_lead, win_lead
from leadq.usecases.grading.note_facts import note_facts
from leadq.usecases.leads.add import NewLead, add_lead
from leadq.usecases.reports.reports import REPORTS, make_reports
from leadq.usecases.reports.week import report_week

from ..samples import CHEN, DENSON, OUYANG, fill_store, make_desk, make_look

See = Callable[..., str]
NASTY = "</td><script>alert(1)</script>&\"'\x1b[31m\u202e价格"
VOID = {"meta", "path", "rect", "circle", "line"}


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The sample store with some leads closed, for a hostile reason, and a customer complaining."""
    place = tmp_path_factory.mktemp("reports") / "leadq.db"
    fill_store(place)
    desk = make_desk(place)
    win_lead(desk, OUYANG, 500_000)
    note_facts(desk, OUYANG, {"satisfaction": "very"})
    note_case(desk, OUYANG, CaseNews(text=NASTY))
    drop_lead(desk, CHEN, NASTY)
    lose_lead(desk, DENSON, "too dear")
    add_lead(desk, NewLead("Bob", owner=NASTY, source=NASTY, budget=1_250_000))
    gone = str(add_lead(desk, NewLead("Gone", product=NASTY)).lead["number"])
    win_lead(desk, gone, 10)
    leave_lead(desk, gone, "own_choice", NASTY)
    return desk


def page(desk: Desk, lang: str = "en", names: Any = REPORTS) -> str:
    set_language(lang)
    return "".join(page_parts(make_reports(desk, names), make_look(lang)))


def screen(see: See, desk: Desk, name: str, lang: str = "en", **more: Any) -> str:
    reports = make_reports(desk, [name])
    return see(lambda: show_reports(reports, make_look(lang)), lang, **more)


FUNNEL = {
    "en": """\
Funnel  23 Nov 2026, all reps

Leads by stage
Stage     Now  Last month  Change
A           0           0       0
B           1           0      +1  ████████████████████
C           0           0       0
ungraded    2           1      +1  ████████████████████████████████████████
parked      0           0       0
won         1           0      +1  ████████████████████
lost        1           0      +1  ████████████████████
dropped     1           0      +1  ████████████████████
""",
    "zh": """\
漏斗  2026-11-23，全体

各阶段的线索
阶段    现在  上月底  变化
A          0       0     0
B          1       0    +1  ████████████████████
C          0       0     0
未评级     2       1    +1  ████████████████████████████████████████
搁置       0       0     0
成交       1       0    +1  ████████████████████
丢单       1       0    +1  ████████████████████
放弃       1       0    +1  ████████████████████
""",
}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_funnel_is_drawn(ended: Desk, see: See, lang: str) -> None:
    shown = screen(see, ended, "funnel", lang)
    assert shown[: len(FUNNEL[lang])] == FUNNEL[lang]


@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "ascii"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_report_fits_the_screen(
    ended: Desk, see: See, lang: str, encoding: str, columns: int
) -> None:
    if (lang, encoding) == ("zh", "ascii"):
        pytest.skip("Chinese cannot be written in ASCII")
    for name in REPORTS:
        reports = make_reports(ended, [name], "" if encoding != "ascii" else "nobody")
        # the one open lead has letters that a GBK console shows as question marks
        named = name in ("overdue", "questions", "decay")
        can = "gb18030" if named and encoding == "gbk" else encoding
        shown = see(lambda r=reports: show_reports(r, make_look(lang)), lang, columns, can)
        blocks = 2 if encoding == "gbk" else 1
        widths = [cell_width(line) + (blocks - 1) * line.count("█") for line in shown.split("\n")]
        assert max(widths) <= columns, shown
        assert "\x1b" not in shown
        assert "\u202e" not in shown


@pytest.mark.parametrize("columns", [40, 60, 80, 120])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_week_fits_the_screen(ended: Desk, see: See, lang: str, columns: int) -> None:
    for owner in ("all", "", "nobody"):
        week = report_week(ended, owner=owner, targets={"calls": 3, "turnover": 12_345_678})
        shown = see(lambda r=[week]: show_reports(r, make_look(lang)), lang, columns)
        assert max(map(cell_width, shown.split("\n"))) <= columns, shown
        assert "\x1b" not in shown and "\u202e" not in shown


@pytest.mark.parametrize("fmt", ["table", "json", "csv"])
@pytest.mark.parametrize("name", ["questions", "decay"])
def test_a_long_list_is_written_as_a_short_one(
    see: See, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, fmt: str
) -> None:
    desk = make_desk(tmp_path / "leadq.db")
    for place in range(12):
        known = {"engagement": "bargaining", "need_by": f"2026-12-{10 + place}"}
        rest = {"money": "yes", "authority": "yes", "need": "yes", "reason": "yes"}
        number = add_lead(desk, NewLead(f"n{place}")).lead["number"]
        note_facts(desk, str(number), known | (rest if place % 2 else {}))

    def shown() -> str:
        reports = make_reports(desk, [name])
        assert len(reports[0].sections["leads"]) > 3
        return see(lambda: show_reports(reports, make_look("en", fmt)), "en")

    short = shown()
    monkeypatch.setattr("leadq.usecases.in_turn.LONG", 2)
    assert shown() == short


def test_amounts_are_rounded_where_they_would_not_fit(see: See, tmp_path: Path) -> None:
    desk = make_desk(tmp_path / "leadq.db")
    add_lead(desk, NewLead("Big", budget=12_345_678_901))
    assert "12,345,678,901" in screen(see, desk, "pipeline", columns=80)
    narrow = screen(see, desk, "pipeline", columns=40)
    assert "12.35bn" in narrow


def test_bars_and_sparklines_have_plain_forms(see: See) -> None:
    def draw() -> None:
        print(draw_bar(1, 2, 10), draw_bar(0.001, 2, 10), draw_bar(0, 2, 10), draw_bar(None, 2, 9))
        print(draw_spark([0, 1, 4, 8]), draw_spark([0, 0]), draw_spark([]))

    assert see(draw, "en") == "█████ █  \n.▂▅█ .. \n"
    assert see(draw, "en", encoding="gbk") == "██ █  \n.▂▅█ .. \n"
    assert see(draw, "en", encoding="ascii") == "##### #  \n.258 .. \n"


def test_amounts_on_a_scale_are_short() -> None:
    assert [short_amount(n) for n in (0, 999, 1500, 2_000_000, 3e9)] == [
        "0", "999", "1.5k", "2M", "3bn",
    ]  # fmt: skip
    set_language("zh")
    assert [short_amount(n) for n in (9000, 25_000, 3e8)] == ["9,000", "2.5万", "3亿"]


@pytest.mark.parametrize("name", REPORTS)
def test_data_is_whole_and_free_of_language(ended: Desk, see: See, name: str) -> None:
    reports = make_reports(ended, [name])
    told = [see(lambda: show_reports(reports, make_look("en", "json")), x) for x in ("en", "zh")]
    assert told[0] == told[1]
    data = json.loads(told[0])
    assert (data["report"], data["day"], data["owner"]) == (name, "2026-11-23", None)
    rows = [row for found in data["sections"].values() for row in found]
    shown = see(lambda: show_reports(reports, make_look("en", "csv")), "en")
    assert len(list(csv.DictReader(io.StringIO(shown)))) == len(rows) > 0


def test_all_reports_are_a_list(ended: Desk, see: See) -> None:
    reports = make_reports(ended, REPORTS)
    data = json.loads(see(lambda: show_reports(reports, make_look("en", "json")), "en"))
    assert [report["report"] for report in data] == list(REPORTS)
    shown = see(lambda: show_reports(reports, make_look("en", "csv")), "en")
    assert {row["report"] for row in csv.DictReader(io.StringIO(shown))} == set(REPORTS)


class Outline(HTMLParser):
    """Notes tags and headings, and that every tag is closed where it was opened."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: Any) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def outline(shown: str) -> Outline:
    parsed = Outline()
    parsed.feed(shown)
    assert parsed.open == []
    return parsed


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_page_needs_nothing_from_outside(ended: Desk, lang: str) -> None:
    shown = page(ended, lang)
    parsed = outline(shown)
    names = {tag for tag, _attrs in parsed.tags}
    assert not names & {"script", "link", "iframe", "img", "object", "foreignobject", "a:href"}
    assert not re.search(r"https?:", shown.replace('xmlns="http://www.w3.org/2000/svg"', ""))
    assert "url(" not in shown
    assert "@import" not in shown
    assert "<svg" in shown
    links = [attrs["href"] for tag, attrs in parsed.tags if tag == "a"]
    assert links == [f"#{name}" for name in REPORTS]
    assert not [key for _tag, attrs in parsed.tags for key in attrs if key.startswith("on")]


def test_stored_text_is_escaped(ended: Desk) -> None:
    shown = page(ended)
    assert "&lt;script&gt;alert(1)" in shown
    assert "alert(1)</script>" not in shown
    assert "\x1b" not in shown
    assert "\u202e" not in shown


@pytest.mark.parametrize("names", [REPORTS, ("sources",)])
def test_a_page_can_be_read_aloud(ended: Desk, names: tuple[str, ...]) -> None:
    parsed = outline(page(ended, names=names))
    levels = [int(tag[1]) for tag, _attrs in parsed.tags if re.fullmatch(r"h\d", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    found = [tag for tag, _attrs in parsed.tags]
    assert found.count("table") == found.count("caption") > 0
    assert all(attrs.get("scope") in ("col", "row") for tag, attrs in parsed.tags if tag == "th")
    drawn = [attrs for tag, attrs in parsed.tags if tag == "svg"]
    assert all(attrs["role"] == "img" and attrs["aria-label"] for attrs in drawn)
    ids = [attrs["id"] for _tag, attrs in parsed.tags if attrs.get("id")]
    assert len(ids) == len(set(ids))
    assert parsed.tags[0] == ("html", {"lang": "en"})


def test_the_same_store_gives_the_same_page(ended: Desk) -> None:
    assert page(ended) == page(ended)


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_colours_can_be_told_from_the_paper() -> None:
    themes = [dict(re.findall(r"--(\w+): (#\w{6})", body)) for body in STYLE.split("@media")[:2]]
    for theme in themes:
        for name in ("ink", "quiet", "link"):
            assert contrast(theme[name], theme["paper"]) >= 4.5, name
        assert contrast(theme["ink"], theme["head"]) >= 4.5
        for name in theme.keys() - {"ink", "quiet", "link", "paper", "line", "head"}:
            assert contrast(theme[name], theme["paper"]) >= 3, name


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_an_empty_store_says_so(tmp_path: Path, see: See, lang: str) -> None:
    desk = make_desk(tmp_path / "leadq.db")
    for name in REPORTS:
        shown = screen(see, desk, name, lang)
        assert len(shown.splitlines()) >= 2
    assert outline(page(desk, lang)).tags


def test_a_page_is_written_whole_and_never_over_another(run: Any) -> None:
    run("add", "王建国", "--source", "展会")
    first = run("report", "all", "--html", "page.html")
    assert (first.code, first.out, first.err) == (0, "", "Page written to page.html.\n")
    before = Path("page.html").read_bytes()
    again = run("report", "funnel", "--html", "page.html")
    assert again.code == 1
    assert Path("page.html").read_bytes() == before
    assert run("report", "funnel", "--html", "page.html", "--force").code == 0
    assert Path("page.html").read_bytes() != before
    assert run("report", "funnel", "--html", "nowhere/page.html").code == 1
    assert [file.name for file in Path().iterdir()] == ["page.html"]


def test_a_screen_needs_no_chart_library(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "pygal", None)
    assert run("report", "all").code == 0


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_bar_gives_way_before_a_column(tmp_path: Path, see: See, lang: str) -> None:
    desk = make_desk(tmp_path / "leadq.db")
    for owner in ("Li Na", "王晓明", "Wang Xiaoming"):
        add_lead(desk, NewLead("A", owner=owner))
    texts = {"en": en, "zh": zh}[lang].TEXTS
    titles = {texts[f"reports.column.{name}"] for name in ("done", "kept", "kept_share", "closed")}
    for width, left_out in ((80, 0), (60, 3)):
        shown = screen(see, desk, "reps", lang, columns=width)
        head = next(line for line in shown.splitlines() if " A  B  C " in line)
        assert len(titles - set(re.split("  +", head))) == left_out
        assert "█" not in shown
    assert "█" in screen(see, desk, "reps", lang, columns=120)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_rep_nobody_knows_gets_a_remark_only(run: Any, lang: str) -> None:
    run("add", "A", "--owner", "Tom Brown")
    for words in ("due", "report day", "report reps", "report overdue", "report clashes"):
        done = run(*words.split(" "), "--owner", "Tim", "--lang", lang)
        assert (done.code, done.out) == (0, "")
        assert len(done.err.splitlines()) == 1 and "Tim" in done.err
        assert run(*words.split(" "), "--owner", "Tim", "--json").out
    assert run("report", "day", "--owner", "tom brown").out


def test_a_rep_without_leads_is_named(ended: Desk, see: See) -> None:
    reports = make_reports(ended, ["sources"], "Nobody")
    shown = see(lambda: show_reports(reports, make_look("en")), "en")
    assert shown.endswith("Nothing to show for Nobody.\n")

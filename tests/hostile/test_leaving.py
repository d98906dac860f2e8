"""What leaves is opened by those who read it: nothing runs, and nobody's text breaks the form."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from openpyxl import load_workbook
from vobject import readComponents

from .test_stored import fill
from .texts import KINDS, SHELL_NAMES, is_formula, steering

LABELS = (
    '=HYPERLINK(\\"http://x.cn\\");=1',
    "@SUM(1)\\t=2",
    "-1+1 $(touch PWNED)",
    "'=1",
    "\\u001b]0;t\\u0007\\u202e[/red] [bold",
    "<script>alert(1)</script>",
)
"""Labels of facts, as they are written in TOML."""
SCRIPT = """version = 1
id = "firm"
name = { en = "=1 [/]", zh = "=1 [/]" }
about = { en = "`touch PWNED`", zh = "`touch PWNED`" }
"""
STEP = """
[[steps]]
fact = "odd_NUMBER"
kind = "text"
label = { en = "LABEL", zh = "LABEL" }
question = { en = "LABEL?", zh = "LABEL？" }
hint = { en = "LABEL", zh = "LABEL" }
"""
TAGS = {
    *("html", "head", "meta", "title", "style", "body", "header", "main", "nav", "section", "div"),
    *("h1", "h2", "h3", "p", "ul", "li", "a", "span", "i", "figure", "figcaption", "caption"),
    *("table", "thead", "tbody", "tr", "th", "td", "svg", "defs", "g", "rect", "text", "path"),
    *("circle", "line", "desc"),
}


class Page(HTMLParser):
    """Keeps the tags of a page, and those of its attributes that could do something."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.acts: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.acts += [
            (name, value)
            for name, value in attrs
            if name.startswith("on") or (name in ("href", "src") and (value or "")[:1] != "#")
        ]


@pytest.fixture
def told(run: Callable[..., Any], home: Path) -> Callable[..., Any]:
    """Fill a store with facts of a firm's own script, whose labels are as bad as their values."""
    place = home / "scripts"
    place.mkdir()
    steps = "".join(
        STEP.replace("NUMBER", str(n)).replace("LABEL", label) for n, label in enumerate(LABELS)
    )
    (place / "firm.toml").write_text(SCRIPT + steps, encoding="utf-8")
    assert run("script", "check").code == 0
    fill(run, f"{KINDS['codes']} {KINDS['unseen']} <b onclick=x> {SHELL_NAMES[0]}")
    facts = [f"odd_{n}==1+1;=2 $(touch PWNED)" for n in range(len(LABELS))]
    assert run("fact", "1", *facts).code == 0
    return run


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_tables_hold_no_formula_and_come_back(
    told: Callable[..., Any], tmp_path: Path, lang: str
) -> None:
    for ending in ("csv", "xlsx"):
        file = tmp_path / f"out.{ending}"
        done = told("export", str(file), "--status=all", "--facts", f"--lang={lang}")
        assert done.code == 0, done
        other = {"LEADQ_HOME": str(tmp_path / ending)}
        (tmp_path / ending / "scripts").mkdir(parents=True)
        script = (tmp_path / "home" / "scripts" / "firm.toml").read_bytes()
        (tmp_path / ending / "scripts" / "firm.toml").write_bytes(script)
        assert told("import", str(file), env=other).code == 0
        found = told("list", "--status=all", "--json", "--facts", env=other).out
        assert found.count("=1+1;=2 $(touch PWNED)") == len(LABELS)
    written = (tmp_path / "out.csv").read_bytes().decode("utf-8-sig")
    for separator in ",;\t":
        rows = csv.reader(io.StringIO(written, newline=""), delimiter=separator)
        assert not [cell for row in rows for cell in row if is_formula(cell.lstrip('"'))]
    book = load_workbook(tmp_path / "out.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell.value for cell in cells if cell.data_type == "f" or cell.hyperlink]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_cards_and_calendars_keep_their_form(told: Callable[..., Any], lang: str) -> None:
    cards = told("export", "--status=all", "--format=vcf", f"--lang={lang}").out
    assert [one.fn.value != "" for one in readComponents(cards)] == [True, True]
    calendar = told("export", "--status=all", "--format=ics", f"--lang={lang}").out
    parts = {part.name for part in Calendar.from_ical(calendar).walk()}
    assert parts <= {"VCALENDAR", "VEVENT", "VALARM", "VTIMEZONE", "STANDARD"}
    for text in (cards, calendar):
        assert not steering(text.replace("\r\n", "\n"))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_pages_hold_the_tags_of_the_program_alone(
    told: Callable[..., Any], tmp_path: Path, lang: str
) -> None:
    for report in ("day", "overdue", "week", "all"):
        file = tmp_path / f"{report}.html"
        assert told("report", report, f"--html={file}", f"--lang={lang}").code == 0
        page = Page()
        page.feed(file.read_text("utf-8"))
        assert page.tags <= TAGS
        assert page.acts == []
        assert not steering(file.read_text("utf-8"))

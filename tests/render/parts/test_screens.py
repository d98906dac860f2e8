"""What holds for every screen: it fits, it speaks one language, any console can show it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest

from leadq.render.followup.due import show_due
from leadq.render.grading.grade import show_grade
from leadq.render.leads.card import show_card
from leadq.render.leads.leads import show_leads
from leadq.render.parts.look import Look
from leadq.render.parts.text import cell_width
from leadq.store.search.filters import Filter
from leadq.usecases.desk import Desk
from leadq.usecases.followup.due import list_due
from leadq.usecases.grading.card import read_grade
from leadq.usecases.leads.browse import list_leads
from leadq.usecases.leads.lead_card import read_lead_card

from ..samples import CHEN, DENSON, MUELLER, OUYANG, WANG, make_look

EVERYONE = (WANG, DENSON, OUYANG, CHEN, MUELLER)
STORED = re.compile(
    r"Denson|Maurice.*?Man\b|Maurice[^…]*…|Müller[^+]*?GmbH|Müller[^+]*?…|Müller|bring the quote"
    r"|asks for a quote|JS220|K12|wjg_lq|wang@huabei\.cn"
)
COMMANDS = re.compile(r"`leadq [^`]*`|leadq [a-z]+( --?[a-z-]+| \d+)*|--kept")
LETTERS = re.compile(r"[A-Za-z]{2,}")


def screens(desk: Desk) -> dict[str, Callable[[Look], None]]:
    found: dict[str, Callable[[Look], None]] = {
        "due": lambda look: show_due(list_due(desk), look),
        "due within": lambda look: show_due(list_due(desk, within=30), look),
        "due some": lambda look: show_due(list_due(desk, limit=1), look),
        "due none": lambda look: show_due(list_due(desk, on=date(2026, 11, 1), owner="X"), look),
        "list": lambda look: show_leads(list_leads(desk, Filter()), look),
        "list none": lambda look: show_leads(list_leads(desk, Filter(text="没有")), look),
        "list some": lambda look: show_leads(list_leads(desk, Filter(limit=2)), look),
    }
    for number in EVERYONE:
        card, grade = read_lead_card(desk, number), read_grade(desk, number)
        later = read_grade(desk, number, date(2027, 2, 12))
        found[f"show {number}"] = lambda look, card=card: show_card(card, look)  # type: ignore[misc]
        found[f"grade {number}"] = lambda look, card=grade: show_grade(card, look)  # type: ignore[misc]
        found[f"later {number}"] = lambda look, card=later: show_grade(card, look)  # type: ignore[misc]
    return found


@pytest.mark.parametrize("columns", [80, 96, 110, 120, 200])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_line_is_wider_than_the_screen(
    desk: Desk, see: Callable[..., str], lang: str, columns: int
) -> None:
    for name, draw in screens(desk).items():
        shown = see(lambda draw=draw: draw(make_look(lang)), lang, columns)
        wide = [one for one in shown.splitlines() if cell_width(one) > columns]
        assert not wide, name


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_card_is_one_screen(desk: Desk, see: Callable[..., str], lang: str) -> None:
    for name, draw in screens(desk).items():
        if name.startswith(("show", "grade")):
            lines = see(lambda draw=draw: draw(make_look(lang)), lang).splitlines()
            assert len(lines) <= 24, name


def test_chinese_screens_are_chinese(desk: Desk, see: Callable[..., str]) -> None:
    for name, draw in screens(desk).items():
        shown = see(lambda draw=draw: draw(make_look("zh")), "zh", 120)
        words = set(LETTERS.findall(COMMANDS.sub("", STORED.sub("", shown))))
        assert words <= {"MAN", "man"}, name


def test_english_screens_are_english(desk: Desk, see: Callable[..., str]) -> None:
    for number in (DENSON, MUELLER):
        for show, read in ((show_grade, read_grade), (show_card, read_lead_card)):
            card = read(desk, number)
            shown = see(lambda card=card, show=show: show(card, make_look("en")), "en")  # type: ignore[operator]
            assert not re.search(r"[\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef]", shown)


def test_no_key_is_shown_instead_of_its_words(desk: Desk, see: Callable[..., str]) -> None:
    keys = re.compile(r"\b(?:due|group|card|grade|man|signal|step|by|class|list|value)\.[a-z_]+")
    for name, draw in screens(desk).items():
        for lang in ("en", "zh"):
            shown = see(lambda draw=draw, lang=lang: draw(make_look(lang)), lang)
            assert not keys.search(shown), name


def test_a_gbk_console_can_show_everything(desk: Desk, see: Callable[..., str]) -> None:
    for name, draw in screens(desk).items():
        if "5" in name or name.startswith(("due", "list")):
            continue
        assert see(lambda draw=draw: draw(make_look("zh")), "zh", encoding="gbk"), name


def test_an_ascii_console_can_show_our_own_words(desk: Desk, see: Callable[..., str]) -> None:
    for show, read in ((show_grade, read_grade), (show_card, read_lead_card)):
        card = read(desk, DENSON)
        shown = see(
            lambda card=card, show=show: show(card, make_look("en")),  # type: ignore[operator]
            "en",
            encoding="ascii",
        )
        assert "1 Denson" not in shown
        assert "2 Denson - Maurice The Pants Man - General" in shown


def test_the_drawn_due_is_aligned(desk: Desk, see: Callable[..., str]) -> None:
    """Phones start in the same cell in every group, whatever stands before them."""
    shown = see(lambda: show_due(list_due(desk), make_look("zh")), "zh").splitlines()
    phones = [one for one in shown if re.search(r"\d{4}$|\d{4} ", one) and "·" not in one[:14]]
    starts = {
        cell_width(one[: match.start()])
        for one in phones
        if (match := re.search(r"(?:1[35]\d 0|660-|\+49)", one))
    }
    assert len(starts) == 1

"""Colour goes with a sign, never alone, and only where it was asked for."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable

import pytest

from leadq.i18n import set_language
from leadq.render.followup.due import show_due
from leadq.render.leads.card import show_card
from leadq.render.parts.lines import line, write_lines
from leadq.render.parts.marks import grade_span
from leadq.usecases.desk import Desk
from leadq.usecases.followup.due import list_due
from leadq.usecases.leads.lead_card import read_lead_card

from ..samples import WANG, make_look

CODES = re.compile(r"\x1b\[([\d;]*)m")


class Terminal(io.StringIO):
    """A stream that says that it is a terminal."""

    encoding = "utf-8"  # type: ignore[assignment]

    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], None]], str]:
    """Return what a call writes to a colour terminal of 80 columns."""

    def watch(draw: Callable[[], None]) -> str:
        screen = Terminal()
        with monkeypatch.context() as patch:
            for name, value in (("COLUMNS", "80"), ("TERM", "xterm-256color")):
                patch.setenv(name, value)
            patch.delenv("NO_COLOR", raising=False)
            patch.setattr(sys, "stdout", screen)
            draw()
        return screen.getvalue()

    return watch


def test_the_same_screen_with_and_without_colour(
    desk: Desk, see: Callable[..., str], terminal: Callable[[Callable[[], None]], str]
) -> None:
    due, card = list_due(desk), read_lead_card(desk, WANG)
    for draw in (
        lambda color: show_due(due, make_look("zh", color=color)),
        lambda color: show_card(card, make_look("zh", color=color)),
    ):
        plain = see(lambda draw=draw: draw(False), "zh")
        set_language("zh")
        painted = terminal(lambda draw=draw: draw(True))
        assert "\x1b" not in plain
        assert CODES.search(painted)
        assert CODES.sub("", painted) == plain


@pytest.mark.parametrize(
    ("grade", "best", "shown", "codes"),
    [
        ("A", "A", "A", {"1", "31"}),
        ("B", "A", "B", {"33"}),
        ("C", "C", "C", {"34"}),
        (None, "A", "A?", {"2"}),
        (None, None, "–", {"2"}),
    ],
)
def test_grades_are_letters_in_colour(
    grade: str | None,
    best: str | None,
    shown: str,
    codes: set[str],
    terminal: Callable[[Callable[[], None]], str],
) -> None:
    painted = terminal(lambda: write_lines([line(grade_span(grade, best))], color=True))
    first = CODES.search(painted)
    assert first is not None
    assert set(first[1].split(";")) == codes
    assert CODES.sub("", painted) == shown + "\n"


def test_what_is_late_is_red_and_signed(
    desk: Desk, terminal: Callable[[Callable[[], None]], str]
) -> None:
    due = list_due(desk)
    assert "\x1b[31m! 4 d" in terminal(lambda: show_due(due, make_look("en", color=True)))

"""Colour is drawn by Rich's styles alone, as its console would have them."""

from __future__ import annotations

import io
import sys

import pytest

from leadq.render.card.card_facts import _STALE
from leadq.render.grading.grade import _STATE_STYLES
from leadq.render.parts.lines import BOLD, DIM, EMPTY, Piece, line, write_lines
from leadq.render.parts.marks import GRADE_STYLES, LATE_STYLE

STYLES = {BOLD, DIM, LATE_STYLE, _STALE, *GRADE_STYLES.values(), *_STATE_STYLES.values()}
PAGE = [
    line(Piece("王建国[bold]:smile:", style), " · 12 ", Piece("", style), Piece("x", style))
    for style in sorted(STYLES)
]


class Terminal(io.StringIO):
    """A stream that says that it is a terminal."""

    encoding = "utf-8"  # type: ignore[assignment]

    def isatty(self) -> bool:
        return True


def painted(monkeypatch: pytest.MonkeyPatch, **environ: str) -> str:
    with monkeypatch.context() as patch:
        for name in ("TERM", "COLORTERM", "TTY_COMPATIBLE", "FORCE_COLOR", "NO_COLOR"):
            patch.delenv(name, raising=False)
        for name, value in environ.items():
            patch.setenv(name, value)
        patch.setattr(sys, "stdout", Terminal())
        write_lines([*PAGE, EMPTY, line("w" * 300)], color=True)
        return str(sys.stdout.getvalue())  # type: ignore[attr-defined]


@pytest.mark.parametrize("depth", ["", "truecolor"])
@pytest.mark.parametrize("term", ["xterm", "xterm-16color", "xterm-256color", "screen", ""])
def test_a_usual_terminal_gets_what_the_console_would_write(
    monkeypatch: pytest.MonkeyPatch, term: str, depth: str
) -> None:
    shown = painted(monkeypatch, TERM=term, COLORTERM=depth)
    # who says what the terminal is, is answered by the console
    asked = painted(monkeypatch, TERM=term, COLORTERM=depth, TTY_COMPATIBLE="1")
    assert shown == asked
    assert shown.count("\x1b[0m") == 2 * len(STYLES)
    assert "王建国[bold]:smile:" in shown and "w" * 300 in shown


@pytest.mark.parametrize(
    "environ", [{"TERM": "dumb"}, {"TERM": "Unknown"}, {"TTY_COMPATIBLE": "0"}, {"FORCE_COLOR": ""}]
)
def test_a_terminal_without_colour_gets_no_codes(
    monkeypatch: pytest.MonkeyPatch, environ: dict[str, str]
) -> None:
    shown = painted(monkeypatch, **environ)
    assert "\x1b" not in shown and shown.count("\n") == len(PAGE) + 2

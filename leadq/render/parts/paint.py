"""Lines in colour: Rich draws every run of text.

Its console is asked where a terminal is no usual one; to load it takes as long as to find and draw
a day's work.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, TextIO

from leadq.late import put_off
from leadq.render.parts.text import screen_width

if TYPE_CHECKING:
    from rich.console import Console

Runs = Sequence[Sequence[tuple[str, str]]]
"""Lines of texts, each with its style: a Rich one, empty for none."""
_END = "\n"
_ASKED = ("FORCE_COLOR", "TTY_COMPATIBLE")
"""Settings by which a user tells Rich what a terminal is."""


def write_styled(lines: Runs, *, stderr: bool) -> None:
    """Write lines with their styles to stdout, or to stderr after what stdout holds."""
    sys.stdout.flush()
    stream = sys.stderr if stderr else sys.stdout
    if _is_usual(stream):
        stream.write(_draw(lines))
        stream.flush()
        return
    console = _open_console(stderr)
    from rich.segment import Segment, Segments

    # in segments nothing is left to be wrapped or measured
    runs = [
        Segment(words, console.get_style(style))
        for one in lines
        for words, style in (*one, (_END, ""))
    ]
    console.print(Segments(runs), soft_wrap=True)


def _is_usual(stream: TextIO) -> bool:
    """Say whether Rich's console would write the codes of its styles as they are."""
    known = os.environ.get("TERM", "").lower() not in ("dumb", "unknown")
    return os.name == "posix" and known and stream.isatty() and not os.environ.keys() & {*_ASKED}


def _draw(lines: Runs) -> str:
    """Return lines with the codes of their styles, which are the same for every depth of colour."""
    with put_off():
        from rich.color import ColorSystem
        from rich.style import Style

    colors = ColorSystem.STANDARD
    drawn: list[str] = []
    for one in lines:
        drawn += [
            Style.parse(style).render(words, color_system=colors) if style else words
            for words, style in one
        ]
        drawn.append(_END)
    return "".join(drawn)


def _open_console(stderr: bool) -> Console:
    """Return a Rich console as wide as the screen, for stdout or stderr; markup is off."""
    with put_off():
        from rich.console import Console

    class PipeConsole(Console):
        """Leaves a closed pipe to the program: Rich would call it a failure."""

        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    return PipeConsole(
        stderr=stderr,
        width=screen_width(),
        no_color=False,
        color_system="auto",
        markup=False,
        emoji=False,
        highlight=False,
        soft_wrap=False,
    )

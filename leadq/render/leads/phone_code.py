"""Draws a QR code for a phone's camera: two modules a cell, in colours of its own."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from leadq.adapters.qr import qr_modules
from leadq.errors import RefusedError
from leadq.i18n import text
from leadq.render.parts.lines import Line, Piece, line
from leadq.render.parts.out import say_line
from leadq.render.parts.show import show
from leadq.render.parts.text import screen_width, stdout_can

if TYPE_CHECKING:
    from leadq.render.parts.look import Look
    from leadq.usecases.exporting.phone_codes import PhoneCode, PhoneCodes

_QUIET = (4, 2)
"""Modules of white around a code: what the standard asks for, and what cameras get by with."""
_UPPER, _LOWER, _BOTH, _NEITHER = "▀", "▄", "█", " "
_WHITE, _BLACK = "#ffffff", "#000000"
Modules = Sequence[Sequence[bool]]


def show_phone_code(found: PhoneCodes, look: Look) -> None:
    """Write the fullest code that the screen has room for; json and csv hold the whole text.

    Raises RefusedError where not even the shortest one has room, or stdout lacks the signs.
    """
    show(found, look, screen=_draw, data=_data, columns=("number", "kind", "text"))


def _data(found: PhoneCodes, _look: Look) -> dict[str, Any]:
    whole = found.codes[0]
    return {"number": found.number, "kind": whole.kind, "text": whole.text}


def _draw(found: PhoneCodes, look: Look) -> Iterable[Line]:
    needed = _LOWER if look.color else _UPPER + _LOWER + _BOTH
    if not stdout_can(needed):
        raise RefusedError("qr_no_signs", hint="qr_no_signs")
    width, height = screen_width(), _screen_height()
    for code in found.codes:
        for modules in _framed(code):
            # a line is left for the prompt
            if len(modules[0]) <= width and len(modules) // 2 < height:
                if not code.is_whole:
                    say_line(text(f"qr.shortened.{code.kind}"))
                return (_colored(pair) if look.color else _bare(pair) for pair in _pairs(modules))
    key = "qr_too_narrow" if height == sys.maxsize else "qr_no_room"
    raise RefusedError(key, hint="qr_no_room", width=width, height=height)


def _framed(code: PhoneCode) -> Iterable[Modules]:
    """Yield a code with white around it, an even number of rows; nothing for one too long."""
    try:
        modules = qr_modules(code.text)
    except ValueError:
        return
    for quiet in _QUIET:
        side, size = [False] * quiet, len(modules) + 2 * quiet
        rows = [[*side, *row, *side] for row in modules]
        above = [[False] * size] * quiet
        yield [*above, *rows, *above, *[[False] * size] * (size % 2)]


def _pairs(modules: Modules) -> Iterable[list[tuple[bool, bool]]]:
    rows = iter(modules)
    return (list(zip(upper, lower, strict=True)) for upper, lower in zip(rows, rows, strict=True))


def _colored(pairs: list[tuple[bool, bool]]) -> Line:
    """Return a row of black on white, whatever colours the terminal has; no cell is a space."""
    shades = {True: _BLACK, False: _WHITE}
    return line(
        *(Piece(_LOWER, f"{shades[lower]} on {shades[upper]}") for upper, lower in pairs),
    )


def _bare(pairs: list[tuple[bool, bool]]) -> Line:
    """Return a row without colours, white where the terminal writes: most are dark."""
    signs = {(False, False): _BOTH, (False, True): _UPPER, (True, False): _LOWER}
    return line("".join(signs.get(pair, _NEITHER) for pair in pairs))


def _screen_height() -> int:
    """Return the rows of the terminal; as many as may be where stdout is none."""
    try:
        return os.get_terminal_size(sys.stdout.fileno()).lines or sys.maxsize
    except (OSError, ValueError, AttributeError):
        return sys.maxsize

"""The one sanitiser for stored text, and what a terminal needs to know of text: cells and signs."""

import os
import re
import sys
from functools import lru_cache
from typing import NamedTuple

DROPPED = frozenset(
    [
        *range(0x00, 0x20),
        *range(0x7F, 0xA0),
        0x061C,
        0x180E,
        0x200B,
        0x200E,
        0x200F,
        *range(0x202A, 0x202F),
        *range(0x2060, 0x206A),
        0xFEFF,
        *range(0xFFF9, 0xFFFC),
    ]
)
"""Control codes, direction overrides, invisible characters: none of them reaches a screen."""

SPACED = frozenset([0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029])
"""Characters that break a line or jump: they become one space."""


_CHARACTERS_PER_CELL = 16
"""No cell needs more: of a text that is longer than its cells can hold, the rest is not read."""


def _instead(char: str) -> str:
    """Return what is shown in the place of a character: itself, a space, nothing or U+FFFD."""
    code = ord(char)
    if code in SPACED:
        return " "
    if code in DROPPED or 0xE0000 <= code <= 0xE007F:
        return ""
    return "\ufffd" if 0xD800 <= code <= 0xDFFF else char


def clean(stored: str, *, newlines: bool = False) -> str:
    """Return a stored text that cannot steer a terminal; line breaks become spaces unless kept."""
    if stored.isprintable():
        return stored
    whole = stored.replace("\r\n", "\n")
    if newlines:
        whole = whole.replace("\r", "\n")
    # a table of what the text holds, for each character of a long text is looked up in it
    unusual = (char for char in set(whole) if not char.isprintable())
    table = {ord(char): _instead(char) for char in unusual if not (newlines and char == "\n")}
    return whole.translate(table)


def cell_width(shown: str) -> int:
    """Return how many terminal cells a text takes: Han characters take two."""
    if shown.isascii():
        return len(shown)
    return sum(map(_cells, shown))


def one_line(stored: str, width: int | None = None) -> str:
    """Return a text cleaned and on one line, cut to a width in cells with an ellipsis."""
    if width is None:
        return clean(stored)
    most = width * _CHARACTERS_PER_CELL + _CHARACTERS_PER_CELL
    line = clean(stored[:most])
    if len(stored) <= most and cell_width(line) <= width:
        return line
    more = signs().more
    room = width - cell_width(more)
    kept = 0
    for place, char in enumerate(line):
        kept += _cells(char)
        if kept > room:
            return line[:place].rstrip() + more
    return line.rstrip() + more


def short_path(stored: str, width: int) -> str:
    """Return a path cleaned and on one line, cut in the middle: a file's name stands at its end."""
    whole = one_line(stored)
    if cell_width(whole) <= width:
        return whole
    end = one_line(whole[::-1], width // 2)[::-1]
    return one_line(whole, width // 2) + end.removeprefix(signs().more)


@lru_cache(2048)
def _cells(char: str) -> int:
    if char < "\u0300":
        return 1
    # a large table, which JSON and plain English do without
    from unicodedata import combining, east_asian_width

    if char in "\u200c\u200d" or "\ufe00" <= char <= "\ufe0f" or combining(char):
        return 0
    return 2 if east_asian_width(char) in "WF" else 1


class Signs(NamedTuple):
    """The marks beside a line; every one has a plain form for consoles that lack it."""

    met: str
    late: str
    stale: str
    unknown: str
    none: str
    more: str


FULL_SIGNS = Signs("√", "!", "~", "?", "–", "…")
PLAIN_SIGNS = Signs("+", "!", "~", "?", "-", "...")


def stdout_can(shown: str) -> bool:
    """Say whether the console can encode a text."""
    return can_encode(shown, getattr(sys.stdout, "encoding", None) or "ascii")


def can_encode(shown: str, encoding: str) -> bool:
    """Say whether an encoding that Python knows has all characters of a text."""
    try:
        shown.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def signs() -> Signs:
    """Return the marks that stdout can show."""
    return _signs_in(getattr(sys.stdout, "encoding", None) or "ascii")


@lru_cache
def _signs_in(encoding: str) -> Signs:
    return FULL_SIGNS if can_encode("".join(FULL_SIGNS), encoding) else PLAIN_SIGNS


def screen_width() -> int:
    """Return the columns of the screen: COLUMNS, else the terminal's, else 80."""
    given = os.environ.get("COLUMNS", "")
    if given.isdecimal() and int(given) > 0:
        return int(given)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or 80
    except (OSError, ValueError, AttributeError):
        return 80


_BARE = {"'": '"\'"', "\\": "\\\\"}
"""How the two signs are written that single quotes hold in no shell, or not in every one."""


def shell_word(stored: str) -> str:
    """Return a text as one word of a command that is suggested: in quotes unless it is plain.

    A backslash stands outside of them: in fish it takes the meaning of a quote behind it away.
    """
    return _quoted(clean(stored))


def shell_text(said: str) -> str:
    """Return what somebody typed as one word of a command, with the line breaks it has."""
    return _quoted(clean(said, newlines=True))


def _quoted(word: str) -> str:
    if word and all(char.isalnum() or char in "-_.+:,/@%" for char in word):
        return word
    parts = re.split(r"(['\\])", word)
    return "".join(_BARE.get(part, f"'{part}'") for part in parts if part) or "''"

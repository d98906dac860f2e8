"""Takes out what calendars and address books choke on, and marks that nobody sees."""

from __future__ import annotations

import re

_CONTROLS = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_HALVES = re.compile("[\ud800-\udfff]")
_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


def plain_lines(text: str) -> str:
    """Return a text without control codes; every kind of line break becomes a newline."""
    return _HALVES.sub("\ufffd", _CONTROLS.sub("", _BREAKS.sub("\n", text.replace("\t", " "))))


def plain_line(text: str) -> str:
    """Return a text without control codes, on one line."""
    return " ".join(plain_lines(text).split("\n")).strip()

"""Takes out what calendars and address books choke on: control codes and half characters."""

from __future__ import annotations

import re

_CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_HALVES = re.compile("[\ud800-\udfff]")
_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


def plain_lines(text: str) -> str:
    """Return a text without control codes; every kind of line break becomes a newline."""
    return _HALVES.sub("\ufffd", _CONTROLS.sub("", _BREAKS.sub("\n", text.replace("\t", " "))))


def plain_line(text: str) -> str:
    """Return a text without control codes, on one line."""
    return " ".join(plain_lines(text).split("\n")).strip()

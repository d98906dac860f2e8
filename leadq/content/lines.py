"""On which line of a content file each key stands; only a mistake needs to know."""

from __future__ import annotations

import re

_HEADER = re.compile(r"^(\[\[?)\s*([\w.\"' -]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"^((?:[\w-]+|\"[^\"]*\"|'[^']*')(?:\s*\.\s*(?:[\w-]+|\"[^\"]*\"|'[^']*'))*)\s*=")


def key_on(line: str) -> str:
    """Return the key or the name of the table that a line begins with, "" where it has none."""
    found = _KEY.match(line) or _HEADER.match(line)
    return found.groups()[-1] if found else ""


def index_lines(text: str) -> dict[str, int]:
    """Map dotted keys to line numbers (from 1), as well as a glance at each line can tell."""
    lines: dict[str, int] = {}
    counts: dict[str, int] = {}
    prefix, quote = "", ""
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.strip()
        if quote:
            quote = "" if quote in line else quote
            continue
        header = _HEADER.match(line)
        if header:
            prefix = _table_path(header.group(2), header.group(1) == "[[", counts)
            lines.setdefault(prefix, number)
            continue
        key = _KEY.match(line)
        path = prefix
        for part in _parts(key.group(1)) if key else ():
            path = f"{path}.{part}" if path else part
            lines.setdefault(path, number)
        quote = next((mark for mark in ('"""', "'''") if line.count(mark) % 2), "")
    return lines


def _table_path(name: str, is_array: bool, counts: dict[str, int]) -> str:
    path = ""
    parts = _parts(name)
    for place, part in enumerate(parts):
        path = f"{path}.{part}" if path else part
        if is_array and place == len(parts) - 1:
            counts[path] = counts.get(path, 0) + 1
        if path in counts:
            path = f"{path}[{counts[path] - 1}]"
    return path


def _parts(name: str) -> list[str]:
    return [part.strip().strip("\"'") for part in name.split(".")]

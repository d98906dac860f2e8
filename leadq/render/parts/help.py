"""Help pages: plain sections, wrapped in terminal cells so that both languages line up."""

import re
from collections.abc import Iterator, Set
from typing import NamedTuple

from leadq.render.parts.text import cell_width

WIDEST = 96
_LEFT_MOST = 30
_INDENT = 2
_GAP = 2
_NEVER_FIRST = "，。、；：！？）》」』”’…,.;:!?)"
_NEVER_LAST = "（《「『“‘("
_AMOUNT = r"(?:(?:预算|合计|金额|budget|total) )?[0-9][0-9,.]{0,30}[万亿元%]?"
_COMMAND = r"leadq [a-z-]+(?: [a-z]+)?(?: (?:--?[a-z][\w-]*(?: [a-z\d][\w-]*)?|[A-Z]+\b|\d+\b))*"
"""A command in a sentence; a word that is not part of it may come along."""


class HelpRow(NamedTuple):
    """A name and what it means."""

    left: str
    right: str


class Section(NamedTuple):
    """A titled list of rows, or a note instead of rows.

    ``stacked``: when one name is too long for its column, all meanings stand below their names.
    """

    title: str
    rows: tuple[HelpRow, ...]
    note: str = ""
    stacked: bool = False


class Page(NamedTuple):
    """The help of one command."""

    usage: str
    about: str
    sections: tuple[Section, ...]
    footer: str


def draw(page: Page, columns: int) -> str:
    """Return a page as text, no line wider than the screen (in cells)."""
    width = max(40, min(columns, WIDEST))
    blocks = ["\n".join(wrap(page.usage, width)), "\n".join(wrap(page.about, width))]
    blocks += [_draw_section(section, width) for section in page.sections]
    if page.footer:
        blocks.append("\n".join(wrap(page.footer, width)))
    return "\n\n".join(blocks)


def wrap(text: str, width: int) -> list[str]:
    """Break a text into lines of at most ``width`` cells; Han text breaks between characters.

    A word that is wider than a line is broken where the line ends.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for unit in _units(paragraph, width):
            if cell_width((line + unit).rstrip()) > width and line.strip():
                lines.append(line.rstrip())
                line = unit.lstrip()
            else:
                line += unit
        lines.append(line.rstrip())
    return [part for one in lines for part in _chop(one, width)]


def _chop(line: str, width: int) -> list[str]:
    parts: list[str] = []
    room = 0
    for char in line:
        room -= cell_width(char)
        if room < 0 or not parts:
            parts.append("")
            room = width - cell_width(char)
        parts[-1] += char
    return parts or [""]


def _draw_section(section: Section, width: int) -> str:
    lines = [section.title]
    if section.note:
        lines += [" " * _INDENT + line for line in wrap(section.note, width - _INDENT)]
    most = min(_LEFT_MOST, width // 2)
    widths = [cell_width(row.left) for row in section.rows]
    left = max((w for w in widths if w <= most), default=_GAP)
    if section.stacked and max(widths, default=0) > most:
        left = _GAP
    for row in section.rows:
        lines += _draw_row(row, left, width)
    return "\n".join(lines)


def _draw_row(row: HelpRow, left: int, width: int) -> list[str]:
    """Put the meaning beside the name, or below when the name is too long for its column."""
    start = _INDENT + left + _GAP
    meaning = wrap(row.right, width - start) if row.right else []
    pad = " " * start
    if cell_width(row.left) > left or not meaning:
        name, *rest = wrap(row.left, width - _INDENT - _GAP)
        below = (" " * (_INDENT + _GAP) + line for line in rest)
        return [" " * _INDENT + name, *below, *(pad + line for line in meaning)]
    first = " " * _INDENT + row.left + " " * (left - cell_width(row.left) + _GAP) + meaning[0]
    return [first, *(pad + line for line in meaning[1:])]


def _units(paragraph: str, width: int) -> Iterator[str]:
    """Yield what must stay together: words with the spaces before them, single Han characters.

    So do a command that is to be typed, unless it is wider than the line, and an amount with its
    label and unit.
    """
    unit = ""
    glued = _glued(paragraph, width)
    for place, char in enumerate(paragraph):
        wide = cell_width(char) == 2
        before = unit[-1:]
        joins = char in _NEVER_FIRST or (before and before in _NEVER_LAST)
        breaks = wide or char == " " or (before and cell_width(before) == 2)
        joins = joins or place in glued
        if unit and breaks and not joins and unit.strip():
            yield unit
            unit = ""
        unit += char
    if unit:
        yield unit


def _glued(paragraph: str, width: int) -> Set[int]:
    """Return the places before which no line may end: in commands the spaces, in amounts all."""
    inside = {at for found in re.finditer(_AMOUNT, paragraph) for at in range(*found.span())[1:]}
    if "leadq " not in paragraph:
        return inside
    return inside | {
        place
        for found in re.finditer(_COMMAND, paragraph, re.ASCII)
        if cell_width(found[0]) <= width
        for place in range(*found.span())
        if paragraph[place] == " "
    }

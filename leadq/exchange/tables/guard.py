"""Formula safety: a cell that a spreadsheet would run gets a quote in front, and loses it again."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from re import Pattern

BREAKS = ";\t\r\n"
"""Where a program that goes by another separator could see a cell end and the next begin."""
_DANGEROUS = frozenset("=+-@\t\r\uff1d\uff0b\uff0d\uff20")
SUSPECT = _DANGEROUS | {"'"}
"""How a cell begins that has to be looked at more closely."""
# Of the bytes of UTF-8: a line break stands for all that no cell of one line has, a "=" for all
# that a sign can begin with, a comma for all that a cell can begin after.
_KINDS = bytes.maketrans(b"\t\r\0+-@\xef;\"'", b"\n\n\n====,,,")


def guard_cell(text: str) -> str:
    """Return the text with one ``'`` in front if a spreadsheet could take it for a formula.

    A text that already starts with quotes before such a sign gets one more, so that
    ``unguard_cell`` gives back exactly what went in.
    """
    return f"'{text}" if _is_dangerous(text) else text


def unguard_cell(text: str) -> str:
    """Return the text without the one ``'`` that ``guard_cell`` put in front; else unchanged."""
    return text[1:] if text.startswith("'") and _is_dangerous(text) else text


def guard_text(text: str) -> str:
    """Return a cell of a csv with a ``'`` wherever a cell could begin and be taken for a formula.

    That is at its start and, where the list separator is another than the file's, after a ``;``, a
    tab or a line break in it: such a reader knows nothing of the quotes around the cell either.
    """
    guarded = guard_cell(text)
    return _inside().sub(r"\1'", guarded) if _may_split(guarded) else guarded


def unguard_text(text: str) -> str:
    """Return the text that ``guard_text`` was given; else unchanged."""
    bare = _guarded_inside().sub(r"\1", text) if _may_split(text) else text
    return unguard_cell(bare)


def looks_safe(lines: str, breaks: int) -> bool:
    """Say whether in lines of a csv no cell begins badly; some that are safe seem not to be.

    ``breaks``: of how many characters their ends are made. One more, a tab, a NUL, or what UTF-8
    does not have, and they are not safe.
    """
    try:
        kinds = lines.encode().translate(_KINDS)
    except UnicodeEncodeError:
        return False
    return (
        kinds.count(b"\n") == breaks
        and not kinds.startswith(b"=")
        and b"\n=" not in kinds
        and b",=" not in kinds
    )


def _may_split(text: str) -> bool:
    return ";" in text or "\n" in text or "\t" in text or "\r" in text


@cache
def _inside() -> Pattern[str]:
    import re

    return re.compile(f"([{BREAKS}])(?=[\"']*[{_signs(_DANGEROUS)}])")


@cache
def _guarded_inside() -> Pattern[str]:
    import re

    return re.compile(f"([{BREAKS}])'(?=[\"']*[{_signs(_DANGEROUS)}])")


def _signs(signs: Iterable[str]) -> str:
    import re

    return re.escape("".join(sorted(signs)))


def _is_dangerous(text: str) -> bool:
    bare = text.lstrip("'")
    return bare != "" and bare[0] in _DANGEROUS

"""Formula safety: a cell that a spreadsheet would run gets a quote in front, and loses it again."""

from __future__ import annotations

_DANGEROUS = frozenset("=+-@\t\r\uff1d\uff0b\uff0d\uff20")
SUSPECT = _DANGEROUS | {"'"}
"""How a cell begins that has to be looked at more closely."""


def guard_cell(text: str) -> str:
    """Return the text with one ``'`` in front if a spreadsheet could take it for a formula.

    A text that already starts with quotes before such a sign gets one more, so that
    ``unguard_cell`` gives back exactly what went in.
    """
    return f"'{text}" if _is_dangerous(text) else text


def unguard_cell(text: str) -> str:
    """Return the text without the one ``'`` that ``guard_cell`` put in front; else unchanged."""
    return text[1:] if text.startswith("'") and _is_dangerous(text) else text


def _is_dangerous(text: str) -> bool:
    bare = text.lstrip("'")
    return bare != "" and bare[0] in _DANGEROUS

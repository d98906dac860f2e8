"""What a setting may be, and how the file spells it."""

from __future__ import annotations

import re
from dataclasses import Field
from typing import Any

from leadq.errors import ConfigError


def check_value(row: Field[Any], given: Any, where: str) -> Any:
    """Return a value that the setting allows, or raise ConfigError saying what it takes."""
    about = row.metadata
    if isinstance(row.default, tuple):
        fits = isinstance(given, list) and all(_is_list_word(row, word) for word in given)
    elif isinstance(row.default, bool):
        fits = isinstance(given, bool)
    elif isinstance(row.default, int):
        lowest, highest = about["span"]
        fits = type(given) is int and lowest <= given <= highest
    else:
        fits = isinstance(given, str) and _is_word_of(row, given)
    if fits:
        return tuple(dict.fromkeys(given)) if isinstance(given, list) else given
    raise ConfigError(
        "config_bad_value",
        hint="config_bad_value",
        file=where,
        setting=row.name,
        given=toml_word(given),
        allowed=_allowed(row),
    )


def _is_list_word(row: Field[Any], word: Any) -> bool:
    """Say whether a word may stand in a list: one of its choices, any text where it has none."""
    allowed = row.metadata["allowed"]
    return word in allowed if allowed else isinstance(word, str) and bool(word.strip())


def _is_word_of(row: Field[Any], given: str) -> bool:
    """Say whether a text is one of a setting's choices or has its shape."""
    allowed, pattern = row.metadata["allowed"], row.metadata["pattern"]
    if allowed and given not in allowed:
        return False
    return not pattern or re.fullmatch(pattern, given) is not None


def _allowed(row: Field[Any]) -> str:
    """Word what a setting takes, without language: numbers, quoted choices or examples."""
    about = row.metadata
    if about["span"]:
        return f"{about['span'][0]} … {about['span'][1]}"
    if isinstance(row.default, bool):
        return "true, false"
    choices = ", ".join(toml_word(word) for word in about["allowed"])
    if isinstance(row.default, tuple):
        return f"[{choices or about['shape']}]"
    return choices or about["shape"] or '"…"'


def toml_word(value: Any) -> str:
    """Write a value the way the file spells it."""
    if isinstance(value, (tuple, list)):
        return "[" + ", ".join(toml_word(word) for word in value) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    return f'"{value}"' if isinstance(value, str) else str(value)

"""What a setting may be, and how the file spells it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import Field
from typing import Any

from leadq.errors import ConfigError

HIDDEN = "…"
_PAIR = '"COLUMN" = "FIELD"'


def check_value(row: Field[Any], given: Any, where: str) -> Any:
    """Return a value that the setting allows, or raise ConfigError saying what it takes."""
    about = row.metadata
    if about["sample"]:
        return _check_table(row, given, where)
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
    raise _bad_value(where, row.name, HIDDEN if about["secret"] else given, _allowed(row))


def _check_table(row: Field[Any], given: Any, where: str) -> dict[str, Any]:
    """Return a table of numbers under the names that the setting has, or a table of tables."""
    about = row.metadata
    if not about["allowed"]:
        return _check_tables(about["key"], given, where)
    if not isinstance(given, dict):
        raise _bad_value(where, row.name, given, f"[{row.name}]")
    lowest, highest = about["span"]
    for name, value in given.items():
        place = f"{row.name}.{toml_key(name)}"
        if name not in about["allowed"]:
            raise unknown_setting(where, place, [f"{row.name}.{one}" for one in about["allowed"]])
        if type(value) not in (int, float) or not lowest <= value <= highest:
            raise _bad_value(where, place, value, _allowed(row))
    return dict(given)


def unknown_setting(where: str, key: str, known: Sequence[str]) -> ConfigError:
    """Return the mistake of a setting that there is none of, with the nearest spelling."""
    from difflib import get_close_matches

    near = "".join(get_close_matches(key, known, n=1))
    return ConfigError(
        "config_unknown_key",
        hint="config_unknown_key",
        file=where,
        setting=key,
        near=near,
        allowed=known,
    )


def _check_tables(key: str, given: Any, where: str) -> dict[str, dict[str, str]]:
    """Return a table of tables of texts; a mistake is told by its whole place in the file."""
    if not isinstance(given, dict):
        raise _bad_value(where, key, given, f"[{key}.NAME]")
    for name, table in given.items():
        place = f"{key}.{toml_key(name)}"
        if table == {}:
            raise ConfigError(
                "config_no_column", hint="config_no_column", file=where, setting=place,
                allowed=_PAIR,
            )  # fmt: skip
        if not isinstance(table, dict):
            raise _bad_value(where, place, table, _PAIR)
        for column, field in table.items():
            if not isinstance(field, str) or not field.strip():
                raise _bad_value(where, f"{place}.{toml_key(column)}", field, _PAIR)
    return {name: dict(table) for name, table in given.items()}


def _bad_value(where: str, setting: str, given: Any, allowed: str) -> ConfigError:
    return ConfigError(
        "config_bad_value",
        hint="config_bad_value",
        file=where,
        setting=setting,
        given=toml_word(given),
        allowed=allowed,
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


def read_variable(row: Field[Any], name: str, given: str) -> str:
    """Return a setting from the environment, or "" where that has nothing to say.

    A language may be spelt like a locale; one that is not spoken here is left to what comes next.
    """
    if row.name == "lang":
        given = given.strip().lower().replace(".", "_").replace("-", "_").partition("_")[0]
        return given if given in row.metadata["allowed"] else ""
    checked: str = check_value(row, given, name) if given else ""
    return checked


def toml_word(value: Any) -> str:
    """Write a value the way the file spells it."""
    if isinstance(value, (tuple, list)):
        return "[" + ", ".join(toml_word(word) for word in value) + "]"
    if isinstance(value, dict):
        return "{…}"
    if isinstance(value, bool):
        return "true" if value else "false"
    return _quoted(value) if isinstance(value, str) else str(value)


def toml_key(name: str) -> str:
    """Write a name the way the file spells it: in quotes where it is not plain ASCII."""
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else _quoted(name)


def columns_text(name: str, columns: Mapping[str, str]) -> str:
    """Return the lines of the settings file that save columns and their fields under a name."""
    pairs = (f"{_quoted(column)} = {_quoted(field)}" for column, field in columns.items())
    return "\n".join([f"[import.{toml_key(name)}]", *pairs]) + "\n"


def _quoted(text: str) -> str:
    import json

    # JSON lets DEL stand as it is, TOML does not
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")

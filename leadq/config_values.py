"""What a setting may be, and how the file spells it."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from leadq.errors import ConfigError

HIDDEN = "…"
_PAIR = '"COLUMN" = "FIELD"'


class Setting:
    """One setting: its default, its meaning in both languages and what it may be.

    ``key`` is its name in the file, ``name`` where none is said: a class cannot have every name.
    A setting with a ``sample``, the lines of one, is a table of numbers under the names that are
    ``allowed``, else a table of tables, and empty where nothing is set. One that counts
    ``anywhere`` is harmless: it may come from a folder that a stranger has filled. Of a
    ``secret`` only its kind is shown.
    """

    name = ""

    def __init__(
        self,
        default: Any,
        en: str,
        zh: str,
        *,
        allowed: Sequence[str] = (),
        pattern: str = "",
        shape: str = "",
        span: Sequence[int] = (),
        env: str = "",
        key: str = "",
        sample: Sequence[str] = (),
        anywhere: bool = False,
        secret: bool = False,
    ) -> None:
        self.default, self.meaning = default, {"en": en, "zh": zh}
        self.allowed, self.pattern, self.shape, self.span = allowed, pattern, shape, span
        self.env, self.key, self.sample = env, key, sample
        self.anywhere, self.secret = anywhere, secret

    def __set_name__(self, _owner: type, name: str) -> None:
        self.name = name
        self.key = self.key or name


def check_value(row: Setting, given: Any, where: str) -> Any:
    """Return a value that the setting allows, or raise ConfigError saying what it takes."""
    if row.sample:
        return _check_table(row, given, where)
    if isinstance(row.default, tuple):
        fits = isinstance(given, list) and all(_is_list_word(row, word) for word in given)
    elif isinstance(row.default, bool):
        fits = isinstance(given, bool)
    elif isinstance(row.default, int):
        lowest, highest = row.span
        fits = type(given) is int and lowest <= given <= highest
    else:
        fits = isinstance(given, str) and _is_word_of(row, given)
    if fits:
        return tuple(dict.fromkeys(given)) if isinstance(given, list) else given
    raise _bad_value(where, row.name, HIDDEN if row.secret else given, _allowed(row))


def _check_table(row: Setting, given: Any, where: str) -> dict[str, Any]:
    """Return a table of numbers under the names that the setting has, or a table of tables."""
    if not row.allowed:
        return _check_tables(row.key, given, where)
    if not isinstance(given, dict):
        raise _bad_value(where, row.name, given, f"[{row.name}]")
    lowest, highest = row.span
    for name, value in given.items():
        place = f"{row.name}.{toml_key(name)}"
        if name not in row.allowed:
            raise unknown_setting(where, place, [f"{row.name}.{one}" for one in row.allowed])
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


def _is_list_word(row: Setting, word: Any) -> bool:
    """Say whether a word may stand in a list: one of its choices, any text where it has none."""
    allowed = row.allowed
    return word in allowed if allowed else isinstance(word, str) and bool(word.strip())


def _is_word_of(row: Setting, given: str) -> bool:
    """Say whether a text is one of a setting's choices or has its shape."""
    allowed, pattern = row.allowed, row.pattern
    if allowed and given not in allowed:
        return False
    return not pattern or re.fullmatch(pattern, given) is not None


def _allowed(row: Setting) -> str:
    """Word what a setting takes, without language: numbers, quoted choices or examples."""
    if row.span:
        return f"{row.span[0]} … {row.span[1]}"
    if isinstance(row.default, bool):
        return "true, false"
    choices = ", ".join(toml_word(word) for word in row.allowed)
    if isinstance(row.default, tuple):
        return f"[{choices or row.shape}]"
    return choices or row.shape or '"…"'


def read_variable(row: Setting, name: str, given: str) -> str:
    """Return a setting from the environment, or "" where that has nothing to say.

    A language may be spelt like a locale; one that is not spoken here is left to what comes next.
    """
    if row.name == "lang":
        given = given.strip().lower().replace(".", "_").replace("-", "_").partition("_")[0]
        return given if given in row.allowed else ""
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

"""Reads typed values out of TOML tables and notes every mistake instead of stopping at one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from leadq.content.loader import Mistakes
from leadq.content.texts import Text

VERSION = 1
_LANGS = ("en", "zh")


def is_word(text: str) -> bool:
    """Say whether a text can be an id: letters or digits of any script, ``_`` and ``-``."""
    return bool(text) and all(sign.isalnum() or sign in "_-" for sign in text)


class Toml:
    """One TOML table being read; ``path`` is its dotted key, empty for the file itself.

    Each reader returns None (or nothing) for what is wrong or left out, after noting it.
    """

    def __init__(self, data: dict[str, object], path: str, report: Mistakes) -> None:
        self.data = data
        self.path = path
        self.report = report

    def at(self, key: str) -> str:
        """Return the dotted key of one of this table's keys."""
        return f"{self.path}.{key}" if self.path else key

    def bad(self, key: str, problem: str, given: object = "", allowed: Iterable[str] = ()) -> None:
        """Note a mistake in one of this table's keys."""
        self.report.add(self.at(key), problem, given, tuple(allowed))

    def only(self, allowed: Sequence[str]) -> None:
        """Refuse every key that is not among the allowed ones."""
        for key in self.data:
            if key not in allowed:
                self.bad(key, "unknown_key", key, allowed)

    def has(self, key: str) -> bool:
        """Say whether the key is there at all."""
        return key in self.data

    def need(self, key: str, allowed: Iterable[str] = ()) -> bool:
        """Say whether the key is there; note it as missing when it is not."""
        if key not in self.data:
            self.bad(key, "missing", "", allowed)
        return key in self.data

    def text(self, key: str) -> Text | None:
        """Return a text in both languages, both there and not empty."""
        table = self.table(key, _LANGS)
        if table is None:
            return None
        table.only(_LANGS)
        words = [table.string(lang) for lang in _LANGS]
        return Text(words[0] or "", words[1] or "") if all(words) else None

    def string(self, key: str, allowed: Iterable[str] = ()) -> str | None:
        """Return a plain string that is not empty."""
        if not self.need(key, allowed):
            return None
        value = self.data[key]
        if not isinstance(value, str):
            self.bad(key, "wrong_type", value, ("text",))
            return None
        if not value.strip():
            self.bad(key, "missing")
            return None
        return value.strip()

    def word(self, key: str, allowed: Collection[str] = ()) -> str | None:
        """Return an id, or one of a closed set of words when it is given."""
        value = self.string(key, allowed)
        if value is None:
            return None
        if value not in allowed if allowed else not is_word(value):
            self.bad(key, "not_allowed", value, allowed or ("a-z 0-9 _ -",))
            return None
        return value

    def words(self, key: str) -> tuple[str, ...]:
        """Return a list of ids, without repeats and not empty."""
        if not self.need(key):
            return ()
        values = self.data[key]
        if not isinstance(values, list):
            self.bad(key, "wrong_type", values, ("list",))
            return ()
        if not values:
            self.bad(key, "missing")
        found: list[str] = []
        for place, value in enumerate(values):
            at = f"{key}[{place}]"
            if not isinstance(value, str):
                self.bad(at, "wrong_type", value, ("text",))
            elif not is_word(value):
                self.bad(at, "not_allowed", value, ("a-z 0-9 _ -",))
            elif value in found:
                self.bad(at, "twice", value)
            else:
                found.append(value)
        return tuple(found)

    def strings(self, key: str) -> tuple[str, ...]:
        """Return a list of plain strings, possibly empty."""
        values = self.data.get(key)
        if not isinstance(values, list) or not all(isinstance(one, str) for one in values):
            self.bad(key, "wrong_type", values, ("list",))
            return ()
        return tuple(values)

    def phrases(self, key: str) -> tuple[str, ...]:
        """Return a list of texts of any signs, without repeats and not empty."""
        if not self.need(key):
            return ()
        values = self.data[key]
        if not isinstance(values, list):
            self.bad(key, "wrong_type", values, ("list",))
            return ()
        for place, value in enumerate(values):
            if not isinstance(value, str) or not value.strip():
                self.bad(f"{key}[{place}]", "wrong_type", value, ("text",))
        return tuple(dict.fromkeys(value for value in values if isinstance(value, str) and value))

    def whole(self, key: str, low: int, high: int = 3650) -> int | None:
        """Return a whole number between two bounds, both included."""
        if not self.need(key):
            return None
        value = self.data[key]
        if isinstance(value, bool) or not isinstance(value, int):
            self.bad(key, "wrong_type", value, ("whole number",))
            return None
        if not low <= value <= high:
            self.bad(key, "not_allowed", value, (f"{low}-{high}",))
            return None
        return value

    def flag(self, key: str) -> bool:
        """Return true or false; left out means false."""
        value = self.data.get(key, False)
        if not isinstance(value, bool):
            self.bad(key, "wrong_type", value, ("true", "false"))
            return False
        return value

    def texts(self, key: str) -> tuple[Text, ...]:
        """Return a list of texts in both languages, not empty."""
        if not self.need(key):
            return ()
        tables = self.tables(key)
        if not tables and self.data[key] == []:
            self.bad(key, "missing")
        held = {f"{key}[{place}]": one.data for place, one in enumerate(tables)}
        words = Toml(dict(held), self.path, self.report)
        return tuple(one for one in map(words.text, held) if one)

    def table(self, key: str, holds: Iterable[str] = ()) -> Toml | None:
        """Return a table within this one; ``holds`` names its keys for the message."""
        if not self.need(key, holds):
            return None
        value = self.data[key]
        if not isinstance(value, dict):
            self.bad(key, "wrong_type", value, holds or ("table",))
            return None
        return Toml(value, self.at(key), self.report)

    def tables(self, key: str) -> list[Toml]:
        """Return the tables of an array of tables; left out means none."""
        values = self.data.get(key, [])
        if not isinstance(values, list) or not all(isinstance(one, dict) for one in values):
            self.bad(key, "wrong_type", values, (f"[[{key}]]",))
            return []
        return [
            Toml(one, f"{self.at(key)}[{place}]", self.report) for place, one in enumerate(values)
        ]


def read_head(table: Toml) -> tuple[str, Text, Text] | None:
    """Return id, name and about of a profile or script; the id must be the file's name."""
    stem = table.report.path.stem
    if table.need("version", (str(VERSION),)):
        given = table.data["version"]
        if given != VERSION or isinstance(given, bool):
            table.bad("version", "wrong_version", given, (str(VERSION),))
    id_ = table.word("id", (stem,))
    name, about = table.text("name"), table.text("about")
    return (id_, name, about) if id_ and name and about else None

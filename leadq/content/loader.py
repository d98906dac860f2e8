"""Reads one content file: bytes to plain data, and the line on which each key stands."""

from __future__ import annotations

import json
import re
from codecs import BOM_UTF8
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from leadq.errors import ConfigError

MAX_BYTES = 1_000_000
_TWICE = ("Cannot overwrite", "Cannot declare", "Cannot mutate", "Duplicate inline table key")
_SHOWN = 60
_HERE = Path(__file__).parent


class Mistakes:
    """Collects the mistakes of one file, each as a ``ConfigError`` with its line and key."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.source = ""
        self.errors: list[ConfigError] = []

    @cached_property
    def lines(self) -> Mapping[str, int]:
        """The line of each key; only a mistake needs to know."""
        from leadq.content.lines import index_lines

        return index_lines(self.source)

    def add(
        self,
        key: str,
        problem: str,
        given: object = "",
        allowed: Sequence[str] = (),
        line: int | None = None,
    ) -> None:
        """Note one mistake at a dotted key (parameter ``where``); arrays count from 0."""
        self.errors.append(
            ConfigError(
                "content_bad",
                hint="content_bad",
                file=f"{self.path.parent.name}/{self.path.name}",
                path=str(self.path),
                line=line if line is not None else self.line_of(key),
                where=key,
                problem=problem,
                given=_shown(given),
                allowed=[*allowed],
            )
        )

    def line_of(self, key: str) -> int | str:
        """Return the line of a key, else of the nearest table around it, else ``"?"``."""
        while key:
            if key in self.lines:
                return self.lines[key]
            key = key[: max(key.rfind("."), key.rfind("["), 0)]
        return "?"


def read_toml(path: Path, report: Mistakes) -> dict[str, object] | None:
    """Return the data of a TOML file, or None with the reason noted in the report.

    Of a file of our own the wheel holds the data as JSON, which is read much faster.
    """
    if path.is_relative_to(_HERE) and (data := _read_compiled(path)) is not None:
        return data
    import tomllib

    text = _read_text(path, report)
    if text is None:
        return None
    report.source = text
    try:
        return tomllib.loads(text)
    except RecursionError:
        report.add("", "syntax", "too deeply nested")
    except ValueError as error:
        _add_syntax(str(error), text, report)
    return None


def read_packaged(code: str, name: str) -> dict[str, Any]:
    """Return what the TOML file of a name says that lies beside a file of our code."""
    path = Path(code).with_name(name)
    if (data := _read_compiled(path)) is not None:
        return data
    import tomllib

    return tomllib.loads(path.read_text("utf-8"))


def read_keys(path: Path) -> dict[str, list[list[str]]]:
    """Return what the wheel holds of the patterns in a file of hearing; nothing in a checkout."""
    return _read_compiled(path.with_suffix(".keys.toml")) or {}


def _read_compiled(path: Path) -> dict[str, Any] | None:
    """Return the data that the wheel holds of a file; None in a checkout, which has the TOML.

    It is read in a tenth of the time.
    """
    try:
        raw = path.with_suffix(".json").read_bytes()
    except OSError:
        return None
    data: dict[str, Any] = json.loads(raw)
    return data


def _read_text(path: Path, report: Mistakes) -> str | None:
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        report.add("", "syntax", error.strerror or str(error))
        return None
    if len(raw) > MAX_BYTES:
        report.add("", "not_allowed", "> 1 MB", ("1 MB",))
        return None
    try:
        # Notepad puts a BOM in front of UTF-8, which TOML itself does not know.
        return raw.removeprefix(BOM_UTF8).decode().replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        report.add("", "syntax", "not UTF-8", ("UTF-8",), line)
        return None


def _add_syntax(message: str, text: str, report: Mistakes) -> None:
    from leadq.content.lines import key_on

    at = re.search(r"at line (\d+)", message)
    end = len(text.rstrip("\n").split("\n"))
    line = min(int(at.group(1)), end) if at else end
    problem = "twice" if message.startswith(_TWICE) else "syntax"
    source = text.split("\n")[line - 1].strip()
    report.add(key_on(source), problem, message.partition(" (at ")[0], line=line)


def _shown(given: object) -> str:
    text = str(given).lower() if isinstance(given, bool) else str(given)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"

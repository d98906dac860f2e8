"""The settings file: where it is, and what stands in it as TOML."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from leadq.errors import ConfigError

FILE_NAME = ".leadq.toml"
_LARGEST_FILE = 1_000_000


def find_config_file(
    given: str, environ: Mapping[str, str], folders: Sequence[Path]
) -> Path | None:
    """Return the settings file: the one named by flag or LEADQ_CONFIG, else the nearest, or None.

    Raises ConfigError when a file that was named does not exist.
    """
    named = given or environ.get("LEADQ_CONFIG", "")
    if named:
        path = expanded(named).absolute()
        try:
            is_file = path.is_file()
        except OSError:
            # a name longer than the system takes
            is_file = False
        if not is_file:
            raise ConfigError("config_missing", hint="config_missing", file=str(path))
        return path
    return next((file for folder in folders if (file := folder / FILE_NAME).is_file()), None)


def expanded(given: str) -> Path:
    """Return a path with ``~`` resolved; "~x" without a user x is a file of that name."""
    try:
        return Path(given).expanduser()
    except RuntimeError:
        return Path(given)


def parse_file(file: Path) -> dict[str, Any]:
    """Return what a settings file holds, unchecked. Raises ConfigError."""
    import tomllib

    try:
        if file.stat().st_size > _LARGEST_FILE:
            raise ConfigError("config_too_big", hint="config_bad", file=str(file))
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise ConfigError(
            "config_not_utf8", hint="config_utf8", file=str(file), line=line
        ) from None
    except OSError as error:
        raise ConfigError(
            "config_unreadable", hint="config_unreadable", file=str(file), reason=error.strerror
        ) from None
    try:
        return tomllib.loads(text)
    except ValueError as error:
        place = re.search(r"line (\d+)", str(error))
        line = int(place[1]) if place else text.count("\n") + 1
        if re.search(r"Cannot (declare .* twice|overwrite a value)", str(error)):
            raise _twice(file, text, line) from None
        raise ConfigError("config_syntax", hint="config_bad", file=str(file), line=line) from None
    except RecursionError:
        raise ConfigError("config_syntax", hint="config_bad", file=str(file), line=1) from None


def _twice(file: Path, text: str, line: int) -> ConfigError:
    """Return that a table or a setting is there a second time: what stands before its value."""
    named = text.split("\n")[line - 1].partition("=")[0].strip()
    where = {"file": str(file), "line": line, "setting": named}
    return ConfigError("config_twice", hint="config_twice", **where)

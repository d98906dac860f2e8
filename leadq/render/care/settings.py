"""Settings and the places they point at, as tables, json and csv."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from leadq.errors import LeadqError
from leadq.i18n import text
from leadq.render.parts.errors import show_error
from leadq.render.parts.out import say_line, write_csv, write_json, write_line
from leadq.render.parts.table import write_table
from leadq.render.parts.text import clean, one_line


class SettingRow(NamedTuple):
    """One setting: its value, the flag, variable or file it came from ("" is the default)."""

    key: str
    value: object
    source: str
    about: str


def write_settings(rows: Sequence[SettingRow], format: str, *, color: bool) -> None:
    """Write every setting with its value and where it comes from."""
    if format == "json":
        write_json([row._asdict() | {"source": row.source or None} for row in rows])
        return
    if format == "csv":
        write_csv(SettingRow._fields, rows)
        return
    header = [text(f"settings.{column}") for column in SettingRow._fields]
    shown = [
        (row.key, _shown(row.value), row.source or text("settings.default"), row.about)
        for row in rows
    ]
    write_table(header, shown, color=color)


def say_ignored(file: str, ignored: Sequence[str]) -> None:
    """Say which settings of the current folder's file do not count, and how they would."""
    say_line(text("settings.ignored", file=clean(file), given=clean(", ".join(ignored))))
    say_line(text("settings.ignored.do"))


def say_trusted(file: str, counting: Sequence[str], listed: str) -> None:
    """Say that a file counts as a whole from now on, and how that is taken back."""
    write_line(text("settings.trusted", file=clean(file)))
    for one in counting:
        write_line(f"  {one_line(one)}")
    write_line(text("settings.trusted.undo", file=clean(listed)))


def write_paths(found: Mapping[str, str], format: str, *, color: bool) -> None:
    """Write the files and folders in use; a settings file that is not there is null."""
    if format == "json":
        write_json({name: place or None for name, place in found.items()})
        return
    if format == "csv":
        write_csv(("name", "path"), list(found.items()))
        return
    for name, place in found.items():
        title = text(f"settings.path.{name}")
        shown = clean(place) if place else text("settings.no_file")
        write_line(text("settings.path", title=title, place=shown))


def write_problems(problems: Sequence[LeadqError]) -> None:
    """Write one block on stderr for each mistake, or one line on stdout that there is none."""
    for problem in problems:
        show_error(problem)
        say_line("")
    if problems:
        say_line(text("settings.problems", count=len(problems)))
    else:
        write_line(text("settings.all_well"))


def write_written(file: str, next_key: str = "") -> None:
    """Say which file has been written and, under a key, what to do with it."""
    write_line(text("settings.written", file=clean(file)))
    if next_key:
        say_line(text(next_key))


def write_kept(file: str) -> None:
    """Say where the file is that was there before."""
    write_line(text("settings.kept", file=clean(file)))


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value))
    return str(value)

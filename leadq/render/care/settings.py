"""Settings and the places they point at, as tables, json and csv."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from leadq.errors import LeadqError
from leadq.i18n import text
from leadq.render.parts.errors import show_error
from leadq.render.parts.lines import Line, line
from leadq.render.parts.look import Look
from leadq.render.parts.out import say_line, write_line
from leadq.render.parts.show import show
from leadq.render.parts.table import BARE, Column, table_lines
from leadq.render.parts.text import clean, one_line


class SettingRow(NamedTuple):
    """One setting: its value, the flag, variable or file it came from ("" is the default)."""

    key: str
    value: object
    source: str
    about: str


def show_settings(rows: Sequence[SettingRow], look: Look) -> None:
    """Write every setting with its value and where it comes from."""
    show(rows, look, screen=_draw, each=_as_json, columns=SettingRow._fields)


def _as_json(row: SettingRow) -> dict[str, Any]:
    return row._asdict() | {"source": row.source or None}


def _draw(rows: Sequence[SettingRow], _look: Look) -> list[Line]:
    columns = [
        Column(text("settings.key")),
        Column(text("settings.value"), least=10, wraps=True),
        Column(text("settings.source"), least=8, wraps=True, goes=2, below=BARE),
        Column(text("settings.about"), least=16, wraps=True, goes=1, below=BARE),
    ]
    cells = [
        (row.key, _shown(row.value), row.source or text("settings.default"), row.about)
        for row in rows
    ]
    return table_lines(columns, [[line(clean(cell)) for cell in row] for row in cells])


def say_ignored(file: str, ignored: Sequence[str]) -> None:
    """Say which settings of the current folder's file do not count, and how they would."""
    given = clean(text("list.comma").join(ignored))
    say_line(text("settings.ignored", file=clean(file), given=given))
    say_line(text("settings.ignored.do"))


def say_trusted(file: str, counting: Sequence[str], listed: str) -> None:
    """Say that a file counts as a whole from now on, and how that is taken back."""
    write_line(text("settings.trusted", file=clean(file)))
    for one in counting:
        write_line(f"  {one_line(one)}")
    write_line(text("settings.trusted.undo", file=clean(listed)))


def show_paths(found: Mapping[str, str], look: Look) -> None:
    """Write the files and folders in use; a settings file that is not there is null."""
    show(
        found,
        look,
        screen=_draw_paths,
        data=lambda found, _look: {name: place or None for name, place in found.items()},
        columns=("name", "path"),
        rows=lambda found, _look: [{"name": name, "path": place} for name, place in found.items()],
    )


def _draw_paths(found: Mapping[str, str], _look: Look) -> list[Line]:
    lines = []
    for name, place in found.items():
        path = clean(place) if place else text("settings.no_file")
        lines.append(line(text("settings.path", title=text(f"settings.path.{name}"), place=path)))
    return lines


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
        return text("list.comma").join(map(str, value))
    return str(value)

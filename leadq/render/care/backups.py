"""The backups there are, and what was copied or put back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from leadq.i18n import text
from leadq.render.parts.dates import short_day
from leadq.render.parts.lines import Line, line
from leadq.render.parts.look import Look
from leadq.render.parts.out import say_line
from leadq.render.parts.show import show
from leadq.render.parts.table import BARE, TITLED, Column, table_lines
from leadq.render.parts.text import clean, one_line

if TYPE_CHECKING:
    from leadq.store.care.backup_folder import Backup
    from leadq.store.care.health import Content
    from leadq.usecases.care.restore import Offer, Restored

_COLUMNS = ("day", "kind", "bytes", "file")
_STEP = 1024
_UNITS = ("KB", "MB", "GB", "TB")


def show_backups(backups: Sequence[Backup], look: Look) -> None:
    """List the backups, newest first."""
    show(backups, look, screen=_draw, each=_as_json, columns=_COLUMNS)
    if look.fmt == "table" and backups:
        say_line(text("backup.folder", folder=clean(str(backups[0].path.parent))))


def _draw(backups: Sequence[Backup], look: Look) -> list[Line]:
    if not backups:
        return [line(text("backup.none"))]
    columns = [
        Column(text("backup.day")),
        Column(text("backup.kind"), goes=2, below=BARE),
        Column(text("backup.bytes"), goes=1, below=TITLED),
        Column(text("backup.file"), least=12, wraps=True),
    ]
    rows = [
        [
            line(short_day(one.day, look.lang, look.today)),
            line(text(f"backup.kind.{one.kind}")),
            line(size_text(one.size)),
            line(clean(one.path.name)),
        ]
        for one in backups
    ]
    return table_lines(columns, rows)


def _as_json(one: Backup) -> dict[str, Any]:
    return {"day": one.day, "kind": one.kind, "bytes": one.size, "file": str(one.path)}


def show_made(file: Path, look: Look) -> None:
    """Say where the backup is."""
    show(file, look, screen=_draw_made, data=_made_json, columns=("file", "bytes"))


def _made_json(file: Path, _look: Look) -> dict[str, Any]:
    return {"file": str(file), "bytes": file.stat().st_size}


def _draw_made(file: Path, _look: Look) -> list[Line]:
    size = size_text(file.stat().st_size)
    return [line(text("backup.made", file=clean(str(file)), size=size))]


def replace_question(offer: Offer) -> str:
    """Return the question whether the store may be replaced: what comes, and what goes."""
    now = _content_text(offer.present) if offer.present else text("restore.unreadable")
    return text("restore.question", now=now, then=_content_text(offer.content))


def _content_text(content: Content) -> str:
    key = "restore.content" if content.last_day else "restore.content_empty"
    return text(key, count=content.leads, day=one_line(content.last_day or ""))


def say_kept() -> None:
    """Say that nothing was replaced."""
    say_line(text("restore.kept"))


def show_restored(done: Restored, look: Look) -> None:
    """Say what the store holds now, and where the one before it is."""
    columns = ("file", "leads", "last_day", "erased", "replaced")
    show(done, look, screen=_draw_restored, data=_restored_json, columns=columns)


def _restored_json(done: Restored, _look: Look) -> dict[str, Any]:
    return {
        "file": str(done.file),
        "leads": done.content.leads,
        "last_day": done.content.last_day,
        "erased": done.erased,
        "replaced": str(done.copy) if done.copy else None,
    }


def _draw_restored(done: Restored, _look: Look) -> list[Line]:
    lines = [line(text("restore.done", content=_content_text(done.content)))]
    if done.erased:
        lines.append(line(text("restore.erased", count=done.erased)))
    if done.copy is not None:
        lines.append(line(text("restore.before", file=clean(str(done.copy)))))
    return lines


def size_text(size: int) -> str:
    """Return a number of bytes as people read it: 820 KB, 65.2 MB."""
    shown, unit = size / _STEP, 0
    while shown >= _STEP and unit + 1 < len(_UNITS):
        shown, unit = shown / _STEP, unit + 1
    return f"{shown:.{0 if shown >= 10 or unit == 0 else 1}f} {_UNITS[unit]}"

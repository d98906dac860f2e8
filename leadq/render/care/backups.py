"""The backups there are, and what was copied or put back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from leadq.i18n import text
from leadq.render.parts.dates import short_day
from leadq.render.parts.look import Look
from leadq.render.parts.out import say_line, write_csv, write_json, write_line
from leadq.render.parts.table import write_table
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
    if look.fmt == "json":
        write_json([_as_json(one) for one in backups])
    elif look.fmt == "csv":
        write_csv(_COLUMNS, [list(_as_json(one).values()) for one in backups])
    elif not backups:
        write_line(text("backup.none"))
    else:
        header = [text(f"backup.{column}") for column in _COLUMNS]
        rows = [
            (
                short_day(one.day, look.lang, look.today),
                text(f"backup.kind.{one.kind}"),
                size_text(one.size),
                clean(one.path.name),
            )
            for one in backups
        ]
        write_table(header, rows, color=look.color)
        say_line(text("backup.folder", folder=clean(str(backups[0].path.parent))))


def _as_json(one: Backup) -> dict[str, Any]:
    return {"day": one.day, "kind": one.kind, "bytes": one.size, "file": str(one.path)}


def show_made(file: Path, look: Look) -> None:
    """Say where the backup is."""
    size = file.stat().st_size
    if look.fmt == "json":
        write_json({"file": str(file), "bytes": size})
    elif look.fmt == "csv":
        write_csv(("file", "bytes"), [(str(file), size)])
    else:
        write_line(text("backup.made", file=clean(str(file)), size=size_text(size)))


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
    told = {
        "file": str(done.file),
        "leads": done.content.leads,
        "last_day": done.content.last_day,
        "erased": done.erased,
        "replaced": str(done.copy) if done.copy else None,
    }
    if look.fmt == "json":
        write_json(told)
        return
    if look.fmt == "csv":
        write_csv(list(told), [list(told.values())])
        return
    write_line(text("restore.done", content=_content_text(done.content)))
    if done.erased:
        write_line(text("restore.erased", count=done.erased))
    if done.copy is not None:
        write_line(text("restore.before", file=clean(str(done.copy))))


def size_text(size: int) -> str:
    """Return a number of bytes as people read it: 820 KB, 65.2 MB."""
    shown, unit = size / _STEP, 0
    while shown >= _STEP and unit + 1 < len(_UNITS):
        shown, unit = shown / _STEP, unit + 1
    return f"{shown:.{0 if shown >= 10 or unit == 0 else 1}f} {_UNITS[unit]}"

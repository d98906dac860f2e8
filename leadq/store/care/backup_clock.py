"""The day of the last backup, so that a clock that jumps costs no backup."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path

from leadq.files import write_bytes
from leadq.store.care.backup_folder import backups_of, list_backups, stem_of

_A_YEAR = 366


def note_day(store: Path, today: date) -> date | None:
    """Note the day of a backup; return the one before where the clock has jumped since.

    A jump is more than a year, back or forth. It stands for the rest of the day, or until the day
    is confirmed; on the next day it is taken for right.
    """
    last, before = _read(store)
    if last is None:
        last = max((one.day for one in list_backups(store) if one.day != today), default=None)
    if last == today:
        return before
    jumped = last is not None and abs((today - last).days) > _A_YEAR
    _write(store, today, last if jumped else None)
    return last if jumped else None


def confirm_day(store: Path, today: date) -> None:
    """Note that the day is right, whatever it was before."""
    _write(store, today, None)


def _read(store: Path) -> tuple[date | None, date | None]:
    try:
        days = [date.fromisoformat(word) for word in _file(store).read_text("ascii").split()]
    except (OSError, ValueError):
        return None, None
    return (days[0] if days else None), (days[1] if len(days) > 1 else None)


def _write(store: Path, today: date, before: date | None) -> None:
    days = [today.isoformat(), *([before.isoformat()] if before else [])]
    with suppress(OSError):
        write_bytes(_file(store), " ".join(days).encode(), replace=True)


def _file(store: Path) -> Path:
    return backups_of(store) / f"{stem_of(store)}.clock"

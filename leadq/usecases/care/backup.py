"""Backs the store up, by itself and when asked."""

from __future__ import annotations

from pathlib import Path

from leadq.errors import RefusedError, StoreError, UsageError
from leadq.store.care import backup, backup_folder
from leadq.store.care.backup_clock import confirm_day, note_day
from leadq.store.care.backup_folder import Backup
from leadq.usecases.desk import Desk

FAILED = "backup_failed"


def keep_before(desk: Desk, verb: str) -> None:
    """Back the store up before a command that changes much.

    The command goes on without where the backup has no room; raises StoreError for a store that
    is of no use itself.
    """
    if not backup_folder.has_content(desk.store):
        return
    try:
        _keep(desk, verb)
    except StoreError as error:
        if error.key != FAILED:
            raise
        desk.unsaved = error


def keep_day(desk: Desk) -> None:
    """Back the store up once a day, after the first write; why it failed is left at the desk."""
    if backup_folder.has_day(desk.store, desk.today):
        return
    try:
        _keep(desk, backup_folder.DAY)
    except StoreError as error:
        desk.unsaved = error


def _keep(desk: Desk, kind: str) -> Path:
    """Make a backup, and only then remove old ones; none where the clock has jumped."""
    made = backup.keep_copy(desk.store, kind, desk.today)
    desk.jumped_from = note_day(desk.store, desk.today)
    if desk.jumped_from is None:
        backup_folder.drop_old(desk.store, desk.today, desk.backup_days)
    return made


def confirm_clock(desk: Desk) -> None:
    """Take the day for right though the clock has jumped: old backups go as on any other day."""
    confirm_day(desk.store, desk.today)
    backup_folder.drop_old(desk.store, desk.today, desk.backup_days)


def back_up(desk: Desk, file: Path | None, force: bool) -> Path:
    """Back the store up to a file, or without one into the folder; return the file.

    Raises UsageError is_folder or backup_into_store, RefusedError nothing_to_back_up, no_folder
    or file_exists, StoreError backup_failed.
    """
    if not desk.store.exists():
        raise RefusedError("nothing_to_back_up", hint="nothing_to_back_up", file=str(desk.store))
    with desk.read():
        pass
    if file is None:
        return _keep(desk, backup_folder.MANUAL)
    target = absolute_path(file)
    try:
        _check_target(desk, target, force)
    except OSError as error:
        # a name longer than the system takes
        reason = error.strerror or str(error)
        raise RefusedError(
            "file_unwritable", hint="file_unwritable", file=str(target), reason=reason
        ) from None
    backup.write_copy(desk.store, target, full=True, replace=force)
    return target


def absolute_path(given: Path) -> Path:
    """Return a path with ``~`` resolved; "~x" without a user x is a file of that name."""
    try:
        return given.expanduser().absolute()
    except RuntimeError:
        return given.absolute()


def _check_target(desk: Desk, target: Path, force: bool) -> None:
    if target.is_symlink():
        raise RefusedError("file_is_link", hint="file_is_link", file=str(target))
    if target.is_dir():
        raise UsageError("is_folder", hint="is_folder", file=str(target))
    if not target.parent.is_dir():
        raise RefusedError("no_folder", hint="no_folder", folder=str(target.parent))
    if not target.exists():
        return
    if target.samefile(desk.store):
        raise UsageError("backup_into_store", hint="backup_into_store", file=str(target))
    if not force:
        raise RefusedError("file_exists", hint="file_exists", file=str(target))


def list_kept(desk: Desk) -> list[Backup]:
    """Return the backups there are, newest first."""
    return backup_folder.list_backups(desk.store)

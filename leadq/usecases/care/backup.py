"""Backs the store up, by itself and when asked, and puts a backup back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from leadq.errors import RefusedError, StoreError, UsageError
from leadq.store.care import backup, backup_folder
from leadq.usecases.desk import Desk

if TYPE_CHECKING:
    from leadq.store.care.backup_folder import Backup
    from leadq.store.care.health import Content

FAILED = "backup_failed"


@dataclass(frozen=True)
class Offer:
    """A backup that can be put back: what it holds and what the store holds now.

    ``present`` is None when there is no store or it cannot be read.
    """

    file: Path
    content: Content
    present: Content | None
    store_exists: bool


@dataclass(frozen=True)
class Restored:
    """What was put back; ``copy`` holds what was there before, if there was anything.

    ``erased`` counts the leads of the backup that had been erased since and stay so.
    """

    file: Path
    content: Content
    copy: Path | None
    erased: int


def keep_before(desk: Desk, verb: str) -> None:
    """Back the store up before a command that changes much.

    The command goes on without where the backup has no room; raises StoreError for a store that
    is of no use itself.
    """
    if not backup_folder.has_content(desk.store):
        return
    try:
        backup.keep_copy(desk.store, verb, desk.today)
        backup_folder.drop_old(desk.store, desk.today, desk.backup_days)
    except StoreError as error:
        if error.key != FAILED:
            raise
        desk.unsaved = error


def keep_day(desk: Desk) -> None:
    """Back the store up once a day, after the first write; why it failed is left at the desk."""
    if backup_folder.has_day(desk.store, desk.today):
        return
    try:
        backup.keep_copy(desk.store, backup_folder.DAY, desk.today)
        backup_folder.drop_old(desk.store, desk.today, desk.backup_days)
    except StoreError as error:
        desk.unsaved = error


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
        kept = backup.keep_copy(desk.store, backup_folder.MANUAL, desk.today)
        backup_folder.drop_old(desk.store, desk.today, desk.backup_days)
        return kept
    target = _absolute(file)
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


def _absolute(given: Path) -> Path:
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


def offer_backup(desk: Desk, given: str) -> Offer:
    """Return what a file, or the name of one in the folder of the backups, would bring back.

    Nothing is changed. Raises RefusedError when it cannot be put back.
    """
    from leadq.store.care.restore import check_backup, read_present

    file = _absolute(Path(given))
    kept = backup_folder.backups_of(desk.store) / given
    try:
        if not file.is_file() and kept.is_file():
            file = kept
        exists = desk.store.exists()
        is_store = exists and file.exists() and file.samefile(desk.store)
    except OSError:
        # a name longer than the system takes
        raise RefusedError("no_backup", hint="no_backup", file=str(file)) from None
    if is_store:
        raise UsageError("restore_itself", hint="restore_itself", file=str(file))
    return Offer(file, check_backup(file), read_present(desk.store), exists)


def restore_backup(desk: Desk, offer: Offer) -> Restored:
    """Put a backup in the place of the store; what was there is kept among the backups.

    Raises StoreError; then the store is as it was.
    """
    from functools import partial

    from leadq.store.care.restore import restore_store
    from leadq.store.privacy.privacy import load_erasures, replay_erasures
    from leadq.usecases.privacy.erase import refresh_lookups

    erasures = load_erasures(desk.store)
    erased: list[int] = []

    def erase_again(part: Path) -> None:
        erased.append(replay_erasures(part, erasures, partial(refresh_lookups, desk.region)))

    done = restore_store(desk.store, offer.file, desk.today, erase_again)
    return Restored(offer.file, done.content, done.copy, sum(erased))

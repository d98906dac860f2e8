"""Puts a backup in the place of the store."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from leadq.errors import RefusedError, UsageError
from leadq.store.care import backup_folder
from leadq.store.care.health import Content
from leadq.store.care.restore import check_backup, read_present, restore_store
from leadq.store.privacy.privacy import load_erasures, replay_erasures
from leadq.usecases.care.backup import absolute_path
from leadq.usecases.desk import Desk
from leadq.usecases.privacy.away import list_erased
from leadq.usecases.privacy.erase import refresh_lookups


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


def offer_backup(desk: Desk, given: str) -> Offer:
    """Return what a file, or the name of one in the folder of the backups, would bring back.

    Nothing is changed. Raises RefusedError when it cannot be put back.
    """
    file = absolute_path(Path(given))
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
    erasures = load_erasures(desk.store)
    erased: list[int] = []

    def erase_again(part: Path) -> None:
        find = partial(list_erased, region=desk.region)
        refresh = partial(refresh_lookups, desk.region)
        erased.append(replay_erasures(part, erasures, find, refresh))

    done = restore_store(desk.store, offer.file, desk.today, erase_again)
    return Restored(offer.file, done.content, done.copy, sum(erased))

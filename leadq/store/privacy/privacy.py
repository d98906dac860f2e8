"""Erases people from files: the store and its backups, down to the last free page."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from leadq.domain.typing.mention import Mention
from leadq.errors import StoreError
from leadq.store.care.backup import list_left_of
from leadq.store.care.backup_folder import backups_of, find_good, list_backups
from leadq.store.care.stand_in import remove_left
from leadq.store.connect import open_store
from leadq.store.opening import APPLICATION_ID, open_as_it_is
from leadq.store.privacy.erasure import Purged, Subject, purge
from leadq.store.privacy.id_periods import find_periods, uids_of
from leadq.store.privacy.suppression import (
    Erasures,
    Suppressed,
    merge_erasures,
    read_erasures,
)
from leadq.store.store_errors import store_error, store_errors
from leadq.store.team.dirty import forget_content
from leadq.store.team.going import forget_lead
from leadq.store.team.triggers import is_armed, list_foreign, unnoted

Refresh = Callable[[sqlite3.Connection, set[int]], None]
"""Writes afresh what some leads are found by."""
Note = Callable[[sqlite3.Connection, Purged], None]
FindErased = Callable[[sqlite3.Connection, Suppressed], set[int]]
"""Finds the leads of a store who were erased elsewhere."""
Kin = tuple[str, str | None]
"""A name and its company."""
PURGE, REMOVE = "purge", "remove"
_NOT_THE_FILE = (
    sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_AUTH,
    sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_INTERRUPT,
)  # fmt: skip
"""What is wrong with the place, not with what the file holds."""


@dataclass(frozen=True)
class Wanted:
    """Who is to go, in terms that hold in every file.

    ``uids`` are the leads' keys; ``norms`` and ``kin`` know them again in backups from a time
    when they had other keys, unless such a lead is still ``alive`` in the store. ``mention``:
    every trace of it goes, from other leads' rows as well.
    """

    uids: frozenset[str]
    norms: frozenset[str] = frozenset()
    kin: frozenset[Kin] = frozenset()
    alive: frozenset[str] = frozenset()
    mention: Mention | None = None


class BackupState(NamedTuple):
    """A backup, and what becomes of it: ``purge``, or ``remove`` since it cannot be purged."""

    path: Path
    fate: str
    leads: int


@dataclass
class Erased:
    """What was done to the backups."""

    purged: list[Path] = field(default_factory=list)
    removed: list[Path] = field(default_factory=list)


def find_subject(conn: sqlite3.Connection, wanted: Wanted, *, own: bool) -> Subject:
    """Return who is meant in one file; ``own`` is False for files that may hold other stores."""
    leads = {row[0] for row in conn.execute("SELECT id, uid FROM lead") if row[1] in wanted.uids}
    if own:
        leads |= _find_alike(conn, wanted)
    contacts: list[int] = []
    if wanted.mention is not None:
        contacts = [
            key
            for key, lead, name, phone in conn.execute(
                "SELECT id, lead_id, name, phone FROM contact"
            )
            if lead not in leads
            and (wanted.mention.is_all_of(name) or (phone and wanted.mention.is_all_of(phone)))
        ]
    return Subject(tuple(sorted(leads)), tuple(contacts), wanted.mention)


def _find_alike(conn: sqlite3.Connection, wanted: Wanted) -> set[int]:
    reached = {
        row[0] for row in conn.execute("SELECT lead_id, norm FROM reach") if row[1] in wanted.norms
    }
    return {
        lead
        for lead, uid, name, company in conn.execute("SELECT id, uid, name, company FROM lead")
        if uid not in wanted.alive and (lead in reached or (name, company) in wanted.kin)
    }


def list_files(store: Path) -> list[Path]:
    """Return every database in the folder of the backups."""
    with suppress(OSError):
        return sorted(path for path in backups_of(store).glob("*.db") if path.is_file())
    return []


def look_at_backups(store: Path, wanted: Wanted) -> list[BackupState]:
    """Return what would become of each backup; nothing is changed."""
    states = []
    for path in list_files(store):
        try:
            with closing(open_as_it_is(path)) as conn:
                if _is_foreign(conn):
                    continue
                states.append(_look(conn, path, wanted, _is_own(store, path)))
        except sqlite3.Error:
            states.append(BackupState(path, REMOVE, 0))
    return states


def _look(conn: sqlite3.Connection, path: Path, wanted: Wanted, own: bool) -> BackupState:
    subject = find_subject(conn, wanted, own=own)
    fate = REMOVE if _is_entangled(conn, wanted, subject) else PURGE
    return BackupState(path, fate, len(subject.leads))


def _is_own(store: Path, path: Path) -> bool:
    return any(one.path == path for one in list_backups(store))


def _is_foreign(conn: sqlite3.Connection) -> bool:
    (app,) = conn.execute("PRAGMA application_id").fetchone()
    (tables,) = conn.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    return bool(app != APPLICATION_ID and tables)


def _is_entangled(conn: sqlite3.Connection, wanted: Wanted, subject: Subject) -> bool:
    """Tell whether somebody who goes was merged, at that time, into a lead that stays."""
    inside = uids_of(conn, find_periods(conn, subject.leads))
    merged = conn.execute(
        "SELECT json_extract(before, '$.uid') FROM journal"
        " WHERE tbl = 'lead' AND op = 'delete' AND undone = 0"
    )
    return any(row[0] in wanted.uids and row[0] not in inside for row in merged)


def erase_everywhere(
    store: Path, wanted: Wanted, note: Note, refresh: Refresh
) -> tuple[Purged, Erased]:
    """Erase people from the store and all its backups, or say where that cannot be done.

    ``note`` keeps receipt and hashes in the open store, given what went from it. The store comes
    last, so that whatever stops this leaves it as it was, to be erased again. Raises StoreError.
    """
    with store_errors(store), open_for_erasing(store) as conn:
        conn.execute("BEGIN IMMEDIATE")
        remove_left(store)
        purged = purge(conn, find_subject(conn, wanted, own=False))
        refresh(conn, purged.touched)
        note(conn, purged)
        done = erase_from_backups(store, wanted, read_erasures(conn), refresh)
        conn.execute("COMMIT")
        conn.execute("VACUUM")
    return purged, done


def erase_from_backups(store: Path, wanted: Wanted, erasures: Erasures, refresh: Refresh) -> Erased:
    """Take people out of every backup; one that cannot be read is removed.

    Raises StoreError when one is in use or can be neither changed nor removed.
    """
    done = Erased()
    for path in list_files(store):
        try:
            if not _erase_from_backup(store, path, wanted, erasures, refresh):
                continue
            done.purged.append(path)
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF in _NOT_THE_FILE:
                raise store_error(error, path) from error
            _remove(path)
            done.removed.append(path)
        for ending in ("-journal", "-wal", "-shm"):
            _remove(path.with_name(path.name + ending))
    for left in list_left_of(store):
        _remove(left)
    return done


def _erase_from_backup(
    store: Path, path: Path, wanted: Wanted, erasures: Erasures, refresh: Refresh
) -> bool:
    """Purge one backup; False for a database of another program."""
    own = _is_own(store, path)
    with open_for_erasing(path) as conn:
        if _is_foreign(conn):
            return False
        if _look(conn, path, wanted, own).fate == REMOVE:
            raise sqlite3.DatabaseError
        _purge_file(conn, find_subject(conn, wanted, own=own), erasures, refresh)
    return True


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(
            "backup_not_erased", hint="backup_not_erased", file=str(path),
            reason=error.strerror or str(error),
        ) from error  # fmt: skip


@contextmanager
def open_for_erasing(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a store of any version so that what is deleted is overwritten as well."""
    with closing(open_as_it_is(path, "rw")) as conn:
        conn.execute("PRAGMA foreign_keys = ON")
        conn.execute("PRAGMA synchronous = EXTRA")
        conn.execute("PRAGMA secure_delete = ON")
        if is_armed(conn) and not list_foreign(conn):
            conn.execute("PRAGMA trusted_schema = ON")
        # what VACUUM writes meanwhile is for no disk
        conn.execute("PRAGMA temp_store = MEMORY")
        yield conn


def _purge_file(
    conn: sqlite3.Connection, subject: Subject, erasures: Erasures, refresh: Refresh
) -> Purged:
    conn.execute("BEGIN IMMEDIATE")
    if is_armed(conn):
        # nothing of them is to be sent once this file is put back, nor kept for it
        marks = ", ".join("?" * len(subject.leads))
        query = f"SELECT uid FROM lead WHERE id IN ({marks})"
        uids = [row[0] for row in conn.execute(query, subject.leads)]
        with unnoted(conn):
            purged = purge(conn, subject)
        for uid in uids:
            forget_lead(conn, uid)
        forget_content(conn)
    else:
        purged = purge(conn, subject)
    refresh(conn, purged.touched)
    merge_erasures(conn, erasures)
    conn.execute("COMMIT")
    conn.execute("VACUUM")
    return purged


def replay_erasures(path: Path, erasures: Erasures, find: FindErased, refresh: Refresh) -> int:
    """Erase again, in a store that was put back, whoever was erased since; return how many leads.

    ``erasures`` come from the store that is replaced (``load_erasures``); they are kept in the
    other as well. Raises StoreError.
    """
    if not erasures.keys:
        return 0
    with store_errors(path):
        open_store(path).close()
        with open_for_erasing(path) as conn:
            leads = find(conn, erasures.suppressed)
            _purge_file(conn, Subject(tuple(sorted(leads))), erasures, refresh)
    return len(leads)


def load_erasures(store: Path) -> Erasures:
    """Return the erasures of a store that is about to be replaced.

    Where it is of no use any more, its newest good backup knows them.
    """
    with suppress(sqlite3.Error):
        return _read_erasures(store)
    good = find_good(store)
    return _read_erasures(good.path) if good else Erasures()


def _read_erasures(file: Path) -> Erasures:
    with closing(open_as_it_is(file)) as conn:
        return read_erasures(conn)

"""The one way in which files leave: written beside under a name nobody foresees, then put in place.

A folder is taken to be hostile: what was planted there is never written through, no name can be
laid ready, and nobody but the owner reads along. Everything here raises OSError.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, TypeVar

# Windows has no such locks, and needs none: it keeps an open file from being removed by itself.
HAS_LOCKS = sys.platform != "win32"
if HAS_LOCKS:
    import fcntl

Outcome = TypeVar("Outcome")
_PRIVATE = 0o600
_LEFT = ".leadq-*.part*"
_NEW = os.O_RDWR | os.O_CREAT | os.O_EXCL
_SAFELY = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_NO_SECOND_NAMES = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK)
_A_MINUTE = 60.0


def make_private(path: Path) -> None:
    """Create an empty file that only its owner can read; what is there already is an error."""
    os.close(os.open(path, _NEW | _SAFELY, _PRIVATE))


@contextmanager
def part_beside(place: Path) -> Iterator[Path]:
    """Yield an empty private file in the folder of a place; what is left of it at the end goes."""
    part = place.with_name(f".leadq-{os.urandom(8).hex()}.part")
    try:
        with _hold_new(part):
            _sweep(part)
            yield part
    finally:
        for left in (part, *(part.with_name(part.name + end) for end in ("-journal", "-wal"))):
            with suppress(OSError):
                left.unlink(missing_ok=True)


def put_in_place(part: Path, place: Path, *, replace: bool) -> None:
    """Give a finished file its name, once its bytes are on the disk.

    Without ``replace`` a name that is taken is an error, even if it was taken a moment ago; with
    it, the file keeps the rights of the user's own one that it replaces.
    """
    opened = os.open(part, os.O_RDWR | _SAFELY)
    try:
        if (mode := _mode_of(place)) is not None:
            os.fchmod(opened, mode)
        os.fsync(opened)
    finally:
        os.close(opened)
    if replace:
        part.replace(place)
    else:
        _give_free_name(part, place)
    _sync_folder(place.parent)


@contextmanager
def lie_at(part: Path, place: Path) -> Iterator[None]:
    """Give a file a name for a while; what another has laid there by then stays."""
    part.replace(place)
    ours = place.stat()
    try:
        yield
    finally:
        with suppress(OSError):
            if os.path.samestat(ours, place.stat()):
                place.unlink()


def write_beside(place: Path, fill: Callable[[BinaryIO], Outcome], *, replace: bool) -> Outcome:
    """Let ``fill`` write a file, whole or not at all, and return what it returns."""
    with part_beside(place) as part:
        with part.open("r+b") as stream:
            outcome = fill(stream)
        put_in_place(part, place, replace=replace)
    return outcome


def write_bytes(place: Path, content: bytes, *, replace: bool) -> None:
    """Write a file whole or not at all."""
    write_beside(place, lambda stream: stream.write(content), replace=replace)


def list_left(folder: Path) -> list[Path]:
    """Return what writers that were killed have left in a folder; nothing where it is no folder."""
    try:
        return sorted(path for path in folder.glob(_LEFT) if not path.is_dir())
    except OSError:
        return []


def is_abandoned(left: Path) -> bool:
    """Tell whether nobody is writing a file any more; where that cannot be told, that it is so."""
    if not HAS_LOCKS:
        return True
    try:
        opened = os.open(left, os.O_RDONLY | os.O_NONBLOCK | _SAFELY)
    except OSError:
        return True
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    finally:
        os.close(opened)
    return True


@contextmanager
def _hold_new(part: Path) -> Iterator[None]:
    """Make a file and hold it, so that others see that it is being written."""
    opened = os.open(part, _NEW | _SAFELY, _PRIVATE)
    if not HAS_LOCKS:
        os.close(opened)
        yield
        return
    try:
        with suppress(OSError):
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(opened)


def _sweep(part: Path) -> None:
    """Remove what was left behind; the new file tells the time, as the file system counts it."""
    now = part.stat().st_mtime
    for left in list_left(part.parent):
        with suppress(OSError):
            # a file that was made this moment may not be held yet
            if left.lstat().st_mtime + _A_MINUTE < now and is_abandoned(left):
                left.unlink()


def _mode_of(place: Path) -> int | None:
    """Return the rights of the user's own file in a place, where the system has rights."""
    if os.name != "posix":
        return None
    try:
        about = place.lstat()
    except FileNotFoundError:
        return None
    own = stat.S_ISREG(about.st_mode) and about.st_uid == os.geteuid()
    return stat.S_IMODE(about.st_mode) if own else None


def _give_free_name(part: Path, place: Path) -> None:
    if os.name == "nt":
        # here a name that is taken is never overwritten by this
        part.rename(place)
        return
    try:
        os.link(part, place)
    except OSError as error:
        if error.errno not in _NO_SECOND_NAMES:
            raise
        # a file system without second names, such as that of a memory stick
        if os.path.lexists(place):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(place)) from None
        part.rename(place)


def _sync_folder(folder: Path) -> None:
    """Put the names in a folder on the disk, where the system can do that."""
    with suppress(OSError, AttributeError):
        opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)

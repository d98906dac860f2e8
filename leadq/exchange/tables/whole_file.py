"""Files out: written whole or not at all, never over another one unasked."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO, TextIO, TypeVar

from leadq.errors import RefusedError, UsageError
from leadq.exchange.tables.encodings import find_codec
from leadq.files import write_beside

Outcome = TypeVar("Outcome")
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def write_whole(
    target: str | Path,
    fill: Callable[[TextIO, str], Outcome],
    encoding: str = "utf-8",
    force: bool = False,
) -> Outcome:
    """Let ``fill`` write a text file, given the open file and its codec; return what it returns.

    It is its owner's alone, or keeps the rights of an existing one, which needs ``force``.
    Raises UsageError unknown_encoding, is_folder or bad_file_name; RefusedError file_exists,
    file_is_link, file_busy, no_folder, disk_full or file_unwritable.
    """
    codec = find_codec(encoding)

    def fill_text(binary: BinaryIO) -> Outcome:
        stream = TextIOWrapper(binary, encoding=codec, newline="")
        try:
            outcome = fill(stream, codec)
            stream.flush()
            return outcome
        finally:
            with suppress(OSError):
                stream.detach()

    return write_whole_binary(target, fill_text, force)


def write_whole_binary(
    target: str | Path, fill: Callable[[BinaryIO], Outcome], force: bool = False
) -> Outcome:
    """Let ``fill`` write a file of bytes, and return what it returns; else as ``write_whole``."""
    try:
        return write_beside(_find_place(target, force), fill, replace=force)
    except FileExistsError:
        raise RefusedError("file_exists", hint="file_exists", file=str(target)) from None
    except PermissionError as error:
        if os.name == "nt" and force and Path(target).exists():
            # a spreadsheet that has a file open keeps it from being replaced there
            raise RefusedError("file_busy", hint="file_busy", file=str(target)) from None
        raise unwritable(target, error) from None
    except OSError as error:
        raise unwritable(target, error) from None


def write_parts(target: str | Path, parts: Iterable[str], force: bool = False) -> int:
    """Write a UTF-8 file piece by piece and return how many pieces there were.

    Raises as ``write_whole`` does.
    """

    def fill(stream: TextIO, _codec: str) -> int:
        return sum(1 for part in parts if stream.write(part) >= 0)

    return write_whole(target, fill, force=force)


def unwritable(target: str | Path, error: OSError) -> RefusedError:
    """Return the error for a file that cannot be written, with the system's reason."""
    key = "disk_full" if error.errno in _NO_ROOM else "file_unwritable"
    return RefusedError(key, hint=key, file=str(target), reason=error.strerror or str(error))


def _find_place(target: str | Path, force: bool) -> Path:
    """Return the place of a file, after making sure that it may be written."""
    if "\0" in str(target):
        raise UsageError("bad_file_name", hint="bad_file_name", file=str(target))
    place = Path(target).absolute()
    if place.is_symlink():
        raise RefusedError("file_is_link", hint="file_is_link", file=str(target))
    if place.is_dir():
        raise UsageError("is_folder", hint="is_folder", file=str(target))
    if not place.parent.is_dir():
        raise RefusedError("no_folder", hint="no_folder", folder=str(place.parent))
    if place.exists() and not (force and place.is_file()):
        raise RefusedError("file_exists", hint="file_exists", file=str(target))
    return place

"""Files out: written whole or not at all, never over another one unasked."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterable
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO, TextIO, TypeVar

from leadq.errors import RefusedError, UsageError
from leadq.exchange.tables.encodings import find_codec

Outcome = TypeVar("Outcome")
_PRIVATE, _USUAL = 0o600, 0o666


def write_whole(
    target: str | Path,
    fill: Callable[[TextIO, str], Outcome],
    encoding: str = "utf-8",
    force: bool = False,
    private: bool = False,
) -> Outcome:
    """Let ``fill`` write a text file, given the open file and its codec; return what it returns.

    An existing file needs ``force``. A ``private`` one is its owner's alone, whatever the umask.
    Raises UsageError unknown_encoding, is_folder or
    bad_file_name; RefusedError file_exists, file_busy, no_folder, disk_full or file_unwritable.
    """
    codec = find_codec(encoding)

    def fill_text(binary: BinaryIO) -> Outcome:
        stream = TextIOWrapper(binary, encoding=codec, newline="")
        try:
            return fill(stream, codec)
        finally:
            stream.detach()

    return _write_at(target, fill_text, force, private)


def write_whole_binary(
    target: str | Path, fill: Callable[[BinaryIO], Outcome], force: bool = False
) -> Outcome:
    """Let ``fill`` write a file of bytes, and return what it returns; else as ``write_whole``."""
    return _write_at(target, fill, force, private=False)


def write_parts(
    target: str | Path, parts: Iterable[str], force: bool = False, private: bool = False
) -> int:
    """Write a UTF-8 file piece by piece and return how many pieces there were.

    Raises as ``write_whole`` does.
    """

    def fill(stream: TextIO, _codec: str) -> int:
        return sum(1 for part in parts if stream.write(part) >= 0)

    return write_whole(target, fill, force=force, private=private)


def _write_at(
    target: str | Path, fill: Callable[[BinaryIO], Outcome], force: bool, private: bool
) -> Outcome:
    try:
        return _write_beside(_find_place(target, force), fill, private)
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        key = "disk_full" if full else "file_unwritable"
        reason = error.strerror or str(error)
        raise RefusedError(key, hint=key, file=str(target), reason=reason) from None


def _find_place(target: str | Path, force: bool) -> Path:
    """Return the file behind links, after making sure that it may be written."""
    if "\0" in str(target):
        raise UsageError("bad_file_name", hint="bad_file_name", file=str(target))
    try:
        place = Path(target).resolve()
    except RuntimeError as error:
        # links that go in a circle
        raise OSError(errno.ELOOP, str(error)) from None
    if place.is_dir():
        raise UsageError("is_folder", hint="is_folder", file=str(target))
    if not place.parent.is_dir():
        raise RefusedError("no_folder", hint="no_folder", folder=str(place.parent))
    if place.exists() and not (force and place.is_file()):
        raise RefusedError("file_exists", hint="file_exists", file=str(target))
    return place


def _write_beside(place: Path, fill: Callable[[BinaryIO], Outcome], private: bool) -> Outcome:
    """Write beside the place and move there at the end, so that no half file is ever seen."""
    beside = place.with_name(f".leadq-{os.getpid()}.part")
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
    try:
        opened = os.open(beside, flags, _PRIVATE if private else _USUAL)
        with os.fdopen(opened, "wb") as stream:
            outcome = fill(stream)
            stream.flush()
            os.fsync(stream.fileno())
        _move(beside, place)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return outcome


def _move(beside: Path, place: Path) -> None:
    try:
        beside.replace(place)
    except PermissionError:
        # Windows keeps a file from being replaced while a spreadsheet has it open
        raise RefusedError("file_busy", hint="file_busy", file=str(place)) from None

"""Files that the program writes for the user to edit."""

from __future__ import annotations

from pathlib import Path

from leadq import paths
from leadq.errors import RefusedError


def keep_old_file(file: Path) -> Path | None:
    """Copy a file beside itself under a name that is free, and return it; None for no file.

    Raises RefusedError when that cannot be done.
    """
    from shutil import copy2

    if not file.is_file():
        return None
    kept, count = file.with_name(f"{file.name}.bak"), 1
    while kept.exists():
        count += 1
        kept = file.with_name(f"{file.name}.bak-{count}")
    try:
        copy2(file, kept)
    except OSError as error:
        raise _unwritable(kept, error) from None
    return kept


def write_new_file(file: Path, text: str, *, force: bool) -> None:
    """Write a UTF-8 text file; one that is there is replaced only with ``force``.

    Raises RefusedError when it is there already or cannot be written.
    """
    try:
        paths.ensure_folder(file.parent)
        with file.open("w" if force else "x", encoding="utf-8", newline="\n") as opened:
            opened.write(text)
    except FileExistsError:
        raise RefusedError("file_exists", hint="file_exists", file=str(file)) from None
    except OSError as error:
        raise _unwritable(file, error) from None


def _unwritable(file: Path, error: OSError) -> RefusedError:
    reason = error.strerror or str(error)
    return RefusedError("file_unwritable", hint="file_unwritable", file=str(file), reason=reason)

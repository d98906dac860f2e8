"""Files that the program writes for the user to edit."""

from __future__ import annotations

from pathlib import Path

from leadq import paths
from leadq.exchange.tables.whole_file import unwritable, write_parts
from leadq.files import write_bytes


def keep_old_file(file: Path) -> Path | None:
    """Copy a file beside itself under a name that is free, and return it; None for no file.

    Raises RefusedError when that cannot be done.
    """
    if not file.is_file():
        return None
    kept, count = file.with_name(f"{file.name}.bak"), 1
    try:
        content = file.read_bytes()
        while True:
            try:
                write_bytes(kept, content, replace=False)
                return kept
            except FileExistsError:
                count += 1
                kept = file.with_name(f"{file.name}.bak-{count}")
    except OSError as error:
        raise unwritable(kept, error) from None


def write_new_file(file: Path, text: str, *, force: bool) -> None:
    """Write a UTF-8 text file; one that is there is replaced only with ``force``.

    Raises LeadqError when it is there already or cannot be written; then nothing is.
    """
    try:
        paths.ensure_folder(file.parent)
    except OSError as error:
        raise unwritable(file, error) from None
    write_parts(file, [text], force)

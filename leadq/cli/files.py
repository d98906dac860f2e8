"""Files that the program writes for the user to edit."""

from __future__ import annotations

from pathlib import Path

from leadq import paths
from leadq.errors import RefusedError


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
        reason = error.strerror or str(error)
        raise RefusedError(
            "file_unwritable", hint="file_unwritable", file=str(file), reason=reason
        ) from None

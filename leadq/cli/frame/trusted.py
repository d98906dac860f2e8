"""Settings files of folders that the user has vouched for, as they were when that was done."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

LIST_NAME = "trusted_folders"


def is_trusted(file: Path, config_folder: Path) -> bool:
    """Tell whether a file is one that was vouched for, and has not changed since."""
    listed = _read(config_folder)
    if not listed:
        return False
    with suppress(OSError):
        return _line(file) in listed
    return False


def trust_file(file: Path, config_folder: Path) -> Path:
    """Vouch for a file as it is now; return the list, from which its line may be removed again.

    Raises LeadqError when the list cannot be written.
    """
    from leadq.cli.care.files import write_new_file

    listed, place = config_folder / LIST_NAME, os.path.realpath(file.parent)
    others = [line for line in _read(config_folder) if line.partition(" ")[2] != place]
    write_new_file(listed, "".join(f"{line}\n" for line in (*others, _line(file))), force=True)
    return listed


def _read(config_folder: Path) -> list[str]:
    with suppress(OSError, UnicodeDecodeError):
        return (config_folder / LIST_NAME).read_text(encoding="utf-8").splitlines()
    return []


def _line(file: Path) -> str:
    """Return what the list says of a file: a digest of what it holds, and its folder."""
    from hashlib import sha256

    return f"{sha256(file.read_bytes()).hexdigest()} {os.path.realpath(file.parent)}"

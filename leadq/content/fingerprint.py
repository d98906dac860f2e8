"""One short mark that changes when content that grading depends on changes (method §13)."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from leadq.content.folders import BUILTIN, toml_files

_HELD = Path(__file__).with_suffix(".txt")
"""The mark of the built-in content, where it was packed and cannot change."""


def fingerprint(user_dir: Path | None, extra: str) -> str:
    """Return a mark of facts, built-in and user profiles, and of the words ``extra``.

    Nothing is parsed; a file that cannot be read counts by its name alone.
    """
    own = toml_files(user_dir / "profiles").values() if user_dir else ()
    return "|".join((_built_in(), _mark_files(own) if own else "", extra))


def _built_in() -> str:
    try:
        return _HELD.read_text("utf-8")
    except OSError:
        return mark_built_in()


def mark_built_in() -> str:
    """Return the mark of the built-in facts and profiles."""
    return _mark_files([BUILTIN / "facts.toml", *toml_files(BUILTIN / "profiles").values()])


def _mark_files(files: Iterable[Path]) -> str:
    """Return 16 hex digits. Two checksums do: nobody forges his own rules, and every reading
    command would pay for loading a hash."""
    from zlib import adler32, crc32

    parts = [part for file in files for part in (os.fsencode(file.name), _read(file))]
    # The length in front keeps "ab"+"c" apart from "a"+"bc".
    whole = b"".join(len(part).to_bytes(8, "big") + part for part in parts)
    return f"{crc32(whole):08x}{adler32(whole):08x}"


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""

"""The command that brings rejected rows back once they have been mended."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from leadq.render.parts.text import shell_word

_VALUED = ("--rejects", "--sheet", "--encoding", "--format")
"""Options about the file that was read, or about this answer; a value follows."""
_FLAGS = ("--force", "--strict", "--json")


def rejects_command(typed: Sequence[str], file: Path, rejects: Path) -> str:
    """Return the command that imports the rejects with the options typed; empty where none were."""
    kept = list(_kept(typed))
    places = [at for at, word in enumerate(kept) if Path(word) == file]
    if not places or len(kept) <= 2:
        return ""
    kept[places[-1]] = str(rejects)
    return " ".join(["leadq", *map(shell_word, kept)])


def _kept(typed: Sequence[str]) -> Iterator[str]:
    words = iter(typed)
    for word in words:
        if word in _VALUED:
            next(words, None)
        elif word not in _FLAGS and not word.startswith(tuple(f"{one}=" for one in _VALUED)):
            yield word

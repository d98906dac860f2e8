"""Text encodings by name, and the one that a file is written in."""

from __future__ import annotations

import codecs
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from leadq.errors import RefusedError, UsageError

if TYPE_CHECKING:
    from leadq.exchange.tables.guess_encoding import Guess

_CHUNK = 1 << 20
_MOST_TELLING = 1 << 14
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Codecs that turn plain text into something else, or let half characters in.
_NOT_FOR_FILES = frozenset(
    {"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape", "utf-7"}
)
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "cp936": "gb18030", "utf-8": "utf-8-sig"}


def find_codec(name: str) -> str:
    """Return the codec's own name. Raises UsageError unknown_encoding."""
    try:
        info = codecs.lookup(name.strip())
    except (LookupError, ValueError):
        info = None
    own = info.name.replace("_", "-") if info else ""
    if info is None or not getattr(info, "_is_text_encoding", True) or own in _NOT_FOR_FILES:
        raise UsageError("unknown_encoding", hint="unknown_encoding", given=name)
    return own


def detect_encoding(path: Path, wanted: str | None = None) -> str:
    """Return the encoding the whole file can be read in; see ``find_encoding``."""
    return find_encoding(path, wanted)[0]


def find_encoding(path: Path, wanted: str | None = None) -> tuple[str, Guess | None]:
    """Return the encoding the whole file can be read in, without keeping it in memory.

    A byte order mark decides, else strict UTF-8, else what its letters are most likely: then how
    it was guessed is told too. ``wanted`` insists on one. Raises UsageError unknown_encoding,
    RefusedError bad_encoding or not_a_table (NUL inside).
    """
    if wanted:
        own = find_codec(wanted)
        candidates = [_WIDER.get(own, own)]
    else:
        with path.open("rb") as file:
            start = file.read(4)
        marked = [name for mark, name in _MARKS if start.startswith(mark)]
        candidates = marked or ["utf-8"]
    for name in candidates:
        if _can_read(path, name):
            return name, None
    guess = None
    if candidates == ["utf-8"] and not wanted:
        from leadq.exchange.tables.guess_encoding import guess_encoding

        guess = guess_encoding(_telling_lines(path))
        further = [guess.encoding, *guess.others] if guess else []
        candidates += dict.fromkeys([*further, "gb18030"])
    for name in candidates[1:]:
        if guess and _can_read(path, name):
            return name, guess._replace(encoding=name)
    # no text holds NUL, but half of UTF-16
    if not wanted and _has_nul(path):
        raise RefusedError("not_a_table", hint="not_a_table", file=path)
    raise RefusedError("bad_encoding", hint="bad_encoding", file=path, tried=candidates)


def _has_nul(path: Path) -> bool:
    with path.open("rb") as file:
        return b"\0" in file.read(_CHUNK)


def _telling_lines(path: Path) -> bytes:
    """Return the first line of a file and those beyond ASCII, as many as tell enough."""
    found: list[bytes] = []
    size = 0
    with path.open("rb") as file:
        for line in iter(partial(file.readline, _CHUNK), b""):
            if not found or not line.isascii():
                found.append(line)
                size += len(line)
            if size > _MOST_TELLING:
                break
    return b"".join(found)


def _can_read(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as file:
        while True:
            chunk = file.read(_CHUNK)
            try:
                text = decoder.decode(chunk, final=not chunk)
            except (UnicodeError, ValueError):
                return False
            if "\0" in text:
                raise RefusedError("not_a_table", hint="not_a_table", file=path)
            if not chunk:
                return True

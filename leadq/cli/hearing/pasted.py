"""A text given as an argument, or for "-" whatever is pasted into standard input."""

from __future__ import annotations

import sys
from contextlib import suppress

_ENCODINGS = ("utf-8-sig", "gb18030")


def read_pasted(given: str) -> str:
    """Return the text; bytes of no known encoding become U+FFFD."""
    from leadq.domain.typing.texts import mend

    if given != "-":
        return mend(given)
    stream = getattr(sys.stdin, "buffer", None)
    if stream is None:
        return mend(sys.stdin.read()) if sys.stdin else ""
    raw: bytes = stream.read()
    for encoding in _ENCODINGS:
        with suppress(UnicodeDecodeError):
            return mend(raw.decode(encoding))
    return mend(raw.decode("utf-8", errors="replace"))

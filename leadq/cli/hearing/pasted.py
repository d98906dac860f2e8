"""A text given as an argument, or for "-" whatever is pasted into standard input."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

_ENCODINGS = ("utf-8-sig", "gb18030")


def read_pasted(given: str) -> str:
    """Return the text; bytes of no known encoding become U+FFFD."""
    from leadq.domain.typing.texts import mend

    if given != "-":
        return mend(given)
    ask_for_input()
    stream = getattr(sys.stdin, "buffer", None)
    if stream is None:
        return mend(sys.stdin.read()) if sys.stdin else ""
    raw: bytes = stream.read()
    for encoding in _ENCODINGS:
        with suppress(UnicodeDecodeError):
            return mend(raw.decode(encoding))
    return mend(raw.decode("utf-8", errors="replace"))


def ask_for_input() -> None:
    """Say on a terminal that input is waited for, and how it ends; else a screen stays empty."""
    from leadq.cli.frame.session import is_terminal

    if is_terminal(sys.stdin):
        from leadq.i18n import text
        from leadq.render.parts.out import say_line

        say_line(text("ask.paste", end="Ctrl-Z, Enter" if os.name == "nt" else "Ctrl-D"))

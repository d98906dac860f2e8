"""The clipboard of the system: pbcopy, Windows, wl-copy, xclip, whatever there is."""

from __future__ import annotations

from leadq.errors import RefusedError


def copy_text(text: str) -> None:
    """Put a text on the clipboard. Raises RefusedError where there is none that takes it."""
    import pyperclip

    try:
        pyperclip.copy(text)
        # a helper without a screen to work on fails without a word
        taken = bool(pyperclip.paste())
    except (pyperclip.PyperclipException, OSError, ValueError):
        taken = False
    if not taken:
        raise RefusedError("no_clipboard", hint="no_clipboard")

"""QR codes by segno: a text as the modules that a camera reads."""

from __future__ import annotations


def qr_modules(text: str) -> list[list[bool]]:
    """Return the smallest QR code that holds a text, row by row, True for dark; no quiet zone.

    Raises ValueError for more text than any code holds.
    """
    import segno

    # cameras guess the character set, and of what is not Latin they know UTF-8 alone
    code = segno.make(text, error="l", mode="byte", encoding="utf-8", micro=False)
    return [[bool(module) for module in row] for row in code.matrix]

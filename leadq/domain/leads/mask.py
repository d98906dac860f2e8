"""Hides who somebody is in what leaves the store, while rows can still be told apart."""

from __future__ import annotations

import re

_GAP = "****"
_REST = "***"
_HOME = "+86"
_MASKED = re.compile(
    r"(?:\(\+\d{1,4}\) )?(?:\d{3}\*{4}\d{4}|\d{2}\*{4}\d{2}|\*{4})|.?\*{3}(?:@\S*)?", re.DOTALL
)


def mask_phone(code: str, digits: str) -> str:
    """Return a number with its middle hidden: 138****8000, (+44) 20****58.

    ``code`` is the country code with its plus, or empty where it is not known.
    """
    if len(digits) >= 11:
        hidden = f"{digits[:3]}{_GAP}{digits[-4:]}"
    elif len(digits) >= 7:
        hidden = f"{digits[:2]}{_GAP}{digits[-2:]}"
    else:
        hidden = _GAP
    return hidden if code in ("", _HOME) else f"({code}) {hidden}"


def mask_email(email: str) -> str:
    """Return an address with its name hidden: a***@x.com."""
    name, at, host = email.strip().rpartition("@")
    return f"{name[:1]}{_REST}{at}{host}" if at else mask_word(email)


def mask_word(word: str) -> str:
    """Return the first character of a WeChat name or the like."""
    return f"{word.strip()[:1]}{_REST}"


def mask_address(address: str | None) -> str | None:
    """Return a sign that there is an address."""
    return _REST if address else address


def is_masked(text: str) -> bool:
    """Tell whether a phone, an email, a WeChat name or an address was hidden by these functions."""
    return _REST in text and _MASKED.fullmatch(text) is not None


def looks_like_email(text: str) -> bool:
    """Tell whether a text is an email address."""
    return re.fullmatch(r"\s*[^\s@]+@[^\s@]+\.[^\s@]+\s*", text) is not None

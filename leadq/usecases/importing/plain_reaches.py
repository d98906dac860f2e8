"""The short way for what most tables hold: plain phone numbers, plain email addresses."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from leadq.adapters.phones import plain_phone
from leadq.exchange.cells.nothing import filler_emails
from leadq.store.repo_values import ReachValue

_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_SUSPECTS = frozenset(
    [digit * 7 for digit in "0123456789"]
    + [
        *("1234567", "2345678", "3456789", "4567890", "5678901", "6789012", "7890123", "9876543"),
        *("7654321", "6543210", "2312312", "3123123", "3344556", "3445566"),
    ]
)
"""How the digits of numbers end that are typed only to fill a field."""
_WECHAT = re.compile("[A-Za-z0-9_-]+")
_reach: Callable[[tuple[str, str, str | None, str]], ReachValue] = partial(
    tuple.__new__, ReachValue
)
"""Makes one in a third of the time; there are several in every row."""


def read_plain(kind: str, typed: str, region: str) -> ReachValue | None:
    """Return what ``parse_reaches`` does of one value written as most are; None for any other.

    Such a value has no sign in it that could part it into several, and is none that only fills a
    field.
    """
    if kind == "phone":
        phone = plain_phone(typed, region)
        if phone is None or phone[2][-7:] in _SUSPECTS:
            return None
        return _reach(("phone", *phone))
    lower = typed.lower()
    if kind == "email":
        if _EMAIL.fullmatch(typed) is None or lower in filler_emails():
            return None
        return _reach(("email", typed, None, lower))
    plain = _WECHAT.fullmatch(typed)
    return _reach(("wechat", typed, None, "wx:" + lower)) if plain else None

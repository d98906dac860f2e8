"""The short way for what most tables hold: plain phone numbers, plain email addresses."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from leadq.adapters.phones import plain_phone
from leadq.store.repo_values import ReachValue

_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_WECHAT = re.compile("[A-Za-z0-9_-]+")
_reach: Callable[[tuple[str, str, str | None, str]], ReachValue] = partial(
    tuple.__new__, ReachValue
)
"""Makes one in a third of the time; there are several in every row."""


def read_plain(kind: str, typed: str, region: str) -> ReachValue | None:
    """Return what ``parse_reaches`` does of one value written as most are; None for any other.

    Such a value has no sign in it that could part it into several.
    """
    if kind == "phone":
        phone = plain_phone(typed, region)
        return _reach(("phone", *phone)) if phone is not None else None
    if kind == "email":
        plain = _EMAIL.fullmatch(typed)
        return _reach(("email", typed, None, typed.lower())) if plain else None
    plain = _WECHAT.fullmatch(typed)
    return _reach(("wechat", typed, None, "wx:" + typed.lower())) if plain else None

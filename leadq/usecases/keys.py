"""The form in which names, numbers and words are compared and looked up."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from leadq.errors import UsageError
from leadq.store.read.lookups import Findable, read_findable
from leadq.store.repo_values import ReachValue
from leadq.store.search.filters import Filter

_NO_DIGIT = re.compile("[^0-9]+")


def fold(text: str) -> str:
    """Return a text without case, spaces and width, as it stands among the look-up keys."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    elif text.isprintable():
        return text.replace(" ", "").lower()
    return "".join(text.casefold().split())


def fold_filter(wanted: Filter, region: str) -> Filter:
    """Return a filter whose text can be compared with the look-up keys, as a phone too."""
    if not wanted.text:
        return wanted
    from leadq.adapters.phones import is_phone, normalise_phone

    is_number = is_phone(wanted.text)
    digits = normalise_phone(wanted.text, region).digits if is_number else ""
    return wanted._replace(text=fold(wanted.text), digits=digits)


def lookup_keys(conn: sqlite3.Connection, lead_id: int, region: str) -> str:
    """Return what a stored lead is found by: its names, its contacts, its numbers."""
    return keys_of(read_findable(conn, lead_id), region)


def keys_of(found: Findable, region: str) -> str:
    """Return the look-up keys of what a lead is found by."""
    keys = make_keys(found.names, found.reaches)
    return "\n".join([keys, *_contact_digits(found.phones, region)])


def _contact_digits(phones: Iterable[str], region: str) -> list[str]:
    """Return the digits of contacts' phones: as typed, and as normalised."""
    from leadq.adapters.phones import normalise_phone

    keys: dict[str, None] = {}
    for phone in phones:
        keys |= dict.fromkeys((_typed_digits(phone), normalise_phone(phone, region).digits))
    return [key for key in keys if key]


def make_keys(names: Iterable[str | None], reaches: Iterable[ReachValue]) -> str:
    """Return what a lead is found by: names, their spellings, digits, addresses."""
    keys: dict[str, None] = {}
    for name in names:
        if not name:
            continue
        if name.isascii():
            keys[fold(name)] = None
        elif plain := _plain_speller()(name):
            # characters alone have neither case nor spaces nor width
            keys |= dict.fromkeys((name, *plain))
        else:
            keys |= dict.fromkeys((fold(name), *_mixed_speller()(name)))
    for kind, typed, _e164, norm in reaches:
        if kind == "phone":
            keys[norm] = keys[_typed_digits(typed)] = None
        else:
            keys[fold(typed)] = None
    keys.pop("", None)
    return "\n".join(keys)


@cache
def _plain_speller() -> Callable[[str], tuple[str, ...]]:
    from leadq.adapters.pinyin import spell_plain

    return spell_plain


@cache
def _mixed_speller() -> Callable[[str], tuple[str, ...]]:
    from leadq.adapters.pinyin import spell_mixed

    return spell_mixed


def _typed_digits(text: str) -> str:
    if text.isascii():
        if text.isdigit():
            return text
        most = text.replace("-", "").replace(" ", "").removeprefix("+")
        return most if most.isdigit() else _NO_DIGIT.sub("", text)
    return "".join(c for c in text if c.isdigit())


def parse_reaches(kind: str, typed: Iterable[str], region: str) -> list[ReachValue]:
    """Return ways to reach somebody as they are stored, without repeats.

    Raises UsageError for what cannot be a phone number or an email address.
    """
    found: dict[str, ReachValue] = {}
    for text in typed:
        typed_text = text.strip()
        value = _READERS[kind](unicodedata.normalize("NFC", typed_text), region)
        found.setdefault(value.norm, value._replace(typed=typed_text))
    return list(found.values())


def _read_phone(typed: str, region: str) -> ReachValue:
    from leadq.adapters.phones import is_phone, normalise_phone

    if not is_phone(typed):
        raise UsageError("bad_phone", hint="bad_phone", given=typed)
    phone = normalise_phone(typed, region)
    return ReachValue("phone", typed, phone.e164, phone.digits)


def _read_email(typed: str, _region: str) -> ReachValue:
    name, at, host = typed.partition("@")
    if not (name and at and "." in host) or any(c.isspace() for c in typed):
        raise UsageError("bad_email", hint="bad_email", given=typed)
    return ReachValue("email", typed, None, typed.casefold())


def _read_wechat(typed: str, _region: str) -> ReachValue:
    return ReachValue("wechat", typed, None, "wx:" + typed.casefold())


_READERS: dict[str, Any] = {"phone": _read_phone, "email": _read_email, "wechat": _read_wechat}

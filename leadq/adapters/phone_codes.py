"""What a phone number tells of the country it is from."""

from __future__ import annotations

import re

from leadq.adapters.phones import normalise_phone, plain_phone
from leadq.domain.typing.texts import narrow

_CHINESE_MOBILE = re.compile(r"1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4}")
_PLAIN = re.compile(r"[+0-9 ()./-]+")
_WITH_CODE = re.compile(r"\s*\(?\s*(?:\+|00)")


def region_of(e164: str) -> str | None:
    """Return the country, by its two letters, of a number that begins with its code."""
    import phonenumbers as library

    return library.region_code_for_number(library.parse(e164, None))


def is_home_mobile(typed: str, region: str) -> bool:
    """Tell a mobile of China, which by its shape is one wherever it stands."""
    return region.upper() == "CN" and _CHINESE_MOBILE.fullmatch(typed.strip()) is not None


def is_international(typed: str) -> bool:
    """Say whether a number says itself which country it is from."""
    return _WITH_CODE.match(narrow(typed)) is not None


def has_digits_too_many(typed: str, region: str) -> bool:
    """Say whether a number would be one of its country, or of home, without its last digits.

    ``138 0013 8000 1`` has a digit too many; an extension is no part of the number.
    """
    text = narrow(typed).strip()
    if plain_phone(text, region) or _PLAIN.fullmatch(text) is None:
        return False
    if normalise_phone(text, region).e164 is not None:
        return False
    digits = ("+" if "+" in text else "") + re.sub("[^0-9]", "", text)
    return any(normalise_phone(digits[:-more], region).e164 for more in (1, 2))

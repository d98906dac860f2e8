"""Phone numbers by phonenumbers; plain Chinese mobiles take a short way that never loads it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from leadq.domain.typed import narrow

if TYPE_CHECKING:
    import phonenumbers

# What is left out of a number: signs between digits, and the invisible marks that copying adds.
_INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_BETWEEN = rf"[\s().\-/~·\u2010-\u2015\u2212{_INVISIBLE}]"
_PLAIN = rf"{_BETWEEN}*\+?(?:{_BETWEEN}|[0-9])*"
_EXTENSION = r"(?:ext(?:ension)?\.?|x|#|转|轉|分机|分機|,|;ext=)\s*[:.]?\s*[0-9]{1,7}"
# The mobile prefixes that phonenumbers calls valid; the others go to the library.
_MOBILE = r"1(?:[38][0-9]|4[57]|[59][0-35-9]|6[25-7]|7[0-35-8])[0-9]{8}"
_NORTH_AMERICAN = r"1[^0-9]+[0-9]{3}[^0-9]+[0-9]{3}[^0-9]+[0-9]{4}"
_BARE_CODE_DIGITS = 11
_LONGEST = 64


class Phone(NamedTuple):
    """A number as typed, as E.164 (None: unverified), and the digits it is compared by."""

    typed: str
    e164: str | None
    digits: str


def normalise_phone(typed: str, region: str) -> Phone:
    """Return the phone; E.164 only when the digits are the whole valid number.

    The whole number is the national one as dialled at home, trunk prefix included, or the
    international one (+86…, 0086…, 86…): so that a foreign number is never bent into a home one.
    ``region`` is the home country's two letters.
    """
    text = _without_float_tail(narrow(typed).strip())
    digits = re.sub(r"[^0-9]", "", text)
    plain = len(text) <= _LONGEST and re.fullmatch(_PLAIN, text)
    e164 = _verify(text, digits, region.upper()) if plain else None
    return Phone(typed, e164, digits if e164 is None else e164[1:])


def is_phone(typed: str) -> bool:
    """Say whether a text can be a phone number: 5 to 20 digits, letters only for an extension."""
    text = _without_float_tail(_lowered(typed))
    if len(text) > _LONGEST or not 5 <= len(re.sub(r"[^0-9]", "", text)) <= 20:
        return False
    return re.fullmatch(rf"{_PLAIN}(?:{_EXTENSION})?", text) is not None


def looks_scientific(typed: str) -> bool:
    """Say whether a spreadsheet has turned the number into something like 1.38E+10."""
    return re.fullmatch(r"[+-]?[0-9]+(?:[.,][0-9]+)?e\+?[0-9]{1,3}", _lowered(typed)) is not None


def format_phone(phone: str, region: str) -> str:
    """Return a phone for a screen: home numbers nationally, others internationally.

    ``phone`` is E.164 or, unverified, what was typed, which stays as it is.
    """
    if not _is_e164(phone):
        return phone
    home = region.upper()
    if re.fullmatch(rf"\+86{_MOBILE}", phone):
        grouped = f"{phone[3:6]} {phone[6:10]} {phone[10:]}"
        return grouped if home == "CN" else f"+86 {grouped}"
    import phonenumbers as library

    number = _parse(phone, None)
    if number is None or not library.is_valid_number(number):
        return phone
    at_home = number.country_code == library.country_code_for_region(home)
    style = library.PhoneNumberFormat
    return library.format_number(number, style.NATIONAL if at_home else style.INTERNATIONAL)


def csv_phone(phone: Phone | tuple[str, str | None]) -> str:
    """Return a phone for a table: ``(+86) 138 0013 8000``, or what was typed if unverified.

    The brackets keep spreadsheet programs from taking the plus for a formula.
    """
    typed, e164 = phone[0], phone[1]
    if e164 is None:
        return typed
    written = format_phone(e164, "")
    code, _, rest = written.partition(" ")
    return f"({code}) {rest}" if rest and code.startswith("+") else typed


def _verify(text: str, digits: str, region: str) -> str | None:
    plus = "+" in text
    if plus:
        digits = re.sub(r"[^0-9]", "", text.replace("(0)", ""))
    elif digits.startswith("00"):
        plus, digits = True, digits[2:]
    home = f"86{digits}" if not plus and region == "CN" and len(digits) == 11 else digits
    if (plus or region == "CN") and re.fullmatch(rf"86{_MOBILE}", home):
        return None if not plus and _is_north_american(text) else f"+{home}"
    if not 5 <= len(digits) <= 20:
        return None
    return _verify_with_library(text, digits, plus, region)


def _verify_with_library(text: str, digits: str, plus: bool, region: str) -> str | None:
    import phonenumbers as library

    number = _parse(f"+{digits}" if plus else digits, None if plus else region)
    if number is None or not library.is_valid_number(number):
        return None
    style = library.PhoneNumberFormat
    e164 = library.format_number(number, style.E164)
    national = re.sub(r"[^0-9]", "", library.format_number(number, style.NATIONAL))
    if plus:
        # +86 010 … with the trunk prefix left in names its country as clearly as +86 10 …
        return e164 if digits in (e164[1:], f"{number.country_code}{national}") else None
    if number.country_code != 1 and _is_north_american(text):
        return None
    if digits == national:
        return e164
    # ten digits such as 862 296 1234 may be a whole number somewhere else
    return e164 if digits == e164[1:] and len(digits) >= _BARE_CODE_DIGITS else None


def _parse(text: str, region: str | None) -> phonenumbers.PhoneNumber | None:
    import phonenumbers as library

    try:
        return library.parse(text, region)
    except library.NumberParseException:
        return None


def _is_e164(phone: str) -> bool:
    return phone.startswith("+") and phone[1:].isdigit() and phone.isascii()


def _is_north_american(text: str) -> bool:
    """Tell 1-660-485-0224, whose digits alone would pass for a Chinese mobile."""
    return re.fullmatch(_NORTH_AMERICAN, text) is not None


def _lowered(typed: str) -> str:
    return narrow(typed).strip().lower()


def _without_float_tail(text: str) -> str:
    """Drop the ``.0`` that a table program leaves on a number it took for a decimal."""
    return text[:-2] if re.fullmatch(r"[0-9]{7,15}\.0", text) else text

"""Phone numbers by phonenumbers; plain Chinese mobiles take a short way that never loads it."""

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from leadq.domain.typing.texts import narrow

if TYPE_CHECKING:
    import phonenumbers

# What is left out of a number: signs between digits, and the invisible marks that copying adds.
_INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_BETWEEN = rf"[\s().\-/~·\u2010-\u2015\u2212{_INVISIBLE}]"
_PLAIN = rf"{_BETWEEN}*\+?(?:{_BETWEEN}|[0-9])*"
_EXTENSION = r"(?:ext(?:ension)?\.?|x|#|转|轉|分机|分機|,|;ext=)\s*[:.]?\s*[0-9]{1,7}"
_WITH_EXTENSION = rf"{_PLAIN}(?:{_EXTENSION})?"
_SCIENTIFIC = r"[+-]?[0-9]+(?:[.,][0-9]+)?e\+?[0-9]{1,3}"
# The mobile prefixes that phonenumbers calls valid; the others go to the library.
_MOBILE_PREFIX = r"1(?:[38][0-9]|4[57]|[59][0-35-9]|6[25-7]|7[0-35-8])"
_MOBILE = rf"{_MOBILE_PREFIX}[0-9]{{8}}"
_CHINA = "+86"
_HOME_MOBILE = f"86{_MOBILE}"
_NORTH_AMERICAN = r"1[^0-9]+[0-9]{3}[^0-9]+[0-9]{3}[^0-9]+[0-9]{4}"
# How most tables write mobiles and other lines of China, and numbers of the United States.
_PLAIN_MOBILE = rf"(\+86[ -]?)?({_MOBILE_PREFIX})[ -]?([0-9]{{4}})[ -]?([0-9]{{4}})"
_PLAIN_LINE = r"0([0-9]{2,3})[ -]?([0-9]{7,8})"
_PLAIN_AMERICAN = r"\+1[ .-]?(?:\(([0-9]{3})\)|([0-9]{3}))[ .-]?([0-9]{3})[ .-]?([0-9]{4})"
_PLAIN_PHONE = f"{_PLAIN_MOBILE}|{_PLAIN_AMERICAN}|{_PLAIN_LINE}"
_AMERICAN = r"\+1[2-9][0-9]{2}[2-9][0-9]{6}"
_AREA = r"(?!950)[3-9](?:0[1-9]|[1-9][0-9])"
_CHINESE_LINE = rf"\+86(?:(10|2[0-9])([0-9]{{4}})|({_AREA})([0-9]{{3,4}}))([0-9]{{4}})"
_BARE_CODE_DIGITS = _MOBILE_DIGITS = 11
_LONGEST = 64


class Phone(NamedTuple):
    """A number as typed, as E.164 (None: unverified), and the digits it is compared by."""

    typed: str
    e164: str | None
    digits: str


def plain_phone(typed: str, region: str) -> tuple[str, str, str] | None:
    """Return the parts of what ``normalise_phone`` does of a number written as most are, else None.

    It is a phone for ``is_phone`` as well.
    """
    at_home = region == "CN" or region.upper() == "CN"
    if at_home and len(typed) == _MOBILE_DIGITS and _pattern(_MOBILE).fullmatch(typed):
        return typed, f"+86{typed}", f"86{typed}"
    found = _pattern(_PLAIN_PHONE).fullmatch(typed)
    if found is None:
        return None
    abroad, first, second, third, bracketed, area, office, line, city, rest = found.groups()
    if first:
        digits = f"86{first}{second}{third}"
        known = at_home or abroad is not None
    elif city:
        digits = f"86{city}{rest}"
        known = at_home and _lines("CN", "86").fullmatch(digits) is not None
    else:
        digits = f"1{bracketed or area}{office}{line}"
        known = _lines("US", "1").fullmatch(digits) is not None
    return (typed, f"+{digits}", digits) if known else None


def normalise_phone(typed: str, region: str) -> Phone:
    """Return the phone; E.164 only when the digits are the whole valid number.

    The whole number is the national one as dialled at home, trunk prefix included, or the
    international one (+86…, 0086…, 86…): so that a foreign number is never bent into a home one.
    ``region`` is the home country's two letters.
    """
    text = _without_float_tail(narrow(typed).strip())
    digits = _digits(text)
    plain = len(text) <= _LONGEST and _pattern(_PLAIN).fullmatch(text)
    e164 = _verify(text, digits, region.upper()) if plain else None
    return Phone(typed, e164, digits if e164 is None else e164[1:])


def restore_phone(typed: str, region: str) -> Phone | None:
    """Return a number of bare digits with the trunk zero or the plus that a spreadsheet drops.

    None unless the home country has such a number; one that may be an American one stays as it is.
    """
    digits = _without_float_tail(typed.strip())
    if (
        not (digits.isascii() and digits.isdigit())
        or digits[0] == "0"
        or not 7 <= len(digits) <= 15
    ):
        return None
    import phonenumbers as library
    from phonenumbers import phonenumberutil

    home = region.upper()
    code = library.country_code_for_region(home)
    trunk = phonenumberutil.ndd_prefix_for_region(home, True)
    if not code or code == 1:
        return None
    if digits.startswith(str(code)) and (e164 := _valid_at_home(f"+{digits}", home)):
        return Phone(typed, e164, e164[1:])
    american = len(digits) == 10 and _lines("US", "1").fullmatch(f"1{digits}")
    if trunk != "0" or (home == "CN" and american):
        return None
    e164 = _valid_at_home(f"+{code}{digits}", home)
    return Phone(typed, e164, e164[1:]) if e164 and _restores(e164, digits, home) else None


def _valid_at_home(e164: str, home: str) -> str | None:
    import phonenumbers as library

    number = _parse(e164, None)
    if number is None or not library.is_valid_number_for_region(number, home):
        return None
    return library.format_number(number, library.PhoneNumberFormat.E164)


def _restores(e164: str, digits: str, home: str) -> bool:
    """Tell whether the national way to dial a number is a zero and those digits."""
    import phonenumbers as library

    number = _parse(e164, home)
    if number is None:
        return False
    national = library.format_number(number, library.PhoneNumberFormat.NATIONAL)
    return _digits(national) == f"0{digits}"


def is_phone(typed: str) -> bool:
    """Say whether a text can be a phone number: 5 to 20 digits, letters only for an extension."""
    text = _without_float_tail(_lowered(typed))
    if len(text) > _LONGEST or not 5 <= len(_digits(text)) <= 20:
        return False
    return _pattern(_WITH_EXTENSION).fullmatch(text) is not None


def looks_scientific(typed: str) -> bool:
    """Say whether a spreadsheet has turned the number into something like 1.38E+10."""
    return _pattern(_SCIENTIFIC).fullmatch(_lowered(typed)) is not None


def format_phone(phone: str, region: str) -> str:
    """Return a phone for a screen: home numbers nationally, others internationally.

    ``phone`` is E.164 or, unverified, what was typed, which stays as it is.
    """
    if not _is_e164(phone):
        return phone
    home = region.upper()
    if plain := _group_plain(phone, home):
        code, rest = plain
        return rest if home == "CN" and code == _CHINA else f"{code} {rest}"
    import phonenumbers as library

    number = _parse(phone, None)
    if number is None or not library.is_valid_number(number):
        return phone
    at_home = number.country_code == library.country_code_for_region(home)
    style = library.PhoneNumberFormat
    return library.format_number(number, style.NATIONAL if at_home else style.INTERNATIONAL)


def _group_plain(e164: str, home: str) -> tuple[str, str] | None:
    """Return the code and the grouped rest of a number as most are; None for any other.

    At home the rest is as it is dialled there. For a screen its shape says enough, see below.
    """
    if _pattern(_HOME_MOBILE).fullmatch(e164, 1):
        return _CHINA, f"{e164[3:6]} {e164[6:10]} {e164[10:]}"
    if home in ("", "CN") and _is_american(e164, shape_will_do=home == "CN"):
        return "+1", f"{e164[2:5]}-{e164[5:8]}-{e164[8:]}"
    if home in ("", "CN") and (line := _pattern(_CHINESE_LINE).fullmatch(e164)):
        city, first, area, second, last = line.groups()
        rest = f"{city or area} {first or second} {last}"
        if home == "CN":
            return _CHINA, f"0{rest}"
        if _lines("CN", "86").fullmatch(e164, 1):
            return _CHINA, rest
    return None


def _is_american(phone: str, shape_will_do: bool) -> bool:
    """Tell a number of the United States or Canada; for a screen, its shape says enough.

    Grouping the digits of a wrong one does no harm there, and the library stays unloaded. A
    table is read back: there only what the library knows is written in another way than typed.
    """
    if not _pattern(_AMERICAN).fullmatch(phone):
        return False
    return shape_will_do or _lines("US", "1").fullmatch(phone, 1) is not None


def csv_phone(phone: Phone | tuple[str, str | None]) -> str:
    """Return a phone for a table: ``(+86) 138 0013 8000``, or what was typed if unverified.

    The brackets keep spreadsheet programs from taking the plus for a formula.
    """
    typed, e164 = phone[0], phone[1]
    if e164 is None:
        return typed
    if e164[:1] == "+" and (plain := _group_plain(e164, "")):
        code, rest = plain
        return f"({code}) {rest}"
    written = format_phone(e164, "")
    code, _, rest = written.partition(" ")
    return f"({code}) {rest}" if rest and code.startswith("+") else typed


def _verify(text: str, digits: str, region: str) -> str | None:
    plus = "+" in text
    if plus:
        digits = _digits(text.replace("(0)", ""))
    elif digits.startswith("00"):
        plus, digits = True, digits[2:]
    home = f"86{digits}" if not plus and region == "CN" and len(digits) == 11 else digits
    if (plus or region == "CN") and _pattern(_HOME_MOBILE).fullmatch(home):
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
    if plus and digits == e164[1:]:
        return e164
    national = re.sub(r"[^0-9]", "", library.format_number(number, style.NATIONAL))
    if plus:
        # +86 010 … with the trunk prefix left in names its country as clearly as +86 10 …
        return e164 if digits == f"{number.country_code}{national}" else None
    if number.country_code != 1 and _is_north_american(text):
        return None
    if digits == national:
        return e164
    # ten digits such as 862 296 1234 may be a whole number somewhere else
    return e164 if digits == e164[1:] and len(digits) >= _BARE_CODE_DIGITS else None


@cache
def _pattern(text: str) -> re.Pattern[str]:
    """Return a pattern that is compiled when it is first needed."""
    return re.compile(text)


@cache
def _lines(region: str, code: str) -> re.Pattern[str]:
    """Return the library's own pattern of the lines of a country, the country's code in front.

    It asks the first country of a code first, so that what matches there is valid.
    """
    import phonenumbers as library

    metadata = library.PhoneMetadata.metadata_for_region(region)
    lines = metadata and metadata.fixed_line and metadata.fixed_line.national_number_pattern
    return re.compile(f"{code}(?:{lines})" if lines else r"(?!)")


def _parse(text: str, region: str | None) -> "phonenumbers.PhoneNumber | None":
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
    return text[:-2] if text.endswith(".0") and re.fullmatch(r"[0-9]{7,15}\.0", text) else text


def _digits(text: str) -> str:
    return _pattern(r"[^0-9]").sub("", text)

"""Whose phone a number is, however it is written: without label, extension or zeros too many."""

from __future__ import annotations

import re
from typing import NamedTuple

from leadq.adapters.phones import normalise_phone
from leadq.domain.typing.texts import narrow

_EXTENSION = re.compile(
    r"(?:[\s,;(]*(?:ext(?:ension)?|x|#|转|轉|分机|分機|内线|;ext=|,)[\s:.=]*"
    r"|(?<=[0-9]{7})\s*[-\u2010-\u2015]\s*)([0-9]{1,7})\s*\)?\s*$",
    re.IGNORECASE,
)
_LABEL = re.compile(r"^[^0-9+]*(?=[(+0-9])")
_CHINESE_MOBILE = re.compile(r"0*(86)?0*(1[3-9][0-9]{9})")
_MOBILE = re.compile(r"861[3-9][0-9]{9}")


class PhoneOwner(NamedTuple):
    """Digits of a line, and the extension behind it; a mobile is one person's and has none."""

    digits: str
    extension: str


def find_phone_owner(typed: str, region: str) -> PhoneOwner:
    """Return by what the owner of a number is known again.

    ``region`` is the home country's two letters.
    """
    text = _LABEL.sub("", narrow(typed).strip())
    found = _EXTENSION.search(text)
    extension = found[1] if found else ""
    main = text[: found.start()] if found else text
    phone = normalise_phone(main, region)
    digits = phone.digits
    mobile = None if phone.e164 else _CHINESE_MOBILE.fullmatch(digits)
    if mobile and (mobile[1] or (region.upper() == "CN" and "+" not in main)):
        return PhoneOwner(f"86{mobile[2]}", "")
    return PhoneOwner(digits, "" if _MOBILE.fullmatch(digits) else extension.lstrip("0"))

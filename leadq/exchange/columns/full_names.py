"""Whole names from their parts, in the order that the custom of their script asks for."""

from __future__ import annotations

import re
import unicodedata

_VIETNAMESE = re.compile(
    "nguyễn|trần|lê|phạm|huỳnh|hoàng|phan|vũ|võ|đặng|bùi|đỗ|hồ|ngô|dương|lý|đinh|đoàn|lâm|mai|"
    "trịnh|trương|cao|lương|tạ|hà|đào|thái|tống|châu"
)
_TURNED = re.compile(r"([^\s,，]+(?: [^\s,，]+)?), ([^\s,，]+(?: [^\s,，]+)?)")
_NO_NAME = re.compile(
    r"(?:inc|ltd|llc|llp|co|corp|gmbh|ag|kg|sa|sarl|srl|bv|plc|pty|jr|sr|ii|iii|iv|phd|md|mba|esq)\.?"
    r"|.*[0-9&].*",
    re.IGNORECASE,
)


def join_name(first: str, last: str, middle: str = "") -> str:
    """Return a whole name: 王建国, 山田太郎, 김민수, Nguyễn Văn An, John Smith."""
    first, middle, last = first.strip(), middle.strip(), last.strip()
    parts = [part for part in (first, middle, last) if part]
    whole = "".join(parts)
    if len(parts) > 1 and not whole.isascii():
        if all(map(_stands_alone, whole)):
            return f"{last}{middle}{first}"
        surname = unicodedata.normalize("NFC", last).casefold().partition(" ")[0]
        if _VIETNAMESE.fullmatch(surname):
            return " ".join(part for part in (last, middle, first) if part)
    return " ".join(parts)


def turn_name(name: str) -> str:
    """Return ``Hans Müller`` for ``Müller, Hans``; any other name as it is."""
    found = _TURNED.fullmatch(name) if ", " in name else None
    if found is None or any(map(_NO_NAME.fullmatch, name.replace(",", " ").split())):
        return name
    return f"{found[2]} {found[1]}"


def _stands_alone(char: str) -> bool:
    """Say whether a character is of a script that puts no space into a name: Han, kana, Hangul."""
    return (
        "\u3040" <= char <= "\u30ff"
        or "\u3400" <= char <= "\u9fff"
        or "\uac00" <= char <= "\ud7a3"
        or char >= "\U00020000"
        or char in "\u3005\u3007·・"
    )

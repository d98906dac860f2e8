"""Reads the text of a vCard into fields of a lead; what it does not know is left out."""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterator

_BEGINS = re.compile(r"BEGIN:VCARD", re.IGNORECASE)
_FOLDED = re.compile(r"\r?\n[ \t]")
_LINE = re.compile(
    r"(?:[\w-]{1,40}\.)?(?P<key>[\w-]{1,40})(?P<params>(?:;[^:\n]{0,200})?):(?P<value>.*)"
)
_ESCAPED = re.compile(r"\\(.)")
_FIELDS = {
    "FN": "name", "ORG": "company", "TITLE": "title", "TEL": "phones", "EMAIL": "emails",
    "ADR": "address", "NOTE": "note", "X-WECHAT": "wechat", "X-WEIXIN": "wechat",
}  # fmt: skip


def is_vcard(text: str) -> bool:
    """Say whether a text holds a vCard."""
    return _BEGINS.search(text) is not None


def read_vcard(text: str) -> Iterator[tuple[str, str]]:
    """Yield field and value of the first card, in its order; the name in parts stands in for FN."""
    name, has_name = "", False
    for line in _FOLDED.sub("", text).splitlines():
        found = _LINE.fullmatch(line.strip())
        if not found:
            continue
        key, value = found["key"].upper(), _decode(found["value"], found["params"])
        if key == "END":
            break
        if key == "N":
            family, given = [*value.split(";"), "", ""][:2]
            parts = (family, given) if not family.isascii() else (f"{given} ", family)
            name = "".join(parts).strip()
        elif field := _FIELDS.get(key):
            has_name = has_name or field == "name"
            plain = _plain(value, " " if field == "address" else ", ")
            if plain:
                yield field, plain.removeprefix("tel:") if field == "phones" else plain
    if name and not has_name:
        yield "name", name


def _decode(value: str, params: str) -> str:
    if "QUOTED-PRINTABLE" not in params.upper():
        return value
    return quopri.decodestring(value.encode("ascii", "replace")).decode("utf-8", "replace")


def _plain(value: str, between: str) -> str:
    parts = re.split(r"(?<!\\);", value)
    plain = [_ESCAPED.sub(lambda m: "\n" if m[1] in "nN" else m[1], part).strip() for part in parts]
    return between.join(part for part in plain if part)

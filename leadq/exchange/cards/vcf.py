"""Address book files (vCard 3.0), which phones and mail programs read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from leadq.exchange.cards.controls import plain_line, plain_lines

_LINE_BYTES = 75
_NEVER = 1 << 30


@dataclass(frozen=True, slots=True)
class Card:
    """A person; ``uid`` never changes, ``phones`` are E.164 or as they were typed.

    What is empty is left out.
    """

    uid: str
    name: str
    title: str
    company: str
    phones: Sequence[str]
    emails: Sequence[str]
    wechat: str
    address: str
    region: str
    note: str


def vcf_text(cards: Iterable[Card]) -> tuple[str, int]:
    """Return cards as the text of a file, lines ending in CRLF, and how many there are."""
    # vobject counts characters where the standard counts bytes, so lines are folded here
    written = [_build(card).serialize(lineLength=_NEVER) for card in cards]
    lines = "".join(written).split("\r\n")
    return "\r\n".join(map(_fold, lines)), len(written)


def _fold(line: str) -> str:
    """Return a line broken so that no part has more than 75 bytes; a space begins the others."""
    parts, room = [""], _LINE_BYTES
    for char in line:
        size = len(char.encode())
        if size > room:
            parts.append("")
            room = _LINE_BYTES - 1
        parts[-1] += char
        room -= size
    return "\r\n ".join(parts)


def _build(card: Card) -> Any:
    import vobject
    from vobject.vcard import Address, Name

    found = vobject.vCard()
    name = plain_line(card.name)
    if uid := plain_line(card.uid):
        found.add("uid").value = uid
    # which part is the family name nobody knows, and a given name alone is shown as it stands
    found.add("n").value = Name(given=name)
    found.add("fn").value = name
    if company := plain_line(card.company):
        found.add("org").value = [company]
    if title := plain_line(card.title):
        found.add("title").value = title
    for phone in card.phones:
        entry = found.add("tel")
        entry.value, entry.type_param = plain_line(phone), "VOICE"
    for email in card.emails:
        entry = found.add("email")
        entry.value, entry.type_param = plain_line(email), "INTERNET"
    if card.address or card.region:
        street, region = plain_line(card.address), plain_line(card.region)
        found.add("adr").value = Address(street=street, region=region)
    if wechat := plain_line(card.wechat):
        found.add("x-wechat").value = wechat
    if card.note:
        found.add("note").value = plain_lines(card.note)
    return found

"""What a phone's camera is to take from the screen: a lead's card, or a number to dial."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from leadq.errors import RefusedError
from leadq.exchange.cards.vcf import Card, vcf_text
from leadq.store.read.read_leads import read_lead
from leadq.usecases.desk import Desk
from leadq.usecases.exporting.export import card_of
from leadq.usecases.leads.find import find_lead

CARD, TEL = "card", "tel"
_NUMBER = re.compile(r"\+?[\d ()./-]*\d")


class PhoneCode(NamedTuple):
    """A text for a camera; ``kind`` is card or tel, ``is_whole`` says that nothing was left out."""

    kind: str
    text: str
    is_whole: bool = True


class PhoneCodes(NamedTuple):
    """The texts that say the same of a lead in ever less room, the whole one first."""

    number: int
    codes: tuple[PhoneCode, ...]


def read_phone_codes(desk: Desk, given: str, kind: str = CARD) -> PhoneCodes:
    """Return what a camera can be shown of a lead: its card, name and number, or the number.

    Raises RefusedError when the lead cannot be found, or has no number to dial.
    """
    with desk.read() as conn:
        lead = read_lead(conn, find_lead(conn, desk, given), desk.today)
    links = [PhoneCode(TEL, link, kind == TEL) for one in lead["phones"] if (link := _link(one))]
    if kind == TEL:
        if not links:
            raise RefusedError("no_phone_to_dial", hint="no_phone_to_dial", number=lead["number"])
        return PhoneCodes(lead["number"], tuple(links[:1]))
    whole = replace(card_of(lead), uid="", note="")
    short = Card("", whole.name, "", "", whole.phones[:1], [], "", "", "", "")
    if not short.phones:
        short = replace(short, emails=whole.emails[:1], wechat=whole.wechat)
    cards = (PhoneCode(CARD, _card_text(one), one == whole) for one in (whole, short))
    return PhoneCodes(lead["number"], (*cards, *links[:1]))


def _card_text(card: Card) -> str:
    return vcf_text([card])[0]


def _link(phone: str) -> str:
    """Return what dials a phone, without its extension; empty for one without digits in front."""
    number = _NUMBER.match(phone.strip())
    return "tel:" + re.sub(r"[^+\d]", "", number[0]) if number else ""

"""Reads a whole message into a new lead: who writes, how to reach them, what they want (§14)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date

from leadq.domain.hearing.introductions import Namer, TextPiece
from leadq.domain.hearing.model import Cards, Hearing, Proposal
from leadq.domain.hearing.pasted.vcard import is_vcard, read_vcard
from leadq.domain.hearing.pasted.wishes import Passage, find_wishes
from leadq.domain.hearing.reaches import find_reaches
from leadq.domain.hearing.reader import Reader
from leadq.domain.typing.amounts import amount_words, parse_rough_money
from leadq.domain.typing.texts import narrow
from leadq.errors import UsageError

SEVERAL = ("phones", "emails")
_HIDDEN = "\ue00e"
_PIECE = re.compile(r"[^\n\r\t,，;；|｜•·。!！?？]+")
_HAN = "[\u3400-\u9fff]"
_GAP = re.compile(
    rf"(?<={_HAN}) +| +(?={_HAN})| {{2,}}|{_HIDDEN}+"
    r"|(?<=[a-z0-9]{3})(?<!Mrs)(?<!Ltd)(?<!Inc)\. +(?=[A-Z])"
)
# letters set apart for looks, as cards have them: 陈  志强, 总 经 理
_SPREAD = re.compile(rf"(?<!\S){_HAN}(?:(?: +{_HAN}(?!\S)){{1,3}}| +{_HAN}{{2}}(?!\S))")
_LANDLINE = re.compile(r"\(?0[1-9]|[48]00[ -]?\d{3}[ -]?\d{4}$")
_CHINA = re.compile(r"(?:\+|00)?86(?=1[3-9]\d{9}$)")
_LONGEST = 60


def read_message(
    text: str,
    today: date,
    hearings: Sequence[Hearing],
    products: Collection[str] = (),
    facts: Collection[str] | None = None,
    region: str = "CN",
) -> list[Proposal]:
    """Return all that a pasted text says of a new lead, each with its words.

    It may be a message, a signature, a card's text, a vCard, a form or a line of notes. Phones are
    as they are written. ``products``: the names to look for. What is left is for the note.
    """
    if is_vcard(text):
        return _of_vcard(text, today, hearings, facts, region)
    cards = [one.cards for one in hearings]
    found = [*_reaches(text, cards), *_products(text, products)]
    pieces = list(_pieces(_hide(text, found)))
    found += _labelled(pieces, cards)
    found += _wished(pieces, cards, is_free=not products)
    named = Namer(hearings).name(pieces, {one.field for one in found})
    speaker = "rep" if _tells_of_another(text, cards) else "lead"
    found += [*named, *Reader(hearings).propose(text, today, facts, region, speaker)]
    return _first_of_each(found)


def _tells_of_another(text: str, cards: Sequence[Cards]) -> bool:
    """Say whether a text speaks of the lead as of somebody else, so that "I" is the rep."""
    told = "|".join(
        re.escape(word) if not word.isascii() else rf"\b{re.escape(word)}\b"
        for one in cards
        for word in one.told
    )
    return bool(told) and re.search(told, text, re.IGNORECASE) is not None


def _of_vcard(
    text: str,
    today: date,
    hearings: Sequence[Hearing],
    facts: Collection[str] | None,
    region: str,
) -> list[Proposal]:
    found: list[Proposal] = []
    for field, value in read_vcard(text):
        if field == "note":
            found += Reader(hearings).propose(value, today, facts, region, speaker="lead")
        else:
            found.append(_field(field, value, value, max(text.find(value), 0)))
    return _first_of_each(found)


def _field(field: str, value: str, words: str, start: int) -> Proposal:
    return Proposal("field", field, value, words, f"card/{field}", start)


def _first_of_each(found: Sequence[Proposal]) -> list[Proposal]:
    kept: dict[tuple[str, str, str], Proposal] = {}
    for one in found:
        several = one.value if one.field in (*SEVERAL, "contact") else ""
        several = several or (one.words if one.kind in ("promise", "objection") else "")
        kept.setdefault((one.kind, one.field, several), one)
    return sorted(kept.values(), key=lambda one: (one.start, one.kind, one.field))


def _reaches(text: str, cards: Sequence[Cards]) -> Iterator[Proposal]:
    plain = narrow(text).lower()
    if len(plain) != len(text):
        plain = narrow(text)
    phones: list[Proposal] = []
    for span in find_reaches(plain, cards):
        words = text[span.start : span.end].strip()
        one = _field(span.field, words, words, span.start)
        phones += [one] if span.field == "phones" else []
        yield one
    for words in (same for one in cards for same in one.same_number):
        at = plain.find(words)
        if at >= 0 and phones:
            yield _field("wechat", _same_number(phones, at), text[at : at + len(words)], at)
            return


def _same_number(phones: Sequence[Proposal], at: int) -> str:
    """Return the digits of the number that is meant at a place: a mobile, the last before it."""
    mobiles = [one for one in phones if not _LANDLINE.match(one.value)] or phones
    before = [one for one in mobiles if one.start < at]
    digits = re.sub(r"[^0-9]", "", (before[-1] if before else mobiles[0]).value)
    return _CHINA.sub("", digits)


def _products(text: str, products: Collection[str]) -> Iterator[Proposal]:
    plain = text.casefold()
    for name in sorted(products, key=len, reverse=True):
        at = plain.find(name.casefold()) if name.strip() else -1
        if at >= 0 and len(plain) == len(text):
            yield _field("product", name, text[at : at + len(name)], at)
            return


def _hide(text: str, found: Sequence[Proposal]) -> str:
    """Return the text with what is read already out of sight, so that it splits nothing."""
    signs = list(text.replace("\u3000", " "))
    for one in found:
        if one.field in (*SEVERAL, "wechat"):
            signs[one.start : one.start + len(one.words)] = _HIDDEN * len(one.words)
    return "".join(signs)


def _pieces(text: str) -> Iterator[TextPiece]:
    for part in _PIECE.finditer(text):
        at = 0
        spread = {place for one in _SPREAD.finditer(part[0]) for place in range(*one.span())}
        gaps = [gap for gap in _GAP.finditer(part[0]) if gap.start() not in spread]
        for gap in [*gaps, None]:
            end = gap.start() if gap else len(part[0])
            words = part[0][at:end]
            if words.strip(" :：-—/（()）"):
                begin = len(words) - len(words.lstrip(" -—/)）"))
                written = words[begin:].rstrip(" -—/(（:：")
                closed = written.replace(" ", "") if _SPREAD.fullmatch(written) else written
                yield TextPiece(closed, part.start() + at + begin, written)
            at = gap.end() if gap else end


def _wished(
    pieces: Sequence[TextPiece], cards: Sequence[Cards], *, is_free: bool
) -> Iterator[Proposal]:
    """Yield what running text wishes for; a product in anybody's words only if none is named."""
    passages = [Passage(piece.text, piece.start) for piece in pieces]
    for one in find_wishes(passages, cards):
        if is_free or one.field != "product":
            yield one


def _labelled(pieces: Sequence[TextPiece], cards: Sequence[Cards]) -> Iterator[Proposal]:
    """Yield what stands behind a label and a colon, as in a form."""
    labels = {
        label: field
        for one in cards
        for field, names in one.labels.items()
        for label in names
        if field not in (*SEVERAL, "wechat")
    }
    names = "|".join(map(re.escape, sorted(labels, key=len, reverse=True)))
    pattern = re.compile(rf"(?P<label>{names or '(?!)'}) ?[:：] *(?P<value>\S.*)", re.IGNORECASE)
    for piece in pieces:
        found = pattern.fullmatch(piece.text)
        if not found or len(found["value"]) > _LONGEST:
            continue
        field, value = labels[found["label"].lower()], found["value"].strip()
        if field == "budget":
            try:
                value = amount_words(parse_rough_money(value))
            except UsageError:
                continue
        yield _field(field, value, piece.text, piece.start)

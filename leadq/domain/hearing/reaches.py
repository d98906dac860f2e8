"""Finds how to reach somebody in running text: phone numbers, e-mail addresses, WeChat ids."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from leadq.domain.hearing.model import Cards

_EMAIL = re.compile(
    r"(?<![a-z0-9_.+-])[a-z0-9_.+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,5}(?![a-z0-9_@])"
)
# Most telling first: a number of one kind is never looked at as another.
_PHONES = tuple(
    re.compile(rf"(?:(?<![a-z0-9_.@+-])|(?<=[\u3400-\u9fff]-)){pattern}(?![a-z0-9_@]|[.-]\d)")
    for pattern in (
        r"(?:\+?86[- ]?)?1[3-9]\d(?:[- ]?\d{4}){2}",
        r"(?:\+|00)[1-9]\d{0,2}(?:[ .()-]{0,2}\d{1,4}){2,6}",
        r"\(?0\d{2,4}\)?[ -]?\d{3,8}(?:[ -]\d{3,5}){0,2}",
        r"[48]00[ -]?\d{3}[ -]?\d{4}",
        r"\(?\d{3}\)?[. -]\d{3}[. -]\d{4}",
    )
)
_ANY_PHONE = r"\+?\d(?:[ .()-]{0,2}\d){4,14}(?!\d)"
_WECHAT_ID = r"[a-z][a-z0-9_-]{5,19}(?![a-z0-9_@.])"
# right behind a Chinese label, with a sign that no plain word has: 微信zhang_88
_CLOSE_ID = rf"(?=[a-z]+[0-9_-]){_WECHAT_ID}"
_FEWEST, _MOST = 7, 15


class ReachSpan(NamedTuple):
    """A way to reach somebody: ``field`` is phones, emails or wechat."""

    start: int
    end: int
    field: str


def find_reaches(plain: str, cards: Sequence[Cards]) -> list[ReachSpan]:
    """Return the reaches in a narrow lower-case text, in order, none within another."""
    found: list[ReachSpan] = [ReachSpan(*one.span(), "emails") for one in _EMAIL.finditer(plain)]
    found += _labelled(plain, cards, "wechat", _WECHAT_ID)
    found += _labelled(plain, cards, "wechat", _CLOSE_ID, r"(?<=[\u3400-\u9fff])")
    for pattern in _PHONES:
        for one in pattern.finditer(plain):
            if _FEWEST <= sum(map(str.isdigit, one[0])) <= _MOST:
                found.append(ReachSpan(*one.span(), "phones"))
    found += _labelled(plain, cards, "phones", _ANY_PHONE)
    kept: list[ReachSpan] = []
    taken = bytearray(len(plain))
    for span in found:
        if not any(taken[span.start : span.end]):
            kept.append(span)
            taken[span.start : span.end] = b"\1" * (span.end - span.start)
    return sorted(kept)


def _labelled(
    plain: str, cards: Sequence[Cards], field: str, value: str, gap: str = "[是:. ]{1,4}"
) -> list[ReachSpan]:
    """Return what stands behind a label: "Tel: 123 45", 微信 abc123."""
    labels = [label for one in cards for label in one.labels.get(field, ())]
    if not labels:
        return []
    names = "|".join(map(re.escape, sorted(labels, key=len, reverse=True)))
    pattern = re.compile(rf"(?<![a-z0-9])(?:{names})[号码id]{{0,2}}{gap}(?P<value>{value})")
    return [ReachSpan(*one.span("value"), field) for one in pattern.finditer(plain)]

"""What is left of a pasted text once it has been read: the parts that say something more (§14)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from leadq.domain.hearing.introductions import JOINTS
from leadq.domain.hearing.model import Hearing, Proposal
from leadq.domain.hearing.pasted.vcard import is_vcard, read_vcard
from leadq.domain.typing.amounts import find_money
from leadq.domain.typing.texts import narrow

_HAN = "[\u3400-\u9fff]"
_END = re.compile(rf"[\n,，;；|｜。!！?？\t]+|(?<={_HAN}) +| +(?={_HAN})| {{2,}}")
_EDGES = " \t\r\n\u3000:：-—/,，;；|｜.。!！?？、()（）\ufeff"
_NUMBER_SIGNS = "号码id"
_LABEL_LONGEST = 16


def rest_of(text: str, taken: Iterable[Proposal], hearings: Sequence[Hearing]) -> str:
    """Return the parts of a text that hold more than what was taken of them, as they are written.

    Of a vCard its note is left; a part that is nothing but a label of a form says nothing.
    """
    if is_vcard(text):
        return "\n".join(value for field, value in read_vcard(text) if field == "note")
    covered = bytearray(len(text))
    for one in taken:
        if text.startswith(one.words, one.start) and not _is_range(one):
            covered[one.start : one.start + len(one.words)] = b"\1" * len(one.words)
    labels = {
        label.lower() for one in hearings for names in one.cards.labels.values() for label in names
    }
    same = {words.lower() for one in hearings for words in one.cards.same_number}
    ends = [found.end() for found in _END.finditer(text)]
    begins = {word for one in hearings for word in one.cards.introductions}
    joints = re.compile("|".join(sorted(map(_whole_word, begins | {*JOINTS}), key=len)[::-1]))
    kept = [
        text[start:end]
        for start, end in pairwise([0, *ends, len(text)])
        if _says_more(text[start:end], covered[start:end], labels | same, joints)
    ]
    return "".join(kept).strip(_EDGES[:-1])


def _is_range(one: Proposal) -> bool:
    """Say whether the words name two sums, of which only the lower is noted."""
    return one.field == "budget" and any(
        money.is_range for money in find_money(narrow(one.words).lower())
    )


def _whole_word(words: str) -> str:
    return rf"\b{re.escape(words)}\b" if words.isascii() else words


def _says_more(part: str, covered: bytearray, labels: set[str], joints: re.Pattern[str]) -> bool:
    bare = "".join(" " if hidden else sign for sign, hidden in zip(part, covered, strict=True))
    if bare == part:
        return bool(part.strip(_EDGES))
    left = " ".join(joints.sub(" ", bare.lower()).split()).strip(_EDGES)
    if len(left) > _LABEL_LONGEST:
        return True
    words = (word.strip(_EDGES) for word in re.split(r"[\s:：/]+", left))
    return any(word and not {word, word.rstrip(_NUMBER_SIGNS)} & labels for word in words)

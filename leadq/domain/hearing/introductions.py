"""Who somebody is, by how cards and messages say it: name, title, firm, address, region."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import partial
from itertools import chain
from typing import NamedTuple

from leadq.domain.hearing.model import Hearing, Proposal
from leadq.domain.hearing.pasted.card_words import any_of, words_of
from leadq.domain.hearing.pasted.runs import NamePatterns, RunReader

_LATIN_NAME = (
    r"[A-Z][\w'’-]{1,20}(?: [A-Z]\.)?(?: (?:van|von|de|der|den|la|bin|al))?"
    r"(?: [A-Z][\w'’-]{1,20}){1,2}"
)
_LATIN_FIRM = r"[A-Z0-9][\w&'’.-]{0,30}(?: [A-Z0-9&][\w&'’.-]{0,30}){0,4}"
_LATIN = re.compile(_LATIN_NAME)
_HAN = "[\u3400-\u9fff]"
_REGION = rf"{_HAN}{{2,7}}?(?:省|自治区){_HAN}{{2,7}}?[市州]|{_HAN}{{2,7}}?(?:省|自治区|市)"
_LABEL = re.compile(r"[^:：]{1,10}[:：] ?")
_LONGEST_NAME, _LONGEST_FIRM, _LONGEST_ADDRESS = 30, 40, 60
_FEWEST_PLACES = 2
JOINTS = ("的", "from", "at", "of", "with")
"""Words between a person and a firm."""
_CHECKED = ("company", "name")
_DEED = re.compile("想|要|我|在|去|打算|需要|准备|做|搞|[他她你][们的公]|这家|那家|本公司")
"""What begins a sentence about what somebody does or has, not the name of a firm."""
_NO_FIRM = re.compile("[他她你您咱这那某对贵本找见约问给跟和让请叫是把被]|一[家个]|[几两]家")
"""What stands before a firm that has no name here: 他们公司, 找公司."""
_JOINT = re.compile(rf"[()（）/／、|]+|(?<={_HAN})[-–—·]+(?={_HAN})")
"""What stands between who somebody is and what: 王强（恒大建材 采购）, 王强-恒大建材."""


class TextPiece(NamedTuple):
    """A part of a message between separators, where it begins, how it is written: 陈  志强."""

    text: str
    start: int
    written: str


class Namer:
    """Finds the parts of who somebody is, by the words of all languages."""

    def __init__(self, hearings: Sequence[Hearing]) -> None:
        cards = [one.cards for one in hearings]
        self._titles = {title for one in cards for title in one.titles}
        firms = {end for one in cards for end in one.firms}
        self._han_firms = tuple(end for end in firms if not end.isascii())
        self._latin_firms = {end for end in firms if end.isascii()}
        self._places = [place for one in cards for place in one.places]
        self._regions = [region for one in cards for region in one.regions]
        words = [one.words for one in hearings]
        family = any_of({name for one in words for name in one.get("surname", ())})
        calls = any_of({name for one in words for name in one.get("title", ())})
        begins = any_of({word for one in cards for word in one.introductions})
        self._han_name = rf"(?:{family}){_HAN}{{1,2}}"
        nicks = words_of(cards, "nicknames", True)
        self._called = re.compile(rf"(?:{family})(?:{calls})|(?:{nicks})(?:{family})")
        han_after = words_of(cards, "behind_names", True)
        latin_after = words_of(cards, "behind_names", False)
        whole_name = rf"{self._han_name}?(?=$|(?!{_HAN}).|{han_after})"
        self._no_names = {
            word for one in cards for word in (*one.no_names, *one.cities, *one.regions)
        }
        self._jobs = {title.rpartition(" ")[2] for title in self._titles if title.isascii()}
        self._closings = {word for one in cards for word in one.closings}
        self._name = re.compile(self._han_name)
        self._spoken_of = re.compile(
            rf"(?:^|的)(?P<name>{self._called.pattern})(?=$|[:：]|{han_after})"
        )
        named = NamePatterns(self._called.pattern, self._han_name, _LATIN_NAME)
        self._runs = RunReader(cards, named)
        self._begins = re.compile(begins)
        self._han_intro = re.compile(
            rf"(?:{begins})(?:(?P<firm>[^\s]{{2,20}}?)的"
            rf"|(?P<own>[^\s]{{1,14}}?(?:{words_of(cards, 'firms', True)})))?"
            rf"(?P<title>{words_of(cards, 'titles', True)})?"
            rf"(?P<name>{whole_name}|{self._called.pattern}|{self._han_name})"
        )
        self._latin_intro = re.compile(
            rf"\b(?i:{begins}) "
            rf"(?P<name>{_LATIN_NAME}|[A-Z][a-z]{{1,20}}(?= (?:{latin_after})\b|[.]?$))"
            rf"(?: (?:{'|'.join(JOINTS[1:])}) (?P<firm>{_LATIN_FIRM}))?"
        )

    def name(self, pieces: Sequence[TextPiece], known: Collection[str]) -> list[Proposal]:
        """Return what the pieces say of who somebody is, save what is known already."""
        found: dict[str, Proposal] = {}
        before = ""
        for piece in pieces:
            signed = self._signed(piece, before)
            before = piece.text
            for one in (*signed, *self._introduced(piece), *self._joined(piece)):
                if one.field not in known:
                    is_whole = one.value == piece.text
                    named = one._replace(words=piece.written) if is_whole else one
                    found.setdefault(one.field, named)
        return list(found.values())

    def _signed(self, piece: TextPiece, before: str) -> Iterator[Proposal]:
        """Yield the one name under a letter's closing words."""
        if before.lower() in self._closings and re.fullmatch(r"[A-Z][a-z]{1,20}", piece.text):
            yield _proposal("name", piece.text, piece.start)

    def _introduced(self, piece: TextPiece) -> Iterator[Proposal]:
        for pattern in (self._han_intro, self._latin_intro):
            found = pattern.search(piece.text)
            named = [("name", "name"), ("company", "firm")]
            if pattern is self._han_intro:
                named += [("company", "own"), ("title", "title")]
            for field, group in named if found and not self._is_firm(found["name"]) else ():
                if found and found[group]:
                    start = piece.start + found.start(group)
                    yield _proposal(field, found[group].rstrip("."), start)

    def _joined(self, piece: TextPiece) -> Iterator[Proposal]:
        """Yield what a piece is, or what its parts are: 王强（恒大建材采购经理）."""
        begun = self._begins.match(piece.text)
        if begun and not any(self._introduced(piece)):
            words = piece.text[begun.end() :].removesuffix("的")
            piece = TextPiece(words, piece.start + begun.end(), words)
        whole, parts = list(self._classified(piece)), list(_parts(piece))
        if len(parts) == 1 or (whole and not self._is_name(parts[0].text)):
            yield from whole
        else:
            yield from chain.from_iterable(map(self._classified, parts))

    def _classified(self, piece: TextPiece) -> Iterator[Proposal]:
        words = piece.text
        label = _LABEL.match(words)
        if label and self._is_address(words[label.end() :]):
            address = words[label.end() :]
            yield from self._region(TextPiece(address, piece.start + label.end(), address))
        elif words.lower() in self._titles:
            yield _proposal("title", words, piece.start)
        elif self._is_address(words):
            yield _proposal("address", words, piece.start)
            yield from self._region(piece)
        elif self._is_firm(words):
            yield _proposal("company", words, piece.start)
        elif any(words.startswith(region) and len(words) <= 8 for region in self._regions):
            yield _proposal("region", words, piece.start)
        elif self._is_name(words):
            yield _proposal("name", words, piece.start)
        elif run := next(filter(partial(self._is_run, words), self._runs.read(words)), None):
            for field, (start, end) in run.items():
                yield _proposal(field, words[start:end], piece.start + start)
        elif spoken := self._spoken_of.search(words):
            yield _proposal("name", spoken["name"], piece.start + spoken.start("name"))

    def _is_run(self, words: str, run: dict[str, tuple[int, int]]) -> bool:
        """Say whether what stands where a firm and a name would are ones."""
        firm, name = (words[slice(*run[field])] if field in run else "" for field in _CHECKED)
        if firm and not firm.isascii() and (_NO_FIRM.match(firm) or not self._is_firm(firm)):
            return False
        return not name or self._is_name(name)

    def _is_name(self, words: str) -> bool:
        if len(words) > _LONGEST_NAME:
            return False
        if not {words, *words.lower().split()}.isdisjoint(self._no_names | self._jobs):
            return False
        patterns = (self._called, self._name, _LATIN)
        return any(pattern.fullmatch(words) for pattern in patterns)

    def _is_firm(self, words: str) -> bool:
        if not 3 <= len(words) <= _LONGEST_FIRM or _DEED.match(words):
            return False
        if self._spoken_of.match(words) and not self._called.fullmatch(words):
            return False
        last = words.rpartition(" ")[2].lower()
        return words.endswith(self._han_firms) or (" " in words and last in self._latin_firms)

    def _is_address(self, words: str) -> bool:
        if not 5 <= len(words) <= _LONGEST_ADDRESS:
            return False
        has_number = any(map(str.isdigit, words))
        han = sum(place in words for place in self._places if not place.isascii())
        if han >= _FEWEST_PLACES and (has_number or han > _FEWEST_PLACES):
            return True
        return has_number and any(word in self._places for word in words.lower().split())

    def _region(self, piece: TextPiece) -> Iterator[Proposal]:
        found = re.search(_REGION, piece.text)
        if found:
            yield _proposal("region", found[0], piece.start + found.start())


def _parts(piece: TextPiece) -> Iterator[TextPiece]:
    ends = [0, *(place for one in _JOINT.finditer(piece.text) for place in one.span())]
    for start, end in zip(ends[::2], [*ends[1::2], len(piece.text)], strict=True):
        words = piece.text[start:end]
        front = len(words) - len(words.lstrip())
        yield TextPiece(words.strip(), piece.start + start + front, words.strip())


def _proposal(field: str, words: str, start: int) -> Proposal:
    return Proposal("field", field, words, words, f"card/{field}", start)

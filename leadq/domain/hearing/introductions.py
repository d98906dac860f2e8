"""Who somebody is, by how cards and messages say it: name, title, firm, address, region."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from leadq.domain.hearing.model import Hearing, Proposal

_LATIN_NAME = (
    r"[A-Z][\w'’-]{1,20}(?: [A-Z]\.)?(?: (?:van|von|de|der|den|la|bin|al))?"
    r"(?: [A-Z][\w'’-]{1,20}){1,2}"
)
_LATIN_FIRM = r"[A-Z0-9][\w&'’.-]{0,30}(?: [A-Z0-9&][\w&'’.-]{0,30}){0,4}"
_HAN = "[\u3400-\u9fff]"
_REGION = rf"{_HAN}{{2,7}}?(?:省|自治区){_HAN}{{2,7}}?[市州]|{_HAN}{{2,7}}?(?:省|自治区|市)"
_LABEL = re.compile(r"[^:：]{1,10}[:：] ?")
_LONGEST_NAME, _LONGEST_FIRM, _LONGEST_ADDRESS = 30, 40, 60
_FEWEST_PLACES = 2
_DEED = re.compile("想|要|我|在|去|打算|需要|准备")
"""What begins a sentence about what somebody does, not the name of a firm."""
_NO_FIRM = re.compile("[他她你您咱这那某对贵本找见约问给跟和让请叫是把被]|一[家个]|[几两]家")
"""What stands before a firm that has no name here: 他们公司, 找公司."""


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
        self._firms = tuple(end for one in cards for end in one.firms)
        self._han_firms = tuple(end for end in self._firms if not end.isascii())
        self._latin_firms = {end for end in self._firms if end.isascii()}
        self._places = [place for one in cards for place in one.places]
        self._regions = [region for one in cards for region in one.regions]
        words = [one.words for one in hearings]
        family = "|".join(name for one in words for name in one.get("surname", ())) or "(?!)"
        calls = "|".join(name for one in words for name in one.get("title", ()))
        begins = "|".join(re.escape(word) for one in cards for word in one.introductions)
        self._han_name = rf"(?:{family})[\u3400-\u9fff]{{1,2}}"
        nicks = "|".join(nick for one in cards for nick in one.nicknames) or "(?!)"
        self._called = re.compile(rf"(?:{family})(?:{calls or '(?!)'})|(?:{nicks})(?:{family})")
        after = [word for one in cards for word in one.behind_names]
        han_after = "|".join(word for word in after if not word.isascii()) or "(?!)"
        latin_after = "|".join(word for word in after if word.isascii()) or "(?!)"
        whole_name = rf"(?:{family}){_HAN}{{1,2}}?(?=$|(?!{_HAN}).|{han_after})"
        ends = "|".join(map(re.escape, self._han_firms)) or "(?!)"
        self._no_names = {word for one in cards for word in one.no_names}
        self._jobs = {title.rpartition(" ")[2] for title in self._titles if title.isascii()}
        self._closings = {word for one in cards for word in one.closings}
        self._name = re.compile(self._han_name)
        self._latin = re.compile(_LATIN_NAME)
        jobs = "|".join(sorted((job for job in self._titles if not job.isascii()), key=len)[::-1])
        self._spoken_of = re.compile(
            rf"(?:^|的)(?P<name>{self._called.pattern})(?=$|[:：]|{han_after})"
        )
        self._han_intro = re.compile(
            rf"(?:{begins or '(?!)'})"
            rf"(?:(?P<firm>[^\s]{{2,20}}?)的|(?P<own>[^\s]{{1,14}}?(?:{ends})))?"
            rf"(?P<title>{jobs or '(?!)'})?"
            rf"(?P<name>{whole_name}|{self._called.pattern}|{self._han_name})"
        )
        self._in_one_run = self._one_run(ends, jobs or "(?!)")
        self._latin_intro = re.compile(
            rf"\b(?i:{begins or '(?!)'}) "
            rf"(?P<name>{_LATIN_NAME}|[A-Z][a-z]{{1,20}}(?= (?:{latin_after})\b|[.]?$))"
            rf"(?: (?:from|at|of|with) (?P<firm>{_LATIN_FIRM}))?"
        )

    def _one_run(self, ends: str, jobs: str) -> re.Pattern[str]:
        """Return the pattern of a firm, a title and a name without anything between them."""
        called = self._called.pattern
        return re.compile(
            rf"(?P<company>{_HAN}{{2,20}}(?:{ends}))的?(?:(?P<title>{jobs})"
            rf"(?P<name>{called}|{self._han_name})?|(?P<called>{called}))"
        )

    def name(self, pieces: Sequence[TextPiece], known: Collection[str]) -> list[Proposal]:
        """Return what the pieces say of who somebody is, save what is known already."""
        found: dict[str, Proposal] = {}
        before = ""
        for piece in pieces:
            signed = self._signed(piece, before)
            before = piece.text
            for one in (*signed, *self._introduced(piece), *self._classified(piece)):
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
        elif spoken := self._spoken_of.search(words):
            yield _proposal("name", spoken["name"], piece.start + spoken.start("name"))
        else:
            yield from self._name_and_title(piece)
            yield from self._firm_and_title(piece)

    def _firm_and_title(self, piece: TextPiece) -> Iterator[Proposal]:
        """Read 鲁南建材采购经理(王强), 华北路桥李总 and "Acme Ltd purchasing manager"."""
        words = piece.text
        if len(words) > 2 * _LONGEST_FIRM:
            return
        found = self._in_one_run.fullmatch(words)
        if found and self._is_firm(found["company"]) and not _NO_FIRM.match(words):
            for group, part in found.groupdict().items():
                if part:
                    field = "name" if group == "called" else group
                    yield _proposal(field, part, piece.start + found.start(group))
        front, _, title = words.partition(" ")
        while title and title.lower() not in self._titles:
            word, _, title = title.partition(" ")
            front = f"{front} {word}"
        if title and self._is_firm(front):
            yield _proposal("company", front, piece.start)
            yield _proposal("title", title, piece.start + len(words) - len(title))

    def _name_and_title(self, piece: TextPiece) -> Iterator[Proposal]:
        """Read 王强总经理 and "Purchasing Manager at Acme Ltd"."""
        words = piece.text
        for title in sorted(self._titles, key=len, reverse=True):
            if words.endswith(title) and self._name.fullmatch(words.removesuffix(title)):
                yield _proposal("name", words.removesuffix(title), piece.start)
                yield _proposal("title", title, piece.start + len(words) - len(title))
                return
            front, at, firm = words.partition(" at ")
            if at and front.lower() == title and len(firm) <= _LONGEST_FIRM:
                yield _proposal("title", front, piece.start)
                yield _proposal("company", firm, piece.start + len(front) + len(at))
                return

    def _is_name(self, words: str) -> bool:
        if len(words) > _LONGEST_NAME:
            return False
        if not {words, *words.lower().split()}.isdisjoint(self._no_names | self._jobs):
            return False
        patterns = (self._called, self._name, self._latin)
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


def _proposal(field: str, words: str, start: int) -> Proposal:
    return Proposal("field", field, words, words, f"card/{field}", start)

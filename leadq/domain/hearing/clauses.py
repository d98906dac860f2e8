"""Splits a shadow into clauses, each with what takes force from it and whom it speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from leadq.domain.hearing.model import DOUBTS, TURNED, Hearing, Mark
from leadq.domain.hearing.narrow import HeldKeys
from leadq.domain.hearing.patterns import Pattern, literal
from leadq.domain.hearing.shadow import clause_ends

_SENTENCE_ENDS = "。!?;.\n"
_LONGEST = 200
_OWN = ("boss", "kin", "family")
_OF_OTHERS = ("的", "家的", "那边的", "'s")
_NEAR = 5
_BEGINNING = {"zh": 4, "en": 8}
_SHORT = {"zh": 24, "en": 80}


class MarkReach:
    """A mark in force from one place of its clause to another."""

    __slots__ = ("end", "kind", "start")

    def __init__(self, kind: str, start: int, end: int) -> None:
        self.kind, self.start, self.end = kind, start, end


class Clause:
    """Part of a shadow from ``start``; ``sentence`` counts them, ``ender`` is the sign behind."""

    def __init__(self, text: str, start: int, sentence: int, ender: str) -> None:
        self.text, self.start, self.sentence, self.ender = text, start, sentence, ender
        self.marks: list[MarkReach] = []
        self.mentions: list[tuple[int, int, str]] = []
        self.ours: list[tuple[int, int]] = []
        self.inherited = ""
        self.is_quoted = self.turns = self.takes_back = False

    def is_under(self, start: int, end: int, despite: Sequence[str]) -> bool:
        """Say whether a mark takes the force from what stands from ``start`` to ``end``."""
        return any(
            mark.start < end and start < mark.end and mark.kind not in despite
            for mark in self.marks
        )

    def names_ours(self, match: re.Match[str]) -> bool:
        """Say whether a person in a match is one of ours: "my manager", 问我们经理."""
        named = [match.span(name) for name in _OWN if name in match.re.groupindex]
        return any(
            start < place < end or start < last < end or (start < place and last == end)
            for start, end in self.ours
            for place, last in named
            if last > place
        )

    def subject_at(self, place: int) -> str:
        """Return of whom a place speaks: lead, rep, house, other, or empty when nobody is named."""
        before = [kind for start, _end, kind in self.mentions if start < place]
        return before[-1] if before else self.inherited


class Splitter:
    """Splits by the grammar of one language; compiled once."""

    def __init__(self, hearing: Hearing) -> None:
        self.lang = hearing.lang
        self.grammar = hearing.grammar
        self._words = hearing.words
        self._keys = hearing.keys

    def _pattern(self, sources: Sequence[str]) -> list[Pattern]:
        return [Pattern(one, self.lang, self._words, self._keys.get(one)) for one in sources]

    @cached_property
    def _marks(self) -> list[tuple[Mark, list[Pattern]]]:
        return [(mark, self._pattern(mark.say)) for mark in self.grammar.marks]

    @cached_property
    def _splits(self) -> re.Pattern[str]:
        return self.any_of(self.grammar.splits)

    @cached_property
    def fixed(self) -> re.Pattern[str]:
        """Words in which what looks like a negation or a split is none."""
        return self.any_of(self.grammar.fixed)

    def is_fixed(self, text: str, start: int, end: int) -> bool:
        """Say whether a place lies in such a word."""
        held = map(re.Match.span, self.fixed.finditer(text))
        return any(a < start < b or (a <= start and end <= b) for a, b in held)

    @cached_property
    def _alike(self) -> dict[str, str]:
        return {other: word for word, others in self.grammar.alike.items() for other in others}

    def plainly(self, text: str) -> str:
        """Return a text of the same length with the plain words for those read as them."""
        meant = self._alike
        # few texts hold any, and a pattern of all of them is long
        held = [other for other in meant if other.partition("'")[0] in text]
        return self.any_of(held).sub(lambda found: meant[found[0]], text) if held else text

    @cached_property
    def _objects(self) -> re.Pattern[str]:
        article = "(?: (?:the|a|an|his|her|their|my|our))?" if self.lang == "en" else ""
        return re.compile(self.any_of(self.grammar.objects).pattern + article + " ?$")

    @cached_property
    def _quotes(self) -> re.Pattern[str]:
        return re.compile(self.any_of(self.grammar.quotes).pattern + '[:, "]{0,3}$')

    @cached_property
    def _speaks(self) -> re.Pattern[str]:
        between = ".{0,3}?" if self.lang == "zh" else " ?(?:[a-z']{1,20} ){0,2}?"
        return re.compile(between + self.any_of(self.grammar.quotes).pattern)

    def _belongs_to_others(self, clause: Clause, front: str) -> bool:
        """Say whether somebody is named as another's: 卡特的客户, the competitor's customer."""
        if not clause.mentions or clause.mentions[-1][2] != "other":
            return False
        between = front[clause.mentions[-1][1] :].strip()
        return between in _OF_OTHERS or (len(between) <= _NEAR and between.endswith("的"))

    @cached_property
    def _people(self) -> tuple[re.Pattern[str], dict[str, str]]:
        kinds = {word: kind for kind, words in self.grammar.subjects.items() for word in words}
        bare = {word.replace("'", ""): kind for word, kind in kinds.items()}
        return self.any_of(tuple(kinds)), bare

    def any_of(self, sources: Sequence[str]) -> re.Pattern[str]:
        """Return a pattern of whole words, the longest first."""
        longest = sorted(sources, key=len, reverse=True)
        body = "|".join(map(literal, longest)) or "(?!)"
        edges = ("(?<![a-z])", "(?![a-z])") if self.lang == "en" else ("", "")
        return re.compile(f"{edges[0]}(?:{body}){edges[1]}")

    def split(self, plain: str) -> tuple[list[Clause], HeldKeys]:
        """Return a shadow's clauses, and which of them hold which words."""
        clauses: list[Clause] = []
        sentence = 0
        for start, end, ender in self._pieces(plain):
            text = plain[start:end]
            if text.strip():
                clauses.append(Clause(text, start, sentence, ender))
            sentence += ender != "" and ender in _SENTENCE_ENDS
        held = HeldKeys(plain, [(one.start, one.start + len(one.text)) for one in clauses])
        return clauses, held

    def weigh_down(self, clauses: Sequence[Clause], held: HeldKeys) -> None:
        """Note in clauses what takes force from them, and whom they speak of."""
        for mark, patterns in self._marks:
            for pattern in patterns:
                for place in held.holding(pattern):
                    self._mark(clauses[place], mark, pattern)
        before: Clause | None = None
        for clause in clauses:
            self._turn(clause)
            self._find_people(clause, before)
            self._carry_on(clause, before)
            before = clause
        _take_back(clauses)

    def _pieces(self, plain: str) -> Iterator[tuple[int, int, str]]:
        at = 0
        for start, end, ender in [*clause_ends(plain, self.lang), (len(plain), len(plain), "\n")]:
            yield from self._by_words(plain, at, start, ender)
            at = end

    def _by_words(
        self, plain: str, start: int, end: int, ender: str
    ) -> Iterator[tuple[int, int, str]]:
        text = plain[start:end]
        held = {at for found in self.fixed.finditer(text) for at in range(*found.span())}
        at = 0
        cuts = [found.start() for found in self._splits.finditer(text) if found.start() not in held]
        for cut in [*cuts, len(text)]:
            while cut - at > _LONGEST:
                yield start + at, start + at + _LONGEST, ""
                at += _LONGEST
            if cut > at and text[at:cut].strip():
                yield start + at, start + cut, ender if cut == len(text) else ""
                at = cut
        if at == 0 and not text.strip():
            yield start, end, ender

    def _mark(self, clause: Clause, mark: Mark, pattern: Pattern) -> None:
        for found in pattern.regex.finditer(clause.text):
            if self.is_fixed(clause.text, *found.span()):
                continue
            if mark.reach == "back":
                clause.takes_back = True
                clause.marks.append(MarkReach(mark.kind, 0, found.start()))
            else:
                clause.marks.append(self._reach(mark, found.start(), len(clause.text)))

    def _turn(self, clause: Clause) -> None:
        """Put a question under its mark, and end what a turn puts an end to."""
        if clause.ender == "?":
            clause.marks.append(MarkReach("question", 0, len(clause.text)))
        turns = [mark.start for mark in clause.marks if mark.kind == "turn"]
        clause.turns = bool(turns)
        clause.marks = [mark for mark in clause.marks if mark.kind != "turn"]
        for turn in turns:
            for reach in clause.marks:
                if reach.start < turn and reach.kind in TURNED:
                    reach.end = min(reach.end, turn)

    def _reach(self, mark: Mark, start: int, size: int) -> MarkReach:
        """Return how far a mark reaches; past the end means into the clauses that follow."""
        # dictated without signs a clause is long: a doubt in it leaves what was said before
        is_short = mark.kind in DOUBTS and size <= _SHORT[self.lang]
        whole = is_short or mark.reach in ("clause", "around")
        begins = start <= _BEGINNING[self.lang] and mark.reach in ("on", "around")
        return MarkReach(mark.kind, 0 if whole else start, size + begins)

    def _carry_on(self, clause: Clause, before: Clause | None) -> None:
        """Let what the clause before was under hold on, to the end of the sentence or a turn."""
        if before is None or before.sentence != clause.sentence:
            return
        size = len(clause.text)
        kinds = {mark.kind for mark in before.marks if mark.end > len(before.text)}
        kinds -= {*TURNED} if clause.turns else set()
        clause.marks += [MarkReach(kind, 0, size + 1) for kind in kinds]

    def _is_said(self, clause: Clause, front: str) -> bool:
        """Say whether the first person is the customer: behind "he said", in quotation marks."""
        return clause.is_quoted or front.count('"') % 2 == 1 or bool(self._quotes.search(front))

    def _echoes(self, word: str, before: Clause, clause: Clause) -> bool:
        """Say whether "she" is the wife that was spoken of right before."""
        if not before.mentions or before.sentence != clause.sentence:
            return False
        start, end, _kind = before.mentions[-1]
        return before.text[start:end] in self.grammar.echoes.get(word.partition("'")[0], ())

    def _asks_us(self, clause: Clause, before: Clause) -> bool:
        """Say whether the lead asks us to come, as no rival does: 小松也报了价，让我周三去."""
        people, kinds = self._people
        rival = before.mentions and before.text[slice(*before.mentions[-1][:2])]
        first = people.search(clause.text)
        if not first or rival not in self._words.get("rival", ()):
            return False
        asks = clause.text[: first.start()].strip() in self._words.get("asks", ())
        return asks and kinds[first[0].replace("'", "")] == "rep"

    def _find_people(self, clause: Clause, before: Clause | None) -> None:
        pattern, kinds = self._people
        if before is not None and before.sentence == clause.sentence:
            opens = before.ender == ":" and self._quotes.search(before.text) is not None
            clause.is_quoted = before.is_quoted or opens
            last = before.mentions[-1][2] if before.mentions else before.inherited
            of_others = last == "other" and not self._asks_us(clause, before)
            clause.inherited = "other" if of_others else ""
        for found in pattern.finditer(clause.text):
            front = clause.text[: found.start()]
            kind = kinds[found[0].replace("'", "")]
            if kind == "rep":
                clause.ours.append(found.span())
            if self.is_fixed(clause.text, *found.span()):
                continue
            if before is not None and self._echoes(found[0], before, clause):
                kind = clause.inherited = "house"
            if self._objects.search(front) or self._belongs_to_others(clause, front):
                continue
            if kind == "rep" and self._is_said(clause, front):
                kind = "lead"
            if kind == "other" and self._speaks.match(clause.text, found.end()):
                # what others say of the lead is hearsay, to the end of what they say
                clause.marks.append(MarkReach("hearsay", found.end(), len(clause.text) + 1))
            clause.mentions.append((*found.span(), kind))


def _take_back(clauses: Sequence[Clause]) -> None:
    """Put what is taken back in the clause behind it under denial: the later counts."""
    for before, clause in pairwise(clauses):
        if clause.takes_back:
            before.marks.append(MarkReach("denial", 0, len(before.text)))

"""Reads a text by the rules: every match that nothing takes the force from, and what it means."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

from leadq.domain.hearing.clauses import Clause, MarkReach, Splitter
from leadq.domain.hearing.model import Hearing, Proposal, Rule
from leadq.domain.hearing.narrow import languages_of, may_say, narrow_to
from leadq.domain.hearing.patterns import Pattern, is_in
from leadq.domain.hearing.settle import settle
from leadq.domain.hearing.shadow import Shadow, cast_shadow
from leadq.domain.hearing.values import FoundValue, propose_hit
from leadq.domain.typing.spans import DaySpan

_MOST_LIGHT = 4
_LATELY = 14
_SHORT = 2000
"""Characters up to which a text holds few of the words there are."""
_FEW = 4
"""Texts up to which rules narrowed to each are compiled sooner than all of them once."""


def _mark_past_days(clauses: Sequence[Clause], days: Sequence[DaySpan], today: date) -> None:
    """Put clauses under the past whose days lie further back than what was said lately.

    A later day in the clause that does not is a turn: 去年没钱今年有钱.
    """
    lately = today - timedelta(days=_LATELY)
    old = [one.start for one in days if one.last < lately]
    new = [one.start for one in days if one.last >= lately]
    for clause in clauses if old else ():
        end = clause.start + len(clause.text)
        place = bisect_left(old, clause.start)
        if place < len(old) and old[place] < end:
            turn = bisect_left(new, old[place])
            turns = turn < len(new) and new[turn] < end
            last = new[turn] if turns else end
            clause.marks.append(MarkReach("past", 0, last - clause.start))


class _Said(NamedTuple):
    """One pattern of a rule."""

    rule: Rule
    pattern: Pattern


class Reader:
    """The rules of all languages, ready to read; patterns are compiled when a text needs them."""

    def __init__(self, hearings: Iterable[Hearing]) -> None:
        self._listeners = {one.lang: _Listener(one) for one in hearings}

    def propose(
        self,
        text: str,
        today: date,
        facts: Collection[str] | None = None,
        region: str = "CN",
        speaker: str = "rep",
        wanted: Collection[str] | None = None,
    ) -> list[Proposal]:
        """Return what a text says, in its order, each with the words it comes from (§14).

        ``facts``: the ids that may be proposed, None for all. ``region``: how 1/12 is read.
        ``speaker``: who "I" is, ``rep`` or ``lead``. ``wanted``: facts (``id=value``) of which
        the text must say one, or nothing is returned.
        """
        shadow = cast_shadow(text, today, region)
        langs = languages_of(text)
        told = [
            (one, one.splitter.plainly(shadow.plain))
            for lang, one in self._listeners.items()
            if lang in langs
        ]
        if wanted is not None and not any(
            may_say(one.hearing, plain, wanted) for one, plain in told
        ):
            return []
        found: list[Proposal] = []
        for whole, plain in told:
            for hit in whole.choose(plain).listen(plain, shadow, today, facts, speaker):
                one = propose_hit(hit, text, shadow, today)
                if one is not None:
                    found.append(one._replace(rule=f"{whole.lang}/{one.rule}"))
        return settle(found)


class _Listener:
    """One language."""

    def __init__(self, hearing: Hearing) -> None:
        self.lang = hearing.lang
        self.hearing = hearing
        self._narrowed = 0
        self._unless: dict[str, list[Pattern]] = {}
        self.splitter = Splitter(hearing)

    @cached_property
    def _said(self) -> list[_Said]:
        words, keys = self.hearing.words, self.hearing.keys
        return [
            _Said(rule, Pattern(source, self.lang, words, keys.get(source)))
            for rule in self.hearing.rules
            for source in rule.say
        ]

    @cached_property
    def _negation(self) -> re.Pattern[str]:
        return self.splitter.any_of(self.hearing.grammar.negations)

    @cached_property
    def _behind(self) -> re.Pattern[str]:
        return self.splitter.any_of(self.hearing.grammar.behind)

    @cached_property
    def _light_before(self) -> re.Pattern[str]:
        light = "|".join(map(re.escape, sorted(self.hearing.grammar.light, key=len, reverse=True)))
        negation = self._negation.pattern
        space = " {1,2}" if self.lang == "en" else ""
        return re.compile(f"{negation}(?:{space}(?:{light or '(?!)'})){{0,{_MOST_LIGHT}}}{space}$")

    def _is_unless(self, rule: Rule, text: str) -> bool:
        """Say whether a clause holds words beside which a rule means nothing."""
        if rule.id not in self._unless:
            self._unless[rule.id] = [
                Pattern(source, self.lang, self.hearing.words) for source in rule.unless
            ]
        return any(is_in(pattern, text) for pattern in self._unless[rule.id])

    def choose(self, plain: str) -> "_Listener":
        """Return who is to read a text: of many texts, or a long one, all rules are compiled."""
        if len(plain) > _SHORT or self._narrowed >= _FEW:
            return self
        narrow = narrow_to(self.hearing, plain)
        self._narrowed += bool(narrow.rules)
        return _Listener(narrow)

    def listen(
        self,
        plain: str,
        shadow: Shadow,
        today: date,
        facts: Collection[str] | None,
        speaker: str,
    ) -> Iterator[FoundValue]:
        """Yield every match that stands in a text that has plain words for those read as them."""
        if not self.hearing.rules:
            return
        clauses, held = self.splitter.split(plain)
        matches = [
            (one.rule, place, match)
            for one in self._said
            if one.rule.kind != "fact" or facts is None or one.rule.field in facts
            for place in held.holding(one.pattern)
            for match in one.pattern.regex.finditer(clauses[place].text)
        ]
        if not matches:
            return
        self.splitter.weigh_down(clauses, held)
        _mark_past_days(clauses, shadow.days, today)
        for rule, place, match in matches:
            hit = self._weigh(rule, match, clauses[place], speaker)
            if hit:
                after = clauses[place + 1] if place + 1 < len(clauses) else None
                yield hit._replace(after=after)

    def _weigh(
        self, rule: Rule, match: re.Match[str], clause: Clause, speaker: str
    ) -> FoundValue | None:
        start, end = match.span()
        if start == end or clause.is_under(start, end, rule.despite):
            return None
        if rule.of != "anyone" and clause.names_ours(match):
            return None
        if not self._may_speak_of(rule, clause.subject_at(start), speaker):
            return None
        if self._is_unless(rule, clause.text):
            return None
        negations = self._count_negations(match, clause)
        if negations == 0:
            return FoundValue(rule, rule.value, match, clause)
        if negations == 1 and rule.contrary:
            return FoundValue(rule, rule.contrary, match, clause, self._negated_from(match, clause))
        return None

    def _may_speak_of(self, rule: Rule, subject: str, speaker: str) -> bool:
        if subject == "rep" and speaker == "lead":
            subject = "lead"
        if rule.of == "us":
            return subject in ("", "rep")
        if rule.of == "either":
            return subject != "other"
        if rule.of == "anyone" or subject in ("", "lead"):
            return True
        return rule.of == "house" and subject == "house"

    def _count_negations(self, match: re.Match[str], clause: Clause) -> int:
        count = 0
        front = clause.text[: match.start()]
        while found := self._light_before.search(front):
            if self._is_fixed(clause, found.start()):
                break
            count += 1
            front = front[: found.start()]
        if self._behind.match(clause.text, match.end()):
            count += 1
        for index in range(1, match.re.groups + 1):
            if self._is_gap(match, index):
                text, at = match[index], match.start(index)
                count += sum(
                    not self._is_fixed(clause, at + one.start())
                    for one in self._negation.finditer(text)
                )
        return count

    def _is_gap(self, match: re.Match[str], index: int) -> bool:
        named = index in match.re.groupindex.values()
        return not named and bool(match[index])

    def _negated_from(self, match: re.Match[str], clause: Clause) -> int:
        found = self._light_before.search(clause.text[: match.start()])
        return found.start() if found else match.start()

    def _is_fixed(self, clause: Clause, place: int) -> bool:
        return self.splitter.is_fixed(clause.text, place, place + 1)

"""What is known of a lead on its card: a line or more for each group, what does not fit counted."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from leadq.domain.grading.facts import MAN_FACTS, REMARK
from leadq.domain.words import CONSENT
from leadq.i18n import text
from leadq.render.grading.facts import word_value
from leadq.render.parts.dates import bare_day, days_ago
from leadq.render.parts.lines import DIM, Line, Piece, flat, label_lines, line, wrap_line
from leadq.render.parts.text import cell_width, clean, one_line, signs
from leadq.usecases.grading.person import TRAITS

if TYPE_CHECKING:
    from datetime import date

    from leadq.render.parts.look import Look
    from leadq.usecases.grading.known_facts import KnownFact, KnownGroup

_TOLD = (*MAN_FACTS, "need_by", CONSENT, REMARK)
"""What the card says elsewhere: facts of these ids stand here only when they are to be asked."""
_LONGEST, _LEAST, _LONG_ROWS = 32, 12, 12
_NOTE = 24
_STALE = "yellow"


class DrawnFacts(NamedTuple):
    """Lines of facts; ``hidden`` counts the facts that found no room, ``cut`` those cut short."""

    lines: list[Line]
    hidden: int
    cut: int


class _Shown(NamedTuple):
    """A fact in words: its label, its value, what stands in brackets behind it."""

    label: str
    words: str
    aside: Piece | None
    cut: bool


def fit_facts(
    groups: "Sequence[KnownGroup]", look: "Look", on: "date", rows: int, start: int, width: int
) -> DrawnFacts:
    """Return facts in at most so many rows: one for each group in their order, then more.

    ``start`` is the cell in which values begin, ``width`` that in which a line ends.
    """
    kept = [(group, _worth_room(group)) for group in groups]
    kept = [(group, facts) for group, facts in kept if facts]
    lines = {group.group.id: 1 for group, _facts in kept[:rows]}
    drawn = {
        group.group.id: _fill(facts, group, look, on, 1, width - start) for group, facts in kept
    }
    spare, grew = rows - len(lines), True
    while spare > 0 and grew:
        grew = False
        for group, facts in kept:
            id_ = group.group.id
            if spare > 0 and id_ in lines and (drawn[id_].hidden or drawn[id_].cut):
                more = _fill(facts, group, look, on, lines[id_] + 1, width - start)
                grew = grew or more != drawn[id_]
                if more != drawn[id_]:
                    lines[id_], spare = lines[id_] + 1, spare - 1
                    drawn[id_] = more
    found: list[Line] = []
    for group, _facts in kept[: len(lines)]:
        name = clean(group.group.name.pick(look.lang))
        found += label_lines(name, drawn[group.group.id].lines, start)
    out = sum(len(facts) for _group, facts in kept[len(lines) :])
    shown = [drawn[id_] for id_ in lines]
    hidden = out + sum(one.hidden for one in shown)
    return DrawnFacts(found, hidden, sum(one.cut for one in shown))


def all_facts(groups: "Sequence[KnownGroup]", look: "Look", on: "date", start: int) -> list[Line]:
    """Return every fact, each on lines of its own; of a very long one the first lines."""
    found: list[Line] = []
    for group in groups:
        name = clean(group.group.name.pick(look.lang))
        told = [
            _line(_word(one, group, look, on, 0), _day(one.fact.noted_on, look, on))
            for one in group.facts
            if one.fact.id != REMARK
        ]
        found += label_lines(name, told, start, _LONG_ROWS)
    return found


def _worth_room(group: "KnownGroup") -> "list[KnownFact]":
    return [
        one
        for one in group.facts
        if one.fact.id not in _TOLD or (one.stale and one.fact.id in MAN_FACTS)
    ]


def _fill(
    facts: "Sequence[KnownFact]",
    group: "KnownGroup",
    look: "Look",
    on: "date",
    rows: int,
    width: int,
) -> DrawnFacts:
    """Return as many facts of a group as fit some rows; one that stands alone fills them."""
    told = [_word(one, group, look, on, _LONGEST * rows) for one in facts]
    dates = [one.fact.noted_on for one in facts]
    shown: Line = ()
    count = 0
    for place, one in enumerate(told):
        # a day that several share is said once, behind the last of them
        again = place + 1 < len(told) and dates[place + 1] == dates[place]
        joint = line(text("list.then")) if shown else ()
        tried = (*shown, *joint, *_line(one, "" if again else _day(dates[place], look, on)))
        if shown and len(wrap_line(tried, width)) > rows:
            break
        shown, count = tried, place + 1
    if count == 1:
        day = _day(dates[0], look, on)
        besides = cell_width(flat(_line(told[0]._replace(words=""), day)))
        told[0] = _word(facts[0], group, look, on, max(rows * width - besides, _LEAST))
        shown = _line(told[0], day)
    lines = wrap_line(shown, width, rows)
    return DrawnFacts(lines, len(told) - count, sum(one.cut for one in told[:count]))


def _word(one: "KnownFact", group: "KnownGroup", look: "Look", on: "date", longest: int) -> _Shown:
    """Return a fact in words, cut to so many cells; 0: whole."""
    label, words = _label_and_value(one, group, look)
    cut = bool(longest) and cell_width(words[: 4 * longest]) > longest
    words = one_line(words, longest) if longest else words
    notes = []
    if one.fact.note:
        notes = [one_line(one.fact.note, _NOTE) if longest else clean(one.fact.note)]
    aside = Piece(text("list.comma").join(notes), DIM) if notes else None
    if one.stale:
        stale = text("value.stale", ago=days_ago(one.fact.noted_on, on))
        aside = Piece(text("list.comma").join([*notes, f"{signs().stale} {stale}"]), _STALE)
    return _Shown(label, words, aside, cut)


def _label_and_value(one: "KnownFact", group: "KnownGroup", look: "Look") -> tuple[str, str]:
    definition = one.definition
    if definition is None:
        return one.fact.id, clean(one.fact.value)
    value = one.fact.value
    spoken = value in definition.says or value in definition.choices
    words = word_value(definition, value) if spoken or definition.kind != "text" else ""
    words = words or clean(value)
    label = clean(definition.label.pick(look.lang))
    told = label.casefold() in words.casefold() or label == group.group.name.pick(look.lang)
    return ("" if told or one.fact.id in TRAITS else label), words


def _day(day: "date", look: "Look", on: "date") -> str:
    return bare_day(day, look.lang, on)


def _line(one: _Shown, day: str = "") -> Line:
    label = (Piece(text("card.fact", label=one.label), DIM),) if one.label else ()
    asides = [*([one.aside] if one.aside else []), *([Piece(day, DIM)] if day else [])]
    if not asides:
        return (*label, Piece(one.words))
    words = text("list.comma").join(piece.text for piece in asides)
    aside = Piece(text("list.aside", words="", aside=words), asides[0].style)
    return (*label, Piece(one.words), aside)

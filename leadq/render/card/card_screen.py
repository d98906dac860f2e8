"""The card to read before a call or a visit: one screen of 24 rows, or everything."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from leadq.domain.aftersale.complaints import CLOSED, is_case_fact
from leadq.domain.leads.status import SOLD
from leadq.i18n import text
from leadq.render.aftersale.account import account_lines, referral_lines
from leadq.render.card.card_cases import case_lines
from leadq.render.card.card_facts import all_facts, fit_facts
from leadq.render.card.card_next import next_part
from leadq.render.card.card_parts import (
    extra_lines,
    labelled,
    long_standing,
    note_lines,
    people_lines,
    promise_lines,
    question_part,
    reach_lines,
    short_standing,
    talk_lines,
    title_lines,
)
from leadq.render.card.card_play import ask_line, goal_line, how_words
from leadq.render.grading.grade import label_width
from leadq.render.parts.dates import as_day, bare_day, plain_day
from leadq.render.parts.lines import DIM, EMPTY, Line, Piece, line, sentence, text_width
from leadq.render.parts.marks import LATE_STYLE
from leadq.render.parts.text import clean, one_line, signs

if TYPE_CHECKING:
    from leadq.domain.aftersale.complaints import Case
    from leadq.render.parts.look import Look
    from leadq.usecases.grading.known_facts import KnownGroup
    from leadq.usecases.leads.lead_card import LeadCard

_ROWS = 23
"""Lines of a screen of 24, the last of which has the cursor."""
_OBJECTIONS, _GAINSAID, _CASES = 2, 2, 3
"""So many of each at most."""
_GIVES = (("missing", 1), ("how", 3), ("talks", 2), ("how", 2), ("promises", 2))
"""What gives way while facts are left out, step by step down to so many lines."""
_YIELDS = (("promises", 1), ("note", 0), ("talks", 1), ("how", 1))
"""What gives way besides while there is no room for these many rows of facts."""
_FACT_ROWS = 5
_WHOLE_HOW = 12
_SAID = 32
_NOTHING = ""


class _Sizes(NamedTuple):
    """How many rows the parts have that can do with fewer."""

    missing: int
    how: int
    note: int
    promises: int
    talks: int


def draw_lead(card: "LeadCard", look: "Look", every: bool = False) -> list[Line]:
    """Return the lines of a card: what fits a screen, the rest counted, or ``every`` thing."""
    past = card.on < look.today
    look = look.changed(today=card.on)
    top = title_lines(card, look)
    if past:
        words = text("card.known_on", day=plain_day(card.on, look.lang))
        top.append(line(Piece(words, LATE_STYLE)))
    return [*top, *(_whole(card, look) if every else _fitted(card, look, len(top)))]


def _whole(card: "LeadCard", look: "Look") -> list[Line]:
    """Return everything below the head."""
    width = label_width()
    blocks = (
        [*reach_lines(card, look, 0), *note_lines(card, look, 0)[0], *extra_lines(card.lead),
         *people_lines(card, look)[0]],
        _standing(card, look, 0),
        [*all_facts(_groups(card), look, card.on, width),
         *labelled("complaints", case_lines(card.cases, look, every=True)),
         *_objections(card, look, 0),
         *_gainsaid(card, look, 0)],
        [*talk_lines(card, look, len(card.touches), 0), *promise_lines(card.promises, look, 0)],
        [*next_part(card, look), *_play(card, look, _WHOLE_HOW, questions=True)],
    )  # fmt: skip
    return _joined(blocks)[1:]


def _joined(blocks: Sequence[list[Line]]) -> list[Line]:
    """Return blocks with an empty line before each."""
    return [one for block in blocks if block for one in (EMPTY, *block)]


def _fitted(card: "LeadCard", look: "Look", above: int) -> list[Line]:
    """Return what fits a screen below a head of some lines; facts take what the rest leaves."""
    sizes = _Sizes(missing=3, how=4, note=1, promises=min(3, len(card.promises)), talks=3)
    groups = _groups(card)
    wanted = min(_FACT_ROWS, len(groups))
    for name, least in ((_NOTHING, 0), *_GIVES, *_YIELDS):
        if name != _NOTHING:
            sizes = sizes._replace(**{name: min(least, getattr(sizes, name))})
        first, beside, last = _parts(card, look, sizes)
        room = _ROWS - above - len(first) - len(beside) - len(last) - 1
        facts = fit_facts(groups, look, card.on, max(room, 0), label_width(), text_width())
        if not facts.hidden + facts.cut or (
            room >= wanted and (name, least) in (_GIVES[-1], *_YIELDS)
        ):
            break
    people = people_lines(card, look, 1)[1]
    more = _more(card, sizes, facts.hidden, facts.cut, people)
    if len(more) > 1:
        rows = max(room + 1 - len(more), 0)
        facts = fit_facts(groups, look, card.on, rows, label_width(), text_width())
        more = _more(card, sizes, facts.hidden, facts.cut, people)
    return [*first, *facts.lines, *beside, *last, *more]


def _parts(card: "LeadCard", look: "Look", sizes: _Sizes) -> tuple[list[Line], ...]:
    """Return what stands above the facts, with them, and below them, with their empty lines."""
    first = [*reach_lines(card, look, 1), *(note_lines(card, look, 1)[0] if sizes.note else [])]
    first += [*people_lines(card, look, 1)[0], *_standing(card, look, sizes.missing), EMPTY]
    beside = labelled("complaints", case_lines(_going(card)[:_CASES], look), 1)
    beside += [*_objections(card, look, _OBJECTIONS), *_gainsaid(card, look, _GAINSAID)]
    beside += [EMPTY] if beside or _groups(card) else []
    last = talk_lines(card, look, sizes.talks, 1)
    last += promise_lines(card.promises[: sizes.promises], look, 1)
    last += [*next_part(card, look), *_play(card, look, sizes.how)]
    return first, beside, last


def _standing(card: "LeadCard", look: "Look", missing: int) -> list[Line]:
    """Return how an open lead stands, or what ties a customer to the rep; who brought whom.

    ``missing``: the most lines of what the next grade lacks; 0: everything, in full words.
    """
    rows = 2 if missing else 0
    referrals = referral_lines(card.referrals, rows) if card.referrals else []
    if card.lead["status"] not in SOLD or card.account is None:
        shown = short_standing(card, look, missing) if missing else long_standing(card, look)
        return [*shown, *referrals]
    return [*account_lines(card.account, look, rows), *referrals]


def _going(card: "LeadCard") -> "list[Case]":
    """Return the complaints that are not closed, those that fall due first before the others."""
    going = [one for one in card.cases if one.state != CLOSED]
    return sorted(going, key=lambda one: (one.due_on is not None, one.due_on or ""))


def _groups(card: "LeadCard") -> "list[KnownGroup]":
    """Return the facts without what belongs to a complaint, which has lines of its own."""
    kept = [
        group._replace(facts=tuple(one for one in group.facts if not is_case_fact(one.fact.id)))
        for group in card.groups
    ]
    return [group for group in kept if group.facts]


def _objections(card: "LeadCard", look: "Look", most: int) -> list[Line]:
    """Return the open objections, each with the answer of the method (§6)."""
    found = []
    for one in card.objections[: most or None]:
        day = bare_day(as_day(one.on), look.lang, card.on)
        words = one_line(one.said, _SAID) if most else clean(one.said)
        said = text("list.aside", words=words, aside=day)
        answer = clean(one.kind.line.pick(look.lang))
        found.append(line(text("card.answer", said=said, answer=answer)))
    return labelled("objections", found, 1 if most else 0)


def _gainsaid(card: "LeadCard", look: "Look", most: int) -> list[Line]:
    """Return what does not hold together."""
    found = []
    for one in card.gainsaid[: most or None]:
        words = clean(getattr(one.contradiction, look.lang))
        if one.words and one.on is not None:
            quoted = text("card.quoted", words=clean(one.words))
            day = bare_day(one.on, look.lang, card.on)
            words = text("list.aside", words=words, aside=f"{day} {quoted}")
        found.append(line(Piece(f"{signs().late} {words}", LATE_STYLE)))
    return labelled("gainsaid", found, 1 if most else 0)


def _play(card: "LeadCard", look: "Look", most: int, questions: bool = False) -> list[Line]:
    """Return the play: goal, how (the answers to objections stand with these), what to ask.

    ``questions``: all of these that are worth asking, not the first alone.
    """
    play = card.play
    if play is None or card.grade.judged.slot is None:
        return []
    answered = {one.kind.line for one in card.objections}
    how = how_words([one for one in play.how if one not in answered], look.lang)
    lines = labelled("goal", [goal_line(play, look.lang)], 2)
    lines += labelled("how", [line(how)] if how else [], most)
    if questions:
        return lines + question_part(card, look)
    ask = ask_line(play, look.lang)
    return lines + (labelled("ask", [ask], 2) if ask is not None else [])


def _more(card: "LeadCard", sizes: _Sizes, facts: int, cut: int, people: int) -> list[Line]:
    """Return in one line what found no room, and how to see it."""
    talks = max(0, len(card.touches) - sizes.talks)
    counts = {
        "facts": facts,
        "cut": cut,
        "talks": talks,
        "promises": max(0, len(card.promises) - sizes.promises),
        "people": people,
        "objections": max(0, len(card.objections) - _OBJECTIONS),
        "complaints": max(0, len(_going(card)) - _CASES),
        "gainsaid": max(0, len(card.gainsaid) - _GAINSAID),
        "notes": max(0, len(card.remarks) + bool(card.lead["note"]) - sizes.note),
        "extra": len(card.lead["extra"]),
    }
    parts = [
        text(f"card.more_{name}", count=count, total=len(card.touches))
        for name, count in counts.items()
        if count
    ]
    if not parts:
        return []
    words = text("list.joint").join(parts)
    command = f"leadq show {card.lead['number']} --all"
    return sentence(text("card.more", parts=words, command=command), DIM)

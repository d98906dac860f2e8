"""The card to read before a call or a visit, in the order in which it is needed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from leadq.domain.fields import BEHIND_HEAD
from leadq.domain.followup.schedule import share_ahead
from leadq.i18n import text
from leadq.render.grading.grade import (
    grade_lines,
    label_width,
    man_line,
    missing_line,
    next_words,
    question_lines,
    signals_line,
)
from leadq.render.grading.person import person_words
from leadq.render.parts.dates import as_day, plain_day, short_day
from leadq.render.parts.lines import (
    BOLD,
    DIM,
    EMPTY,
    Line,
    Piece,
    flat,
    label_lines,
    line,
    pad_line,
    text_width,
)
from leadq.render.parts.marks import (
    LATE_STYLE,
    contact_aside,
    head_lines,
    phone_text,
    typed_phone_text,
    word_of,
)
from leadq.render.parts.text import cell_width, clean, one_line, signs

if TYPE_CHECKING:
    from leadq.render.parts.look import Look
    from leadq.store.read.rows import ContactData, PromiseData, TouchData
    from leadq.usecases.leads.lead_card import LeadCard

_CHAIN = ("approver", "decider", "supporter", "influencer", "gatekeeper")
_TOUCHES, _QUESTIONS = 3, 3
_LINES_EACH, _LINES_LONG = 2, 4
_KEY, _VALUE = 24, 40


def draw_lead(card: LeadCard, look: Look) -> list[Line]:
    """Return the lines of a card: four blocks, so that it stays on one screen."""
    blocks = (
        [*_who(card, look), *_consent(card, look), *_people(card, look)],
        _standing(card, look),
        [*_talks(card, look), *promise_lines(card.promises, look)],
        [*_to_ask(card, look), *_with_them(card, look), *_next(card, look)],
    )
    lines: list[Line] = []
    for block in blocks:
        lines += [EMPTY, *block] if lines else block
    return lines


def _labelled(name: str, values: list[Line], most: int = 0) -> list[Line]:
    return label_lines(text(f"card.{name}"), values, label_width(), most)


def _who(card: LeadCard, look: Look) -> list[Line]:
    lead = card.lead
    profile = clean(card.grade.profile.name.pick(look.lang))
    aside = [profile, *([] if lead["status"] == "open" else [word_of("status", lead["status"])])]
    about = [*(lead[key] for key in BEHIND_HEAD), *lead["tags"]]  # type: ignore[literal-required]
    aside += [clean(str(one)) for one in about if one]
    if lead["budget"] is not None:
        aside.append(text("card.budget", amount=f"{lead['budget']:,}"))
    if lead["need_by"]:
        day = plain_day(as_day(lead["need_by"]), look.lang)
        aside.append(text("card.need_by", day=day))
    lines = head_lines(lead, f" · {' · '.join(aside)}")
    reach = [phone_text(phone, look) for phone in lead["phones"]]
    if lead["wechat"]:
        reach.append(f"{text('by.wechat')} {clean(lead['wechat'])}")
    reach += [clean(email) for email in lead["emails"]]
    lines += _labelled("reach", [line(" · ".join(reach) or text("card.no_reach"))], _LINES_LONG)
    if lead["address"]:
        lines += _labelled("address", [line(clean(lead["address"]))], _LINES_EACH)
    if lead["note"]:
        lines += _labelled("note", [line(clean(lead["note"]))], _LINES_EACH)
    if lead["extra"]:
        pairs = (
            f"{one_line(k, _KEY)} {one_line(str(v), _VALUE)}" for k, v in lead["extra"].items()
        )
        lines += _labelled("extra", [line(Piece(" · ".join(pairs), DIM))], _LINES_EACH)
    return lines


def _consent(card: LeadCard, look: Look) -> list[Line]:
    """Return the line that stops a call: the person does not want any."""
    if card.consent is None or card.consent.value != "no":
        return []
    day = plain_day(card.consent.noted_on, look.lang)
    words = line(Piece(f"{signs().late} {text('card.withdrawn', day=day)}", LATE_STYLE))
    if card.consent.note:
        words = (*words, Piece(text("list.aside", words="", aside=clean(card.consent.note)), DIM))
    return _labelled("consent", [words], _LINES_EACH)


def _with_them(card: LeadCard, look: Look) -> list[Line]:

    words = person_words(card.person, look.lang)
    return _labelled("with_them", [line(words)] if words else [], _LINES_EACH)


def _people(card: LeadCard, look: Look) -> list[Line]:
    people: list[Piece] = []
    for one in in_chain(card.contacts):
        people += [Piece(" · ")] if people else []
        people += _person(one, look)
    return _labelled("people", [tuple(people)] if people else [], _LINES_LONG)


def in_chain(contacts: Sequence[ContactData]) -> list[ContactData]:
    """Return people in the order of the decision chain (method §6)."""
    return sorted(contacts, key=lambda one: _CHAIN.index(one.role) if one.role in _CHAIN else 9)


def _person(one: ContactData, look: Look) -> Line:
    words = f"{word_of('role', one.role)} {clean(one.name)}"
    if one.phone:
        words += f" {typed_phone_text(one.phone, look)}"
    return line(words, Piece(contact_aside(one), DIM))


def _standing(card: LeadCard, look: Look) -> list[Line]:
    lines = grade_lines(card.grade, look)
    missing = missing_line(card.grade, look)
    if missing is not None:
        label = text("card.missing", grade=card.grade.next_grade or "")
        lines += label_lines(label, [missing], label_width(), _LINES_EACH)
    lines += _labelled("man", [man_line(card.grade)], _LINES_EACH)
    return [*lines, *_labelled("signals", [signals_line(card.grade)], _LINES_EACH)]


def _talks(card: LeadCard, look: Look) -> list[Line]:
    if not card.touches:
        return _labelled("touches", [line(Piece(text("card.no_touches"), DIM))])
    last = list(reversed(card.touches[-_TOUCHES:]))
    heads = [_when(one, look) for one in last]
    width = max(cell_width(flat(head)) for head in heads) + 2
    talks = [
        (*pad_line(head, width), Piece(_said(one))) for head, one in zip(heads, last, strict=True)
    ]
    return _labelled("touches", talks, _LINES_EACH)


def _when(one: TouchData, look: Look) -> Line:
    day = short_day(as_day(one.on), look.lang, look.today)
    return line(Piece(f"{day} {word_of('by', one.by)}", DIM))


def _said(one: TouchData) -> str:
    words = [word_of("outcome", one.outcome)] if one.outcome != "reached" else []
    words += [clean(one.said)] if one.said else []
    if one.objection:
        words.append(text("card.objection", words=clean(one.objection)))
    return text("list.then").join(words)


def promise_lines(promises: Sequence[PromiseData], look: Look) -> list[Line]:
    """Return open promises, each with its day and with what records that it was kept."""
    return _labelled("promises", [_promise(one, look) for one in promises], _LINES_EACH)


def _promise(one: PromiseData, look: Look) -> Line:
    kept = Piece(text("list.aside", words="", aside=text("card.kept", id=one.id)), DIM)
    if one.due_on is None:
        return line(clean(one.text), kept)
    day = as_day(one.due_on)
    shown = Piece(short_day(day, look.lang, look.today), DIM)
    if day < look.today:
        shown = Piece(f"{signs().late} {shown.text}", LATE_STYLE)
    return line(shown, f"  {clean(one.text)}", kept)


def _to_ask(card: LeadCard, look: Look) -> list[Line]:
    return _labelled("questions", question_lines(card.grade, look, _QUESTIONS))


def _next(card: LeadCard, look: Look) -> list[Line]:
    lead = card.lead
    if lead["status"] == "parked" and lead["parked_until"]:
        day = plain_day(as_day(lead["parked_until"]), look.lang)
        return _labelled("next", [line(text("step.parked", day=day))])
    if lead["status"] != "open":
        reason = clean(lead["reason"] or "")
        status = word_of("status", lead["status"])
        words = text("list.aside", words=status, aside=reason) if reason else status
        return _labelled("next", [line(words)])
    words = next_words(card.grade, look)
    if lead["next"] is None:
        return _labelled("next", [line(Piece(words, BOLD))])
    step, place = Piece(words, BOLD), _place_in_row(card.touch_number)
    beside = line(step, Piece(text("list.aside", words="", aside=place), DIM))
    fits = label_width() + cell_width(flat(beside)) <= text_width()
    return _labelled(
        "next", [beside] if fits else [line(step), line(Piece(place, DIM))], _LINES_LONG
    )


def _place_in_row(touch_number: int) -> str:
    """Return which touch is coming, and how many deals the rule of thumb sees from it on (§5)."""
    if touch_number == 1:
        return text("card.first_touch")
    words = text("card.touch_number", number=touch_number)
    if share := share_ahead(touch_number):
        words += text("list.then") + text("card.share_ahead", share=share)
    return words

"""The parts of a lead's card: who it is, how it stands, talks, promises, the next step."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from leadq.domain.fields import BEHIND_HEAD
from leadq.domain.grading.man import INCOMPLETE
from leadq.domain.grading.signals import SIGNALS
from leadq.domain.words import CHECK
from leadq.i18n import text
from leadq.render.grading.grade import (
    grade_lines,
    label_width,
    man_line,
    missing_line,
    question_lines,
    signals_line,
)
from leadq.render.parts.dates import as_day, plain_day, short_day
from leadq.render.parts.goals import promise_words
from leadq.render.parts.lines import (
    DIM,
    Line,
    Piece,
    flat,
    label_lines,
    line,
    pad_line,
    text_width,
    wrap_line,
)
from leadq.render.parts.marks import (
    LATE_STYLE,
    all_reaches,
    contact_aside,
    head_lines,
    money_text,
    outcome_word,
    typed_phone_text,
    word_of,
)
from leadq.render.parts.text import cell_width, clean, one_line, signs
from leadq.store.read.rows import pick_keys

if TYPE_CHECKING:
    from leadq.render.parts.look import Look
    from leadq.store.read.read_details import ContactData, PromiseData, TouchData
    from leadq.store.read.rows import LeadData
    from leadq.usecases.leads.lead_card import LeadCard

_CHAIN = ("approver", "decider", "supporter", "influencer", "gatekeeper")
_LINES_EACH, _HEAD_LINES = 2, 4
_KEY, _VALUE = 24, 40
_ALL_LINES = 12
_QUESTIONS = 3


def labelled(name: str, values: Sequence[Line], most: int = 0) -> list[Line]:
    """Return values with the card's label before the first; ``most`` lines of each."""
    return label_lines(text(f"card.{name}"), values, label_width(), most)


def title_lines(card: LeadCard, look: Look) -> list[Line]:
    """Return who the lead is."""
    lead = card.lead
    profile = clean(card.grade.profile.name.pick(look.lang))
    aside = [profile, *([] if lead["status"] == "open" else [word_of("status", lead["status"])])]
    about = [*pick_keys(lead, BEHIND_HEAD).values(), *lead["tags"]]
    aside += [clean(str(one)) for one in about if one]
    if lead["budget"] is not None:
        aside.append(text("card.budget", amount=money_text(lead["budget"])))
    if lead["need_by"]:
        day = plain_day(as_day(lead["need_by"]), look.lang)
        aside.append(text("card.need_by", day=day))
    lines = head_lines(lead)
    for one in aside:
        piece = Piece(f" · {one}", DIM)
        if cell_width(flat((*lines[-1], piece))) <= text_width():
            lines[-1] = (*lines[-1], piece)
        else:
            lines += wrap_line(line(Piece(one, DIM)), text_width(), 1)
    return lines[:_HEAD_LINES]


def reach_lines(card: LeadCard, look: Look, most: int = _LINES_EACH) -> list[Line]:
    """Return how to reach the lead, where it is, and whether it wants to be reached."""
    lead = card.lead
    reach = all_reaches(lead, look) or text("card.no_reach")
    lines = labelled("reach", [line(reach)], most)
    if lead["address"]:
        lines += labelled("address", [line(clean(lead["address"]))], most)
    return lines + _consent(card, look)


def _consent(card: LeadCard, look: Look) -> list[Line]:
    """Return the line that stops a call: the person does not want any."""
    if card.consent is None or card.consent.value != "no":
        return []
    day = plain_day(card.consent.noted_on, look.lang)
    words = line(Piece(f"{signs().late} {text('card.withdrawn', day=day)}", LATE_STYLE))
    if card.consent.note:
        words = (*words, Piece(text("list.aside", words="", aside=clean(card.consent.note)), DIM))
    return labelled("consent", [words], _LINES_EACH)


def note_lines(card: LeadCard, look: Look, most: int) -> tuple[list[Line], int]:
    """Return the notes, the newest first and that on the lead last, and how many are left out.

    ``most`` 0: all of them, whole; else so many, a line of each.
    """
    notes = [
        line(
            Piece(f"{short_day(one.noted_on, look.lang, look.today)}  ", DIM),
            clean(one.value),
        )
        for one in card.remarks
    ]
    notes += [line(clean(card.lead["note"]))] if card.lead["note"] else []
    shown = notes[:most] if most else notes
    return labelled("note", shown, 1 if most else 0), len(notes) - len(shown)


def extra_lines(lead: LeadData) -> list[Line]:
    """Return what a file brought that no field takes."""
    if not lead["extra"]:
        return []
    pairs = (f"{one_line(k, _KEY)} {one_line(str(v), _VALUE)}" for k, v in lead["extra"].items())
    return labelled("extra", [line(Piece(" · ".join(pairs), DIM))], _ALL_LINES)


def people_lines(card: LeadCard, look: Look, rows: int = 0) -> tuple[list[Line], int]:
    """Return the decision chain in so many rows, 0 for all, and how many found no room."""
    people: list[Piece] = []
    shown = 0
    for one in in_chain(card.contacts):
        tried = [*people, *([Piece(" · ")] if people else []), *_person(one, look)]
        if rows and shown and len(labelled("people", [tuple(tried)])) > rows:
            break
        people, shown = tried, shown + 1
    lines = labelled("people", [tuple(people)] if people else [], rows)
    return lines, len(card.contacts) - shown


def in_chain(contacts: Sequence[ContactData]) -> list[ContactData]:
    """Return people in the order of the decision chain (method §6)."""
    return sorted(contacts, key=lambda one: _CHAIN.index(one.role) if one.role in _CHAIN else 9)


def _person(one: ContactData, look: Look) -> Line:
    words = f"{word_of('role', one.role)} {clean(one.name)}"
    if one.phone:
        words += f" {typed_phone_text(one.phone, look)}"
    return line(words, Piece(contact_aside(one), DIM))


def short_standing(card: LeadCard, look: Look, most: int = 1) -> list[Line]:
    """Return how a lead stands in a few lines: grade, MAN, signals, what it lacks in ``most``."""
    grade = card.grade
    lines = grade_lines(grade, look)[:1]
    gap = text("card.gap")
    words = " ".join(grade.judged.code)
    if grade.verdict != INCOMPLETE:
        words += gap + text(f"verdict.{grade.verdict}")
    words += f"{gap}{text('card.signals')} {grade.signals.count}/{len(SIGNALS)}"
    if grade.customer_class is not None:
        words += gap + text(f"class.{grade.customer_class}.short")
    lines += labelled("man", [line(words)], 1)
    missing = missing_line(grade, look)
    if missing is not None:
        label = text("card.missing", grade=grade.next_grade or "")
        lines += label_lines(label, [missing], label_width(), most)
    return lines


def long_standing(card: LeadCard, look: Look) -> list[Line]:
    """Return how a lead stands, in full words."""
    lines = grade_lines(card.grade, look)
    missing = missing_line(card.grade, look)
    if missing is not None:
        label = text("card.missing", grade=card.grade.next_grade or "")
        lines += label_lines(label, [missing], label_width())
    lines += labelled("man", [man_line(card.grade)])
    return [*lines, *labelled("signals", [signals_line(card.grade)])]


def talk_lines(card: LeadCard, look: Look, count: int, most: int) -> list[Line]:
    """Return the last talks, newest first, ``most`` lines of each."""
    if not card.touches:
        return labelled("touches", [line(Piece(text("card.no_touches"), DIM))])
    last = card.touches[: -count - 1 : -1]
    heads = [_when(one, look) for one in last]
    width = max(cell_width(flat(head)) for head in heads) + 2
    talks = [
        (*pad_line(head, width), Piece(_said(one))) for head, one in zip(heads, last, strict=True)
    ]
    return labelled("touches", talks, most)


def _when(one: TouchData, look: Look) -> Line:
    day = short_day(as_day(one.on), look.lang, look.today)
    return line(Piece(f"{day} {word_of('by', one.by)}", DIM))


def _said(one: TouchData) -> str:
    words = [outcome_word(one.outcome, one.by)] if one.outcome != "reached" else []
    words += [clean(one.said)] if one.said else []
    if one.objection and not _is_told(one.objection, one.said or ""):
        words.append(text("card.objection", words=clean(one.objection)))
    return text("list.then").join(words)


def _is_told(objection: str, said: str) -> bool:
    """Say whether the words of a talk hold all of its objection."""
    return all(part.strip() in said for part in re.split("[;；]", objection))


def promise_lines(
    promises: Sequence[PromiseData], look: Look, most: int = 2, dated: Sequence[int] = ()
) -> list[Line]:
    """Return open promises, each with its day and with what records that it was kept.

    Of those whose words named no day, by id in ``dated``, it is said which they were given (§14).
    """
    lines = labelled("promises", [_promise(one, look) for one in promises], most)
    days = sorted({one.due_on for one in promises if one.id in dated and one.due_on})
    shown = [short_day(as_day(day), look.lang, look.today) for day in days]
    return [*lines, *(line(Piece(text("said.promise_dated", day=day), DIM)) for day in shown)]


def _promise(one: PromiseData, look: Look) -> Line:
    kept = text("card.checked" if one.complaint and one.text == CHECK else "card.kept", id=one.id)
    aside = Piece(text("list.aside", words="", aside=kept), DIM)
    words = clean(promise_words(one.text))
    if one.due_on is None:
        return line(words, aside)
    day = as_day(one.due_on)
    shown = Piece(short_day(day, look.lang, look.today), DIM)
    if day < look.today:
        shown = Piece(f"{signs().late} {shown.text}", LATE_STYLE)
    return line(shown, f"  {words}", aside)


def question_part(card: LeadCard, look: Look) -> list[Line]:
    """Return the questions worth asking."""
    return labelled("questions", question_lines(card.grade, look, _QUESTIONS))

"""What a command that changed something says: what was done, and what comes next."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from leadq.domain.leads.status import SOLD
from leadq.i18n import text
from leadq.render.card.card_parts import in_chain, promise_lines
from leadq.render.grading.facts import word_value
from leadq.render.grading.grade import label_width, man_line, question_lines
from leadq.render.parts.data import CONTACT_KEYS, lead_json
from leadq.render.parts.dates import as_day, short_day
from leadq.render.parts.lines import (
    BOLD,
    DIM,
    Line,
    Piece,
    label_lines,
    line,
    pad_line,
    wrapped,
)
from leadq.render.parts.marks import (
    all_reaches,
    contact_aside,
    grade_span,
    head_lines,
    lead_title,
    money_text,
    numbered_title,
    outcome_word,
    step_text,
    typed_phone_text,
    word_of,
)
from leadq.render.parts.out import say_line
from leadq.render.parts.show import show
from leadq.render.parts.text import cell_width, clean, one_line, signs

if TYPE_CHECKING:
    from leadq.render.parts.look import Look
    from leadq.store.read.read_details import ContactData
    from leadq.store.read.rows import LeadData
    from leadq.usecases.followup.log import Logged
    from leadq.usecases.grading.card import GradeCard
    from leadq.usecases.grading.new_facts import Learnt
    from leadq.usecases.grading.note_facts import Noted
    from leadq.usecases.hearing.heard import HeardReport
    from leadq.usecases.hearing.note import NotedText
    from leadq.usecases.leads.add import Added
    from leadq.usecases.leads.edit import Edited
    from leadq.usecases.leads.holders import Holder

_LINES_EACH = 2
_NOTHING: Mapping[str, Any] = {}


def say_lead(
    lead: LeadData,
    look: Look,
    draw: Callable[[], list[Line]],
    heard: HeardReport | None = None,
    named: str = "proposals",
    more: Mapping[str, Any] = _NOTHING,
) -> None:
    """Write what was done in words; as data, the lead, what was understood, and ``more``."""

    def record(lead: LeadData, look: Look) -> dict[str, Any]:
        if heard is None:
            return {**lead_record(lead, look), **more}
        from leadq.render.hearing.proposals import heard_json

        return lead_record(lead, look) | heard_json(heard, named)

    def screen(_lead: LeadData, look: Look) -> list[Line]:
        return wrapped([*draw(), *_draw_heard(heard, look)])

    show(lead, look, screen=screen, data=record, of_leads=True)


def lead_record(lead: LeadData, look: Look) -> dict[str, Any]:
    """Return a lead as data."""
    return lead_json(lead, look.own)


def say_added(
    added: Added, look: Look, hint: bool = True, heard: HeardReport | None = None
) -> None:
    """Say under which number a lead was saved, and what comes first; clashes go to stderr.

    ``hint`` False leaves out what to type next. ``heard``: what was read in a pasted text.
    """
    lead = added.lead
    say_lead(lead, look, lambda: _draw_added(lead, look, hint), heard, "understood")
    warn_clashes(added.clashes)


def _draw_added(lead: LeadData, look: Look, hint: bool) -> list[Line]:
    saved = text("said.added", number=lead["number"])
    lines = [line(Piece(saved, BOLD), f"  {lead_title(lead)}")]
    lines += _labelled("reach", [line(all_reaches(lead, look) or signs().none)])
    if lead["budget"] is not None:
        budget = [line(money_text(lead["budget"]))]
        lines += label_lines(text("column.budget"), budget, label_width())
    lines += next_line(lead, look)
    return [*lines, next_hint("said.added_next", lead)] if hint else lines


def warn_clashes(clashes: Iterable[Holder]) -> None:
    """Say on stderr who else works on the same person (撞单)."""
    for holder in clashes:
        say_line(
            text(
                "said.clash",
                given=one_line(holder.typed, 60),
                number=holder.number,
                name=one_line(holder.name, 60),
                owner=one_line(holder.owner or text("said.nobody"), 60),
            )
        )


def say_edited(edited: Edited, look: Look) -> None:
    """Say whether anything has changed, and how the lead stands now."""
    key = "said.edited" if edited.changed else "said.unchanged"
    done = line(text(key, lead=numbered_title(edited.lead)))
    say_lead(edited.lead, look, lambda: [done, *next_line(edited.lead, look)])
    warn_clashes(edited.clashes)


def say_contacts(lead: LeadData, contacts: Sequence[ContactData], look: Look) -> None:
    """Write the decision chain of a lead."""
    rows = [{key: getattr(one, key) for key in CONTACT_KEYS} for one in contacts]
    show(
        lead,
        look,
        screen=lambda lead, look: _draw_contacts(lead, contacts, look),
        data=lambda lead, look: lead_record(lead, look) | {"contacts": rows},
        columns=CONTACT_KEYS,
        rows=lambda _lead, _look: rows,
    )


def _draw_contacts(lead: LeadData, contacts: Sequence[ContactData], look: Look) -> list[Line]:
    lines = head_lines(lead)
    start = max((cell_width(word_of("role", one.role)) for one in contacts), default=0) + 2
    for one in in_chain(contacts):
        phone = f"  {typed_phone_text(one.phone, look)}" if one.phone else ""
        note = contact_aside(one)
        value = line(clean(one.name), phone, Piece(note, DIM))
        lines += label_lines(word_of("role", one.role), [value], start, _LINES_EACH)
    return wrapped(lines)


def say_noted(noted: Noted, look: Look) -> None:
    """Say what was learnt, what it changed, and what to ask next."""
    say_lead(
        noted.card.lead,
        look,
        lambda: [
            *head_lines(noted.card.lead),
            *summary_lines(noted.before, noted.card, noted.learnt, look),
        ],
    )


def summary_lines(
    before: GradeCard, after: GradeCard, learnt: Sequence[Learnt], look: Look
) -> list[Line]:
    """Return what was learnt, what changed with it, and the next question."""
    labels = [clean(one.definition.label.pick(look.lang)) for one in learnt]
    width = max(map(cell_width, labels), default=0) + 2
    learnt_lines = [
        (*pad_line(line(Piece(label, DIM)), width), *_learnt(one, look))
        for label, one in zip(labels, learnt, strict=True)
    ]
    lines = _labelled("learnt", learnt_lines)
    lines += _labelled("grade", [_change(_grade(before), _grade(after))])
    if before.judged.code != after.judged.code:
        lines += _labelled("man", [_change(line(" ".join(before.judged.code)), man_line(after))])
    lines += _labelled("next", [_moved(before.lead, after.lead, look)], _LINES_EACH)
    return lines + _labelled("question", question_lines(after, look, 1))


def _learnt(one: Learnt, look: Look) -> Line:
    now = word_value(one.definition, one.value, look.today)
    if one.before is None or one.before == one.value:
        return line(now)
    old = word_value(one.definition, one.before, look.today)
    return _change(line(old), line(now))


def _grade(card: GradeCard) -> Line:
    return line(grade_span(card.judged.grade, card.judged.grade_best))


def _change(old: Line, new: Line) -> Line:
    """Return old and new with an arrow between them, or the new alone when nothing changed."""
    if old == new:
        return new
    return (*(Piece(one.text, DIM) for one in old), Piece(" → ", DIM), *new)


def _moved(before: LeadData, after: LeadData, look: Look) -> Line:
    value = _step(after, look)
    old = before["next"]
    if old is None or after["next"] is None or old["on"] == after["next"]["on"]:
        return value
    day = short_day(as_day(old["on"]), look.lang, look.today)
    was = text("list.aside", words="", aside=text("said.was", day=day))
    return (*value, Piece(was, DIM))


def say_logged(logged: Logged, look: Look, heard: HeardReport | None = None) -> None:
    """Say which touch it was, what was taken of its words, and when the next step is."""
    say_lead(logged.lead, look, lambda: _draw_logged(logged, look), heard)


def say_remark(noted: NotedText, look: Look, heard: HeardReport) -> None:
    """Say that a text was noted, what was taken of it, and when the next step is."""
    done = line(Piece(numbered_title(noted.lead), BOLD), f"  {text('said.remark')}")
    promised = promise_lines(noted.promises, look)
    say_lead(noted.lead, look, lambda: [done, *promised, *next_line(noted.lead, look)], heard)


def _draw_heard(heard: HeardReport | None, look: Look) -> list[Line]:
    if heard is None:
        return []
    from leadq.render.hearing.proposals import taken_lines

    return taken_lines(heard, look, label_width())


def _draw_logged(logged: Logged, look: Look) -> list[Line]:
    key = "said.tried" if logged.outcome == "no_answer" else "said.logged"
    how = {"by": word_of("by", logged.by), "outcome": outcome_word(logged.outcome, logged.by)}
    done = f"  {text(key, **how, number=logged.touch_number)}"
    lines = [line(Piece(numbered_title(logged.lead), BOLD), done)]
    lines += promise_lines(logged.promises, look, dated=logged.dated)
    lines += next_line(logged.lead, look)
    prospect = logged.lead["status"] not in SOLD
    if prospect and logged.share_ahead and logged.outcome != "no_answer":
        follow_up = logged.touch_number - 1
        key = "said.share_ahead" if follow_up else "said.first_contact"
        lines.append(line(Piece(text(key, follow_up=follow_up, share=logged.share_ahead), DIM)))
    return lines


def next_line(lead: LeadData, look: Look) -> list[Line]:
    """Return when the next step of a lead is, and how."""
    return _labelled("next", [_step(lead, look)], _LINES_EACH)


def _step(lead: LeadData, look: Look) -> Line:
    """Return the next step and, where a day that is not worked has to do with it, which one."""
    words = line(step_text(lead["next"], look))
    off = look.day_off(lead) if look.day_off else None
    if off is None:
        return words
    day = short_day(off.day, look.lang, look.today)
    key = "step.holiday" if off.name else "step.day_off"
    aside = text(key, day=day, name=clean(off.name.pick(look.lang)) if off.name else "")
    return (*words, Piece(text("list.aside", words="", aside=aside), DIM))


def _labelled(name: str, values: list[Line], most: int = 0) -> list[Line]:
    return label_lines(text(f"card.{name}"), values, label_width(), most)


def next_hint(key: str, lead: LeadData) -> Line:
    """Return what to type next."""
    return line(Piece(text(key, number=lead["number"]), DIM))

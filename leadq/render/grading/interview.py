"""The screens of a walk through a script: one question at a time, then what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from leadq.i18n import text
from leadq.render.grading.facts import word_value
from leadq.render.grading.person import person_words
from leadq.render.leads.said import lead_record, summary_lines
from leadq.render.parts.lines import BOLD, DIM, EMPTY, Line, Piece, line, wrapped, write_wrapped
from leadq.render.parts.marks import head_lines, numbered_title
from leadq.render.parts.show import show
from leadq.render.parts.text import clean

if TYPE_CHECKING:
    from leadq.render.parts.look import Look
    from leadq.store.read.rows import LeadData
    from leadq.usecases.grading.card import GradeCard
    from leadq.usecases.grading.interview import Prompt
    from leadq.usecases.grading.new_facts import Learnt
    from leadq.usecases.grading.person import Portrait


def show_subject(portrait: Portrait, look: Look) -> None:
    """Write on stderr whom the questions are about, and how to treat them if that is noted."""
    lines = [EMPTY, line(Piece(numbered_title(portrait.lead), DIM))]
    if words := person_words(portrait.traits, look.lang):
        lines.append(line(Piece(words, DIM)))
    write_wrapped(lines, color=look.color, stderr=True)


def show_question(prompt: Prompt, look: Look) -> None:
    """Write a question on stderr: where the script stands, the question, how to find out."""
    head = f"{prompt.position}/{prompt.total}"
    if prompt.stage is not None:
        head += f" · {clean(prompt.stage.pick(look.lang))}"
    shown = [line(Piece(head, DIM)), line(Piece(clean(prompt.text.pick(look.lang)), BOLD))]
    definition = prompt.definition
    if hint := clean(definition.hint.pick(look.lang)):
        shown.append(line(Piece(hint, DIM)))
    if definition.listen is not None:
        words = clean(definition.listen.pick(look.lang))
        shown.append(line(Piece(text("script.listen", words=words), DIM)))
    if prompt.known is not None:
        value = word_value(definition, prompt.known.value, look.today)
        shown.append(line(Piece(text("ask.so_far", value=value), DIM)))
    write_wrapped([EMPTY, *shown], color=look.color, stderr=True)


def show_summary(before: GradeCard, after: GradeCard, learnt: Sequence[Learnt], look: Look) -> None:
    """Write what was learnt, what changed, and what to ask next time; as data, the lead."""

    def draw(lead: LeadData, look: Look) -> list[Line]:
        lines = [EMPTY, *head_lines(lead)]
        if not learnt:
            lines.append(line(Piece(text("ask.nothing_learnt"), DIM)))
        return wrapped([*lines, *summary_lines(before, after, learnt, look)])

    show(after.lead, look, screen=draw, data=lead_record, of_leads=True)

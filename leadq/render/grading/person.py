"""Who is in front of the rep: what is noted, what the signs suggest, how to treat them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from leadq.i18n import text
from leadq.render.parts.lines import BOLD, DIM, EMPTY, Line, Piece, label_lines, line, wrapped
from leadq.render.parts.look import Look
from leadq.render.parts.marks import head_lines
from leadq.render.parts.show import show
from leadq.render.parts.text import cell_width, clean

if TYPE_CHECKING:
    from leadq.content.schemas.people_schema import Trait
    from leadq.usecases.grading.person import Portrait

_RUNNERS_UP = 2
_MOVES = ("greet", "ask", "present", "answer", "close")


def person_words(traits: Sequence[Trait], lang: str) -> str:
    """Return the one line on how to treat a person; empty when nothing is noted."""
    if not traits:
        return ""
    names = text("list.comma").join(clean(one.name.pick(lang)) for one in traits)
    return text("person.line", line=clean(traits[0].line.pick(lang)), names=names)


def show_person(portrait: Portrait, look: Look) -> None:
    """Write what is noted of a person and what the signs suggest."""
    show(
        portrait,
        look,
        screen=_draw,
        data=lambda portrait, look: person_json(portrait, look.lang),
        columns=("type", "confidence"),
        rows=lambda portrait, _look: [
            {"type": trait.id, "confidence": share} for trait, share in portrait.suggestions
        ],
    )


def _draw(portrait: Portrait, look: Look) -> list[Line]:
    lines = [*head_lines(portrait.lead), *_noted(portrait, look), *suggestion_lines(portrait, look)]
    return wrapped(lines)


def _noted(portrait: Portrait, look: Look) -> list[Line]:
    labels = [text(f"person.{word}") for word in ("treat", "signs", *_MOVES)]
    width = max(map(cell_width, labels)) + 2
    lines: list[Line] = []
    for trait in portrait.traits:
        lines += [EMPTY, line(Piece(clean(trait.name.pick(look.lang)), BOLD))]
        moves = {"signs": trait.signs, "treat": trait.approach, **trait.moves}
        for word in ("signs", "treat", *_MOVES):
            if word in moves:
                value = line(clean(moves[word].pick(look.lang)))
                lines += label_lines(text(f"person.{word}"), [value], width)
    if not portrait.traits:
        lines.append(line(Piece(text("person.nothing_noted"), DIM)))
    return lines


def suggestion_lines(portrait: Portrait, look: Look) -> list[Line]:
    """Return what the signs suggest, the runner-up too; a suggestion is never a verdict (§7)."""
    if not portrait.suggestions:
        return []
    best, *others = [
        text("person.share", name=clean(trait.name.pick(look.lang)), share=share)
        for trait, share in portrait.suggestions[:_RUNNERS_UP]
    ]
    lines = [EMPTY, line(text("person.suggested", count=portrait.signs_seen, best=best))]
    if others:
        lines.append(line(Piece(text("person.runner_up", other=others[0]), DIM)))
    return lines


def person_json(portrait: Portrait, lang: str) -> dict[str, Any]:
    """Return what is noted and suggested as plain data; ids are language-free."""
    noted = {trait.id for trait in portrait.traits}
    return {
        "number": portrait.lead["number"],
        "traits": [
            {"id": trait.id, "name": trait.name.pick(lang), "line": trait.line.pick(lang)}
            for trait in portrait.traits
        ],
        "suggestions": [
            {"type": trait.id, "confidence": share, "confirmed": trait.id in noted}
            for trait, share in portrait.suggestions
        ],
        "signs_seen": portrait.signs_seen,
        "line": person_words(portrait.traits, lang) or None,
    }

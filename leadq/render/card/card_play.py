"""The play of the next step on a screen: goal, how, what to ask (method §14)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from leadq.i18n import text
from leadq.render.parts.lines import Line, line
from leadq.render.parts.text import clean

if TYPE_CHECKING:
    from leadq.content.texts import Text
    from leadq.usecases.grading.play import NextPlay

_ENDS = " 。.；;"


def goal_line(play: NextPlay, lang: str) -> Line:
    """Return what to reach."""
    return line(clean(play.typed or play.goal.pick(lang)).strip(_ENDS))


def how_words(how: Iterable[Text], lang: str) -> str:
    """Return the ways to it, a sentence each, the weightiest first."""
    told = [clean(one.pick(lang)).strip(_ENDS) for one in how]
    return text("card.sentence").join(one[:1].upper() + one[1:] for one in told)


def ask_line(play: NextPlay, lang: str) -> Line | None:
    """Return the one question, in quotes."""
    if play.ask is None:
        return None
    return line(text("card.quoted", words=clean(play.ask.text.pick(lang))))


def play_lines(play: NextPlay, lang: str) -> list[str]:
    """Return a play as three plain lines for a calendar or a sheet: goal, how, ask."""
    found = [("goal", goal_line(play, lang)), ("ask", ask_line(play, lang))]
    words = {name: "".join(piece.text for piece in shown) for name, shown in found if shown}
    words["how"] = how_words(play.how, lang)
    return [
        text(f"play.{name}", words=words[name])
        for name in ("goal", "how", "ask")
        if words.get(name)
    ]

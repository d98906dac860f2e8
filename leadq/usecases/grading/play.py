"""The play of a lead: what to reach, how, and what to ask, from all that is noted (method §14)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from leadq.domain.followup.goals import LACKS

if TYPE_CHECKING:
    from leadq.content.library import Library
    from leadq.content.schemas.people_schema import Objection, Trait
    from leadq.content.texts import Text
    from leadq.usecases.grading.card import GradeCard, OpenQuestion


class NextPlay(NamedTuple):
    """A step as a plan of three lines: goal, how, ask.

    ``typed`` is the goal as the rep wrote it, empty where the program sets it. ``how`` holds one
    text a reason, in the order in which they count.
    """

    typed: str
    goal: Text
    how: tuple[Text, ...]
    ask: OpenQuestion | None


def plan_play(
    library: Library, card: GradeCard, traits: Iterable[Trait], objections: Iterable[str]
) -> NextPlay:
    """Return the play for an open lead (§14).

    How: the follow-up method of grade and trade (§5), what to do about a missing one of MAN (§2),
    the line for each type, motive, mindset and stage noted (§7), the answer to each open
    objection (§6).
    """
    trade, code = card.profile.id, card.judged.code
    usual = library.play(trade, card.judged.slot or "cultivate")
    lack = library.play(trade, code) if code in LACKS else None
    step = card.lead["next"]
    goal = step["goal"] if step else ""
    how = [*usual.how, *(lack.how if lack else ()), *(trait.line for trait in traits)]
    how += [answer.line for answer in answers_to(library, objections)]
    return NextPlay(
        typed="" if goal.startswith("@") else goal,
        goal=(lack or usual).goal,
        how=tuple(dict.fromkeys(how)),
        ask=card.questions[0] if card.questions else None,
    )


def answers_to(library: Library, objections: Iterable[str]) -> Iterator[Objection]:
    """Yield the kind of each objection, as the rep noted it, once a kind (§6)."""
    said = [one for one in objections if one.strip()]
    if not said:
        return
    kinds = library.people().objections
    known = dict.fromkeys(
        next((kind for kind in kinds if kind.is_in(one)), kinds[-1]) for one in said
    )
    yield from known

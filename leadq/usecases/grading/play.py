"""The play of a lead: what to reach, how, and what to ask, from all that is noted (method §14)."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from leadq.domain.followup.goals import LACKS

if TYPE_CHECKING:
    from leadq.content.library import Library
    from leadq.content.schemas.people_schema import Objection, Trait
    from leadq.content.texts import Text
    from leadq.store.read.read_details import TouchData
    from leadq.usecases.grading.card import GradeCard, OpenQuestion


_OBJECTIONS = 3
"""How many of the last touches are looked through for an objection that is still open."""


class OpenObjection(NamedTuple):
    """An objection as the rep noted it, and the kind whose answer the method gives (§6)."""

    said: str
    on: str
    kind: "Objection"


class NextPlay(NamedTuple):
    """A step as a plan of three lines: goal, how, ask.

    ``typed`` is the goal as the rep wrote it, empty where the program sets it. ``how`` holds one
    text a reason, in the order in which they count.
    """

    typed: str
    goal: "Text"
    how: "tuple[Text, ...]"
    ask: "OpenQuestion | None"


def plan_play(
    library: "Library", card: "GradeCard", traits: "Iterable[Trait]", objections: Iterable[str]
) -> NextPlay:
    """Return the play for an open lead (§14).

    How: what to do about a missing one of MAN (§2), the follow-up method of grade and trade (§5),
    the line for each type, motive, mindset and stage noted (§7), the answer to each open
    objection (§6); the rest of the method comes last, since it is the same every day.
    """
    trade, code = card.profile.id, card.judged.code
    usual = library.play(trade, card.judged.slot or "cultivate")
    lack = library.play(trade, code) if code in LACKS else None
    step = card.lead["next"]
    goal = step["goal"] if step else ""
    how = [*(lack.how if lack else ()), *usual.how[:1], *(trait.line for trait in traits)]
    how += [*(answer.line for answer in answers_to(library, objections)), *usual.how[1:]]
    return NextPlay(
        typed="" if goal.startswith("@") else goal,
        goal=(lack or usual).goal,
        how=tuple(dict.fromkeys(how)),
        ask=card.questions[0] if card.questions else None,
    )


def open_objections(
    library: "Library", touches: "Sequence[TouchData]"
) -> tuple[OpenObjection, ...]:
    """Return what the last touches left unanswered, the newest first, each once (§6)."""
    last = reversed(touches[-_OBJECTIONS:])
    found = {one.objection: one.on for one in last if one.objection}
    return tuple(
        OpenObjection(said, on, kind)
        for said, on in found.items()
        for kind in answers_to(library, [said])
    )


def answers_to(library: "Library", objections: Iterable[str]) -> "Iterator[Objection]":
    """Yield the kind of each objection, as the rep noted it, once a kind (§6)."""
    said = [one for one in objections if one.strip()]
    if not said:
        return
    kinds = library.people().objections
    known = dict.fromkeys(
        next((kind for kind in kinds if kind.is_in(one)), kinds[-1]) for one in said
    )
    yield from known

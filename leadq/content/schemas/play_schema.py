"""What to reach with a lead and how, and messages to send: by grade, by what MAN lacks."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from leadq.content.loader import Mistakes
from leadq.content.schemas.schema import VERSION, Toml
from leadq.content.texts import Text
from leadq.domain.followup.goals import LACKS
from leadq.domain.words import SLOTS

CASES = (*SLOTS, *LACKS)
OCCASIONS = ("promise", "appointment", "no_answer", "first", "won")
"""What else a message can fit, before grade and MAN are looked at."""
BLANKS = (
    *("name", "company", "product", "promise", "promise_day"),
    *("day", "time", "place", "me"),
)


class Play(NamedTuple):
    """The goal of a step and the ways to it, in the order in which they count (method §14)."""

    goal: Text
    how: tuple[Text, ...]


class Message(NamedTuple):
    """A message to paste: the cases and occasions it fits, and its text with blanks to fill."""

    id: str
    cases: tuple[str, ...]
    text: Text

    def blanks(self) -> frozenset[str]:
        """Return what has to be known of a lead to send it."""
        return frozenset(_blanks(self.text.en) | _blanks(self.text.zh))


class Plays(NamedTuple):
    """What one trade's file says."""

    plays: Mapping[str, Play]
    messages: Mapping[str, Message]


def read_plays(data: dict[str, object], report: Mistakes) -> Plays | None:
    """Return the plays of a file by case and its messages by id; None with the mistakes."""
    table = Toml(data, "", report)
    table.only(("version", "id", "plays", "messages"))
    if table.data.get("version", VERSION) != VERSION:
        table.bad("version", "wrong_version", table.data["version"], (str(VERSION),))
    table.word("id", (report.path.stem,))
    plays: dict[str, Play] = {}
    for one in table.tables("plays"):
        one.only(("for", "goal", "how"))
        case = one.word("for", CASES)
        goal, how = one.text("goal"), one.texts("how")
        if case in plays:
            one.bad("for", "twice", case)
        if case and goal and how:
            plays[case] = Play(goal, how)
    messages: dict[str, Message] = {}
    for one in table.tables("messages"):
        message = _read_message(one)
        if message and message.id in messages:
            one.bad("id", "twice", message.id)
        if message:
            messages[message.id] = message
    return None if report.errors else Plays(plays, messages)


def plays_as_written(data: Mapping[str, Any]) -> Plays:
    """Return what a built-in file says, of which nothing has to be checked but by tests."""
    plays = {
        one["for"]: Play(Text(**one["goal"]), tuple([Text(**way) for way in one["how"]]))
        for one in data.get("plays", ())
    }
    messages = (
        Message(one["id"], tuple(one["for"]), Text(**one["text"]))
        for one in data.get("messages", ())
    )
    return Plays(plays, {one.id: one for one in messages})


def _read_message(one: Toml) -> Message | None:
    one.only(("id", "for", "text"))
    id_, cases, text = one.word("id"), one.words("for"), one.text("text")
    for case in cases:
        if case not in (*CASES, *OCCASIONS):
            one.bad("for", "not_allowed", case, (*CASES, *OCCASIONS))
    if not (id_ and cases and text):
        return None
    for lang, words in text._asdict().items():
        try:
            unknown = sorted(_blanks(words) - set(BLANKS))
        except ValueError:
            unknown = [words]
        if unknown:
            one.bad(f"text.{lang}", "not_allowed", unknown[0], BLANKS)
    return Message(id_, cases, text)


def _blanks(words: str) -> set[str]:
    from string import Formatter

    parts = list(Formatter().parse(words))
    if any(spec or conversion for _, _, spec, conversion in parts):
        raise ValueError(words)
    return {name for _, name, _, _ in parts if name is not None}

"""The shapes content is read into: fact definitions, trades (profiles) and question scripts."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from leadq.content.texts import Text
from leadq.domain.grading.rules import Rules

KINDS = ("yes_no", "choice", "date", "number", "text", "birthday")
NEEDS = ("explicit", "implicit")
GOALS = ("decide", "advance", "keep_warm", "cultivate", "finish_questions")
YES_NO = ("no", "yes")


class FactDef(NamedTuple):
    """What a fact is called, how it is asked and which values it takes.

    ``values``: the closed set, worst first (``yes_no``: no, yes); empty for date, number, text.
    ``choices``: the wording of each answer of a ``choice``. ``says``: how a card words a value.
    ``need``: explicit, implicit or empty, the kind of need the question digs for (method §6).
    ``several``: a new text is added to the one there is instead of taking its place.
    """

    id: str
    kind: str
    label: Text
    question: Text
    hint: Text
    recheck: Text | None = None
    values: tuple[str, ...] = ()
    choices: Mapping[str, Text] = MappingProxyType({})
    says: Mapping[str, Text] = MappingProxyType({})
    listen: Text | None = None
    need: str = ""
    several: bool = False


class Profile(NamedTuple):
    """One trade: its rules and its wording (method §4, §5).

    ``facts``: core facts and the trade's own, as this trade words them. ``labels`` and ``wants``
    are keyed by criterion id (``wants`` then by level). ``goals``: slot to the trade's own goal;
    ``rules.cadence[slot].goal`` is then ``@<profile>.<slot>``.
    """

    id: str
    name: Text
    about: Text
    rules: Rules
    facts: Mapping[str, FactDef]
    labels: Mapping[str, Text]
    wants: Mapping[str, Mapping[str, Text]]
    goals: Mapping[str, Text]
    source: Path


class ScriptStep(NamedTuple):
    """One question of a script; ``when``: asked only if that fact has one of these values.

    ``daily``: it is about the rep's day, so that one answer of the day does for every lead.
    """

    fact: str
    when: tuple[str, tuple[str, ...]] | None = None
    stage: Text | None = None
    daily: bool = False


class Script(NamedTuple):
    """A list of questions (method §6); ``facts`` holds every step's fact as this script words it.

    ``profile``: the trade the script is for, or empty. ``from_profile``: the steps are the
    grading questions of the profile it was asked with. ``again``: it belongs to one call or
    visit, so answers of an earlier day are asked anew.
    """

    id: str
    name: Text
    about: Text
    profile: str
    from_profile: bool
    steps: tuple[ScriptStep, ...]
    facts: Mapping[str, FactDef]
    source: Path
    again: bool = False

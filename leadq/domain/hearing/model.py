"""The shapes of hearing: rules as the content states them, and what is proposed from a text."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

KINDS = ("fact", "promise", "next", "outcome", "objection", "by", "field")
MARKS = ("question", "condition", "denial", "past", "hearsay", "wish", "told", "future", "turn")
TURNED = ("past", "future")
"""What a turn ("now") puts an end to, in its clause and over it."""
DOUBTS = ("question", "condition", "denial", "hearsay", "wish")
"""What takes the force from all of a short clause, not only from what follows."""
REACHES = ("after", "clause", "on", "around", "back")
SUBJECTS = ("lead", "rep", "house", "other")
OF = ("lead", "house", "us", "either", "anyone")
TAKES = ("match", "rest", "clause")
LANGS = ("zh", "en")
ALL_LANGS = "all"
WORDS_VALUE = "words"
"""The value of a rule whose value is the words themselves."""
DAY_VALUE, MONEY_VALUE, CONTACT_VALUE = "<day>", "<money>", "<contact>"


class Proposal(NamedTuple):
    """One thing understood: ``words`` exactly as they stand in the text from ``start`` on.

    ``field`` is a fact's id or a lead's field, empty for the other kinds. ``value``: of a promise
    its day, of a next step ``DAY HOUR CHANNEL`` as far as known (``place`` beside it), of a
    contact its name and role.
    """

    kind: str
    field: str
    value: str
    words: str
    rule: str
    start: int = 0
    place: str = ""


class Mark(NamedTuple):
    """Words that take the force out of a clause (a condition, a question, what we told them …).

    ``reach``: from the words to the clause's end (``after``); the whole ``clause``; from the words
    ``on`` into the clauses that follow, if the words begin theirs; or both of these (``around``);
    or over what was said before (``back``): the later counts.
    """

    kind: str
    reach: str
    say: tuple[str, ...]


class Rule(NamedTuple):
    """What some patterns of words mean. ``contrary``: the value when they are negated.

    ``despite``: marks under which it holds all the same. ``of``: whose affairs it may speak of:
    the lead's, the lead's house (family, boss), ours (``us``), ``either`` of these, or anyone's.
    ``take``: which words are shown: the match, all to the clause's end, or the whole clause.
    """

    id: str
    kind: str
    field: str
    value: str
    say: tuple[str, ...]
    contrary: str = ""
    unless: tuple[str, ...] = ()
    despite: tuple[str, ...] = ()
    of: str = "lead"
    take: str = "match"
    role: str = ""


class Grammar(NamedTuple):
    """What one language's sentences are made of, apart from what they mean.

    ``splits`` begin a clause; in ``fixed`` words a negation or split is none; ``light`` ones may
    stand between a negation and what it negates; ``behind`` ones negate what they follow. After
    ``objects`` nobody is a subject; after ``quotes`` the first person is the customer. ``echoes``:
    by "she", those who are meant by it when they were spoken of right before. ``alike``:
    by a word, others that are read as it and as long (dialect, slips of dictation).
    """

    splits: tuple[str, ...] = ()
    negations: tuple[str, ...] = ()
    fixed: tuple[str, ...] = ()
    light: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    subjects: Mapping[str, tuple[str, ...]] = {}
    echoes: Mapping[str, tuple[str, ...]] = {}
    alike: Mapping[str, tuple[str, ...]] = {}
    marks: tuple[Mark, ...] = ()


class Cards(NamedTuple):
    """What stands on business cards, in signatures and forms of one language.

    ``labels`` name a lead's field in front of its value; ``titles`` are jobs; ``firms`` end the
    name of a firm, ``places`` a part of an address; ``regions`` are named without any ending;
    ``introductions`` stand before a name, ``nicknames`` before a surname,
    ``behind_names`` right after one, ``closings`` above a signature;
    ``told`` are words for somebody of whom another tells;
    ``same_number``: the phone number is the WeChat id too.
    ``asks`` stand before a thing that is wished for, ``takes`` too where a count follows;
    ``measures`` stand behind the count, ``behind_things`` end the thing, ``no_things`` are none.
    ``sites`` stand before an address, ``cities`` need no ending; ``no_names`` only look like names.
    """

    labels: Mapping[str, tuple[str, ...]] = {}
    titles: tuple[str, ...] = ()
    firms: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    introductions: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    nicknames: tuple[str, ...] = ()
    behind_names: tuple[str, ...] = ()
    closings: tuple[str, ...] = ()
    same_number: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    behind_things: tuple[str, ...] = ()
    no_things: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()
    no_names: tuple[str, ...] = ()


class Hearing(NamedTuple):
    """The rules of one language, of one or several files.

    ``keys``: by pattern the words that tell at a glance whether it may hold, packed; those of
    other patterns are found when one is asked for.
    """

    lang: str
    words: Mapping[str, tuple[str, ...]]
    grammar: Grammar
    rules: tuple[Rule, ...]
    cards: Cards = Cards()
    keys: Mapping[str, Sequence[Sequence[str]]] = {}


class Contradiction(NamedTuple):
    """What cannot hold together: facts by their values, and what a talk says (``id=value``).

    A value is ``*`` for any that is known, or several with ``|`` between. ``en`` and ``zh`` word
    it for the card.
    """

    id: str
    facts: Mapping[str, str]
    said: tuple[str, ...]
    en: str
    zh: str


class HearingFile(NamedTuple):
    """One file: what it adds to its language, the rules it takes out, its contradictions."""

    hearing: Hearing
    off: tuple[str, ...]
    contradictions: tuple[Contradiction, ...]

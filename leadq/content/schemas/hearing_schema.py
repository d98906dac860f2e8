"""Reads how a language is heard: its words, marks, subjects and rules (method §14)."""

from collections.abc import Mapping

from leadq.content.loader import Mistakes
from leadq.content.schemas.schema import Toml, is_word, read_head
from leadq.domain.hearing.model import (
    ALL_LANGS,
    KINDS,
    LANGS,
    MARKS,
    OF,
    REACHES,
    SUBJECTS,
    TAKES,
    Cards,
    Contradiction,
    Grammar,
    Hearing,
    HearingFile,
    Mark,
    Rule,
)
from leadq.domain.hearing.patterns import BadPatternError, Pattern

_KEYS = (
    "version",
    "id",
    "name",
    "about",
    "lang",
    "off",
    "words",
    "cards",
    "grammar",
    "marks",
    "rules",
)
_GRAMMAR = ("splits", "negations", "fixed", "light", "behind", "objects", "quotes")
_BY_WORD = ("echoes", "alike")
_RULE = (
    *("id", "fact", "field", "kind", "value", "contrary", "role", "say", "unless", "despite"),
    *("of", "take"),
)
_CONTRADICTION = ("id", "facts", "said", "words")
Words = Mapping[str, tuple[str, ...]] | None
FIELDS = ("budget", "source", "contact")
CARD_FIELDS = (
    *("name", "title", "company", "phones", "emails", "wechat", "address", "region", "product"),
    *("source", "budget"),
)


def read_hearing(
    data: dict[str, object], report: Mistakes, known: Mapping[str, tuple[str, ...]] | None
) -> HearingFile | None:
    """Return a file's rules, or None with the mistakes in the report.

    ``known``: the classes of words of the files before, which its patterns may name; None leaves
    the patterns unchecked, since compiling them all costs more than reading a text.
    """
    table = Toml(data, "", report)
    table.only((*_KEYS, "contradictions"))
    head = read_head(table)
    lang = table.word("lang", (*LANGS, ALL_LANGS))
    if lang is None or head is None:
        return None
    words = _read_words(table)
    all_words = None
    if known is not None:
        all_words = {**known, **{name: (*known.get(name, ()), *words[name]) for name in words}}
    grammar = _read_grammar(table, lang, all_words)
    rules = _read_rules(table, lang, all_words)
    contradictions = _read_contradictions(table)
    off = table.words("off") if table.has("off") else ()
    if report.errors:
        return None
    return HearingFile(
        Hearing(lang, words, grammar, rules, _read_cards(table)), off, contradictions
    )


def _read_words(table: Toml) -> dict[str, tuple[str, ...]]:
    inner = table.table("words") if table.has("words") else None
    return {name: inner.phrases(name) for name in inner.data} if inner else {}


def _read_cards(table: Toml) -> Cards:
    inner = table.table("cards") if table.has("cards") else None
    if inner is None:
        return Cards()
    lists = [name for name in Cards._fields if name != "labels"]
    inner.only(("labels", *lists))
    labels = inner.table("labels", CARD_FIELDS) if inner.has("labels") else None
    if labels is not None:
        labels.only(CARD_FIELDS)
    named = {name: labels.phrases(name) for name in CARD_FIELDS if labels and labels.has(name)}
    return Cards(labels=named, **{name: inner.phrases(name) for name in lists if inner.has(name)})


def _read_grammar(table: Toml, lang: str, words: Words) -> Grammar:
    inner = table.table("grammar") if table.has("grammar") else None
    lists: dict[str, tuple[str, ...]] = {}
    subjects: dict[str, tuple[str, ...]] = {}
    echoes: dict[str, tuple[str, ...]] = {}
    alike: dict[str, tuple[str, ...]] = {}
    if inner is not None:
        inner.only((*_GRAMMAR, "subjects", "echoes", "alike"))
        lists = {name: inner.phrases(name) for name in _GRAMMAR if inner.has(name)}
        people = inner.table("subjects", SUBJECTS) if inner.has("subjects") else None
        if people is not None:
            people.only(SUBJECTS)
            subjects = {kind: people.phrases(kind) for kind in SUBJECTS if people.has(kind)}
        echoes, alike = (_read_by_word(inner, name) for name in _BY_WORD)
    marks = [_read_mark(one, lang, words) for one in table.tables("marks")]
    stated = tuple(mark for mark in marks if mark)
    return Grammar(subjects=subjects, echoes=echoes, alike=alike, marks=stated, **lists)


def _read_by_word(inner: Toml, name: str) -> dict[str, tuple[str, ...]]:
    """Return others by a word; those read as it must be as long, so that places stay."""
    table = inner.table(name) if inner.has(name) else None
    found = {word: table.phrases(word) for word in table.data} if table else {}
    for word, others in found.items() if name == "alike" else ():
        for place, other in enumerate(others):
            if table and len(other) != len(word):
                table.bad(f"{word}[{place}]", "not_allowed", other, (word,))
    return found


def _read_mark(one: Toml, lang: str, words: Words) -> Mark | None:
    one.only(("kind", "reach", "say"))
    kind, reach = one.word("kind", MARKS), one.word("reach", REACHES)
    say = _read_patterns(one, "say", lang, words)
    return Mark(kind, reach, say) if kind and reach else None


def _read_rules(table: Toml, lang: str, words: Words) -> tuple[Rule, ...]:
    found: dict[str, Rule] = {}
    for one in table.tables("rules"):
        rule = _read_rule(one, lang, words)
        if rule is None:
            continue
        if rule.id in found:
            one.bad("id", "twice", rule.id)
        found[rule.id] = rule
    return tuple(found.values())


def _read_rule(one: Toml, lang: str, words: Words) -> Rule | None:
    one.only(_RULE)
    id_ = one.word("id")
    kind, field = _read_thing(one)
    value = one.data.get("value", "")
    if not isinstance(value, str):
        one.bad("value", "wrong_type", value, ("text",))
        value = ""
    if kind == "fact" and not value:
        one.need("value")
    say = _read_patterns(one, "say", lang, words)
    if id_ is None or not kind or not say:
        return None
    despite = one.words("despite") if one.has("despite") else ()
    for mark in despite:
        if mark not in MARKS:
            one.bad("despite", "not_allowed", mark, MARKS)
    return Rule(
        id=id_,
        kind=kind,
        field=field,
        value=value,
        say=say,
        contrary=(one.string("contrary") or "") if one.has("contrary") else "",
        unless=_read_patterns(one, "unless", lang, words) if one.has("unless") else (),
        despite=despite,
        of=(one.word("of", OF) or OF[0]) if one.has("of") else OF[0],
        take=(one.word("take", TAKES) or TAKES[0]) if one.has("take") else TAKES[0],
        role=(one.word("role") or "") if one.has("role") else "",
    )


def _read_thing(one: Toml) -> tuple[str, str]:
    """Return kind and field of what a rule proposes; exactly one of three keys names it."""
    named = [key for key in ("fact", "field", "kind") if one.has(key)]
    if len(named) != 1:
        one.bad("fact", "missing" if not named else "twice", "", ("fact", "field", "kind"))
        return "", ""
    if named[0] == "kind":
        return one.word("kind", KINDS) or "", ""
    field = one.word(named[0], FIELDS if named[0] == "field" else ())
    return (named[0], field) if field else ("", "")


def _read_patterns(one: Toml, key: str, lang: str, words: Words) -> tuple[str, ...]:
    sources = one.phrases(key)
    for place, source in enumerate(sources if words is not None else ()):
        try:
            _ = Pattern(source, lang, words or {}).regex
        except BadPatternError as error:
            one.bad(f"{key}[{place}]", "bad_pattern", str(error))
    return sources


def _read_contradictions(table: Toml) -> tuple[Contradiction, ...]:
    found: list[Contradiction] = []
    for one in table.tables("contradictions"):
        one.only(_CONTRADICTION)
        id_, facts, words = one.word("id"), one.table("facts"), one.text("words")
        said = one.phrases("said") if one.has("said") else ()
        for place, word in enumerate(said):
            if not all(map(is_word, word.split("=", 1))) or "=" not in word:
                one.bad(f"said[{place}]", "not_allowed", word, ("fact=value",))
        if facts is None or id_ is None or words is None:
            continue
        values = {name: facts.string(name) or "" for name in facts.data}
        if len(values) + len(said) < 2:
            one.bad("facts", "missing", id_)
        found.append(Contradiction(id_, values, said, words.en, words.zh))
    return tuple(found)

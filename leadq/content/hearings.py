"""How texts are heard: the files of one language made one, the user's own on top."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from leadq.content.loader import Mistakes, read_keys, read_toml
from leadq.domain.hearing.model import (
    Cards,
    Contradiction,
    Grammar,
    Hearing,
    HearingFile,
    Mark,
    Rule,
)
from leadq.errors import ConfigError

_SHARED = "contradictions"
_Lists = TypeVar("_Lists", Grammar, Cards)


class Heard(NamedTuple):
    """The rules of each language asked for, and the contradictions that their files name."""

    hearings: tuple[Hearing, ...]
    contradictions: tuple[Contradiction, ...]


def open_hearing(
    builtin: Mapping[str, Path],
    own: Mapping[str, Path],
    langs: Collection[str],
    fields: Collection[str] | None = None,
) -> tuple[Heard, list[ConfigError]]:
    """Return the rules in force, and the mistakes in the user's files that were stepped over.

    A user's file of a built-in one's name stands in its place, any other adds to its language:
    words are joined, a rule of the same id is replaced, those under ``off`` are taken out.
    ``fields``: the facts whose rules are asked for alone, None for all there is.
    """
    merged: dict[str, Hearing] = {}
    contradictions: dict[str, Contradiction] = {}
    problems: list[ConfigError] = []
    for id_, path in _in_order(builtin, own, langs):
        is_own = path != builtin.get(id_)
        only = None if is_own else fields
        file, errors = _read(path, merged, is_checked=is_own, fields=only)
        if file is None and is_own and id_ in builtin:
            problems += errors
            file, errors = _read(builtin[id_], merged, is_checked=False, fields=fields)
        if file is None:
            problems += errors
            continue
        lang = file.hearing.lang
        merged[lang] = _join(merged.get(lang), file)
        contradictions |= {one.id: one for one in file.contradictions}
    hearings = tuple(_of(merged[lang], fields) for lang in langs if lang in merged)
    return Heard(hearings, tuple(contradictions.values())), problems


def check_hearing(
    builtin: Mapping[str, Path], own: Mapping[str, Path], facts: Collection[str]
) -> list[ConfigError]:
    """Return every mistake in every file, facts that nobody knows among them."""
    merged: dict[str, Hearing] = {}
    found: list[ConfigError] = []
    for path in (*builtin.values(), *own.values()):
        file, errors = _read(path, merged, facts)
        found += errors
        if file is not None:
            lang = file.hearing.lang
            merged[lang] = _join(merged.get(lang), file)
    return found


def _in_order(
    builtin: Mapping[str, Path], own: Mapping[str, Path], langs: Collection[str]
) -> list[tuple[str, Path]]:
    wanted = (*langs, _SHARED)
    first = [(id_, own.get(id_, path)) for id_, path in builtin.items() if id_ in wanted]
    return [*first, *((id_, path) for id_, path in own.items() if id_ not in builtin)]


def _read(
    path: Path,
    merged: Mapping[str, Hearing],
    facts: Collection[str] = (),
    *,
    is_checked: bool = True,
    fields: Collection[str] | None = None,
) -> tuple[HearingFile | None, list[ConfigError]]:
    report = Mistakes(path)
    data = read_toml(path, report)
    if data is None:
        return None, report.errors
    if fields is not None:
        data.pop("cards", None)
        data["rules"] = [one for one in _tables(data, "rules") if one.get("fact") in fields]
    if not is_checked:
        ours = as_written(data)
        return ours._replace(hearing=ours.hearing._replace(keys=read_keys(path))), []
    from leadq.content.schemas.hearing_schema import read_hearing

    known = merged.get(str(data.get("lang")))
    file = read_hearing(data, report, known.words if known else {})
    for place, rule in enumerate(file.hearing.rules if file and facts else ()):
        if rule.kind == "fact" and rule.field not in facts:
            report.add(f"rules[{place}].fact", "unknown_fact", rule.field, tuple(facts))
    return (None if report.errors else file), report.errors


def as_written(data: Mapping[str, Any]) -> HearingFile:
    """Return what a built-in file says, of which nothing has to be checked but by tests."""
    grammar = {name: _lists(told) for name, told in data.get("grammar", {}).items()}
    marks = (Mark(one["kind"], one["reach"], (*one["say"],)) for one in _tables(data, "marks"))
    hearing = Hearing(
        data["lang"],
        _lists(data.get("words", {})),
        Grammar(**grammar, marks=tuple(marks)),
        tuple(map(_rule, _tables(data, "rules"))),
        Cards(**{name: _lists(told) for name, told in data.get("cards", {}).items()}),
    )
    contradictions = (
        Contradiction(one["id"], one["facts"], _lists(one.get("said", ())), **one["words"])
        for one in _tables(data, "contradictions")
    )
    return HearingFile(hearing, _lists(data.get("off", ())), tuple(contradictions))


def _rule(table: Mapping[str, Any]) -> Rule:
    kind = next((key for key in ("fact", "field") if key in table), "kind")
    told = {name: _lists(value) for name, value in table.items() if name != kind}
    if kind == "kind":
        return Rule(**{"field": "", "value": "", **told, "kind": table[kind]})
    return Rule(**{"value": "", **told, "kind": kind, "field": table[kind]})


def _lists(told: Any) -> Any:
    """Return lists as tuples, and tables of lists as tables of these."""
    if isinstance(told, Mapping):
        return {name: tuple(words) for name, words in told.items()}
    return tuple(told) if isinstance(told, Sequence) and not isinstance(told, str) else told


def _tables(data: Mapping[str, Any], key: str) -> Iterable[Mapping[str, Any]]:
    found: Iterable[Mapping[str, Any]] = data.get(key, ())
    return found


def _of(hearing: Hearing, fields: Collection[str] | None) -> Hearing:
    """Return a hearing with the rules of some facts alone."""
    if fields is None:
        return hearing
    return hearing._replace(rules=tuple([one for one in hearing.rules if one.field in fields]))


def _join(before: Hearing | None, file: HearingFile) -> Hearing:
    new = file.hearing
    if before is None:
        return new
    words = dict(before.words)
    for name, more in new.words.items():
        words[name] = tuple(dict.fromkeys((*words.get(name, ()), *more)))
    rules = {rule.id: rule for rule in before.rules if rule.id not in file.off}
    rules |= {rule.id: rule for rule in new.rules}
    return Hearing(
        new.lang,
        words,
        _both(before.grammar, new.grammar),
        tuple(rules.values()),
        _both(before.cards, new.cards),
        # words that are joined to a class are not in what was found out without them
        {} if new.words else {**before.keys, **new.keys},
    )


def _both(one: _Lists, other: _Lists) -> _Lists:
    """Return lists, and tables of lists, with what the other adds to each."""
    return type(one)(*map(_join_one, one, other))


def _join_one(mine: Any, theirs: Any) -> Any:
    if not isinstance(mine, Mapping):
        return (*mine, *theirs)
    names = {**mine, **theirs}
    return {name: (*mine.get(name, ()), *theirs.get(name, ())) for name in names}

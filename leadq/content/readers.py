"""Reads whole content files, each by its schema; what is seldom needed is imported when it is."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from leadq.content.loader import Mistakes, read_toml
from leadq.errors import ConfigError

if TYPE_CHECKING:
    from leadq.content.hearings import Heard
    from leadq.content.model import FactDef
    from leadq.content.schemas.card_schema import CardGroup
    from leadq.content.schemas.guide_schema import Guide
    from leadq.content.schemas.people_schema import People
    from leadq.content.schemas.play_schema import Plays

_Content = TypeVar("_Content")


def read_facts_file(path: Path) -> tuple[dict[str, FactDef] | None, list[ConfigError]]:
    """Return the facts that every trade has, and the mistakes in the file."""
    from leadq.content.schemas.fact_schema import read_core_facts

    return load_file(path, read_core_facts)


def read_guide_file(path: Path) -> tuple[Guide | None, list[ConfigError]]:
    """Return a guide and the mistakes in the file."""
    from leadq.content.schemas.guide_schema import read_guide

    return load_file(path, read_guide)


def read_plays_file(path: Path) -> tuple[Plays | None, list[ConfigError]]:
    """Return the plays of a trade and the mistakes in the file."""
    from leadq.content.schemas.play_schema import read_plays

    return load_file(path, read_plays)


def take_plays(path: Path) -> tuple[Plays | None, list[ConfigError]]:
    """Return the plays of a built-in file, which tests have checked."""
    from leadq.content.schemas.play_schema import plays_as_written

    return load_file(path, lambda data, _report: plays_as_written(data))


def join_plays(read: Iterable[Plays]) -> Plays:
    """Return plays as one, the later ones over the earlier."""
    from leadq.content.schemas.play_schema import Plays

    whole = Plays({}, {})
    for one in read:
        whole = Plays({**whole.plays, **one.plays}, {**whole.messages, **one.messages})
    return whole


def read_card_file(path: Path) -> tuple[tuple[CardGroup, ...] | None, list[ConfigError]]:
    """Return the groups of a card and the mistakes in the file."""
    from leadq.content.schemas.card_schema import read_groups

    return load_file(path, read_groups)


def read_people_file(path: Path) -> tuple[People | None, list[ConfigError]]:
    """Return kinds of customers and the mistakes in the file."""
    from leadq.content.schemas.people_schema import read_people

    return load_file(path, read_people)


def read_hearing_files(
    builtin: Mapping[str, Path],
    own: Mapping[str, Path],
    langs: Collection[str],
    fields: Collection[str] | None,
    note: Callable[[list[ConfigError]], None],
) -> Heard:
    """Return how languages are heard; the mistakes in files that were stepped over are noted."""
    from leadq.content.hearings import open_hearing

    heard, problems = open_hearing(builtin, own, langs, fields)
    note(problems)
    return heard


def check_hearing_files(
    builtin: Mapping[str, Path], own: Mapping[str, Path], facts: Collection[str]
) -> list[ConfigError]:
    """Return every mistake in the files of how languages are heard."""
    from leadq.content.hearings import check_hearing

    return check_hearing(builtin, own, facts)


def load_file(
    path: Path, read: Callable[[dict[str, object], Mistakes], _Content | None]
) -> tuple[_Content | None, list[ConfigError]]:
    """Read a content file by one of the schemas; return what it holds and its mistakes."""
    report = Mistakes(path)
    data = read_toml(path, report)
    return (read(data, report) if data is not None else None), report.errors

"""Finds again what was noted, wherever it stands (method §14)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from leadq.domain.typing.texts import narrow
from leadq.errors import RefusedError, UsageError
from leadq.store.search.words import PLACES, FoundRow, find_in
from leadq.usecases.desk import Desk

if TYPE_CHECKING:
    from leadq.content.model import FactDef

_MOST_WORDS = 20


class FoundWords(NamedTuple):
    """What holds every word, the newest first; ``goes_on``: the limit has cut something off.

    ``words`` are the words in every way in which they may be written; ``definitions`` describe
    the facts that were found.
    """

    words: tuple[tuple[str, ...], ...]
    rows: list[FoundRow]
    goes_on: bool
    definitions: "dict[str, FactDef]"


def find_words(
    desk: Desk,
    text: str,
    places: Sequence[str] = (),
    statuses: Sequence[str] = (),
    limit: int = 0,
) -> FoundWords:
    """Return what was noted that holds every word of a text, in all ``places`` if none is named.

    A word in full-width letters is looked for in plain ones too, A to Z in either case. Raises
    UsageError for no word, or for more than twenty.
    """
    words = tuple(map(_forms, dict.fromkeys(text.split())))
    if not words:
        raise UsageError("find_nothing", hint="find_nothing")
    if len(words) > _MOST_WORDS:
        raise UsageError("find_too_many", hint="find_too_many", most=_MOST_WORDS)
    one_more = limit + 1 if limit else 0
    with desk.read() as conn:
        rows = find_in(conn, places or PLACES, words, statuses, desk.today, one_more)
    kept = rows[:limit] if limit else rows
    return FoundWords(words, kept, len(rows) > len(kept), _describe(desk, kept))


def _forms(word: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((narrow(word), word)))


def _describe(desk: Desk, rows: Sequence[FoundRow]) -> "dict[str, FactDef]":
    found: dict[str, FactDef] = {}
    for row in rows:
        if row.where != "facts" or row.id in found:
            continue
        try:
            found[str(row.id)] = desk.library.fact(str(row.id), desk.trade_of(row.profile).id)
        except RefusedError:
            # the script that described it is gone
            continue
    return found

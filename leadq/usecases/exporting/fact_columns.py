"""A column for each fact in a table of leads: its header, and the fact that a header means."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from leadq.domain.fields import FILED
from leadq.exchange.columns.columns import FACT_FIELD
from leadq.exchange.columns.own_headers import column_name
from leadq.exchange.tables.guard import guard_text
from leadq.store.read.read_export import each_facts_in_force, list_facts_of

if TYPE_CHECKING:
    from leadq.content.library import Library

_ELSEWHERE = frozenset({"need_by"})
"""Facts that have a column of their own among those of the lead."""
LANGS = ("en", "zh")


def fact_headers(library: Library, lang: str) -> dict[str, str]:
    """Return the header of every fact: its id, in Chinese its label where that is one fact's.

    A label that a spreadsheet could run, or that holds what no table can, is none.
    """
    taken = {*FILED, *(column_name(name, "zh") for name in FILED)}
    ids = [one for one in library.fact_ids() if one not in _ELSEWHERE]
    plain = {one: FACT_FIELD + one if one in taken else one for one in ids}
    if lang != "zh":
        return plain
    labels = {one: library.fact(one, "general").label.zh.strip() for one in ids}
    shared = _twice([*labels.values(), *plain.values()]) | taken
    return {
        one: plain[one] if label in shared or not _is_header(label) else label
        for one, label in labels.items()
    }


def _is_header(label: str) -> bool:
    return label.isprintable() and guard_text(label) == label


def _twice(words: Iterable[str]) -> set[str]:
    seen: set[str] = set()
    found: set[str] = set()
    for word in words:
        (found if word in seen else seen).add(word)
    return found


def find_fact_columns(library: Library, headers: Sequence[str]) -> dict[str, str]:
    """Return the fact that each header of an export means, of those that are no lead's column."""
    odd = [header for header in headers if header not in FILED]
    if not odd:
        return {}
    meant: dict[str, str] = {}
    for lang in LANGS:
        meant |= {header: one for one, header in fact_headers(library, lang).items()}
    return {header: meant[header] for header in odd if header in meant}


def with_facts(
    conn: sqlite3.Connection,
    library: Library,
    ids: Sequence[int],
    rows: Iterator[Sequence[Any]],
    day: date,
    lang: str,
) -> tuple[tuple[str, ...], Iterator[Sequence[Any]]]:
    """Return the columns of facts that leads have, and the rows with the facts behind them."""
    headers = fact_headers(library, lang)
    facts = [one for one in list_facts_of(conn, ids) if one not in _ELSEWHERE]
    facts.sort(key=lambda one: list(headers).index(one) if one in headers else len(headers))
    columns = tuple(headers.get(one, one) for one in facts)
    return columns, _each_row(conn, ids, rows, facts, day)


def _each_row(
    conn: sqlite3.Connection,
    ids: Sequence[int],
    rows: Iterator[Sequence[Any]],
    facts: Sequence[str],
    day: date,
) -> Iterator[Sequence[Any]]:
    known: Iterator[Mapping[str, str]] = each_facts_in_force(conn, ids, day)
    for row, values in zip(rows, known, strict=True):
        yield (*row, *(values.get(one) for one in facts))

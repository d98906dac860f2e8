"""Gathers what is to leave the store: leads, what belongs to them, or everything."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from leadq.domain.fields import FILED
from leadq.domain.leads.status import STATUSES
from leadq.exchange.cards.vcf import Card
from leadq.exchange.columns.columns import BELONGING_COLUMNS
from leadq.store.connect import let_go
from leadq.store.read.read_export import (
    each_belonging,
    read_cancelled_steps,
    read_dated_promises,
    read_step_change,
)
from leadq.store.read.read_leads import each_lead
from leadq.store.read.rows import LeadData
from leadq.store.search.filters import Filter
from leadq.store.search.find_leads import find_leads
from leadq.usecases.desk import Desk
from leadq.usecases.exporting.export_rows import each_lead_row, each_masked_row, each_stamped_lead
from leadq.usecases.exporting.fact_columns import with_facts
from leadq.usecases.exporting.masking import mask_lead, mask_record, mask_rows
from leadq.usecases.exporting.plays import read_play
from leadq.usecases.exporting.records import each_whole
from leadq.usecases.grading.play import NextPlay
from leadq.usecases.keys import fold_filter

_GOALS_KEPT = 100


@dataclass(frozen=True)
class Sheet:
    """One table that leaves: its columns and its rows, in flat memory."""

    columns: tuple[str, ...]
    rows: Iterator[Sequence[Any]]


def open_sheet(
    conn: sqlite3.Connection,
    desk: Desk,
    what: str,
    wanted: Filter,
    mask: bool = False,
    facts_in: str = "",
    word: Callable[[str], str] = str,
) -> Sheet:
    """Return a table of the leads that pass a filter, or of what belongs to them.

    ``facts_in``: leads have a column for each fact in force, headed in that language.
    ``mask`` hides phones, emails, WeChat names and addresses; not what was typed as free text.
    ``word`` puts a goal of the program in words; without it, goals are as they are stored.
    """
    ids = _find_ids(conn, desk, wanted)
    if what == "leads":
        if mask:
            rows = _word_goals(FILED, each_masked_row(conn, ids, desk.today), word)
        else:
            rows = each_lead_row(conn, ids, desk.today, word)
        if not facts_in:
            return Sheet(FILED, rows)
        more, rows = with_facts(conn, desk.library, ids, rows, desk.today, facts_in)
        return Sheet((*FILED, *more), rows)
    columns = BELONGING_COLUMNS[what]
    rows = each_belonging(conn, what, columns, ids)
    return Sheet(columns, _word_goals(columns, mask_rows(columns, rows) if mask else rows, word))


def _word_goals(
    columns: Sequence[str], rows: Iterator[Sequence[Any]], word: Callable[[str], str]
) -> Iterator[Sequence[Any]]:
    place = next((i for i, name in enumerate(columns) if name in ("next_goal", "goal")), None)
    if place is None:
        yield from rows
        return
    words = lru_cache(_GOALS_KEPT)(word)
    for row in rows:
        goal = row[place]
        yield (*row[:place], words(goal), *row[place + 1 :]) if goal else row


def find_each_lead(
    conn: sqlite3.Connection, desk: Desk, wanted: Filter, mask: bool = False
) -> Iterator[LeadData]:
    """Yield the leads that pass a filter, in its order; masked as in ``open_sheet``."""
    leads = each_lead(conn, _find_ids(conn, desk, wanted), desk.today)
    return map(mask_lead, leads) if mask else leads


def find_each_stamped(
    conn: sqlite3.Connection, desk: Desk, wanted: Filter
) -> Iterator[tuple[LeadData, dict[str, str]]]:
    """Yield the same leads, each with when fields of it were changed; never masked."""
    return each_stamped_lead(conn, _find_ids(conn, desk, wanted), desk.today)


def _find_ids(conn: sqlite3.Connection, desk: Desk, wanted: Filter) -> list[int]:
    let_go(conn)
    return find_leads(conn, fold_filter(wanted, desk.region), desk.today)


def each_record(
    conn: sqlite3.Connection, desk: Desk, wanted: Filter, mask: bool = False
) -> Iterator[dict[str, Any]]:
    """Yield every lead whole, with every column of everything that belongs to it.

    Masked as in ``open_sheet``.
    """
    records = each_whole(conn, desk, _find_ids(conn, desk, wanted))
    return map(mask_record, records) if mask else records


class Planned(NamedTuple):
    """Something for the calendar: the next step ("followup") or an open "promise" of a lead.

    ``uid`` is the lead's for a step, since a lead has only one, else the promise's own.
    ``words`` is the goal as it is stored, or what was promised; a step has its ``play``.
    """

    kind: str
    uid: str
    lead: LeadData
    on: str
    time: str | None
    place: str | None
    by: str | None
    words: str
    modified: str
    cancelled: bool = False
    play: NextPlay | None = None


def each_planned(
    conn: sqlite3.Connection, desk: Desk, wanted: Filter, mask: bool = False
) -> Iterator[Planned]:
    """Yield the next step and the open promises of the leads that pass a filter.

    The steps that were called off come last, of leads of any status, so that a calendar which
    has them takes them off. Masked as in ``open_sheet``.
    """
    ids = _find_ids(conn, desk, wanted)
    for lead_id, found in zip(ids, each_lead(conn, ids, desk.today), strict=True):
        lead = mask_lead(found) if mask else found
        step = lead["next"]
        if step is not None:
            yield Planned(
                "followup", lead["id"], lead, step["on"], step["time"], step["place"], step["by"],
                step["goal"], read_step_change(conn, lead_id) or desk.now.isoformat(),
                play=read_play(conn, desk, lead_id),
            )  # fmt: skip
        for uid, words, due_on, modified in read_dated_promises(conn, lead_id):
            yield Planned("promise", uid, lead, due_on, None, None, None, words, modified)
    cancelled = read_cancelled_steps(conn, desk.today)
    if not cancelled:
        return
    everyone = wanted._replace(statuses=STATUSES, grades=(), limit=0)
    off = [lead_id for lead_id in _find_ids(conn, desk, everyone) if lead_id in cancelled]
    for lead_id, found in zip(off, each_lead(conn, off, desk.today), strict=True):
        lead = mask_lead(found) if mask else found
        yield Planned("followup", lead["id"], lead, *cancelled[lead_id], cancelled=True)


def each_card(
    conn: sqlite3.Connection, desk: Desk, wanted: Filter, mask: bool = False
) -> Iterator[Card]:
    """Yield the leads that pass a filter as cards of an address book, masked as elsewhere."""
    return map(card_of, find_each_lead(conn, desk, wanted, mask))


def card_of(lead: LeadData) -> Card:
    """Return a lead as a card of an address book."""
    note = f"leadq {lead['number']}"
    return Card(
        uid=lead["id"],
        name=lead["name"],
        title=lead["title"] or "",
        company=lead["company"] or "",
        phones=lead["phones"],
        emails=lead["emails"],
        wechat=lead["wechat"] or "",
        address=lead["address"] or "",
        region=lead["region"] or "",
        note=f"{note}\n{lead['note']}" if lead["note"] else note,
    )

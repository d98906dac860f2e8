"""Brings rows that are here up to the hub's; fields that changed here since stay, and are sent."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from leadq.errors import RefusedError
from leadq.store.changes import pack_stamps
from leadq.store.team.dirty import go_on_from
from leadq.store.team.shapes import (
    LEAD,
    REACH_COLUMNS,
    REACHES,
    SOFT,
    STATE,
    Fields,
    columns_of,
    unpack,
)
from leadq.store.team.spool import Arrival
from leadq.store.team.taking import HUB, OURS, Taking, reaches_in
from leadq.store.unit import Unit


def meet(
    taking: Taking, table: str, one: Arrival, row: Fields, dirty: Mapping[str, Fields | None],
    key: int, leads: Mapping[str, int],
) -> None:  # fmt: skip
    """Bring a row that is here up to the hub's; fields that changed here since stay."""
    theirs = {**one.data, "lead": one.lead}
    known = dirty.get(one.uid)
    is_new = one.uid in dirty and known is None
    wanted: Fields = {}
    base: Fields = {}
    for field, (ours, hub) in _all_pairs(row, theirs).items():
        base[field] = hub
        if ours == hub:
            continue
        if field in SOFT:
            wanted[field] = _later(field, ours, hub)
        elif one.uid not in dirty or (known is not None and known.get(field) == ours):
            wanted[field] = hub
        elif is_new and taking.stands == OURS:
            base[field] = hub
        elif is_new or (taking.stands == HUB and hub != (known or {}).get(field)):
            wanted[field] = hub
            taking.lose(table, one, field, ours, hub)
        else:
            base[field] = (known or {}).get(field)
    if not _change(taking, table, key, row, wanted, leads):
        taking.leave(one)
    elif one.uid in dirty:
        go_on_from(taking.unit.conn, table, one.uid, base, {**row, **wanted})


def _change(
    taking: Taking, table: str, key: int, row: Fields, wanted: Fields, leads: Mapping[str, int]
) -> bool:
    """Write fields of a row; False when leadq could not read them."""
    differs = {name for name, value in wanted.items() if row.get(name) != value}
    if not differs:
        return True
    after = {name: value for name, value in {**row, **wanted}.items() if value is not None}
    try:
        with taking.unit.whole_or_nothing():
            if table == REACHES:
                _change_reaches(taking, leads[row["lead"]], after)
            else:
                columns = unpack(table, after)
                taking.check(table, columns)
                _change_row(taking, table, key, columns, differs, leads, after["lead"])
                if table == LEAD and columns["status"] != row[STATE][0]:
                    taking.stood[key] = row[STATE][0]
    except (ValueError, KeyError, RefusedError, sqlite3.IntegrityError):
        return False
    taking.counts["received"] += 1
    return True


def _change_row(
    taking: Taking, table: str, key: int, columns: Mapping[str, Any], differs: Iterable[str],
    leads: Mapping[str, int], lead: str,
) -> None:  # fmt: skip
    names = [name for field in differs if field != "lead" for name in columns_of(table, field)]
    news = {name: columns[name] for name in names}
    if "lead" in differs:
        news["lead_id"] = leads[lead]
    taking.unit.change(table, key, **news)
    if table == LEAD:
        taking.renamed.add(key)
        return
    (lead_id,) = taking.unit.read(table, key, ("lead_id",)).values()
    taking.changed.add(lead_id)
    if table == "contact":
        taking.renamed.add(lead_id)


def _change_reaches(taking: Taking, lead_id: int, after: Fields) -> None:
    values = {REACHES: reaches_in(after)}
    taking.check(REACHES, values)
    replace_reaches(taking.unit, lead_id, values[REACHES])
    taking.renamed.add(lead_id)


def replace_reaches(unit: Unit, lead_id: int, reaches: Sequence[Sequence[Any]]) -> None:
    """Make these the ways to reach a lead, all of them."""
    query = "SELECT id FROM reach WHERE lead_id = ?"
    for (key,) in unit.conn.execute(query, (lead_id,)).fetchall():
        unit.remove("reach", key)
    rows = [(lead_id, *reach) for reach in reaches]
    unit.insert_many("reach", ("lead_id", *REACH_COLUMNS), rows)
    unit.close_ranges()


def _all_pairs(row: Fields, theirs: Fields) -> dict[str, tuple[Any, Any]]:
    return {name: (row.get(name), theirs.get(name)) for name in dict.fromkeys((*row, *theirs))}


def _later(field: str, ours: Any, hub: Any) -> Any:
    """Return the later of two stamps, or both lists of stamps as one."""
    if field != "changed":
        return max(str(ours or ""), str(hub or ""))
    try:
        one, other = json.loads(ours or "{}"), json.loads(hub or "{}")
        both = {name: max(one.get(name, ""), other.get(name, "")) for name in {*one, *other}}
    except (ValueError, TypeError, AttributeError):
        # no stamps of leadq's
        return ours
    return pack_stamps(both)

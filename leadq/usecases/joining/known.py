"""Meets the rows of a file that are about leads which are there already."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from leadq.domain.grading.facts import UNKNOWN
from leadq.store.changes import later_than
from leadq.store.joining.placeholders import mark_facts, placeholder_uid, stamp_leads
from leadq.store.read.lookups import find_held, find_uid, read_name, read_owned
from leadq.store.read.read_details import read_core, read_latest_fact, read_open_step
from leadq.store.read.read_merge import read_columns
from leadq.store.repo_values import ReachValue
from leadq.store.statements import Values
from leadq.store.unit import Unit
from leadq.usecases.desk import Desk
from leadq.usecases.followup.close import follow_status
from leadq.usecases.importing.import_order import Imported, Order
from leadq.usecases.importing.row_reader import Candidate
from leadq.usecases.joining.likeness import Likenesses, is_called
from leadq.usecases.joining.newer_fields import (
    STATUS,
    Difference,
    Theirs,
    Verdict,
    find_differences,
    has_newer,
    judge_values,
    read_changes,
    take_differences,
    tell_conflicts,
    tell_edited,
)
from leadq.usecases.leads.holders import may_be_same
from leadq.usecases.leads.lookup import refresh_lookup

NEED_BY = "need_by"
_KEPT_ASIDE = ("status", "parked_until", "next_on", "next_by", "next_goal")
"""Columns of leadq's own that time, not a rep, can bring among the other fields."""


class Known(NamedTuple):
    """The lead that a row is about, None for a new one; ``by_id``: it has the row's own id.

    ``clash``: another rep has the same customer. ``shared``: the leads that can be reached the
    same way but are called otherwise, each with that way.
    """

    lead_id: int | None
    by_id: bool = False
    clash: bool = False
    shared: tuple[tuple[int, ReachValue], ...] = ()


NOBODY = Known(None)


class Acquaintance:
    """Tells which lead a row is about, over the rows of one file.

    ``switchboards`` are the numbers and addresses that came under different names in it: they
    tell nobody from others, and whoever has no name does not become one of them.
    """

    def __init__(self, conn: sqlite3.Connection, merged: Mapping[str, int]) -> None:
        self.conn = conn
        self.merged = merged
        self.likenesses = Likenesses()
        self.switchboards: set[str] = set()
        self._held: set[str] | None = None

    def look_ahead(self, norms: Iterable[str]) -> None:
        """Look up at once by which of the next numbers and addresses anybody is reached.

        Until the next time ``hold`` has to be told what is added to them meanwhile.
        """
        self._held = find_held(self.conn, list(norms))

    def hold(self, norms: Iterable[str]) -> None:
        """Note numbers and addresses that have been added to the store."""
        if self._held is not None:
            self._held.update(norms)

    def has_none(self, norms: Iterable[str]) -> bool:
        """Tell whether nobody is reached by what has been looked up."""
        return self._held is not None and self._held.isdisjoint(norms)

    def find(
        self, uid: str, fields: Mapping[str, Any], reaches: Sequence[ReachValue],
        before: int | None = None,
    ) -> Known:  # fmt: skip
        """Return the lead with the row's id, the one it was merged into, or one reached the same.

        Reached the same way, it must be called alike, or one of the two not be called at all.
        ``before``: only leads below this id are reached the same, and one of another rep is
        another.
        """
        if uid and (found := find_uid(self.conn, uid)):
            return Known(found, by_id=True)
        if uid in self.merged:
            return Known(self.merged[uid])
        clash = False
        shared: list[tuple[int, ReachValue]] = []
        for reach in reaches:
            if self._held is not None and reach.norm not in self._held:
                continue
            for lead_id, holder in read_owned(self.conn, reach.norm, before):
                lead = read_name(self.conn, lead_id)._asdict()
                if not self.may_be_one(reach.norm, fields, lead):
                    shared.append((lead_id, reach))
                elif before is None or may_be_same(holder, fields["owner"]):
                    return Known(lead_id)
                else:
                    clash = True
        self.switchboards |= {reach.norm for _, reach in shared}
        return Known(None, clash=clash, shared=tuple(shared))

    def may_be_one(self, norm: str, row: Mapping[str, Any], lead: Mapping[str, Any]) -> bool:
        """Tell whether a row is about a lead that can be reached the same."""
        if norm in self.switchboards and not is_called(row):
            return False
        return self.likenesses.may_be_one(row, lead)


def join_known(
    unit: Unit, desk: Desk, order: Order, result: Imported, lead_id: int, theirs: Theirs
) -> bool:
    """Join a lead with the same one in a file, and say whether anything about it changed.

    Without ``order.update`` it is only counted whether the file has newer fields. Next step and
    outlook are not brought up to date, save for what a new status asks for.
    """
    theirs = _without_kept(unit.conn, lead_id, theirs)
    found, stamps = find_differences(unit.conn, lead_id, theirs, desk.today)
    fact, edited = _newer_need_by(unit, lead_id, theirs)
    if not order.update:
        result.newer += has_newer(found, theirs) or (fact is not None and NEED_BY in theirs.stamps)
        return False
    result.conflicts += tell_conflicts(unit.conn, lead_id, found)
    result.edited += tell_edited(unit.conn, lead_id, [*found, *edited])
    result.other_steps += find_other_steps(unit.conn, [(lead_id, theirs.next_on)])
    before = read_core(unit.conn, lead_id).status
    changed = take_differences(unit, lead_id, found, stamps)
    if fact is not None:
        unit.append("fact", [{**fact, "lead_id": lead_id, "uid": placeholder_uid(unit)}])
    if not theirs.has_steps and any(one.takes and one.field == STATUS for one in found):
        follow_status(unit, lead_id, before)
    if changed:
        refresh_lookup(unit, lead_id, desk.region)
    return changed or fact is not None


def _without_kept(conn: sqlite3.Connection, lead_id: int, theirs: Theirs) -> Theirs:
    """Leave out of the other fields what only the day of the import has put there."""
    ours = read_columns(conn, lead_id)["extra"]
    extra = theirs.fields["extra"]
    kept = {key: extra[key] for key in extra if key in ours or key not in _KEPT_ASIDE}
    return replace(theirs, fields={**theirs.fields, "extra": kept})


def theirs_of(candidate: Candidate) -> Theirs:
    """Return a row of leadq's own table as what its file says of the lead."""
    fields = {**candidate.fields, "created_on": candidate.created_on}
    days: dict[str, Any] = {
        name: fields[name].isoformat() if fields[name] else None
        for name in ("parked_until", "created_on")
    }
    need_by = candidate.need_by.isoformat() if candidate.need_by else None
    next_on = candidate.next_on.isoformat() if candidate.next_on else None
    return Theirs(
        fields | days, candidate.reaches, read_changes(candidate.changed), need_by, next_on=next_on
    )


def find_other_steps(
    conn: sqlite3.Connection, steps: Iterable[tuple[int, str | None]]
) -> list[tuple[int, str]]:
    """Return those of some leads and days whose open step is on another day."""
    return [
        (lead_id, day)
        for lead_id, day in steps
        if day and (found := read_open_step(conn, lead_id)) and found.on != day
    ]


def _newer_need_by(
    unit: Unit, lead_id: int, theirs: Theirs
) -> tuple[Values | None, list[Difference]]:
    """Return the need-by day of a file as a fact, if it stands against the store's.

    One that was changed in the file itself is returned as what differs.
    """
    today, given = unit.today, theirs.need_by
    row = read_latest_fact(unit.conn, lead_id, NEED_BY, today)
    value, our_stamp, noted_on = row or (UNKNOWN, "", "")
    ours = None if value == UNKNOWN else value
    stamp = theirs.stamps.get(NEED_BY, "")
    if ours == given or (given is None and not stamp):
        return None, []
    if stamp or not row:
        verdict = judge_values(ours, given, our_stamp, stamp)
    else:
        # without a stamp the file was edited by hand: it fills what is not known, nothing else
        verdict = Verdict(not ours, is_edit=bool(ours))
    if not verdict.takes:
        edited = Difference(NEED_BY, ours, given, False, False, True)
        return None, [edited] if verdict.is_edit else []
    fact = {
        "fact": NEED_BY,
        "value": given or UNKNOWN,
        "note": None,
        "noted_on": _noted_on(stamp, noted_on, today),
        "owner": None,
        "created_at": later_than(our_stamp, stamp or unit.now),
    }
    return fact, []


def _noted_on(stamp: str, least: str, today: date) -> str:
    """Return the day of an instant, none that is ahead, and none before another day."""
    day = stamp[:10] or today.isoformat()
    return max(min(day, today.isoformat()), least)


def stamp_new(unit: Unit, fresh: Iterable[tuple[int, Candidate]]) -> None:
    """Give leads that were just inserted the stamps that an export of leadq has for them.

    Not journalled: an undo takes the leads away, a redo brings them back as they stood.
    """
    stamped = [(key, read_changes(one.changed)) for key, one in fresh if one.changed or one.need_by]
    days = [(stamps.pop(NEED_BY, unit.now), key) for key, stamps in stamped]
    stamp_leads(unit, [one for one in stamped if one[1]])
    mark_facts(unit, NEED_BY, [(at, _noted_on(at, "", unit.today), key) for at, key in days])

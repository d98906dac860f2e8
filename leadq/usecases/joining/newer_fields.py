"""Joins a lead that two reps have worked on, field by field: the newer change of each stands.

A field without a stamp stands as the lead was created, so that a stamped one is newer. Where both
sides have changed a field, the loser is told as a conflict. A field of a table that differs under
the same stamp was changed in the table itself: it fills what is empty here, else it is told.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from leadq.domain.fields import BY_NAME, MERGED, REACHES, STANDING
from leadq.domain.grading.outlook import OPEN, PARKED
from leadq.store import repo
from leadq.store.changes import read_stamps
from leadq.store.read import read_merge
from leadq.store.read.lookups import read_name
from leadq.store.repo_values import ReachValue
from leadq.store.unit import Unit
from leadq.usecases.importing.import_order import Conflict, EditedInFile

_NEVER_TOLD = ("created_on",)
STATUS = "status"


@dataclass
class Theirs:
    """A known lead as a file has it; days are ISO texts, ``stamps`` say when fields changed.

    ``need_by`` is for a table of leads alone; elsewhere that day comes as a fact. ``has_steps``:
    its follow-ups come along, in an export of everything; else ``next_on`` is all that is known.
    """

    fields: Mapping[str, Any]
    reaches: Sequence[ReachValue]
    stamps: Mapping[str, str]
    need_by: str | None = None
    has_steps: bool = False
    next_on: str | None = None


class Difference(NamedTuple):
    """A field that differs: both values, whether the file's is taken, and what to tell.

    ``is_edit``: it was changed in the file itself.
    """

    field: str
    ours: Any
    theirs: Any
    takes: bool
    is_conflict: bool
    is_edit: bool


class Verdict(NamedTuple):
    """Which of two values stands, and whether the other one has to be told, and as what."""

    takes: bool
    is_conflict: bool = False
    is_edit: bool = False


def read_changes(given: Any) -> dict[str, str]:
    """Return the stamps that a file has for a lead: field to instant (UTC); bad ones are left out.

    ``given`` is the JSON text of a cell, or what it says.
    """
    if isinstance(given, str):
        try:
            given = json.loads(given) if given.strip() else {}
        except (ValueError, RecursionError):
            return {}
    if not isinstance(given, dict):
        return {}
    stamps = {field: read_instant(instant) for field, instant in given.items()}
    known = (*MERGED, *REACHES.values(), STATUS, "need_by")
    return {field: stamp for field, stamp in stamps.items() if stamp and field in known}


def read_instant(given: Any) -> str:
    """Return an instant as the store writes it, in UTC; empty for what is none."""
    try:
        moment = datetime.fromisoformat(given)
        if moment.tzinfo is None:
            return ""
        return moment.astimezone(UTC).isoformat(timespec="seconds")
    except (TypeError, ValueError, OverflowError):
        return ""


def judge_values(
    ours: Any, theirs: Any, our_stamp: str, their_stamp: str, in_table: bool = True
) -> Verdict:
    """Return which of two different values of a field stands; anybody can edit one ``in_table``."""
    if our_stamp != their_stamp:
        return Verdict(their_stamp > our_stamp, bool(our_stamp and their_stamp))
    if our_stamp and not in_table:
        # changed in the same second: whichever file comes first, the same value stands
        return Verdict(_order(theirs) > _order(ours), True)
    takes = not our_stamp and _is_empty(ours)
    # a cell that is empty under no stamp may be a column that somebody deleted
    tells = not takes and (our_stamp != "" or not _is_empty(theirs))
    return Verdict(takes, tells and not in_table, tells and in_table)


def _order(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)


def _is_empty(value: Any) -> bool:
    return value in (None, "", [], {})


def find_differences(
    conn: sqlite3.Connection, lead_id: int, theirs: Theirs, today: date
) -> tuple[list[Difference], dict[str, str]]:
    """Return the fields in which a lead differs from a file, and the newest stamp of each field."""
    stamps = read_stamps(conn, lead_id)
    columns = read_merge.read_columns(conn, lead_id)
    reaches = read_merge.read_reaches(conn, lead_id)
    found = []
    for field, ours, other in _pairs(columns, reaches, theirs, today):
        if _comparable(field, ours) == _comparable(field, other):
            continue
        verdict = judge_values(
            ours, other, stamps.get(field, ""), theirs.stamps.get(field, ""), not theirs.has_steps
        )
        takes = verdict.takes and not (BY_NAME[field].needed and _is_empty(other))
        told = field not in _NEVER_TOLD
        found.append(
            Difference(
                field, ours, other, takes, told and verdict.is_conflict, told and verdict.is_edit
            )
        )
    newest = {
        field: max(stamp, stamps.get(field, ""))
        for field, stamp in theirs.stamps.items()
        if field != "need_by"
    }
    return found, stamps | newest


def _pairs(
    ours: Mapping[str, Any], reaches: Sequence[ReachValue], theirs: Theirs, today: date
) -> Iterator[tuple[str, Any, Any]]:
    """Yield each field as both sides have it; the ways to reach a lead by their kind."""
    for name in MERGED:
        yield name, ours[name], theirs.fields[name]
    yield STATUS, _standing(ours, today), _standing(theirs.fields, today)
    for kind, field in REACHES.items():
        mine, other = (
            [reach for reach in values if reach.kind == kind]
            for values in (reaches, theirs.reaches)
        )
        yield field, mine, other


def _standing(fields: Mapping[str, Any], today: date) -> dict[str, Any]:
    """Return how a lead stands today: a parked one whose day has come is open."""
    standing = {name: fields[name] for name in STANDING}
    until = standing["parked_until"]
    if standing[STATUS] != PARKED or until is None or until <= today.isoformat():
        standing["parked_until"] = None
        standing[STATUS] = OPEN if standing[STATUS] == PARKED else standing[STATUS]
    return standing


def _comparable(field: str, value: Any) -> Any:
    if field in REACHES.values():
        return [reach.norm for reach in value]
    if isinstance(value, str):
        return value.strip() or None
    return value


def has_newer(differences: Sequence[Difference], theirs: Theirs) -> bool:
    """Tell whether a file has a newer change of any field."""
    return any(one.takes and one.field in theirs.stamps for one in differences)


def take_differences(
    unit: Unit, lead_id: int, found: Sequence[Difference], stamps: Mapping[str, str]
) -> bool:
    """Give a lead what the file has newer, and the stamps with it; say whether a field changed."""
    taken = {one.field: one.theirs for one in found if one.takes}
    newest = dict(stamps)
    for field in taken:
        newest.setdefault(field, unit.now)
    for kind, field in REACHES.items():
        if field in taken:
            repo.set_reaches(unit, lead_id, kind, taken.pop(field))
    standing = taken.pop(STATUS, {})
    fields = taken | standing
    for day in ("parked_until", "created_on"):
        if fields.get(day):
            fields[day] = date.fromisoformat(fields[day])
    repo.take_fields(unit, lead_id, fields, newest)
    return any(one.takes for one in found)


def tell_conflicts(
    conn: sqlite3.Connection, lead_id: int, found: Sequence[Difference]
) -> list[Conflict]:
    """Return what was decided between two changes of one field, as a person can read it."""
    told = [one for one in found if one.is_conflict]
    if not told:
        return []
    number, name, _company = read_name(conn, lead_id)
    conflicts = []
    for one in told:
        for field, ours, theirs in _told_values(one):
            kept, dropped = (theirs, ours) if one.takes else (ours, theirs)
            conflicts.append(Conflict(number, name, field, kept, dropped, one.takes))
    return conflicts


def tell_edited(
    conn: sqlite3.Connection, lead_id: int, found: Sequence[Difference]
) -> list[EditedInFile]:
    """Return what was changed in the file itself and is not taken, as a person can read it."""
    told = [one for one in found if one.is_edit]
    if not told:
        return []
    number, name, _company = read_name(conn, lead_id)
    return [
        EditedInFile(number, name, field, ours, theirs)
        for one in told
        for field, ours, theirs in _told_values(one)
    ]


def _told_values(one: Difference) -> list[tuple[str, Any, Any]]:
    if one.field in REACHES.values():
        return [(one.field, *([reach.typed for reach in side] for side in (one.ours, one.theirs)))]  # type: ignore[list-item]
    if one.field != STATUS:
        return [(one.field, one.ours, one.theirs)]
    # one line for how it stands, or for what alone differs in it
    names = [STATUS] if one.ours[STATUS] != one.theirs[STATUS] else list(STANDING)
    return [
        (name, one.ours[name], one.theirs[name])
        for name in names
        if one.ours[name] != one.theirs[name]
    ]

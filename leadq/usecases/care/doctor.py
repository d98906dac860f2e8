"""Looks the store over: is it whole, does it agree with the rules, is it safe where it lies."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import dataclass, field, replace
from typing import Any

from leadq.domain.grading.man import ALL_NO
from leadq.domain.grading.outlook import OPEN
from leadq.errors import LeadqError, StoreError
from leadq.store.care import backup_folder, health, surroundings
from leadq.store.care.restore import read_present
from leadq.store.care.shape import list_altered
from leadq.store.care.standing import StandingLead, count_living, each_standing, pick_sample
from leadq.store.connect import let_go, open_reader
from leadq.store.numbers import highest_id
from leadq.store.read.lookups import find_number
from leadq.store.store_errors import damage_error, store_errors
from leadq.store.team.membership import read_membership
from leadq.usecases.desk import Desk, Progress
from leadq.usecases.followup.replan import replan_lead
from leadq.usecases.grading.outlooks import Outlooks, says_the_same
from leadq.usecases.leads.lookup import refresh_lookup

OK, WARNING, DAMAGED, FIXED = "ok", "warning", "damaged", "fixed"
_SHOWN = 5
_ROOM = 50_000_000
_ROOM_FOR_STORES = 3
_TOLD_EVERY = 100
_ENOUGH = 2000
"""So many leads are judged, and up to twice as many where there are few more."""
_AT_ONCE = 1000
Watch = Callable[[], AbstractContextManager[Progress | None]]


@dataclass(frozen=True)
class Finding:
    """One thing looked at. Its words are found under ``doctor.<check>.<state>``; ``trouble`` has
    its own; ``fixable`` says that ``--fix`` mends it. ``looked_at`` of ``out_of`` leads were judged
    where not all of them were."""

    check: str
    state: str = OK
    params: dict[str, Any] = field(default_factory=dict)
    trouble: LeadqError | None = None
    fixable: bool = False
    looked_at: int | None = None
    out_of: int | None = None


@dataclass
class _Judged:
    """What a pass over the leads found: numbers of leads, and leads that cannot be judged."""

    looked_at: int = 0
    out_of: int = 0

    without_step: list[int] = field(default_factory=list)
    differing: list[int] = field(default_factory=list)
    unjudged: list[int] = field(default_factory=list)
    why: LeadqError | None = None


def examine(
    desk: Desk, fix: bool = False, full: bool = False, watch: Watch = nullcontext
) -> Iterator[Finding]:
    """Yield what is found, as it is found; ``fix`` mends what can be mended without a loss.

    Of a large store, a sample of the leads is judged unless it is looked at in ``full``, or to be
    mended. A damaged store is never written to. ``watch`` opens what hears how many of the leads
    are judged.
    """
    yield from _look_inside(desk, fix, full or fix, watch)
    yield from _look_around(desk, fix)
    yield _look_at_backups(desk)
    yield from _look_at_hub(desk)


def _look_inside(desk: Desk, fix: bool, full: bool, watch: Watch) -> Iterator[Finding]:
    try:
        with (
            store_errors(desk.store),
            closing(open_reader(desk.store, desk.today)) as conn,
        ):
            let_go(conn)
            problems = health.find_problems(conn, full=True)
            if problems:
                trouble = damage_error("store_damaged", desk.store, problems[0])
                yield Finding("store", DAMAGED, trouble=trouble)
                return
            if altered := list_altered(conn):
                names = {"count": len(altered), "names": altered[:_SHOWN]}
                yield Finding("tables", DAMAGED, names)
                return
            leads, size = health.read_content(conn).leads, desk.store.stat().st_size
            yield Finding("store", params={"count": leads, "size": size})
            yield Finding("tables")
            orphans, strays = health.count_orphans(conn), health.count_strays(conn)
            yield _count("references", orphans, DAMAGED)
            yield _count("journal", strays, DAMAGED)
            unfindable = health.list_unfindable(conn)
            with watch() as progress:
                judged = _judge(desk, conn, full, progress)
    except StoreError as error:
        yield Finding("store", DAMAGED, trouble=error)
        return
    if fix and not orphans and not strays:
        yield from _mend(desk, unfindable, judged)
    else:
        yield from _report(unfindable, judged)


def _count(check: str, count: int, state: str) -> Finding:
    return Finding(check, state, {"count": count}) if count else Finding(check)


def _judge(desk: Desk, conn: sqlite3.Connection, full: bool, progress: Progress | None) -> _Judged:
    """Compute the outlooks of leads afresh and compare them with the stored ones (§5)."""
    judged, outlooks = _Judged(out_of=count_living(conn)), Outlooks(desk)
    highest = highest_id(conn, "lead")
    for lead in _each_looked_at(desk, conn, full, judged.out_of):
        if progress is not None and judged.looked_at % _TOLD_EVERY == 0:
            progress(lead.lead_id, highest)
        judged.looked_at += 1
        try:
            rules = desk.library.profile(lead.profile).rules
        except LeadqError as error:
            judged.unjudged.append(lead.number)
            judged.why = error
            continue
        if not desk.is_mine(conn, lead.owner):
            continue
        spans = outlooks.of(conn, rules, lead)
        now = spans[0]
        if now.status == OPEN and now.next_on is None and now.man != ALL_NO:
            judged.without_step.append(lead.number)
        if not says_the_same(spans, lead.spans, desk.today):
            judged.differing.append(lead.number)
    return judged


def _each_looked_at(
    desk: Desk, conn: sqlite3.Connection, full: bool, count: int
) -> Iterator[StandingLead]:
    every = 1 if full else max(1, count // _ENOUGH)
    if every == 1:
        yield from each_standing(conn, desk.today)
        return
    sample = pick_sample(conn, desk.today, every, desk.library.profile_ids())
    for start in range(0, len(sample), _AT_ONCE):
        these = ",".join(map(str, sample[start : start + _AT_ONCE]))
        yield from each_standing(conn, desk.today, these)


def _report(unfindable: list[int], judged: _Judged) -> Iterator[Finding]:
    yield _named("next_steps", judged.without_step)
    outlooks = _named("outlooks", judged.differing)
    if judged.looked_at < judged.out_of:
        outlooks = replace(outlooks, looked_at=judged.looked_at, out_of=judged.out_of)
    yield outlooks
    if judged.unjudged:
        params = _sample(judged.unjudged)
        yield Finding("profiles", WARNING, params, trouble=judged.why)
    if unfindable:
        yield Finding("lookup", WARNING, {"count": len(unfindable)}, fixable=True)
    else:
        yield Finding("lookup")


def _named(check: str, numbers: list[int]) -> Finding:
    if not numbers:
        return Finding(check)
    return Finding(check, WARNING, _sample(numbers), fixable=True)


def _sample(numbers: list[int]) -> dict[str, Any]:
    shown = [*map(str, numbers[:_SHOWN]), *(["…"] if len(numbers) > _SHOWN else [])]
    return {"count": len(numbers), "leads": shown}


def _mend(desk: Desk, unfindable: list[int], judged: _Judged) -> Iterator[Finding]:
    """Write look-up keys, grades and next steps afresh where they are wrong."""
    wrong = {*judged.without_step, *judged.differing}
    if wrong or unfindable:
        with desk.write("regrade") as unit:
            for number in sorted(wrong):
                replan_lead(unit, desk, find_number(unit.conn, number) or 0)
            for lead_id in unfindable:
                refresh_lookup(unit, lead_id, desk.region)
    for finding in _report(unfindable, judged):
        yield Finding(finding.check, FIXED, finding.params) if finding.fixable else finding


def _look_around(desk: Desk, fix: bool) -> Iterator[Finding]:
    """Look at rights, place and room."""
    seen = surroundings.list_open_to_others(desk.store)
    left = surroundings.close_to_others(seen) if fix else seen
    files = {"count": len(seen), "files": [path.name for path in (left or seen)[:_SHOWN]]}
    if left:
        yield Finding("rights", WARNING, files, fixable=not fix)
    else:
        yield Finding("rights", FIXED if seen else OK, files if seen else {})
    yield from _look_for_leftovers(desk, fix)
    if surroundings.is_folder_shared(desk.store):
        yield Finding("folder", WARNING, {"folder": str(desk.store.parent)})
    service = surroundings.find_sync(desk.store)
    if service:
        yield Finding("synced", WARNING, {"service": service, "folder": str(desk.store.parent)})
    elif surroundings.is_on_network(desk.store):
        yield Finding("network", WARNING, {"folder": str(desk.store.parent)})
    else:
        yield Finding("place", params={"folder": str(desk.store.parent)})
    free = surroundings.free_bytes(desk.store)
    if free is not None:
        size = desk.store.stat().st_size if desk.store.exists() else 0
        short = free < max(_ROOM, _ROOM_FOR_STORES * size)
        yield Finding("room", WARNING if short else OK, {"size": free})
    yield Finding("sqlite", params={"version": sqlite3.sqlite_version})


def _look_for_leftovers(desk: Desk, fix: bool) -> Iterator[Finding]:
    """Look for files that killed commands have left: whole copies, maybe, of people's data."""
    found = surroundings.list_abandoned(desk.store)
    left = surroundings.remove_files(found) if fix else found
    if found:
        params = {"count": len(found), "files": [*map(str, (left or found)[:_SHOWN])]}
        state = WARNING if left else FIXED
        yield Finding("leftovers", state, params, fixable=bool(left) and not fix)


def _look_at_backups(desk: Desk) -> Finding:
    """Look whether the newest backup opens and is as new as the last change."""
    backups = [
        one for one in backup_folder.list_backups(desk.store) if one.kind != backup_folder.DAMAGED
    ]
    if not backups:
        return Finding("backup", WARNING)
    params = {"day": backups[0].day, "file": backups[0].path.name}
    if not backup_folder.is_good(backups[0]):
        return Finding("backup_bad", WARNING, params)

    content = read_present(desk.store)
    last = content.last_day if content else None
    if last and last > backups[0].day.isoformat():
        return Finding("backup_old", WARNING, params | {"last": last})
    return Finding("backup", OK, params)


def _look_at_hub(desk: Desk) -> Iterator[Finding]:
    """Ask the hub of a store that has joined a team; nothing outside of one."""
    try:
        with desk.read() as conn:
            team = read_membership(conn)
    except StoreError:
        # what cannot be read has been told already
        return
    if team is None:
        return
    # what a team needs is loaded in a team alone
    from leadq.usecases.team.fetch import look_ahead
    from leadq.usecases.team.hub import open_hub

    try:
        with open_hub(desk, team) as hub:
            ahead = look_ahead(desk, hub)
    except LeadqError as error:
        yield Finding("hub", WARNING, trouble=error)
        return
    yield Finding("hub", params=ahead._asdict())

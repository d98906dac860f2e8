"""Joins the rows that a file has about a lead with those the store has: by their keys that travel.

What is known is not doubled; of what can change, the newer change stands. Rows are dictionaries
of the table's columns, without ``id`` and ``lead_id``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from leadq.domain.grading.grade import RULE
from leadq.store.arriving.arrivals import Arrivals, Values, known_uids, read_rows
from leadq.store.arriving.stand_ins import is_stand_in
from leadq.store.changes import later_than

_FIXED = ("id", "uid", "lead_id", "created_at")
"""Columns of a row that no later change of it touches."""
AFTER_FACT = "after_fact_uid"
"""How an override that arrives names the newest fact of its time."""


class Joined(NamedTuple):
    """How many rows were new, known already, and brought up to a newer change."""

    new: int = 0
    known: int = 0
    updated: int = 0


def join_rows(
    arrivals: Arrivals, lead_id: int, table: str, rows: Sequence[Values], update: bool
) -> Joined:
    """Join the rows of one table about a lead; with ``update``, newer changes are taken."""
    if not rows:
        return Joined()
    return _JOINERS.get(table, _join_plain)(arrivals, lead_id, table, rows, update)


def _split(
    arrivals: Arrivals, lead_id: int, table: str, rows: Sequence[Values]
) -> tuple[dict[str, Values], list[Values], list[Values]]:
    """Return the store's rows of a lead by key, the new ones of the file, and the known ones."""
    conn = arrivals.unit.conn
    ours = {}
    if not arrivals.is_new(lead_id):
        ours = {row["uid"]: row for row in read_rows(conn, table, lead_id)}
    there = known_uids(conn, table, [row["uid"] for row in rows])
    fresh: dict[str, Values] = {}
    known = []
    for row in rows:
        uid = row["uid"]
        if uid in there or uid in fresh:
            known.append(row)
        else:
            fresh[uid] = row
    return ours, list(fresh.values()), known


def _newer(ours: dict[str, Values], known: Iterable[Values]) -> dict[str, Values]:
    """Return what the file has newer of known rows, by their key."""
    return {
        row["uid"]: {name: value for name, value in row.items() if name not in _FIXED}
        for row in known
        if row["uid"] in ours and row["updated_at"] > ours[row["uid"]]["updated_at"]
    }


def _join_plain(
    arrivals: Arrivals, lead_id: int, table: str, rows: Sequence[Values], update: bool
) -> Joined:
    ours, fresh, known = _split(arrivals, lead_id, table, rows)
    news = _newer(ours, known) if update and "updated_at" in rows[0] else {}
    changed = sum(arrivals.change(table, ours[uid], values) for uid, values in news.items())
    for row in fresh:
        arrivals.insert(table, {**row, "lead_id": lead_id})
    return Joined(len(fresh), len(known), changed)


def _join_facts(
    arrivals: Arrivals, lead_id: int, table: str, rows: Sequence[Values], update: bool
) -> Joined:
    ours, fresh, known = _split(arrivals, lead_id, table, rows)
    arriving = {row["fact"] for row in rows}
    for row in ours.values():
        if is_stand_in(row) and row["fact"] in arriving:
            arrivals.remove(table, row)
    if arrivals.is_new(lead_id):
        # as they stand in the store that the lead is from
        for row in fresh:
            arrivals.insert(table, {**row, "lead_id": lead_id})
    else:
        insert_facts(arrivals, lead_id, fresh)
    return Joined(len(fresh), len(known))


def insert_facts(arrivals: Arrivals, lead_id: int, fresh: Iterable[Values]) -> None:
    """Insert facts of a lead so that all of them stand in the order in which they were noted.

    Which of two facts of one day counts, and whether a grade set by hand has ended, goes by that
    order: facts that are younger than those that arrive are written anew behind them.
    """
    arriving = sorted(fresh, key=lambda row: str(row["created_at"]))
    if not arriving:
        return
    first = arriving[0]["created_at"]
    younger: list[Values] = []
    for row in read_rows(arrivals.unit.conn, "fact", lead_id):
        if younger or row["created_at"] > first:
            younger.append(row)
    places: dict[int, int] = {}
    for row in younger:
        arrivals.remove("fact", row)
    for row in sorted([*younger, *arriving], key=lambda row: str(row["created_at"])):
        values = {name: value for name, value in row.items() if name != "id"}
        key = arrivals.insert("fact", {**values, "lead_id": lead_id})
        if "id" in row:
            places[row["id"]] = key
        else:
            row["place"] = key
    _follow_facts(arrivals, lead_id, arriving, places)
    for row in arriving:
        del row["place"]


def _follow_facts(
    arrivals: Arrivals, lead_id: int, arriving: Sequence[Values], places: dict[int, int]
) -> None:
    """Bring the grades set by hand in line with facts that have come before them."""
    for override in read_rows(arrivals.unit.conn, "override", lead_id):
        after = places.get(override["after_fact"], override["after_fact"])
        for row in arriving:
            if row["created_at"] < override["created_at"]:
                after = max(after, row["place"])
        arrivals.change("override", override, {"after_fact": after})


def _join_steps(
    arrivals: Arrivals, lead_id: int, table: str, rows: Sequence[Values], update: bool
) -> Joined:
    """Join follow-ups; of several that are open, the one changed last stays open."""
    ours, fresh, known = _split(arrivals, lead_id, table, rows)
    there = {row["uid"] for row in rows}
    for row in list(ours.values()):
        if is_stand_in(row) and row["uid"] not in there:
            arrivals.remove(table, row)
            del ours[row["uid"]]
    news = _newer(ours, known) if update else {}
    taken = set(news)
    standing = [{**row, **news.get(uid, {})} for uid, row in ours.items()] + fresh
    _leave_one_open(standing, ours, news, arrivals.unit.now)
    # what ends goes first, since the store allows one open step only
    for uid in sorted(news, key=lambda uid: bool(news[uid].get("state") == "open")):
        arrivals.change(table, ours[uid], news[uid])
    for row in fresh:
        arrivals.insert(table, {**row, "lead_id": lead_id})
    return Joined(len(fresh), len(known), len(taken))


def _leave_one_open(
    standing: list[Values], ours: dict[str, Values], news: dict[str, Values], now: str
) -> None:
    """End every open step but the one changed last.

    Of two in one second a rep's stays rather than the program's, then the earlier one.
    """
    still_open = [row for row in standing if row["state"] == "open"]
    still_open.sort(key=lambda row: (row["set_by"] == RULE, str(row["on_day"])))
    still_open.sort(key=lambda row: str(row["updated_at"]), reverse=True)
    for row in still_open[1:]:
        if row["uid"] in ours:
            news.setdefault(row["uid"], _stamped(row, now))["state"] = "moved"
        else:
            row["state"] = "moved"


def _stamped(row: Values, now: str) -> Values:
    """Return the stamp of a change of a row."""
    return {"updated_at": later_than(row["updated_at"], now)}


def _join_overrides(
    arrivals: Arrivals, lead_id: int, table: str, rows: Sequence[Values], update: bool
) -> Joined:
    """Join grades set by hand; of several that stand, the one set last does."""
    conn = arrivals.unit.conn
    facts = {row["uid"]: row for row in read_rows(conn, "fact", lead_id)}
    ours, fresh, known = _split(arrivals, lead_id, table, [_placed(row, facts) for row in rows])
    if not arrivals.is_new(lead_id):
        for row in fresh:
            before = (one["id"] for one in facts.values() if one["created_at"] < row["created_at"])
            row["after_fact"] = max(row["after_fact"], *before, 0)
    news = _newer(ours, known) if update else {}
    for values in news.values():
        del values["after_fact"]
    standing = [{**row, **news.get(uid, {})} for uid, row in ours.items()] + fresh
    standing = sorted((row for row in standing if not row["cleared"]), key=_when_set)
    for row in standing[:-1]:
        if row["uid"] in ours:
            news.setdefault(row["uid"], _stamped(row, arrivals.unit.now))["cleared"] = 1
        else:
            row["cleared"] = 1
    changed = sum(arrivals.change(table, ours[uid], values) for uid, values in news.items())
    for row in fresh:
        arrivals.insert(table, {**row, "lead_id": lead_id})
    return Joined(len(fresh), len(known), changed)


def _placed(row: Values, facts: dict[str, Values]) -> Values:
    """Return an override with the id of the fact that it names."""
    named = facts.get(row[AFTER_FACT])
    values = {name: value for name, value in row.items() if name != AFTER_FACT}
    return {**values, "after_fact": named["id"] if named else 0}


def _when_set(row: Values) -> tuple[str, str]:
    return row["created_at"], row["uid"]


_Joiner = Callable[[Arrivals, int, str, Sequence[Values], bool], Joined]
_JOINERS: dict[str, _Joiner] = {
    "fact": _join_facts,
    "followup": _join_steps,
    "override": _join_overrides,
}
"""Tables with a rule of their own; the rows of any other are independent of each other."""

"""Joins the rows that a file has about a lead with those the store has: by their keys that travel.

What is known is not doubled; of what can change, the newer change stands. Rows are dictionaries
of the table's columns, without ``id`` and ``lead_id``.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from leadq.domain.grading.grade import RULE
from leadq.store.changes import later_than
from leadq.store.joining.placeholders import is_placeholder
from leadq.store.statements import Values, read_rows
from leadq.store.unit import Unit

_FIXED = ("id", "uid", "lead_id", "created_at")
"""Columns of a row that no later change of it touches."""
_CHUNK = 500


class Joined(NamedTuple):
    """How many rows were new, known already, and brought up to a newer change."""

    new: int = 0
    known: int = 0
    updated: int = 0


class _Both(NamedTuple):
    """The rows of one table about a lead: the store's by key, and the file's, new and known.

    ``news`` is what the known ones have newer, by key, as far as it is wanted.
    """

    unit: Unit
    lead_id: int
    table: str
    ours: dict[str, Values]
    fresh: list[Values]
    known: list[Values]
    news: dict[str, Values]

    def insert_fresh(self) -> None:
        """Insert the new rows as they are."""
        self.unit.append(self.table, [{**row, "lead_id": self.lead_id} for row in self.fresh])

    def change_known(self, uids: Iterable[str]) -> int:
        """Take what is newer of known rows and return how many were changed."""
        return sum(
            self.unit.change(self.table, self.ours[uid]["id"], **self.news[uid]) for uid in uids
        )

    def told(self, updated: int = 0) -> Joined:
        """Return how many rows were new and known."""
        return Joined(len(self.fresh), len(self.known), updated)


def join_rows(
    unit: Unit, lead_id: int, table: str, rows: Sequence[Values], update: bool,
    is_new: bool = False,
) -> Joined:  # fmt: skip
    """Join the rows of one table about a lead; with ``update``, newer changes are taken.

    ``is_new``: the lead has come with the file itself.
    """
    if not rows:
        return Joined()
    ours = {} if is_new else {row["uid"]: row for row in read_rows(unit.conn, table, lead_id)}
    there = _known_uids(unit.conn, table, [row["uid"] for row in rows])
    fresh: dict[str, Values] = {}
    known = []
    for row in rows:
        if row["uid"] in there or row["uid"] in fresh:
            known.append(row)
        else:
            fresh[row["uid"]] = row
    news = _newer(ours, known) if update and "updated_at" in rows[0] else {}
    both = _Both(unit, lead_id, table, ours, list(fresh.values()), known, news)
    if table == "fact" and not is_new:
        return _join_facts(both)
    return _JOINERS.get(table, _join_plain)(both)


def _known_uids(conn: sqlite3.Connection, table: str, uids: Sequence[str]) -> set[str]:
    """Return those of some keys that rows of a table have, whichever lead they belong to."""
    found: set[str] = set()
    for start in range(0, len(uids), _CHUNK):
        chunk = uids[start : start + _CHUNK]
        marks = ", ".join("?" * len(chunk))
        rows = conn.execute(f'SELECT uid FROM "{table}" WHERE uid IN ({marks})', chunk)
        found.update(row[0] for row in rows)
    return found


def _newer(ours: dict[str, Values], known: Iterable[Values]) -> dict[str, Values]:
    """Return what the file has newer of known rows, by their key."""
    return {
        row["uid"]: {name: value for name, value in row.items() if name not in _FIXED}
        for row in known
        if row["uid"] in ours and row["updated_at"] > ours[row["uid"]]["updated_at"]
    }


def _join_plain(both: _Both) -> Joined:
    changed = both.change_known(both.news)
    both.insert_fresh()
    return both.told(changed)


def _join_facts(both: _Both) -> Joined:
    """Join facts of a lead that was there: those set in place of the file's give way to them."""
    arriving = {row["fact"] for row in (*both.fresh, *both.known)}
    for row in both.ours.values():
        if is_placeholder(row) and row["fact"] in arriving:
            both.unit.remove("fact", row["id"])
    both.insert_fresh()
    return both.told()


def _join_steps(both: _Both) -> Joined:
    """Join follow-ups; of several that are open, the one changed last stays open."""
    ours, news = both.ours, both.news
    there = {row["uid"] for row in (*both.fresh, *both.known)}
    for row in list(ours.values()):
        if is_placeholder(row) and row["uid"] not in there:
            both.unit.remove("followup", row["id"])
            del ours[row["uid"]]
    taken = len(news)
    standing = [{**row, **news.get(uid, {})} for uid, row in ours.items()] + both.fresh
    _leave_one_open(standing, both)
    # what ends goes first, since the store allows one open step only
    both.change_known(sorted(news, key=lambda uid: bool(news[uid].get("state") == "open")))
    both.insert_fresh()
    return both.told(taken)


def _leave_one_open(standing: list[Values], both: _Both) -> None:
    """End every open step but the one changed last.

    Of two in one second a rep's stays rather than the program's, then the earlier one.
    """
    still_open = [row for row in standing if row["state"] == "open"]
    still_open.sort(key=lambda row: (row["set_by"] == RULE, str(row["on_day"])))
    still_open.sort(key=lambda row: str(row["updated_at"]), reverse=True)
    for row in still_open[1:]:
        _end(both, row, "state", "moved")


def _end(both: _Both, row: Values, column: str, value: str | int) -> None:
    """Let a row stand no longer, whether it is the store's or the file's."""
    if row["uid"] in both.ours:
        stamp = {"updated_at": later_than(row["updated_at"], both.unit.now)}
        both.news.setdefault(row["uid"], stamp)[column] = value
    else:
        row[column] = value


def _join_overrides(both: _Both) -> Joined:
    """Join grades set by hand; of several that stand, the one set last does."""
    standing = [{**row, **both.news.get(uid, {})} for uid, row in both.ours.items()] + both.fresh
    standing = sorted((row for row in standing if not row["cleared"]), key=_when_set)
    for row in standing[:-1]:
        _end(both, row, "cleared", 1)
    changed = both.change_known(both.news)
    both.insert_fresh()
    return both.told(changed)


def _when_set(row: Values) -> tuple[str, str]:
    return row["created_at"], row["uid"]


_JOINERS: dict[str, Callable[[_Both], Joined]] = {
    "followup": _join_steps,
    "override": _join_overrides,
}
"""Tables with a rule of their own; the rows of any other are independent of each other."""

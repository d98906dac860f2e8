"""Takes what the hub has sent into the store, in an order of its own.

The caller holds the transaction; changes are not noted for the hub meanwhile (``unnoted``).
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from leadq.errors import RefusedError
from leadq.store.numbers import highest_lead
from leadq.store.team.dirty import forget_change, note_change, read_known
from leadq.store.team.going import forget_going, note_going
from leadq.store.team.leaving import (
    let_go_of_left,
    take_alias,
    take_lead_away,
    take_row_away,
    take_stray_away,
)
from leadq.store.team.lost import list_rows_of_lost
from leadq.store.team.meeting import meet
from leadq.store.team.outbox import read_packed
from leadq.store.team.shapes import (
    LEAD,
    REACH_COLUMNS,
    REACHES,
    ROWS,
    SPAN_COLUMNS,
    unpack,
)
from leadq.store.team.spool import Arrival, Spool
from leadq.store.team.taking import Taking, ids_of, reaches_in


@dataclass
class Inbox(Taking):
    """A pull that takes everything there is in its spool."""

    def __post_init__(self) -> None:
        self._number = highest_lead(self.unit.conn)[1]
        self._in_dispute = list_rows_of_lost(self.unit.conn)
        self.disputed: set[str] = set()
        """Rows that came, and of which a value gave way before."""

    def take_standings(self, spool: Spool, mine: Callable[[str | None], bool]) -> None:
        """Take how leads of others stand; what is one's own is known better here."""
        conn = self.unit.conn
        for some in spool.chunks("standing"):
            marks = ", ".join("?" * len(some))
            rows = conn.execute(
                f"SELECT uid, id, owner FROM lead WHERE uid IN ({marks})",
                [one.lead for one in some],
            )
            theirs = {uid: key for uid, key, owner in rows if not mine(owner)}
            spans = {
                theirs[one.lead]: (one, self._spans(one)) for one in some if one.lead in theirs
            }
            self._write_spans({key: found for key, found in spans.items() if found[1]})

    def _spans(self, one: Arrival) -> list[dict[str, Any]]:
        """Return the spans of a lead, checked; none, and counted, if they are of no use."""
        try:
            rows = [dict(zip(SPAN_COLUMNS, span, strict=True)) for span in one.data]
            for row in rows:
                self.check("outlook", row)
        except (ValueError, TypeError):
            self.leave(one)
            return []
        return rows

    def _write_spans(self, spans: Mapping[int, tuple[Arrival, list[dict[str, Any]]]]) -> None:
        names = ", ".join(("lead_id", *SPAN_COLUMNS))
        marks = ", ".join("?" * (len(SPAN_COLUMNS) + 1))
        try:
            with self.unit.whole_or_nothing():
                self.unit.conn.executemany(
                    "DELETE FROM outlook WHERE lead_id = ?", [(key,) for key in spans]
                )
                self.unit.conn.executemany(
                    f"INSERT INTO outlook ({names}) VALUES ({marks})",
                    [(key, *row.values()) for key, (_one, rows) in spans.items() for row in rows],
                )
        except (RefusedError, sqlite3.IntegrityError):
            for key, found in spans.items():
                if len(spans) == 1:
                    self.leave(found[0])
                else:
                    self._write_spans({key: found})

    def take_rows(self, spool: Spool) -> None:
        """Let rows go that hang on leads of colleagues by now, take rows, then open steps, of which
        a lead has one, then merges and leads that go."""
        rest = list(spool.each("rest"))
        for one in rest:
            if one.kind == "left" and one.tbl in ROWS:
                self.unit.sign(self.names.get(one.who))
                take_stray_away(self, one.tbl, one.uid)
        for table in (LEAD, REACHES, *ROWS[1:]):
            for some in spool.chunks(table):
                for who, theirs in groupby(sorted(some, key=_who), key=_who):
                    self.unit.sign(self.names.get(who))
                    self._take(table, list(theirs))
        for some in spool.chunks("steps"):
            self._take_steps("followup", some)
        for one in rest:
            if one.kind == "alias":
                take_alias(self, one)
        for one in spool.each("gone"):
            self.unit.sign(self.names.get(one.who))
            take_lead_away(self, one)
        self.unit.close_ranges()
        for one in rest:
            if one.kind == "left" and one.lead:
                note_going(self.unit.conn, [one.lead], "left")
        let_go_of_left(self)

    def _take(self, table: str, some: Sequence[Arrival]) -> None:
        conn = self.unit.conn
        uids = [one.uid for one in some]
        self.disputed |= self._in_dispute.intersection(uids)
        ours = read_packed(conn, table, uids)
        dirty = read_known(self.unit.conn, table, uids)
        leads = ids_of(conn, LEAD, [one.lead for one in some])
        keys = ids_of(conn, table, uids) if table != REACHES else {}
        fresh: list[tuple[Arrival, dict[str, Any]]] = []
        for one in some:
            row = ours.get(one.uid)
            if one.gone:
                take_row_away(self, table, one, row, dirty, keys)
            elif row is None or (table == REACHES and row[REACHES] == []):
                forget_change(self.unit.conn, table, one.uid)
                columns = self._columns(table, one, leads)
                if columns is not None:
                    fresh.append((one, columns))
            else:
                meet(self, table, one, row, dirty, keys.get(one.uid, 0), leads)
        self._insert(table, fresh, leads)

    def _columns(self, table: str, one: Arrival, leads: Mapping[str, int]) -> dict[str, Any] | None:
        """Return the columns of an arrival, checked; None, and counted, if they are of no use."""
        try:
            reaches = table == REACHES
            values = {REACHES: reaches_in(one.data)} if reaches else unpack(table, one.data)
            self.check(table, values)
            if table != LEAD and one.lead not in leads:
                raise ValueError(one.lead)
        except ValueError:
            self.leave(one)
            return None
        return values

    def _insert(
        self, table: str, fresh: Sequence[tuple[Arrival, dict[str, Any]]], leads: Mapping[str, int]
    ) -> None:
        if not fresh:
            return
        try:
            with self.unit.whole_or_nothing():
                self._insert_all(table, fresh, leads)
        except (RefusedError, sqlite3.IntegrityError):
            if len(fresh) == 1:
                self.leave(fresh[0][0])
                return
            for one in fresh:
                self._insert(table, [one], leads)
            return
        self.counts["received"] += len(fresh)

    def _insert_all(
        self, table: str, fresh: Sequence[tuple[Arrival, dict[str, Any]]], leads: Mapping[str, int]
    ) -> None:
        if table == REACHES:
            rows = [
                (leads[one.lead], *reach) for one, columns in fresh for reach in columns[REACHES]
            ]
            self.unit.insert_many("reach", ("lead_id", *REACH_COLUMNS), rows)
            self.renamed.update(leads[one.lead] for one, _columns in fresh)
            return
        names = tuple(fresh[0][1])
        if table == LEAD:
            numbers = range(self._number + 1, self._number + 1 + len(fresh))
            values = [(one.uid, n, *columns.values())
                      for n, (one, columns) in zip(numbers, fresh, strict=True)]  # fmt: skip
            ids = self.unit.insert_many(LEAD, ("uid", "number", *names), values)
            self._number += len(fresh)
            self.renamed.update(ids)
            forget_going(self.unit.conn, [one.uid for one, _columns in fresh], "left")
            return

        values = [(one.uid, leads[one.lead], *columns.values()) for one, columns in fresh]
        self.unit.insert_many(table, ("uid", "lead_id", *names), values)
        found = {leads[one.lead] for one, _columns in fresh}
        self.changed |= found
        if table == "contact":
            self.renamed |= found

    def _take_steps(self, table: str, some: Sequence[Arrival]) -> None:
        """Take open steps: those whose leads have no other all at once, then one by one."""
        leads = ids_of(self.unit.conn, LEAD, [one.lead for one in some])
        marks = ", ".join("?" * len(leads))
        query = f"SELECT lead_id, uid FROM followup WHERE state = 'open' AND lead_id IN ({marks})"
        there = dict(self.unit.conn.execute(query, [*leads.values()]).fetchall())
        count = Counter(one.lead for one in some)
        alone: list[Arrival] = []
        met: list[Arrival] = []
        for one in some:
            uid = there.get(leads.get(one.lead, 0), one.uid)
            (alone if uid == one.uid and count[one.lead] == 1 else met).append(one)
        for who, theirs in groupby(sorted(alone, key=_who), key=_who):
            self.unit.sign(self.names.get(who))
            self._take(table, list(theirs))
        for one in met:
            self.unit.sign(self.names.get(one.who))
            self._take_step(table, one)

    def _take_step(self, table: str, one: Arrival) -> None:
        """Take an open step; of this one and another that is open here, one stays.

        What a rep has set stays rather than what the program has, then what was done here: it
        reaches the hub later.
        """
        conn = self.unit.conn
        leads = ids_of(conn, LEAD, [one.lead])
        found = conn.execute(
            "SELECT id, uid, set_by FROM followup"
            " WHERE lead_id = ? AND state = 'open' AND uid <> ?",
            (leads.get(one.lead), one.uid),
        ).fetchone()
        if found is None:
            self._take(table, [one])
        elif one.data.get("set_by") == "rep" and found[2] != "rep":
            before = read_packed(conn, table, [found[1]])[found[1]]
            self.unit.change(table, found[0], state="moved")
            note_change(self.unit.conn, table, found[1], one.lead, before)
            self._take(table, [one])
        else:
            self._take(table, [one._replace(data={**one.data, "state": "moved"})])
            if ids_of(conn, table, [one.uid]):
                # one that cannot be read is not here, and the hub would take that for its end
                note_change(conn, table, one.uid, one.lead, {**one.data, "lead": one.lead})


def _who(one: Arrival) -> int:
    return one.who

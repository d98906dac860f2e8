"""Takes what the hub has sent into the store: what changed here since then stays, and is sent.

The caller holds the transaction; changes are not noted for the hub meanwhile (``unnoted``).
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from leadq.errors import RefusedError
from leadq.store.changes import pack_stamps
from leadq.store.numbers import HIGHEST, highest_lead
from leadq.store.privacy.erasure import Subject, purge
from leadq.store.team import outbox
from leadq.store.team.lost import Lost, note_lost
from leadq.store.team.outbox import differences, read_fields
from leadq.store.team.shapes import (
    LEAD,
    OUTLOOK,
    REACH_COLUMNS,
    REACHES,
    ROWS,
    SOFT,
    SPAN_COLUMNS,
    Fields,
    columns_of,
    dumps,
    unpack,
)
from leadq.store.team.spool import Arrival, Spool
from leadq.store.unit import Unit

Check = Callable[[str, Mapping[str, Any]], None]
"""Raises ValueError for columns of a table that leadq could not read later."""
_DIRTY = "SELECT uid, base FROM sync_dirty WHERE tbl = ? AND uid IN ({marks})"
_CHUNK = 500
HUB, OURS, NEITHER = "hub", "ours", ""


class Inbox:
    """One pull on its way into the store; ``renamed`` and ``changed`` are leads, by local id.

    ``stands``: whose value stands where both differ and neither is known to have seen the other:
    the HUB's in a store that is a copy, OURS when the hub was put back.
    """

    def __init__(
        self, unit: Unit, me: str, names: Mapping[int, str], check: Check, stands: str = NEITHER
    ) -> None:
        self.unit = unit
        self.me, self.names, self.check, self.stands = me, names, check, stands
        self.counts: Counter[str] = Counter()
        self.renamed: set[int] = set()
        self.changed: set[int] = set()
        self._number = highest_lead(unit.conn)[1]

    def take_standings(self, spool: Spool, mine: Callable[[str | None], bool]) -> None:
        """Take how leads of others stand; what is one's own is known better here."""
        conn = self.unit.conn
        for some in spool.chunks("standing"):
            leads = ids_of(conn, LEAD, [one.lead for one in some])
            for one in some:
                key = leads.get(one.lead)
                if key is None:
                    continue
                (owner,) = conn.execute("SELECT owner FROM lead WHERE id = ?", (key,)).fetchone()
                if not mine(owner):
                    self._write_spans(key, one.data)

    def _write_spans(self, key: int, spans: Any) -> None:
        names = ", ".join(("lead_id", *SPAN_COLUMNS))
        marks = ", ".join("?" * (len(SPAN_COLUMNS) + 1))
        try:
            rows = [dict(zip(SPAN_COLUMNS, span, strict=True)) for span in spans]
            for row in rows:
                self.check("outlook", row)
            with self.unit.whole_or_nothing():
                self.unit.conn.execute("DELETE FROM outlook WHERE lead_id = ?", (key,))
                self.unit.conn.executemany(
                    f"INSERT INTO outlook ({names}) VALUES ({marks})",
                    [(key, *row.values()) for row in rows],
                )
        except (ValueError, TypeError, RefusedError):
            self.counts["unreadable"] += 1

    def take_rows(self, spool: Spool) -> None:
        """Take rows, then open steps, of which a lead has one, then merges and leads that go."""
        for table in (LEAD, REACHES, *ROWS[1:]):
            for some in spool.chunks(table):
                for who, theirs in groupby(sorted(some, key=_who), key=_who):
                    self.unit.sign(self.names.get(who))
                    self._take(table, list(theirs))
        for one in spool.each("steps"):
            self.unit.sign(self.names.get(one.who))
            self._take_step("followup", one)
        rest = list(spool.each("rest"))
        for one in rest:
            if one.kind == "alias":
                self._take_alias(one)
        for one in spool.each("gone"):
            self.unit.sign(self.names.get(one.who))
            self._take_lead_away(one)
        self.unit.close_ranges()
        for one in rest:
            if one.kind == "left":
                outbox.note_gone(self.unit.conn, [one.lead], "left")
        self._let_go()

    def _take(self, table: str, some: Sequence[Arrival]) -> None:
        conn = self.unit.conn
        uids = [one.uid for one in some]
        ours = read_fields(conn, table, uids)
        dirty = self._read_dirty(table, uids)
        leads = ids_of(conn, LEAD, [one.lead for one in some])
        keys = ids_of(conn, table, uids) if table != REACHES else {}
        fresh: list[tuple[Arrival, dict[str, Any]]] = []
        for one in some:
            row = ours.get(one.uid)
            if one.gone:
                self._take_away(table, one, row, dirty, keys)
            elif row is None or (table == REACHES and row[REACHES] == []):
                self._forget_dirty(table, one.uid)
                columns = self._columns(table, one, leads)
                if columns is not None:
                    fresh.append((one, columns))
            else:
                self._meet(table, one, row, dirty, keys.get(one.uid, 0), leads)
        self._insert(table, fresh, leads)

    def _columns(self, table: str, one: Arrival, leads: Mapping[str, int]) -> dict[str, Any] | None:
        """Return the columns of an arrival, checked; None, and counted, if they are of no use."""
        try:
            reaches = table == REACHES
            values = {REACHES: _reaches(one.data)} if reaches else unpack(table, one.data)
            self.check(table, values)
            if table != LEAD and one.lead not in leads:
                raise ValueError(one.lead)
        except ValueError:
            self.counts["unreadable"] += 1
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
                self.counts["unreadable"] += 1
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
            outbox.forget_gone(self.unit.conn, [one.uid for one, _columns in fresh], "left")
            return

        values = [(one.uid, leads[one.lead], *columns.values()) for one, columns in fresh]
        self.unit.insert_many(table, ("uid", "lead_id", *names), values)
        found = {leads[one.lead] for one, _columns in fresh}
        self.changed |= found
        if table == "contact":
            self.renamed |= found

    def _meet(
        self, table: str, one: Arrival, row: Fields, dirty: Mapping[str, Fields | None],
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
            elif is_new and self.stands == OURS:
                base[field] = hub
            elif is_new or (self.stands == HUB and hub != (known or {}).get(field)):
                wanted[field] = hub
                self._lose(table, one, field, ours, hub)
            else:
                base[field] = (known or {}).get(field)
        if self._change(table, key, row, wanted, leads) and one.uid in dirty:
            self._set_dirty(table, one, base, {**row, **wanted})

    def _change(
        self, table: str, key: int, row: Fields, wanted: Fields, leads: Mapping[str, int]
    ) -> bool:
        """Write fields of a row; False, and counted, when leadq could not read them."""
        differs = {name for name, value in wanted.items() if row.get(name) != value}
        if not differs:
            return True
        after = {name: value for name, value in {**row, **wanted}.items() if value is not None}
        try:
            with self.unit.whole_or_nothing():
                if table == REACHES:
                    self._change_reaches(leads[row["lead"]], after)
                else:
                    columns = unpack(table, after)
                    self.check(table, columns)
                    self._change_row(table, key, columns, differs, leads, after["lead"])
        except (ValueError, KeyError, RefusedError, sqlite3.IntegrityError):
            self.counts["unreadable"] += 1
            return False
        self.counts["received"] += 1
        return True

    def _change_row(
        self, table: str, key: int, columns: Mapping[str, Any], differs: Iterable[str],
        leads: Mapping[str, int], lead: str,
    ) -> None:  # fmt: skip
        names = [name for field in differs if field != "lead" for name in columns_of(table, field)]
        news = {name: columns[name] for name in names}
        if "lead" in differs:
            news["lead_id"] = leads[lead]
        self.unit.change(table, key, **news)
        if table == LEAD:
            self.renamed.add(key)
            return
        (lead_id,) = self.unit.read(table, key, ("lead_id",)).values()
        self.changed.add(lead_id)
        if table == "contact":
            self.renamed.add(lead_id)

    def _change_reaches(self, lead_id: int, after: Fields) -> None:
        values = {REACHES: _reaches(after)}
        self.check(REACHES, values)
        query = "SELECT id FROM reach WHERE lead_id = ?"
        for (key,) in self.unit.conn.execute(query, (lead_id,)).fetchall():
            self.unit.remove("reach", key)
        rows = [(lead_id, *reach) for reach in values[REACHES]]
        self.unit.insert_many("reach", ("lead_id", *REACH_COLUMNS), rows)
        self.unit.close_ranges()
        self.renamed.add(lead_id)

    def _lose(self, table: str, one: Arrival, field: str, ours: Any, hub: Any) -> None:
        kept_who = self.names.get(one.who)
        note_lost(
            self.unit.conn, Lost(table, one.uid, one.lead, field, ours, self.me, hub, kept_who)
        )
        self.counts["lost"] += 1

    def _take_away(
        self, table: str, one: Arrival, row: Fields | None, dirty: Mapping[str, Fields | None],
        keys: Mapping[str, int],
    ) -> None:  # fmt: skip
        """Remove a row, unless it was edited here since: an edit beats a deletion."""
        if row is None:
            self._forget_dirty(table, one.uid)
            return
        if one.uid in dirty:
            known = dirty[one.uid]
            if known is None or differences(_bare(known), _bare(row)):
                self._set_new(table, one.uid, row["lead"])
                return
            self._forget_dirty(table, one.uid)
        if table == REACHES:
            return
        lead_id = ids_of(self.unit.conn, LEAD, [row["lead"]]).get(row["lead"])
        self.unit.remove(table, keys[one.uid])
        self.counts["removed"] += 1
        if lead_id is not None:
            self.changed.add(lead_id)

    def _take_alias(self, one: Arrival) -> None:
        """Move what still hangs on a lead that was merged to the one it became part of."""
        conn = self.unit.conn
        leads = ids_of(conn, LEAD, [one.uid, one.lead])
        if one.uid not in leads or one.lead not in leads:
            return
        old, new = leads[one.uid], leads[one.lead]
        for table in ROWS[1:]:
            keys = conn.execute(f'SELECT id FROM "{table}" WHERE lead_id = ?', (old,)).fetchall()
            for (key,) in keys:
                self._move(table, key, new)
        conn.execute(
            "UPDATE sync_dirty SET lead = ? WHERE lead = ? AND uid <> ?",
            (one.lead, one.uid, one.uid),
        )
        for table in (LEAD, REACHES):
            known = self._read_dirty(table, [one.uid]).get(one.uid)
            ours = read_fields(conn, table, [one.uid]).get(one.uid, {})
            for field, pair in differences(_bare(known), _bare(ours)).items() if known else ():
                self._lose(table, one, field, pair[1], None)
            self._forget_dirty(table, one.uid)
        self.changed.add(new)

    def _move(self, table: str, key: int, lead_id: int) -> None:
        """Give a row to another lead, which has one open step only."""
        news: dict[str, Any] = {"lead_id": lead_id}
        if table == "followup":
            (state,) = self.unit.read(table, key, ("state",)).values()
            news |= {"state": "moved"} if state == "open" else {}
        self.unit.change(table, key, **news)

    def _take_lead_away(self, one: Arrival) -> None:
        """Remove a lead on which nothing hangs that the hub does not know."""
        conn = self.unit.conn
        key = ids_of(conn, LEAD, [one.uid]).get(one.uid)
        if key is None:
            return
        if outbox.is_waiting(conn, one.uid):
            for table in (LEAD, REACHES):
                self._set_new(table, one.uid, one.uid)
            return
        self._forget_dirty(OUTLOOK, one.uid)
        if self._has_rows(key):
            # they went to a lead that is a colleague's
            purge(conn, Subject((key,)), links=False)
            return
        reaches = conn.execute("SELECT id FROM reach WHERE lead_id = ?", (key,)).fetchall()
        for (reach,) in reaches:
            self.unit.remove("reach", reach, key)
        self.unit.put("meta", key=HIGHEST, value="{} {}".format(*highest_lead(conn)))
        self.unit.remove(LEAD, key, key)
        self.renamed.discard(key)
        self.counts["removed"] += 1

    def _has_rows(self, key: int) -> bool:
        found = (f'SELECT 1 FROM "{table}" WHERE lead_id = {key:d}' for table in ROWS[1:])
        return self.unit.conn.execute(" UNION ALL ".join(found)).fetchone() is not None

    def _let_go(self) -> None:
        """Remove the copies of leads that others have now, once nothing of them is unsent."""
        conn = self.unit.conn
        for uid in outbox.list_gone(conn, "left"):
            if outbox.is_waiting(conn, uid):
                continue
            key = ids_of(conn, LEAD, [uid]).get(uid)
            if key is not None:
                purge(conn, Subject((key,)), links=False)
                self.renamed.discard(key)
                self.changed.discard(key)
                self.counts["left"] += 1
            outbox.forget_lead(conn, uid)
            outbox.forget_gone(conn, [uid], "left")

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
            before = read_fields(conn, table, [found[1]])[found[1]]
            self.unit.change(table, found[0], state="moved")
            self._note(table, found[1], one.lead, before)
            self._take(table, [one])
        else:
            self._take(table, [one._replace(data={**one.data, "state": "moved"})])
            self._note(table, one.uid, one.lead, {**one.data, "lead": one.lead})

    def _note(self, table: str, uid: str, lead: str, base: Fields) -> None:
        """Note a row for the hub that was changed here just now."""
        self.unit.conn.execute(
            "INSERT INTO sync_dirty VALUES (?, ?, ?, ?, 1)"
            " ON CONFLICT (tbl, uid) DO UPDATE SET rev = rev + 1",
            (table, uid, lead, dumps(base)),
        )

    def _set_dirty(self, table: str, one: Arrival, base: Fields, row: Fields) -> None:
        """Go on from what the hub has now; where that is all the same there is nothing to send."""
        hard = {name for name in base if name not in SOFT}
        if all(base[name] == row.get(name) for name in hard):
            self._forget_dirty(table, one.uid)
            return
        kept = {name: value for name, value in base.items() if value is not None}
        self.unit.conn.execute(
            "UPDATE sync_dirty SET base = ?, lead = ? WHERE tbl = ? AND uid = ?",
            (dumps(kept), row["lead"], table, one.uid),
        )

    def _set_new(self, table: str, uid: str, lead: str) -> None:
        """Note a row as one that the hub has no more, so that it is sent whole."""
        self.unit.conn.execute(
            "INSERT INTO sync_dirty VALUES (?, ?, ?, NULL, 1)"
            " ON CONFLICT (tbl, uid) DO UPDATE SET base = NULL, rev = rev + 1",
            (table, uid, lead),
        )

    def _forget_dirty(self, table: str, uid: str) -> None:
        self.unit.conn.execute("DELETE FROM sync_dirty WHERE tbl = ? AND uid = ?", (table, uid))

    def _read_dirty(self, table: str, uids: Sequence[str]) -> dict[str, Fields | None]:
        query = _DIRTY.format(marks=", ".join("?" * len(uids)))
        rows = self.unit.conn.execute(query, (table, *uids))
        return {uid: json.loads(base) if base else None for uid, base in rows}


def ids_of(conn: sqlite3.Connection, table: str, uids: Iterable[str]) -> dict[str, int]:
    """Return the local ids of rows by their keys."""
    wanted = list(dict.fromkeys(uids))
    found: dict[str, int] = {}
    for start in range(0, len(wanted), _CHUNK):
        chunk = wanted[start : start + _CHUNK]
        marks = ", ".join("?" * len(chunk))
        found |= dict(conn.execute(f'SELECT uid, id FROM "{table}" WHERE uid IN ({marks})', chunk))
    return found


def _who(one: Arrival) -> int:
    return one.who


def _bare(fields: Fields) -> Fields:
    return {n: value for n, value in fields.items() if n not in SOFT and value is not None}


def _all_pairs(row: Fields, theirs: Fields) -> dict[str, tuple[Any, Any]]:
    return {name: (row.get(name), theirs.get(name)) for name in dict.fromkeys((*row, *theirs))}


def _later(field: str, ours: Any, hub: Any) -> Any:
    """Return the later of two stamps, or both lists of stamps as one."""
    if field != "changed":
        return max(str(ours or ""), str(hub or ""))
    one, other = json.loads(ours or "{}"), json.loads(hub or "{}")
    both = {name: max(one.get(name, ""), other.get(name, "")) for name in {*one, *other}}
    return pack_stamps(both)


def _reaches(fields: Mapping[str, Any]) -> list[list[Any]]:
    """Return ways to reach a lead. Raises ValueError for what can be none."""
    values = fields.get(REACHES)
    if not isinstance(values, list) or not all(
        isinstance(one, list) and len(one) == len(REACH_COLUMNS) for one in values
    ):
        raise ValueError(REACHES)
    return values

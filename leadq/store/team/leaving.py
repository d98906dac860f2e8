"""Takes away what the hub has no more: an edit beats a deletion, and nothing typed goes unseen."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping
from typing import Any

from leadq.store.numbers import HIGHEST, highest_lead
from leadq.store.privacy.erasure import Subject, purge
from leadq.store.team.dirty import forget_change, is_waiting, read_known, send_whole
from leadq.store.team.going import forget_going, forget_lead, list_going
from leadq.store.team.outbox import differences, read_packed
from leadq.store.team.shapes import LEAD, OUTLOOK, REACHES, ROWS, Fields
from leadq.store.team.spool import Arrival
from leadq.store.team.taking import Taking, bare, ids_of


def take_row_away(
    taking: Taking, table: str, one: Arrival, row: Fields | None,
    dirty: Mapping[str, Fields | None], keys: Mapping[str, int],
) -> None:  # fmt: skip
    """Remove a row, unless it was edited here since: an edit beats a deletion."""
    if row is None:
        forget_change(taking.unit.conn, table, one.uid)
        return
    if one.uid in dirty:
        known = dirty[one.uid]
        if known is None or differences(bare(known), bare(row)):
            send_whole(taking.unit.conn, table, one.uid, row["lead"])
            return
        forget_change(taking.unit.conn, table, one.uid)
    if table == REACHES:
        return
    lead_id = ids_of(taking.unit.conn, LEAD, [row["lead"]]).get(row["lead"])
    taking.unit.remove(table, keys[one.uid])
    taking.counts["removed"] += 1
    if lead_id is not None:
        taking.changed.add(lead_id)


def take_stray_away(taking: Taking, table: str, uid: str) -> None:
    """Remove a row of a lead that is a colleague's, wherever it was put here.

    One that was edited since stays until the hub has answered.
    """
    conn = taking.unit.conn
    if read_known(conn, table, [uid]):
        return
    found = conn.execute(f'SELECT id, lead_id FROM "{table}" WHERE uid = ?', (uid,)).fetchone()
    if found is not None:
        taking.unit.remove(table, found[0])
        taking.changed.add(found[1])
        taking.counts["removed"] += 1


def take_alias(taking: Taking, one: Arrival) -> None:
    """Move what still hangs on a lead that was merged to the one it became part of."""
    conn = taking.unit.conn
    leads = ids_of(conn, LEAD, [one.uid, one.lead])
    if one.uid not in leads or one.lead not in leads:
        return
    old, new = leads[one.uid], leads[one.lead]
    for table in ROWS[1:]:
        keys = conn.execute(f'SELECT id FROM "{table}" WHERE lead_id = ?', (old,)).fetchall()
        for (key,) in keys:
            _move(taking, table, key, new)
    conn.execute(
        "UPDATE sync_dirty SET lead = ? WHERE lead = ? AND uid <> ?",
        (one.lead, one.uid, one.uid),
    )
    conn.execute("UPDATE sync_lost SET lead = ? WHERE lead = ?", (one.lead, one.uid))
    for table in (LEAD, REACHES):
        known = read_known(taking.unit.conn, table, [one.uid]).get(one.uid)
        ours = read_packed(conn, table, [one.uid]).get(one.uid, {})
        for field, pair in differences(bare(known), bare(ours)).items() if known else ():
            taking.lose(table, one, field, pair[1], None)
        forget_change(taking.unit.conn, table, one.uid)
    taking.changed.add(new)


def _move(taking: Taking, table: str, key: int, lead_id: int) -> None:
    """Give a row to another lead, which has one open step only."""
    news: dict[str, Any] = {"lead_id": lead_id}
    if table == "followup":
        (state,) = taking.unit.read(table, key, ("state",)).values()
        news |= {"state": "moved"} if state == "open" else {}
    taking.unit.change(table, key, **news)


def take_lead_away(taking: Taking, one: Arrival) -> None:
    """Remove a lead on which nothing hangs that the hub does not know."""
    conn = taking.unit.conn
    key = ids_of(conn, LEAD, [one.uid]).get(one.uid)
    if key is None:
        return
    if is_waiting(conn, one.uid):
        for table in (LEAD, REACHES):
            send_whole(taking.unit.conn, table, one.uid, one.uid)
        return
    forget_change(taking.unit.conn, OUTLOOK, one.uid)
    if _has_rows(taking, key):
        # they went to a lead that is a colleague's
        purge(conn, Subject((key,)), links=False)
        return
    reaches = conn.execute("SELECT id FROM reach WHERE lead_id = ?", (key,)).fetchall()
    for (reach,) in reaches:
        taking.unit.remove("reach", reach, key)
    taking.unit.put("meta", key=HIGHEST, value="{} {}".format(*highest_lead(conn)))
    taking.unit.remove(LEAD, key, key)
    taking.renamed.discard(key)
    taking.counts["removed"] += 1


def _has_rows(taking: Taking, key: int) -> bool:
    found = (f'SELECT 1 FROM "{table}" WHERE lead_id = {key:d}' for table in ROWS[1:])
    return taking.unit.conn.execute(" UNION ALL ".join(found)).fetchone() is not None


def let_go_of_left(taking: Taking) -> None:
    """Remove the copies of leads that others have now, once nothing of them is unsent."""
    conn = taking.unit.conn
    for uid in list_going(conn, "left"):
        if is_waiting(conn, uid):
            continue
        key = ids_of(conn, LEAD, [uid]).get(uid)
        if key is not None:
            purge(conn, Subject((key,)), links=False)
            taking.renamed.discard(key)
            taking.changed.discard(key)
            taking.counts["left"] += 1
        forget_lead(conn, uid)
        forget_going(conn, [uid], "left")


def take_copies_away(conn: sqlite3.Connection, uids: Collection[str]) -> None:
    """Remove leads that are colleagues', and all that was to be sent of them."""
    for key in ids_of(conn, LEAD, uids).values():
        purge(conn, Subject((key,)), links=False)
    for uid in uids:
        forget_lead(conn, uid)

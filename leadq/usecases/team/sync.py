"""Brings a store and its hub together: sends what changed here, takes what changed elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from functools import partial
from typing import Any
from uuid import uuid4

from leadq.errors import RefusedError, StoreError
from leadq.store.care.health import read_content
from leadq.store.care.undo import Touched
from leadq.store.meta import note_synced
from leadq.store.privacy.suppression import (
    Erasures,
    Suppressed,
    merge_erasures,
    read_erasures,
    read_suppressed,
)
from leadq.store.read.lookups import read_name
from leadq.store.statements import SYNC
from leadq.store.team import dirty, going, outbox
from leadq.store.team.inbox import Inbox
from leadq.store.team.leaving import take_stray_away
from leadq.store.team.lost import (
    Lost,
    count_lost,
    forget_settled,
    note_lost,
    settle_those_that_stand,
)
from leadq.store.team.membership import note_told, read_told, write_membership
from leadq.store.team.shapes import LEAD, REACHES, ROWS
from leadq.store.team.spool import Arrival, Spool
from leadq.store.team.taking import HUB, NEITHER, OURS, ids_of
from leadq.store.team.triggers import unnoted
from leadq.store.unit import Unit, open_unit
from leadq.usecases.care.undo import derive
from leadq.usecases.desk import Desk, Progress
from leadq.usecases.privacy.away import list_erased
from leadq.usecases.privacy.erase import erase_from_copies, erase_people, plan_erasure
from leadq.usecases.team.check import check_columns
from leadq.usecases.team.fetch import fetch_news, remember_unread
from leadq.usecases.team.foreign import FOREIGN, let_go_of_foreign
from leadq.usecases.team.join import joined_team
from leadq.usecases.team.outcome import Confirm, Synced, Vanishing
from leadq.usecases.team.protocol import Hub
from leadq.usecases.team.sale import follow_sales

_ROUNDS = 3
"""What follows from what came, such as a next step, is sent at once; what that changes is taken."""
_A_TENTH, _A_FEW = 10, 10


def sync_store(desk: Desk, hub: Hub, confirm: Confirm, progress: Progress | None = None) -> Synced:
    """Send and take until both are the same; what is broken off goes on with the next sync.

    Raises RefusedError not_in_team, vanishing, foreign_leads; StoreError.
    """
    sync = _Sync(desk, hub, confirm, progress)
    sync.send_erased()
    if sync.result.renewed:
        sync.pull()
    for turn in range(_ROUNDS):
        sent = sync.push()
        if turn and not sent:
            break
        sync.pull()
    with desk.read() as conn:
        sync.result.conflicts = count_lost(conn)
    return sync.result


class _Sync:
    """One sync under way; ``names`` are the team's by their number at the hub."""

    def __init__(self, desk: Desk, hub: Hub, confirm: Confirm, progress: Progress | None) -> None:
        self.desk, self.hub, self.confirm, self.progress = desk, hub, confirm, progress
        self.result = Synced()
        self._stands = NEITHER
        self._is_heard = False
        self.team = joined_team(desk)
        told = hub.hello(self.team.device)
        self.names: Mapping[int, str] = {one["id"]: one["name"] for one in told["members"]}
        self._managers = {one["id"] for one in told["members"] if one["manages"]}
        self.team = self.team.with_members(told["members"])._replace(member=told["me"]["name"])
        with self._keep() as unit:
            write_membership(unit.conn, self.team)
            desk.reread_absences(unit.conn)
            heard = read_told(unit.conn, self.team.device)
        known = told["batch"] or 0
        is_put_back = told["seq"] < self.team.cursor or told.get("cursor", heard) < heard
        if known < self.team.batch or is_put_back:
            self._begin_again()
        elif known > self._last_batch():
            self._become_new()

    def push(self) -> bool:
        """Send what changed, batch by batch; False when there was nothing."""
        self.send_erased()
        sent, before = False, sum(self.result.sent.values())
        with self.desk.read() as conn:
            total = before + dirty.count_to_send(conn)
        while (batch := self._next_batch()) is not None:
            sent = True
            try:
                answer = self.hub.push(
                    self.team.device, batch.number, self.team.cursor, batch.digest, batch.ops
                )
            except StoreError as refusal:
                if refusal.key != FOREIGN:
                    raise
                self.result.foreign += let_go_of_foreign(self.desk, self.hub, self.confirm, refusal)
                continue
            if answer.get("fork"):
                self._become_new()
                return True
            with self._keep() as unit:
                outbox.acknowledge(unit.conn, batch, map(tuple, answer.get("resend", ())))
                self.team = self.team._replace(batch=batch.number)
                write_membership(unit.conn, self.team)
                self._let_go(unit, answer.get("strays", ()))
            self._is_heard = True
            self.result.sent += batch.tally()
            if self.progress is not None:
                self.progress(min(sum(self.result.sent.values()), total), total)
        return sent

    def _let_go(self, unit: Unit, strays: Sequence[Sequence[Any]]) -> None:
        """Remove rows that hang on leads of colleagues by now, wherever they were put here."""
        if not strays:
            return
        inbox = Inbox(unit, self.team.member, self.names, check_columns)
        with unnoted(unit.conn):
            for table, uid, book in strays:
                if table in ROWS:
                    unit.sign(self.names.get(book))
                    take_stray_away(inbox, table, uid)
        self._settle(unit, inbox)

    def _keep(self) -> AbstractContextManager[Unit]:
        desk = self.desk
        return open_unit(desk.store, SYNC, desk.now, desk.me, desk.today, desk.signed)

    def _next_batch(self) -> outbox.Batch | None:
        with self._keep() as unit:
            found = outbox.pending(unit.conn)
            if found is None:
                number = self.team.batch + 1
                mine = partial(self.desk.is_mine, unit.conn)
                found = outbox.freeze(unit.conn, number, mine)
            return found

    def _last_batch(self) -> int:
        """Return the number of the last batch that this store has made."""
        with self.desk.read() as conn:
            waiting = outbox.pending(conn)
        return waiting.number if waiting else self.team.batch

    def _become_new(self) -> None:
        """Go on as a device of its own: the hub knows another store under this one's name."""
        self._rename(self.team.cursor)
        self._stands = HUB

    def _begin_again(self) -> None:
        """Send everything once more: the hub was put back, and has forgotten what it had."""
        self._rename(0)
        self._stands = OURS
        with self._keep() as unit:
            dirty.mark_everything(unit.conn)

    def _rename(self, cursor: int) -> None:
        self.hub.retire(self.team.device)
        self.team = self.team._replace(device=str(uuid4()), batch=0, cursor=cursor)
        self.result.renewed = True
        self._is_heard = False
        with self._keep() as unit:
            outbox.drop_pending(unit.conn)
            write_membership(unit.conn, self.team)

    def send_erased(self) -> None:
        """Take out of the hub whoever was erased here: before anything can bring them back."""
        with self.desk.read() as conn:
            leads = going.list_going(conn, "erased")
            erasures = read_erasures(conn) if leads else Erasures()
        if leads:
            key = " ".join(erasures.keys)
            rows = [(hashed, kind, key) for hashed, kind, _receipt in erasures.rows]
            kept = self.hub.erase(self.team.device, leads, rows)
            self.result.sent["gone"] += len(leads) - len(kept)
            self.result.kept += Counter(who or "" for _lead, who in kept)
            with self._keep() as unit:
                going.forget_going(unit.conn, leads, "erased")

    def pull(self) -> None:
        """Take what changed elsewhere, whole or not at all."""
        with Spool() as spool:
            cursor = fetch_news(self.desk, self.hub, self.team, spool, self.progress)
            self._ask_before_loss(spool)
            self._erase(spool)
            with self.desk.write(SYNC) as unit:
                self._take(unit, spool)
                self.team = self.team._replace(cursor=cursor)
                write_membership(unit.conn, self.team)
                note_synced(unit.conn, self.desk.today)
        if spool.count or not self._is_heard:
            self.hub.seen(self.team.device, cursor)
            with self._keep() as unit:
                note_told(unit.conn, self.team.device, cursor)

    def _ask_before_loss(self, spool: Spool) -> None:
        """Stop, unless that is wanted, when more than a tenth of the leads would go."""
        leaving = [one.lead for one in spool.each("rest") if one.kind in ("left", "erased")]
        leaving += [one.uid for one in spool.each("gone")]
        with self.desk.read() as conn:
            leads = read_content(conn).leads
            found = Vanishing(len(ids_of(conn, LEAD, leaving)), leads)
        if found.gone > _A_FEW and found.gone * _A_TENTH > leads and not self.confirm(found):
            raise RefusedError("vanishing", hint="vanishing", gone=found.gone, leads=leads)

    def _erase(self, spool: Spool) -> None:
        """Erase here whoever was erased elsewhere; on a manager's word also whoever is known again
        by what was kept, since a rep's word is good for the rep's own leads only."""
        told = [one for one in spool.each("rest") if one.kind in ("erased", "suppressed")]
        if not told:
            return
        kept = [one for one in told if one.kind == "suppressed"]
        hashes = [one for one in kept if _can_read(one)]
        spool.unreadable += [one.seq for one in kept if not _can_read(one)]
        with self._keep() as unit:
            keys = dict.fromkeys(key for one in hashes for key in one.data["key"].split())
            rows = tuple((one.data["hash"], one.data["kind"], "") for one in hashes)
            merge_erasures(unit.conn, Erasures(tuple(keys), rows))
        erased = [one.lead for one in told if one.kind == "erased"]
        with self.desk.read() as conn:
            here = ids_of(conn, LEAD, erased)
            found = set(here.values())
            if any(one.who in self._managers for one in hashes):
                found |= list_erased(conn, read_suppressed(conn), self.desk.region)
            numbers = [str(read_name(conn, key).number) for key in sorted(found)]
        if numbers:
            erase_people(self.desk, plan_erasure(self.desk, numbers))
            self.result.received["erased"] += len(numbers)
        # what had gone to a colleague before can be in backups still
        erase_from_copies(self.desk, set(erased) - here.keys())
        with self._keep() as unit:
            going.forget_going(unit.conn, erased, "erased")

    def _take(self, unit: Unit, spool: Spool) -> None:
        stands, self._stands = self._stands, NEITHER
        inbox = Inbox(unit, self.team.member, self.names, check_columns, stands)
        with unnoted(unit.conn):
            inbox.take_rows(spool)
            for one in spool.each("rest"):
                if one.kind == "lost" and one.tbl in (*ROWS, REACHES):
                    self._note_lost(unit, one, inbox)
            settle_those_that_stand(unit.conn, inbox.disputed)
            inbox.take_standings(spool, partial(self.desk.is_mine, unit.conn))
        inbox.counts["unreadable"] += len(spool.unreadable)
        remember_unread(unit.conn, min(spool.unreadable, default=0), inbox.oldest)
        self._settle(unit, inbox)

    def _settle(self, unit: Unit, inbox: Inbox) -> None:
        """Write what follows from what came and went, and count that."""
        follow_sales(unit, self.desk, inbox.stood)
        touched = Touched(unit.conn)
        touched.add_leads(inbox.changed)
        touched.rename(inbox.renamed)
        derive(unit, self.desk, touched, self.desk.absences(unit.conn))
        self.result.received += +inbox.counts

    def _note_lost(self, unit: Unit, one: Arrival, inbox: Inbox) -> None:
        inbox.disputed.add(one.uid)
        data, name = one.data, self.names.get
        lost = Lost(one.tbl, one.uid, one.lead, data["field"], data["value"], name(data["who"]),
                    data["kept"], name(data["kept_who"]))  # fmt: skip
        if data.get("settled"):
            inbox.counts["received"] += forget_settled(unit.conn, data["id"])
        else:
            note_lost(unit.conn, lost, data["id"])


def _can_read(one: Arrival) -> bool:
    """Tell whether what is kept of somebody who was erased is such as leadq keeps."""
    return Suppressed.can_read(one.data["hash"], one.data["key"].split())

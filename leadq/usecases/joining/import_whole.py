"""Imports an export of everything: a store rebuilt from it is equal, a store with leads is joined.

New leads come with all that belongs to them, their history included. Of known ones, rows that are
not there yet are added; with --update the newer change of each field and row stands.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from leadq.domain.followup.schedule import propose_step
from leadq.domain.grading.facts import UNKNOWN
from leadq.domain.grading.outlook import OPEN, PARKED, compute_outlook, judge_on, status_on
from leadq.domain.leads.status import WON
from leadq.errors import LeadqError, RefusedError
from leadq.store import repo
from leadq.store.changes import pack_stamps
from leadq.store.joining.join_rows import join_rows
from leadq.store.joining.merged_away import read_merged
from leadq.store.joining.placeholders import mark_placeholders
from leadq.store.joining.referrals import follow_links
from leadq.store.numbers import highest_id, highest_lead, highest_spent
from leadq.store.read.lookups import find_number
from leadq.store.read.read_details import read_core, read_facts, read_state
from leadq.store.repo_values import ReachValue
from leadq.store.statements import Values
from leadq.store.unit import Unit
from leadq.usecases.desk import Desk
from leadq.usecases.followup.close import follow_status
from leadq.usecases.followup.replan import replan_lead
from leadq.usecases.importing.fill_gaps import fill_gaps
from leadq.usecases.importing.import_order import Imported, Order, Tally, reject_row
from leadq.usecases.importing.row_reader import Candidate
from leadq.usecases.importing.row_values import AHEAD
from leadq.usecases.joining.known import Acquaintance, join_known
from leadq.usecases.joining.newer_fields import Theirs, read_changes
from leadq.usecases.joining.whole_shapes import Record, check_spans, parse_belongings, parse_lead
from leadq.usecases.leads.lookup import refresh_lookup
from leadq.usecases.leads.owners import Owners
from leadq.usecases.privacy.away import Who, open_gate

JOINED = {
    "facts": "fact",
    "touches": "touch",
    "followups": "followup",
    "promises": "promise",
    "contacts": "contact",
    "overrides": "override",
    "purchases": "purchase",
    "complaints": "complaint",
}
"""What belongs to a lead and the table it is kept in; an override names a fact, so it comes
later."""


class WholeImport:
    """Takes the records of an export of everything into a transaction."""

    def __init__(self, unit: Unit, desk: Desk, order: Order, result: Imported) -> None:
        self.unit = unit
        self.desk = desk
        self.order = order
        self.result = result
        self.came = result
        """What came of the record under way; it counts once all of it is taken."""
        self.gate = open_gate(unit.conn, desk.region)
        self.owners = Owners(desk, unit.conn)
        self.acquaintance = Acquaintance(unit.conn, read_merged(unit.conn))
        highest, self.number = highest_lead(unit.conn)
        self.first_lead = highest + 1
        self.spent = highest_spent(unit.conn)
        self.to_replan: list[int] = []
        self.aliases: dict[str, int] = {}
        """Leads that are known under another key than that of their record."""

    def take(self, records: Iterable[Record]) -> None:
        """Take every record; one that cannot be taken is left out whole."""
        for place, record in enumerate(records, start=1):
            self.result.rows += 1
            self.came = Imported(self.order.file, "", "", {})
            number = self.number
            try:
                with self.unit.whole_or_nothing():
                    self._take_one(record)
                self.result.add(self.came)
            except LeadqError as reason:
                self.number = number
                self.result.rejected.append(reject_row(place, reason))
        self.unit.close_ranges()
        if self.result.new:
            # the grades of days gone by, which nothing could compute again
            last = highest_id(self.unit.conn, "lead")
            self.unit.journal_inserts("outlook", self.first_lead, last)
        follow_links(self.unit, self.aliases)
        before = highest_id(self.unit.conn, "followup")
        for lead_id in self.to_replan:
            self._replan(lead_id)
        mark_placeholders(self.unit, before)

    def _take_one(self, record: Record) -> None:
        lead = parse_lead(record)
        lead["owner"] = self.owners.name(lead["owner"], lead["uid"])
        reaches = [ReachValue(**row) for row in parse_belongings(record, "reaches")]
        rows = {what: parse_belongings(record, what) for what in JOINED}
        spans = parse_belongings(record, "outlook")
        check_spans(spans)
        profile = self.desk.trade_of(lead["profile"]).id
        for row in rows["facts"]:
            self._check_fact(row, profile)
        self._check_touches(rows["touches"])
        name, company = lead["name"], lead["company"]
        if self.gate.stops(Who(name, company, tuple(reaches), lead["uid"])):
            self.came.suppressed += 1
            return
        rows["contacts"] = [row for row in rows["contacts"] if not self._was_erased(row, company)]
        stamps = read_changes(record.get("changed"))
        theirs = Theirs(lead, reaches, stamps, has_steps=True)
        known = self.acquaintance.find(lead["uid"], lead, reaches, self.first_lead)
        if known.lead_id is not None:
            if not known.by_id:
                self.aliases[lead["uid"]] = known.lead_id
            self._meet(known.lead_id, known.by_id, theirs, rows)
            return
        self.came.clashes += known.clash
        lead_id = self._insert(theirs)
        self._join(lead_id, rows)
        self._set_outlook(lead_id, spans)
        self.came.new += 1
        self.came.statuses[lead["status"]] += 1

    def _check_fact(self, row: Values, profile: str) -> None:
        """Raise RefusedError for an unknown fact, a day or number that could not be read later."""
        kind = self.desk.library.fact(row["fact"], profile).kind
        if row["value"] == UNKNOWN:
            return
        try:
            if kind == "date":
                date.fromisoformat(row["value"])
            if kind == "number" and not math.isfinite(float(row["value"])):
                raise ValueError
        except ValueError:
            raise RefusedError("bad_record", place=f"facts.{row['fact']}") from None

    def _check_touches(self, rows: Iterable[Values]) -> None:
        """Raise RefusedError for a contact on a day that nobody's calendar has reached."""
        last = (self.desk.today + AHEAD).isoformat()
        for place, row in enumerate(rows):
            if row["on_day"] > last:
                raise RefusedError("bad_record", place=f"touches[{place}].on_day")

    def _was_erased(self, person: Values, company: str | None) -> bool:
        phone = person["phone"]
        reaches = (ReachValue("phone", phone, None, phone),) if phone else ()
        return bool(phone or company) and self.gate.stops(Who(person["name"], company, reaches))

    def _meet(
        self, lead_id: int, same: bool, theirs: Theirs, rows: Mapping[str, list[Values]]
    ) -> None:
        """Join a record with the lead that is there already."""
        self.came.known += 1
        self.unit.close_ranges()
        changed = False
        if same:
            changed = join_known(self.unit, self.desk, self.order, self.came, lead_id, theirs)
        elif self.order.update:
            changed = fill_gaps(self.unit, self.desk, lead_id, _candidate_of(theirs))
        self.came.updated += changed
        if self._join(lead_id, rows) or changed:
            refresh_lookup(self.unit, lead_id, self.desk.region)
            self.to_replan.append(lead_id)

    def _insert(self, theirs: Theirs) -> int:
        """Insert a lead as it is, under its own number where nobody has it."""
        fields = dict(theirs.fields)
        if fields["parked_until"] is not None:
            # since its day of return has come, it was written as open
            fields["status"] = PARKED
        packed = {name: json.dumps(fields[name], ensure_ascii=False) for name in ("tags", "extra")}
        number = self._number(fields["number"])
        changed = pack_stamps(theirs.stamps)
        values = fields | packed | {"number": number, "changed": changed}
        (lead_id,) = self.unit.append("lead", [values])
        self.unit.append("reach", [{"lead_id": lead_id, **r._asdict()} for r in theirs.reaches])
        return lead_id

    def _number(self, wanted: int) -> int:
        free = wanted > self.spent and find_number(self.unit.conn, wanted) is None
        number = wanted if free else self.number + 1
        self.number = max(self.number, number)
        return number

    def _join(self, lead_id: int, rows: Mapping[str, list[Values]]) -> bool:
        """Join everything that belongs to a lead, and say whether anything was new or newer."""
        changed = False
        for what, table in JOINED.items():
            if not rows[what]:
                continue
            tally = self.came.brought.setdefault(what, Tally())
            is_new = lead_id >= self.first_lead
            joined = join_rows(self.unit, lead_id, table, rows[what], self.order.update, is_new)
            tally.rows += len(rows[what])
            tally.new += joined.new
            tally.known += joined.known
            tally.updated += joined.updated
            changed |= bool(joined.new or joined.updated)
        return changed

    def _set_outlook(self, lead_id: int, spans: Iterable[Values]) -> None:
        """Keep the grades of days gone by; compute what lies ahead by the rules in force here."""
        unit, desk = self.unit, self.desk
        repo.insert_spans(
            unit,
            [
                (lead_id, *span.values(), 0)
                for span in spans
                if span["first_day"] < desk.today.isoformat()
            ],
        )
        refresh_lookup(unit, lead_id, desk.region)
        core = read_core(unit.conn, lead_id)
        rules, calendar = desk.trade_of(core.profile).rules, desk.calendar_of(unit.conn, core.owner)
        facts, state = read_facts(unit.conn, lead_id), read_state(unit.conn, lead_id)
        spans_ahead = compute_outlook(rules, facts, state, desk.today, calendar)
        repo.write_outlook(unit, lead_id, desk.today, spans_ahead)
        status, is_planned = status_on(state, desk.today), state.plan is not None
        slot = judge_on(rules, facts, state, desk.today).slot
        wanted = propose_step(rules, slot, desk.today, calendar) is not None
        waits = status in (PARKED, WON)
        if is_planned != (waits or (status == OPEN and (is_planned or wanted))):
            self.to_replan.append(lead_id)

    def _replan(self, lead_id: int) -> None:
        core = read_core(self.unit.conn, lead_id)
        is_mine = self.desk.is_mine(self.unit.conn, core.owner)
        if is_mine and core.status == PARKED and read_state(self.unit.conn, lead_id).plan is None:
            follow_status(self.unit, lead_id, core.status)
        replan_lead(self.unit, self.desk, lead_id)


def _candidate_of(theirs: Theirs) -> Candidate:
    """Return a record as a row whose fields can fill those that are empty."""
    names = ("number", "uid", "created_on", "created_at", "updated_at")
    fields: dict[str, Any] = {k: v for k, v in theirs.fields.items() if k not in names}
    return Candidate(fields, list(theirs.reaches))

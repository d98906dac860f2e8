"""Takes the rows of a table of leads; those that cannot be taken are set aside."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import chain, islice
from typing import Any

from leadq.errors import RefusedError
from leadq.exchange.columns.aliases import NAMING, is_own_export, map_headers
from leadq.exchange.columns.by_values import find_by_values, find_misnamed
from leadq.exchange.columns.columns import FACT_FIELD
from leadq.exchange.columns.layout import Layout
from leadq.exchange.tables.table import AnyTable
from leadq.store.arriving.late_indexes import indexed_late
from leadq.store.arriving.new_leads import NewLeads, insert_leads, kinds_of, pack_extra
from leadq.store.arriving.wishes import Wishes, step_in_file
from leadq.store.joining.merged_away import read_merged
from leadq.store.joining.namesakes import Namesakes
from leadq.store.joining.referrals import follow_links
from leadq.store.numbers import highest_id
from leadq.store.unit import Unit
from leadq.usecases.desk import Desk, Progress
from leadq.usecases.exporting.fact_columns import find_fact_columns
from leadq.usecases.followup.first_steps import plan_first_steps
from leadq.usecases.followup.replan import replan_lead
from leadq.usecases.importing.fill_gaps import fill_gaps
from leadq.usecases.importing.import_order import Imported, Order
from leadq.usecases.importing.import_table import open_columns, read_candidates
from leadq.usecases.importing.origin import Origin, find_origin
from leadq.usecases.importing.row_reader import Candidate, RowReader
from leadq.usecases.joining.import_met import note_alike, note_met, note_shared
from leadq.usecases.joining.known import NOBODY, Acquaintance, join_known, stamp_new, theirs_of
from leadq.usecases.keys import make_keys
from leadq.usecases.leads.owners import Owners, name_owner
from leadq.usecases.privacy.away import Gate, Who, open_gate

_BATCH = 1000
_ROWS_LOOKED_AT = 100


def map_leads(table: AnyTable, order: Order, today: date) -> dict[str, str | None]:
    """Return the field of each column of a table of leads.

    Raises UsageError no_column or no_field; RefusedError no_name_column or no_saved_column.
    """
    said = order.said(table)
    mapping = map_headers(table.headers, said)
    if not is_own_export(table.headers):
        rows = [cells for _line, cells in islice(table.rows(), _ROWS_LOOKED_AT)]
        order.told = find_misnamed(table.headers, mapping, list(said), rows)
        mapping = map_headers(table.headers, {**said, **order.told})
        order.told |= find_by_values(table.headers, mapping, list(said), rows, today)
        mapping |= order.told
    if not NAMING & set(mapping.values()):
        raise RefusedError(
            "no_name_column", hint="no_name_column", file=str(order.file), columns=table.headers,
        )  # fmt: skip
    return mapping


def take_leads(
    unit: Unit, desk: Desk, order: Order, table: AnyTable, result: Imported,
    progress: Progress | None = None,
) -> Mapping[str, int]:  # fmt: skip
    """Take the rows of a table of leads into a transaction and count them in ``result``.

    Returns the leads that are known under another id than the file's, by the file's id.
    ``progress`` hears bytes read and bytes in all. Raises LeadqError for the file as a whole;
    rows that cannot be taken are added to ``result.rejected``.
    """
    own = is_own_export(table.headers)
    if own:
        found = find_fact_columns(desk.library, table.headers)
        result.columns |= {header: f"{FACT_FIELD}{fact}" for header, fact in found.items()}
    layout = Layout(table.headers, result.columns, own)
    origin = Origin(desk.region, desk.region) if own else find_origin(table, result.columns, desk)
    columns = open_columns(table, result.columns, origin.habits, desk.today, order.day_order)
    reader = RowReader(desk, layout, columns, own, order.statuses, origin)
    intake = _LeadImport(unit, desk, order, result, own)
    owners = Owners(desk, unit.conn)
    unaccounted = result.rows - result.accounted()
    intake.take(unit, read_candidates(table, layout, reader, owners, result, progress))
    result.held |= layout.held
    follow_links(unit, intake.aliases)
    if result.rows - result.accounted() != unaccounted:
        # whatever the reason: a file of which a row is missing does not land
        raise RefusedError("rows_lost", hint="rows_lost", file=order.file.name)
    return intake.aliases


class _LeadImport:
    """Brings rows into the store: what is new in batches, what is known one by one.

    In an export of leadq (``own``), every id is a lead, even where two share a phone; and an
    empty owner means that there is none.
    """

    def __init__(self, unit: Unit, desk: Desk, order: Order, result: Imported, own: bool) -> None:
        self.desk = desk
        self.order = order
        self.result = result
        self.own = own
        self.owner = None if own else name_owner(desk, unit.conn, desk.me or None)
        self.fresh: list[Candidate] = []
        self._norms: list[str] = []
        """How those can be reached that wait to be inserted."""
        self.seen: dict[str, Candidate] = {}
        self._called: set[str] | None = None
        """How those who wait to be inserted are called, once a row asks that nobody reaches."""
        self.wishes = Wishes(unit.conn)
        self.kinds: Counter[tuple[Any, ...]] | None = None if own else Counter()
        """The new leads as ``count_new`` counts them, while they are as they came."""
        gate = open_gate(unit.conn, desk.region)
        self.gate: Gate | None = gate if gate else None
        self.first_lead = 0
        self.acquaintance = Acquaintance(unit.conn, read_merged(unit.conn))
        self.namesakes = Namesakes(unit.conn)
        self.aliases: dict[str, int] = {}
        """Leads that are known under another id than that of their row."""

    def take(self, unit: Unit, candidates: Iterator[Candidate]) -> None:
        """Take every row, then plan the first steps; who was erased does not come back."""
        self.first_lead = highest_id(unit.conn, "lead") + 1
        with _collecting_nothing():
            first = list(islice(candidates, _BATCH))
            candidates, coming = chain(iter(first), candidates), len(first)
            del first  # or it would be held to the end
            with indexed_late(unit.conn, ("lead",), coming):
                self._take_all(unit, candidates)
                self._insert(unit)
            days, self.result.overdue = plan_first_steps(
                unit, self.desk, self.first_lead, self.wishes, self.order.per_day, self.kinds
            )
        self.result.first_step, self.result.last_step = days or (None, None)

    def _take_all(self, unit: Unit, candidates: Iterator[Candidate]) -> None:
        while batch := list(islice(candidates, _BATCH)):
            norms = [[norm for _kind, _typed, _e164, norm in one.reaches] for one in batch]
            self.acquaintance.look_ahead(chain.from_iterable(norms))
            for candidate, known_by in zip(batch, norms, strict=True):
                self._take_one(unit, candidate, known_by)

    def _take_one(self, unit: Unit, candidate: Candidate, norms: list[str]) -> None:
        """Take a row; ``norms`` are its ways to reach somebody as they are compared."""
        if self.gate is not None and self.gate.stops(_who(candidate)):
            self.result.suppressed += 1
            return
        by_id = self.own and candidate.uid != ""
        marks = [*norms, candidate.uid] if candidate.uid else norms
        if not self.seen.keys().isdisjoint(marks):
            if not (self.own or self.order.update) and self._says_the_same(candidate, marks):
                # of a lead that waits to be inserted nothing else is wanted
                self.result.known += 1
                return
            self._insert(unit)
        before = self.first_lead if by_id else None
        known = NOBODY
        if candidate.uid or not self.acquaintance.has_none(norms):
            known = self.acquaintance.find(
                candidate.uid, candidate.fields, candidate.reaches, before
            )
        if known.lead_id is not None:
            self.result.known += 1
            self._meet(unit, known.lead_id, self.own and known.by_id, candidate)
            return
        if not (self.own or marks) and self._is_namesake(unit, candidate):
            return
        self.result.clashes += known.clash
        if known.shared:
            note_shared(unit.conn, self.result, known.shared, candidate)
        # leads of leadq's own table may share a phone and need not wait for each other
        self.seen |= dict.fromkeys([candidate.uid] if by_id else marks, candidate)
        self.fresh.append(candidate)
        self._norms += norms
        if self._called is not None:
            self._called.add(_called(candidate))
        if len(self.fresh) == _BATCH:
            self._insert(unit)

    def _is_namesake(self, unit: Unit, candidate: Candidate) -> bool:
        """Take a row that nobody can be reached by for the lead that says the same, if one does."""
        fields = candidate.fields
        if self._called is None:
            self._called = set(map(_called, self.fresh))
        if _called(candidate) in self._called:
            self._insert(unit)
        same, alike = self.namesakes.find(fields, pack_extra(fields["extra"]))
        found = same or alike
        if found is not None:
            note_alike(unit.conn, self.result, found, candidate, is_known=same is not None)
        if same is not None:
            self.result.known += 1
            self._meet(unit, same, False, candidate)
        return same is not None

    def _says_the_same(self, candidate: Candidate, marks: Iterable[str]) -> bool:
        """Tell whether a row is called like the one that waits to be inserted before it."""
        mark = next(mark for mark in marks if mark in self.seen)
        return self.acquaintance.may_be_one(mark, candidate.fields, self.seen[mark].fields)

    def _insert(self, unit: Unit) -> None:
        if self.owner:
            for candidate in self.fresh:
                candidate.fields["owner"] = candidate.fields["owner"] or self.owner
        leads = _as_new(self.fresh, self.desk.today)
        wishes = [
            step_in_file(one.next_on, one.next_by, one.next_goal, one.next_time)
            for one in self.fresh
        ]
        ids = insert_leads(unit, leads)
        self.namesakes.hold(ids)
        fresh = list(zip(ids, self.fresh, strict=True))
        self.wishes.note([(key, wish) for key, wish in zip(ids, wishes, strict=True) if wish])
        self._count(leads)
        self.acquaintance.hold(self._norms)
        self.result.new += len(fresh)
        self.result.statuses.update([one.fields["status"] for one in self.fresh])
        if self.own:
            stamp_new(unit, fresh)
        for held in (self.fresh, self._norms, self.seen):
            held.clear()
        self._called = None

    def _count(self, leads: NewLeads) -> None:
        """Count new leads by what decides whose day they take; not where facts do as well."""
        if any(leads.facts):
            self.kinds = None
        if self.kinds is not None:
            self.kinds.update(kinds_of(leads, [one.next_on for one in self.fresh]))

    def _meet(self, unit: Unit, lead_id: int, same: bool, candidate: Candidate) -> None:
        """Bring a known lead up to what the file has; leadq's own rows by what is newer there."""
        desk, order = self.desk, self.order
        if self.own and candidate.uid and not same:
            self.aliases[candidate.uid] = lead_id
        if not same and candidate.uid not in self.acquaintance.merged:
            note_met(unit.conn, self.result, lead_id, candidate)
        # a row that is there twice in one file says nothing new
        twice = same and lead_id >= self.first_lead
        if twice or not (same or order.update):
            return
        if order.update:
            unit.close_ranges()
        if same:
            changed = join_known(unit, desk, order, self.result, lead_id, theirs_of(candidate))
        else:
            changed = fill_gaps(unit, desk, lead_id, candidate)
        if not changed:
            return
        self.acquaintance.hold(reach.norm for reach in candidate.reaches)
        self.result.updated += 1
        # a lead of this very file gets its step and outlook with the others at the end
        if lead_id < self.first_lead:
            replan_lead(unit, desk, lead_id)
        else:
            self.kinds = None


@contextmanager
def _collecting_nothing() -> Iterator[None]:
    """Let rows be made and dropped without Python looking for cycles, of which they have none."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _called(candidate: Candidate) -> str:
    """Return how the lead of a row is called, in the form in which it is compared."""
    fields = candidate.fields
    return f"{fields['name']}\n{fields['company'] or ''}".lower()


def _who(candidate: Candidate) -> Who:
    fields = candidate.fields
    return Who(fields["name"], fields["company"], tuple(candidate.reaches), candidate.uid)


def _as_new(candidates: Sequence[Candidate], today: date) -> NewLeads:
    """Return rows as leads to insert; those that tell no day, or one ahead, were made today."""
    fields, reaches = ([one.fields for one in candidates], [one.reaches for one in candidates])
    named = zip(fields, reaches, strict=True)
    return NewLeads(
        fields,
        reaches,
        [make_keys((one["name"], one["company"]), ways) for one, ways in named],
        [min(one.created_on or today, today) for one in candidates],
        [one.uid for one in candidates],
        [one.facts() for one in candidates],
    )

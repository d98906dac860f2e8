"""Takes the rows of a table of leads; those that cannot be taken are set aside."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from leadq.domain.outlook import OPEN
from leadq.errors import LeadqError, RefusedError
from leadq.exchange.aliases import gather, is_own_export, map_headers
from leadq.exchange.csv_read import Table
from leadq.exchange.dates import DateColumn
from leadq.store.bulk import BulkWriter, NewRow
from leadq.store.suppression import LEAD, Suppressed, Value, read_suppressed
from leadq.store.unit import Unit
from leadq.usecases.desk import Desk
from leadq.usecases.first_steps import Wish, plan_first_steps
from leadq.usecases.import_order import Imported, Order, Rejected
from leadq.usecases.intake import DATE_FIELDS, Candidate, RowReader
from leadq.usecases.keys import make_keys

Progress = Callable[[int, int], None]
_BATCH = 1000
_PROGRESS_ROWS = 200
_NO_LIMIT = (1 << 63) - 1


def map_leads(table: Table, order: Order) -> dict[str, str | None]:
    """Return the field of each column of a table of leads.

    Raises UsageError no_column or no_field; RefusedError no_name_column.
    """
    mapping = map_headers(table.headers, order.mapping)
    if not {"name", "first_name", "last_name", "company"} & set(mapping.values()):
        raise RefusedError(
            "no_name_column", hint="no_name_column", file=str(order.file),
            columns=", ".join(table.headers),
        )  # fmt: skip
    return mapping


def take_leads(
    unit: Unit, desk: Desk, order: Order, table: Table, result: Imported,
    progress: Progress | None = None,
) -> None:  # fmt: skip
    """Take the rows of a table of leads into a transaction and count them in ``result``.

    ``progress`` hears bytes read and bytes in all. Raises LeadqError for the file as a whole;
    rows that cannot be taken are added to ``result.rejected``.
    """
    own = is_own_export(table.headers)
    reader = RowReader(desk, result.columns, _look_at_dates(table, result.columns), own)
    intake = _Intake(desk, order, result, own)
    intake.take(unit, _read_rows(table, reader, result, progress))


def _look_at_dates(table: Table, mapping: Mapping[str, str | None]) -> dict[str, DateColumn]:
    """Look through the date columns once, so that 4/5 is read as the whole column is."""
    places = {
        name: place
        for place, header in enumerate(table.headers)
        if (name := mapping.get(header)) in DATE_FIELDS and name is not None
    }
    columns = {name: DateColumn() for name in places}
    if places:
        for _line, cells in table.rows():
            for name, place in places.items():
                if place < len(cells):
                    columns[name].look(cells[place])
    return columns


def _read_rows(
    table: Table, reader: RowReader, result: Imported, progress: Progress | None
) -> Iterator[Candidate]:
    for line, cells in table.rows():
        result.rows += 1
        if progress and result.rows % _PROGRESS_ROWS == 0:
            progress(table.position(), table.size)
        try:
            candidate = reader.read(gather(table.headers, reader.mapping, cells))
            if any(cell.strip() for cell in cells[len(table.headers) :]):
                result.longer.append(line)
            yield candidate
        except LeadqError as reason:
            # its traceback would keep the whole row
            reason.__context__ = None
            result.rejected.append(Rejected(line, reason.with_traceback(None)))
    result.unread = +reader.unread
    if progress:
        progress(table.size, table.size)


class _Intake:
    """Brings rows into the store: what is new in batches, what is known one by one.

    In an export of leadq (``own``), every id is a lead, even where two share a phone; and an
    empty owner means that there is none.
    """

    def __init__(self, desk: Desk, order: Order, result: Imported, own: bool) -> None:
        self.desk = desk
        self.order = order
        self.result = result
        self.own = own
        self.owner = None if own else desk.me or None
        self.fresh: list[Candidate] = []
        self.seen: set[str] = set()
        self.wishes: dict[int, Wish] = {}
        self.suppressed = Suppressed()

    def take(self, unit: Unit, candidates: Iterator[Candidate]) -> None:
        """Take every row, then plan the first steps; who was erased does not come back."""
        self.suppressed = read_suppressed(unit.conn)
        writer = BulkWriter(unit)
        for candidate in candidates:
            self._take_one(writer, candidate)
        self._insert(writer)
        days = plan_first_steps(
            writer, self.desk, writer.first_lead, self.wishes, self.order.per_day
        )
        writer.close_ranges()
        self.result.first_step, self.result.last_step = days or (None, None)
        self.result.new = writer.count

    def _take_one(self, writer: BulkWriter, candidate: Candidate) -> None:
        if self.suppressed.holds(_values(candidate)):
            self.result.suppressed += 1
            return
        by_id = self.own and candidate.uid != ""
        marks = {candidate.uid} - {""}
        if not by_id:
            marks |= {reach.norm for reach in candidate.reaches}
        if marks & self.seen:
            self._insert(writer)
        known = _find_known(writer, candidate, by_id)
        if known is not None:
            self.result.known += 1
            if self.order.update:
                self._fill(writer, known, candidate)
            return
        self.seen |= marks
        self.fresh.append(candidate)
        self.result.statuses[candidate.fields["status"]] += 1
        if len(self.fresh) == _BATCH:
            self._insert(writer)

    def _insert(self, writer: BulkWriter) -> None:
        rows = (_new_row(self.desk, candidate, self.owner) for candidate in self.fresh)
        for lead_id, candidate in zip(writer.insert_leads(rows), self.fresh, strict=True):
            self._note_wish(lead_id, candidate)
        self.fresh.clear()
        self.seen.clear()

    def _note_wish(self, lead_id: int, candidate: Candidate) -> None:
        wish = Wish(candidate.next_on, candidate.next_by, candidate.next_goal)
        if candidate.fields["status"] == OPEN and any(wish):
            self.wishes.setdefault(lead_id, wish)

    def _fill(self, writer: BulkWriter, lead_id: int, candidate: Candidate) -> None:
        from leadq.usecases.fill_gaps import fill_gaps
        from leadq.usecases.standing import settle_lead

        writer.close_ranges()
        if not fill_gaps(writer.unit, self.desk, lead_id, candidate):
            return
        self.result.updated += 1
        # a lead of this very file gets its step and outlook with the others at the end
        if lead_id < writer.first_lead:
            settle_lead(writer.unit, self.desk, lead_id)


def _values(candidate: Candidate) -> Iterator[Value]:
    """Yield what a row would be known by among those who were erased."""
    if candidate.uid:
        yield Value(LEAD, candidate.uid)
    for reach in candidate.reaches:
        yield Value(reach.kind, reach.norm)


def _find_known(writer: BulkWriter, candidate: Candidate, by_id: bool) -> int | None:
    """Return the lead that a row is about; ``by_id`` tells rows of one file apart by id alone."""
    conn = writer.unit.conn
    if candidate.uid:
        found = conn.execute("SELECT id FROM lead WHERE uid = ?", (candidate.uid,)).fetchone()
        if found:
            return int(found[0])
    before = writer.first_lead if by_id else _NO_LIMIT
    for reach in candidate.reaches:
        found = conn.execute(
            "SELECT lead_id FROM reach WHERE norm = ? AND lead_id < ? ORDER BY lead_id LIMIT 1",
            (reach.norm, before),
        ).fetchone()
        if found:
            return int(found[0])
    return None


def _new_row(desk: Desk, candidate: Candidate, owner: str | None) -> NewRow:
    fields = candidate.fields
    facts: list[tuple[str, str, date]] = []
    if candidate.need_by is not None:
        facts.append(("need_by", candidate.need_by.isoformat(), desk.today))
    return NewRow(
        fields=fields | {"owner": fields["owner"] or owner},
        reaches=candidate.reaches,
        keys=make_keys((fields["name"], fields["company"]), candidate.reaches),
        created_on=min(candidate.created_on or desk.today, desk.today),
        uid=candidate.uid,
        facts=facts,
    )

"""Imports tables of touches, follow-ups, facts, purchases: each row joins its lead."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from leadq.errors import LeadqError, RefusedError
from leadq.exchange.cells.dates import DateColumn
from leadq.exchange.columns.belonging_columns import LEAD_FIELDS, own_table, place_belongings
from leadq.exchange.columns.own_headers import written_headers
from leadq.exchange.tables.table import AnyTable
from leadq.store.joining.join_rows import join_rows
from leadq.store.joining.merged_away import read_merged
from leadq.store.joining.placeholders import mark_placeholders
from leadq.store.joining.staging import Staging
from leadq.store.numbers import highest_id
from leadq.store.privacy.suppression import LEAD, Value, read_suppressed
from leadq.store.read.lookups import Names, find_uid
from leadq.store.read.read_details import read_core
from leadq.store.statements import Values, read_rows
from leadq.store.unit import Unit
from leadq.usecases.desk import Desk, Progress
from leadq.usecases.followup.replan import replan_lead
from leadq.usecases.importing.import_order import Imported, Order, Tally, reject_row
from leadq.usecases.importing.row_lead import UID, find_row_lead
from leadq.usecases.importing.row_values import RowContext, parse_row

TABLES = {
    "facts": "fact",
    "touches": "touch",
    "followups": "followup",
    "purchases": "purchase",
}
"""The tables that come as files of their own, in the order in which they are joined."""
_PROGRESS_ROWS = 200
_SAME = {
    "fact": ("fact", "value", "noted_on"),
    "touch": ("on_day", "by", "said"),
    "followup": ("on_day", "by", "goal"),
    "purchase": ("on_day", "amount", "product"),
}
"""What tells a row of another program, which has no id, from others about the same lead."""


def place_fields(what: str, table: AnyTable, order: Order) -> dict[str, int]:
    """Return the place of each field's column. Raises UsageError or RefusedError."""
    return place_belongings(what, table.headers, order.said(table), str(order.file))


class RowImport:
    """Takes the rows of one or several tables into a transaction, then joins them to their leads.

    ``aliases`` are leads that the store has under another id than the file.
    """

    def __init__(
        self,
        unit: Unit,
        desk: Desk,
        order: Order,
        result: Imported,
        aliases: Mapping[str, int] | None = None,
    ) -> None:
        self.unit = unit
        self.desk = desk
        self.order = order
        self.result = result
        self.aliases = {**read_merged(unit.conn), **(aliases or {})}
        self.staging = Staging(unit)
        self.suppressed = read_suppressed(unit.conn)
        self.names = Names(unit.conn)
        self._profiles: tuple[int, str] = (0, "")

    def take(self, what: str, table: AnyTable, progress: Progress | None = None) -> None:
        """Read the rows of a table; those that cannot be taken go to ``result.rejected``."""
        places = place_fields(what, table, self.order)
        written = written_headers(table)
        headers = {field: written[place] for field, place in places.items()}
        own = own_table(table.headers) == what
        dates = _open_dates(table, places.get("date"), self.desk.today)
        context = RowContext(self.desk, own, headers, dates, self.unit.now)
        tally = self.result.brought.setdefault(what, Tally())
        unread = {
            place: name for place, name in enumerate(table.headers) if place not in places.values()
        }
        for line, cells in table.rows():
            self.result.rows += 1
            tally.rows += 1
            if progress and tally.rows % _PROGRESS_ROWS == 0:
                progress(table.position(), table.size)
            for place in [at for at in unread if at < len(cells) and cells[at].strip()]:
                self.result.held.add(unread.pop(place))
            filled = {
                field: cell
                for field, place in places.items()
                if place < len(cells) and (cell := cells[place].strip())
            }
            try:
                self._take_row(what, context, filled)
            except LeadqError as reason:
                self.result.rejected.append(reject_row(line, reason))
        if progress:
            progress(table.size, table.size)

    def _take_row(self, what: str, context: RowContext, cells: Mapping[str, str]) -> None:
        lead_id = self._find_lead(cells)
        if lead_id is None:
            self.result.suppressed += 1
            return
        row = parse_row(what, context, cells, self._profile_of(lead_id))
        self.staging.put(lead_id, TABLES[what], row)

    def _find_lead(self, cells: Mapping[str, str]) -> int | None:
        """Return the lead of a row, None for somebody who was erased. Raises RefusedError."""
        uid = cells.get("lead_id", "")
        conn = self.unit.conn
        if UID.fullmatch(uid):
            found = find_uid(conn, uid)
            if found is None and uid in self.aliases:
                return self.aliases[uid]
            if found is None and self.suppressed.holds([Value(LEAD, uid)]):
                return None
            if found is None:
                raise RefusedError("row_without_lead", given=uid)
            return found
        # beside an id, a number is that of another store
        skipped = ("lead_id", "number") if uid else ("lead_id",)
        fields = [field for field in LEAD_FIELDS if field not in skipped]
        named = [(field, cells[field]) for field in fields if field in cells]
        return find_row_lead(conn, self.names, named, self.desk.region)

    def _profile_of(self, lead_id: int) -> str:
        if self._profiles[0] != lead_id:
            profile = read_core(self.unit.conn, lead_id).profile
            self._profiles = (lead_id, self.desk.trade_of(profile).id)
        return self._profiles[1]

    def land(self) -> None:
        """Join every row to its lead; then bring steps and outlooks up to date, once a lead."""
        touched = array("q")
        for lead_id, by_table in self.staging.each_lead():
            joined = [
                self._join(lead_id, what, by_table[table])
                for what, table in TABLES.items()
                if table in by_table
            ]
            if any(joined):
                touched.append(lead_id)
        self.unit.close_ranges()
        before = highest_id(self.unit.conn, "followup")
        for lead_id in touched:
            replan_lead(self.unit, self.desk, lead_id)
        mark_placeholders(self.unit, before)

    def _join(self, lead_id: int, what: str, rows: Sequence[Values]) -> bool:
        """Join rows of one table to a lead and say whether anything changed."""
        table, tally = TABLES[what], self.result.brought[what]
        keyed = [row for row in rows if row["uid"]]
        fresh = self._without_same(table, lead_id, [row for row in rows if not row["uid"]])
        tally.known += len(rows) - len(keyed) - len(fresh)
        joined = join_rows(self.unit, lead_id, table, [*keyed, *fresh], self.order.update)
        tally.new += joined.new
        tally.known += joined.known
        tally.updated += joined.updated
        return bool(joined.new or joined.updated)

    def _without_same(self, table: str, lead_id: int, rows: Sequence[Values]) -> list[Values]:
        """Return the rows without an id that the store does not have yet, each with a new one."""
        if not rows:
            return []
        names = _SAME[table]
        there = Counter(
            tuple(row[name] for name in names) for row in read_rows(self.unit.conn, table, lead_id)
        )
        fresh = []
        for row in rows:
            key = tuple(row[name] for name in names)
            if there[key] > 0:
                there[key] -= 1
            else:
                fresh.append({**row, "uid": self.unit.new_uid()})
        return fresh


def _open_dates(table: AnyTable, place: int | None, today: date) -> DateColumn:
    """Return the column of days, which is looked through if one can be meant two ways."""

    def look_through() -> None:
        for _line, cells in table.rows():
            if place is not None and place < len(cells):
                dates.look(cells[place])

    dates = DateColumn(look_through=look_through, today=today, past=True)
    return dates

"""Reads the rows of a table of leads one by one, before anything is done with them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import islice, zip_longest

from leadq.domain.fields import MONIES
from leadq.errors import LeadqError
from leadq.exchange.cells.amounts import AmountColumn
from leadq.exchange.cells.birthdays import BIRTHDAY
from leadq.exchange.cells.dates import DateColumn
from leadq.exchange.cells.day_order import Evidence
from leadq.exchange.columns.columns import FACT_FIELD
from leadq.exchange.columns.layout import Layout, Row
from leadq.exchange.columns.no_leads import NoLeads
from leadq.exchange.columns.own_headers import told_as_written
from leadq.exchange.tables.table import AnyTable, Remark
from leadq.usecases.desk import Desk, Progress
from leadq.usecases.grading.values import read_value
from leadq.usecases.importing.import_order import Imported, reject_row
from leadq.usecases.importing.row_reader import DATE_FIELDS, Candidate, ReadColumns, RowReader
from leadq.usecases.leads.owners import Owners

_PROGRESS_ROWS = 200
_CELLS_AT_ONCE = 6000
"""Cells of which a few are looked at by themselves, the others column by column."""
_ROWS_COUNTED, _MOST_COUNTED = 200, 10_000
"""Rows of which a column is counted at once, and different texts of it that are held."""
_PAST = frozenset({"created_on", BIRTHDAY})
_LONGEST_DATE = 32
_WORDS_TOLD = 12
_BY_FIGURES = re.compile(r"\s*\d{1,2}[-/.]\d{1,2}[-/.]\d{2}")


def open_columns(
    table: AnyTable, mapping: Mapping[str, str | None], habits: str, today: date,
    order: str | None = None,
) -> ReadColumns:  # fmt: skip
    """Return the columns of days and amounts; for a 4/5 or a 2.500 all of them are looked through.

    ``habits`` is the country by whose customs they are read where nothing proves another;
    ``order`` (dmy, mdy, ymd) is what the user says of days.
    """
    places = {
        name: place for place, header in enumerate(table.headers) if (name := mapping.get(header))
    }
    file = Evidence()

    @cache
    def look_at_days() -> None:
        _look_at(table, [(places[name], column.look) for name, column in dates.items()])
        if not file.tells:
            _look_anywhere(table, DateColumn(file=file))

    @cache
    def look_at_amounts() -> None:
        _look_at(table, [(places[name], column.look) for name, column in amounts.items()])

    dates = {
        name: DateColumn(
            look_through=look_at_days, today=today, past=name in _PAST, file=file, region=habits,
            order=order, in_numbers=table.sheet is not None,
        )
        for name in DATE_FIELDS
        if name in places
    }  # fmt: skip
    amounts = {name: AmountColumn(look_at_amounts, habits) for name in MONIES if name in places}
    return ReadColumns(dates, amounts)


def _look_at(table: AnyTable, looks: Sequence[tuple[int, Callable[[str, int], None]]]) -> None:
    """Show columns all that is in them, what comes again but once for many rows."""
    rows = (cells for _line, cells in table.rows())
    found: list[tuple[int, Callable[[str, int], None], Counter[str]]]
    found = [(place, look, Counter()) for place, look in looks]
    while batch := list(islice(rows, _ROWS_COUNTED)):
        columns = list(zip_longest(*batch, fillvalue=""))
        for place, look, texts in found:
            texts.update(columns[place] if place < len(columns) else ())
            if len(texts) > _MOST_COUNTED:
                _show(look, texts)
    for _place, look, texts in found:
        _show(look, texts)


def _show(look: Callable[[str, int], None], texts: Counter[str]) -> None:
    for text, times in texts.items():
        if text:
            look(text, times)
    texts.clear()


def _look_anywhere(table: AnyTable, column: DateColumn) -> None:
    """Look for days by figures in every column, as evidence of their order in the file."""
    for _line, cells in table.rows():
        for cell in cells:
            if len(cell) <= _LONGEST_DATE and _BY_FIGURES.match(cell):
                column.look(cell)


def read_candidates(
    table: AnyTable, layout: Layout, reader: RowReader, owners: Owners, result: Imported,
    progress: Progress | None,
) -> Iterator[Candidate]:  # fmt: skip
    """Yield the rows that can be taken; the others are noted in ``result``.

    ``progress`` hears bytes read and bytes in all.
    """
    width, no_leads = len(layout.headers), NoLeads(layout.headers)
    facts = [name for name in layout.by_field if name.startswith(FACT_FIELD)]
    for line, cells, row in _each_row(table, layout):
        result.rows += 1
        if progress and result.rows % _PROGRESS_ROWS == 0:
            progress(table.position(), table.size)
        try:
            if not reader.own and no_leads.hold(cells, row):
                result.totals.append(line)
                continue
            candidate = reader.read(row)
            fields = candidate.fields
            if owner := fields["owner"]:
                fields["owner"] = owners.name(owner, candidate.uid)
            if facts:
                candidate.noted = read_noted(reader.desk, row, facts, fields["profile"])
            candidate.line = line
            if len(cells) > width and any(cell.strip() for cell in cells[width:]):
                result.longer.append(line)
            yield candidate
        except LeadqError as reason:
            result.rejected.append(reject_row(line, told_as_written(reason, table, "field")))
    result.unread = +reader.unread
    result.notes += reading_remarks(reader)
    if progress:
        progress(table.size, table.size)


def _each_row(table: AnyTable, layout: Layout) -> Iterator[tuple[int, list[str], Row]]:
    """Yield the rows of a table, each with the number of its line and by field."""
    rows, most = table.rows(), max(1, _CELLS_AT_ONCE // len(layout.headers))
    while batch := list(islice(rows, most)):
        lines, cells = zip(*batch, strict=True)
        yield from zip(lines, cells, layout.gather_all(cells), strict=True)


def read_noted(
    desk: Desk, row: Row, facts: Iterable[str], profile: str
) -> tuple[tuple[str, str], ...]:
    """Return the facts of a row of leadq's own export, by id and value as they are stored.

    Raises RefusedError or UsageError for a value that the fact does not allow.
    """
    found = []
    for name in facts:
        if cell := row.first.get(name, ""):
            definition = desk.library.fact(name.removeprefix(FACT_FIELD), profile)
            found.append((definition.id, read_value(definition, cell, desk.today)))
    return tuple(found)


def reading_remarks(reader: RowReader) -> list[Remark]:
    """Return what was guessed while reading rows, each with what it was read as."""
    remarks = []
    for name, column in reader.dates.items():
        if column.may_lack_zero is not None:
            given, header = column.may_lack_zero, reader.layout.by_field[name]
            params = {"column": header, "given": given, "day": str(column.read(given))}
            remarks.append(Remark("zero_lost", params))
        if column.guessed is None:
            continue
        given, order = column.guessed
        day, header = column.read(given), reader.layout.by_field[name]
        other = "mdy" if order == "dmy" else "dmy"
        params = {"column": header, "given": given, "day": str(day), "other": other}
        remarks.append(Remark("day_order", params))
    for name, amounts in reader.amounts.items():
        if amounts.guessed is not None:
            value = amounts.read(amounts.guessed).value
            params = {"column": reader.layout.by_field[name], "given": amounts.guessed}
            remarks.append(Remark("amount_sign", {**params, "value": str(value)}))
    for header, rough in reader.rough.items():
        told = {"column": header, "given": rough.given, "day": str(rough.day), "count": rough.count}
        remarks.append(Remark("rough_days", told))
    if restored := reader.reaches.restored:
        first, region = next(iter(restored)), reader.reaches.origin.region
        numbers = {"count": restored.total(), "given": first, "region": region}
        remarks.append(Remark("phones_restored", numbers))
    if elsewhere := +reader.reaches.elsewhere:
        region, given = reader.reaches.origin.region, next(iter(elsewhere))
        numbers = {"count": elsewhere.total(), "given": given, "region": region}
        remarks.append(Remark("phones_elsewhere" if region else "phones_unplaced", numbers))
    if hidden := reader.reaches.hidden:
        numbers = {"count": hidden.total(), "given": next(iter(hidden))}
        remarks.append(Remark("hidden_reaches", numbers))
    if reader.parked:
        remarks.append(Remark("parked_for", {"count": reader.parked, "day": str(reader.returns)}))
    if unknown := reader.unknown_statuses:
        words = [f"{word} ({count})" for word, count in unknown.most_common(_WORDS_TOLD)]
        remarks.append(Remark("status_unknown", {"count": unknown.total(), "words": words}))
    return remarks

"""Imports a file in one transaction: all of it that can be taken, or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from leadq.errors import LeadqError
from leadq.exchange.columns.aliases import COMPUTED, is_own_export, is_reject_column
from leadq.exchange.columns.belonging_columns import own_table
from leadq.exchange.columns.own_headers import told_as_written, written_headers
from leadq.exchange.tables.joint_table import JointTable, RecordTable
from leadq.exchange.tables.json_read import each_whole_record
from leadq.exchange.tables.open_table import (
    WHOLE,
    XLSX,
    file_kind,
    open_own_sheets,
    open_table,
    refuse_encoding,
)
from leadq.exchange.tables.rejected_rows import says_table, split_rejects
from leadq.exchange.tables.table import AnyTable, Remark
from leadq.store.joining.placeholders import mark_placeholders
from leadq.store.numbers import highest_id
from leadq.store.unit import Unit
from leadq.usecases.desk import Desk, Progress
from leadq.usecases.importing.import_leads import map_leads, take_leads
from leadq.usecases.importing.import_look import preview_leads
from leadq.usecases.importing.import_order import Imported, Order
from leadq.usecases.importing.import_rows import RowImport, place_fields
from leadq.usecases.joining.import_whole import WholeImport
from leadq.usecases.joining.known import find_other_steps

RejectsWriter = Callable[[Imported, AnyTable], Path]
LEADS = "leads"
_LINES_TOLD = 10


class _TakenBackError(Exception):
    """Ends the transaction without keeping anything: a dry run, or a strict one with rejects."""


def import_file(
    desk: Desk, order: Order, write_rejects: RejectsWriter, progress: Progress | None = None
) -> Imported:
    """Import a file: known rows are counted, rows that cannot be taken are handed over.

    It is a table of leads, or of what belongs to them; leadq's own workbook with several; or an
    export of everything. ``write_rejects`` keeps the rejected rows and returns where; it runs
    before anything is kept. ``progress`` hears bytes read and bytes in all. Raises LeadqError;
    then nothing landed.
    """
    kind = file_kind(order.file)
    whole = kind == WHOLE and not (order.what or order.sheet or order.mapping or order.saved)
    tables = [] if whole else _open_tables(order, kind)
    result = _start(desk, order, tables)
    try:
        with desk.write("import") as unit:
            before = highest_id(unit.conn, "lead")
            if whole:
                records = each_whole_record(order.file, order.encoding)
                WholeImport(unit, desk, order, result).take(records)
            else:
                _take_tables(unit, desk, order, tables, result, progress)
            # the file itself may have brought the step
            result.other_steps = find_other_steps(unit.conn, result.other_steps)
            if result.rejected and not order.dry_run:
                result.rejects_file = write_rejects(result, _rejects_of(order, tables))
            if order.dry_run:
                result.preview = preview_leads(unit.conn, before, desk.today)
            if order.dry_run or (order.strict and result.rejected):
                raise _TakenBackError
    except _TakenBackError:
        result.landed = False
    _remark(order, result, tables)
    return result


def _open_tables(order: Order, kind: str) -> list[tuple[str, AnyTable]]:
    """Return the tables of a file by what they hold; several only of leadq's own workbook."""
    if kind == XLSX:
        refuse_encoding(order.file, order.encoding)
    if kind == XLSX and not (order.sheet or order.mapping or order.saved):
        sheets = open_own_sheets(order.file)
        if order.what is not None:
            sheets = [(what, table) for what, table in sheets if what == order.what]
        if len(sheets) > 1 or (sheets and order.what):
            return sheets
    table = open_table(order.file, order.encoding, order.sheet)
    if says_table(table.headers) and not order.sheet:
        parts = [one for one in split_rejects(table) if order.what in (None, one[0])]
        if parts:
            return parts
    own = LEADS if is_own_export(table.headers) else own_table(table.headers)
    return [(order.what or own or LEADS, table)]


def _start(desk: Desk, order: Order, tables: Sequence[tuple[str, AnyTable]]) -> Imported:
    """Return the result of an import that has still to be done. Raises as reading columns does."""
    if not tables:
        return Imported(order.file, "utf-8", "", {}, own=True, in_records=True)
    what, table = tables[0]
    columns = _map_columns(what, table, order, desk)
    for other, one in tables[1:]:
        _map_columns(other, one, order, desk)
    result = Imported(order.file, table.encoding, table.delimiter, columns, what=what)
    own = is_own_export(table.headers) or own_table(table.headers)
    result.in_records = table.encoding in ("json", "vcf")
    result.own = bool(own) and not (order.mapping or order.saved)
    if len(tables) == 1:
        result.sheet = table.sheet
    return result


def _remark(order: Order, result: Imported, tables: Sequence[tuple[str, AnyTable]]) -> None:
    """Tell what was odd about the tables, once they have been read."""
    if tables:
        _name_as_written(result, tables[0][1])
    remarks = [remark for _what, table in tables for remark in table.remarks]
    unread = [name for name, field in result.columns.items() if not field and name in result.held]
    if result.what != LEADS:
        # what a lead would keep aside has no place in these tables
        result.columns = {header: field for header, field in result.columns.items() if field}
    if result.what != LEADS and unread:
        remarks.append(Remark("columns_unread", {"columns": unread}))
    if result.totals:
        lines = result.totals
        remarks.append(Remark("total_rows", {"count": len(lines), "lines": lines[:_LINES_TOLD]}))
    if order.told:
        columns = [f"{header} = {field}" for header, field in order.told.items()]
        first = next(iter(order.told))
        remarks.append(Remark("columns_told", {"columns": columns, "first": first}))
    if result.other_steps:
        remarks.append(Remark("other_steps", {"count": len(result.other_steps)}))
    result.remarks = remarks + result.notes + _alike_remarks(result)


def _alike_remarks(result: Imported) -> list[Remark]:
    """Tell which rows only their names tell from leads that are there."""
    remarks = []
    for key, is_known in (("known_by_name", True), ("same_names", False)):
        found = [one for one in result.alike if one.known is is_known]
        if found:
            lead = {"number": found[0].number, "lead": found[0].lead}
            remarks.append(Remark(key, {"count": len(found), "line": found[0].line, **lead}))
    return remarks


def _name_as_written(result: Imported, table: AnyTable) -> None:
    """Call the columns what the file calls them: its reader has not seen leadq's own names."""
    names = dict(zip(table.headers, written_headers(table), strict=True))
    result.columns = {names.get(name, name): field for name, field in result.columns.items()}
    unread = {names.get(name, name): count for name, count in result.unread.items()}
    result.unread = Counter(unread)
    result.held = {names.get(name, name) for name in result.held}
    for _key, params in result.notes:
        if column := params.get("column"):
            params["column"] = names.get(column, column)


def _map_columns(what: str, table: AnyTable, order: Order, desk: Desk) -> dict[str, str | None]:
    try:
        if what == LEADS:
            return map_leads(table, order, desk.today)
        fields = {place: field for field, place in place_fields(what, table, order).items()}
    except LeadqError as error:
        raise told_as_written(error, table, "columns", "first", "second") from None
    return {
        header: COMPUTED if is_reject_column(header) else fields.get(place)
        for place, header in enumerate(table.headers)
    }


def _take_tables(
    unit: Unit, desk: Desk, order: Order, tables: Sequence[tuple[str, AnyTable]],
    result: Imported, progress: Progress | None,
) -> None:  # fmt: skip
    """Take leads first, so that what belongs to them finds them."""
    aliases: dict[str, int] = {}
    for what, table in tables:
        if what == LEADS:
            aliases |= _take_leads(unit, desk, order, table, result, progress)
            _name_sheet(result, 0, tables, table)
    others = [(what, table) for what, table in tables if what != LEADS]
    if not others:
        return

    rows = RowImport(unit, desk, order, result, aliases)
    for what, table in others:
        taken = len(result.rejected)
        rows.take(what, table, progress)
        _name_sheet(result, taken, tables, table)
    rows.land()
    if len(tables) > len(others):
        # rows are those of the leads; the steps of the file stand instead of the first ones set
        result.rows -= sum(tally.rows for tally in result.brought.values())
        result.first_step = result.last_step = None


def _name_sheet(
    result: Imported, start: int, tables: Sequence[tuple[str, AnyTable]], table: AnyTable
) -> None:
    """Say of the rows that were rejected last which sheet they are on, where there are several."""
    if len(tables) > 1:
        result.rejected[start:] = [
            one if one.sheet else replace(one, sheet=table.sheet or "")
            for one in result.rejected[start:]
        ]


def _take_leads(
    unit: Unit, desk: Desk, order: Order, table: AnyTable, result: Imported,
    progress: Progress | None,
) -> Mapping[str, int]:  # fmt: skip
    """Take a table of leads; the steps set for leads of leadq's own give way to the real ones."""
    if not is_own_export(table.headers):
        return take_leads(unit, desk, order, table, result, progress)
    before = highest_id(unit.conn, "followup")
    aliases = take_leads(unit, desk, order, table, result, progress)
    mark_placeholders(unit, before)
    return aliases


def _rejects_of(order: Order, tables: Sequence[tuple[str, AnyTable]]) -> AnyTable:
    """Return the rows among which the rejected ones are."""
    if not tables:
        return RecordTable(order.file, order.encoding)
    return tables[0][1] if len(tables) == 1 else JointTable(tables)

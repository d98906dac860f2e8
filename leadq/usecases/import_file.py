"""Imports a file in one transaction: all of it that can be taken, or nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from leadq.exchange.csv_read import Table, open_table
from leadq.usecases.desk import Desk
from leadq.usecases.import_leads import Progress, map_leads, take_leads
from leadq.usecases.import_order import Imported, Order

RejectsWriter = Callable[[Imported, Table], Path]


class _TakenBackError(Exception):
    """Ends the transaction without keeping anything: a dry run, or a strict one with rejects."""


def import_file(
    desk: Desk, order: Order, write_rejects: RejectsWriter, progress: Progress | None = None
) -> Imported:
    """Import a table: known rows are counted, rows that cannot be taken are handed over.

    ``write_rejects`` keeps the rejected rows and returns where; it runs before anything is
    kept. ``progress`` hears bytes read and bytes in all. Raises LeadqError; then nothing landed.
    """
    table = open_table(order.file, order.encoding)
    result = Imported(order.file, table.encoding, table.delimiter, map_leads(table, order))
    try:
        with desk.write("import") as unit:
            take_leads(unit, desk, order, table, result, progress)
            if result.rejected and not order.dry_run:
                result.rejects_file = write_rejects(result, table)
            if order.dry_run or (order.strict and result.rejected):
                raise _TakenBackError
    except _TakenBackError:
        result.landed = False
    return result

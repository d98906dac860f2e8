"""Workbooks of leadq export."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from leadq.errors import UsageError

if TYPE_CHECKING:
    import sqlite3

    from leadq.cli.frame.work import Work
    from leadq.exchange.workbooks.xlsx_write import BookTable, WrittenBook
    from leadq.store.read.read_leads import Filter

# As many are written in about a second.
_ROWS_WORTH_A_BAR = 3000


def write_sheets(
    work: Work, file: str | None, what: str, wanted: Filter, force: bool, mask: bool
) -> dict[str, int]:
    """Write a workbook, and return the rows of each of its tables.

    Raises UsageError for a workbook on a terminal, else as ``write_whole_binary`` does.
    """
    from leadq.exchange.columns.own_headers import SHEETS
    from leadq.exchange.tables.whole_file import write_whole_binary
    from leadq.exchange.workbooks.xlsx_write import write_workbook
    from leadq.render.parts.progress import progress_bar
    from leadq.usecases.exporting.export_tables import count_rows

    if file is None and sys.stdout.isatty():
        raise UsageError("xlsx_needs_file", hint="xlsx_needs_file")
    whats = SHEETS if what == "all" else (what,)
    with work.desk.read() as conn:
        counts = count_rows(conn, work.desk, whats, wanted)
        if what == "all" and not counts["purchases"]:
            # many a rep sells elsewhere, and an empty sheet only asks what it is for
            del counts["purchases"]
        total = sum(counts.values())
        with progress_bar(work.look) as shown:
            progress = shown if total > _ROWS_WORTH_A_BAR else None

            def fill(stream: BinaryIO) -> WrittenBook:
                tables = _tables(work, conn, counts, wanted, mask)
                return write_workbook(stream, tables, work.look.lang, total, progress)

            written = _write_stdout(fill) if file is None else write_whole_binary(file, fill, force)
    _say_losses(written)
    return written.rows


def say_tables(rows: dict[str, int], file: str) -> None:
    """Say what was written to a file, table by table."""
    from leadq.i18n import text
    from leadq.render.parts.out import say_line

    parts = [text(f"export.rows.{what}", count=count) for what, count in rows.items()]
    say_line(text("export.done_tables", parts=text("list.comma").join(parts), file=file))


def _tables(
    work: Work, conn: sqlite3.Connection, counts: dict[str, int], wanted: Filter, mask: bool
) -> Iterator[BookTable]:
    from leadq.exchange.workbooks.xlsx_write import BookTable
    from leadq.render.parts.goals import word_goals
    from leadq.usecases.exporting.export_tables import each_table

    for what, sheet in each_table(conn, work.desk, list(counts), wanted, mask):
        rows = word_goals(sheet.columns, sheet.rows, work.look.own)
        yield BookTable(what, sheet.columns, rows, counts[what])


def _write_stdout(fill: Any) -> WrittenBook:
    """Write to standard output what has been completed elsewhere: a pipe cannot be wound back."""
    import shutil
    import tempfile

    with tempfile.TemporaryFile() as whole:
        written: WrittenBook = fill(whole)
        whole.seek(0)
        shutil.copyfileobj(whole, sys.stdout.buffer)
        sys.stdout.buffer.flush()
    return written


def _say_losses(written: WrittenBook) -> None:
    from leadq.i18n import text
    from leadq.render.parts.out import say_line

    if written.replaced:
        say_line(text("export.replaced_xlsx", count=written.replaced))
    if written.cut:
        say_line(text("export.cut", count=written.cut))

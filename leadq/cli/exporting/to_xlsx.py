"""A workbook: a sheet for leads and one for each kind of thing that belongs to them."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, BinaryIO

from leadq.errors import UsageError
from leadq.exchange.columns.own_headers import SHEETS
from leadq.exchange.tables.whole_file import write_whole_binary
from leadq.exchange.workbooks.xlsx_write import BookTable, write_workbook
from leadq.i18n import text
from leadq.render.parts.goals import goal_words
from leadq.render.parts.out import say_line
from leadq.render.parts.progress import progress_bar
from leadq.usecases.exporting.export_tables import count_table_rows, each_table

if TYPE_CHECKING:
    import sqlite3

    from leadq.cli.exporting.formats import Export
    from leadq.exchange.workbooks.xlsx_write import WrittenBook

USUAL = "all"
# As many are written in about a second.
_ROWS_WORTH_A_BAR = 3000


def check(export: Export) -> None:
    """Raise UsageError for an encoding, and for a workbook on a terminal."""
    if export.encoding:
        raise UsageError("utf8_only", hint="utf8_only", format=export.format)
    if export.file is None and sys.stdout.isatty():
        raise UsageError("xlsx_needs_file", hint="xlsx_needs_file")


def write(export: Export) -> None:
    """Write the workbook, and say what is in it. Raises as ``write_whole_binary`` does."""
    work, file = export.work, export.file
    whats = SHEETS if export.what == "all" else (export.what,)
    with work.desk.read() as conn:
        counts = count_table_rows(conn, work.desk, whats, export.wanted)
        if export.what == "all" and not counts["purchases"]:
            # many a rep sells elsewhere, and an empty sheet only asks what it is for
            del counts["purchases"]
        total = sum(counts.values())
        with progress_bar(work.look) as shown:
            progress = shown if total > _ROWS_WORTH_A_BAR else None

            def fill(stream: BinaryIO) -> WrittenBook:
                tables = _tables(export, conn, counts)
                return write_workbook(stream, tables, work.look.lang, total, progress)

            if file is None:
                written = _write_stdout(fill)
            else:
                written = write_whole_binary(file, fill, export.force)
    _say_losses(written)
    if file is not None:
        rows = [text(f"export.rows.{what}", count=count) for what, count in written.rows.items()]
        say_line(text("export.done_tables", parts=text("list.comma").join(rows), file=file))


def _tables(
    export: Export, conn: sqlite3.Connection, counts: dict[str, int]
) -> Iterator[BookTable]:
    work = export.work
    tables = each_table(
        conn,
        *(work.desk, list(counts), export.wanted, export.mask, export.facts_in),
        partial(goal_words, own=work.look.own),
    )
    for what, sheet in tables:
        yield BookTable(what, sheet.columns, sheet.rows, counts[what])


def _write_stdout(fill: Any) -> WrittenBook:
    """Write to standard output what has been completed elsewhere: a pipe cannot be wound back."""
    with tempfile.TemporaryFile() as whole:
        written: WrittenBook = fill(whole)
        whole.seek(0)
        shutil.copyfileobj(whole, sys.stdout.buffer)
        sys.stdout.buffer.flush()
    return written


def _say_losses(written: WrittenBook) -> None:
    if written.replaced:
        say_line(text("export.replaced_xlsx", count=written.replaced))
    if written.cut:
        say_line(text("export.cut", count=written.cut))

"""CSV for any spreadsheet: one table, in the encoding that is wanted."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from leadq.cli.exporting.formats import USUAL_ENCODING, open_stdout
from leadq.errors import UsageError
from leadq.exchange.tables.csv_write import write_csv_file
from leadq.i18n import text
from leadq.render.parts.goals import goal_words
from leadq.render.parts.out import say_line
from leadq.render.parts.text import clean
from leadq.usecases.exporting.export import open_sheet

if TYPE_CHECKING:
    from leadq.cli.exporting.formats import Export

USUAL = "leads"


def check(export: Export) -> None:
    """Raise UsageError for several tables in one file."""
    if export.what == "all":
        raise UsageError("all_needs_json", hint="all_needs_json")


def write(export: Export) -> int:
    """Write a table; return its rows."""
    work, file = export.work, export.file
    with work.desk.read() as conn:
        sheet = open_sheet(
            conn,
            *(work.desk, export.what, export.wanted, export.mask, export.facts_in),
            partial(goal_words, own=work.look.own),
        )
        target: Any = file if file is not None else open_stdout(export.encoding)
        rows = sheet.rows
        if file is None and target.isatty():
            rows = map(_for_screen, rows)
        encoding = export.encoding or USUAL_ENCODING
        written = write_csv_file(target, sheet.columns, rows, encoding, export.force)
    if written.replaced:
        say_line(text("export.replaced", count=written.replaced))
    return written.rows


def _for_screen(row: Sequence[Any]) -> tuple[Any, ...]:
    """Return a row that cannot steer a terminal; in a file or a pipe every cell is exact."""

    def show(cell: Any) -> Any:
        if isinstance(cell, (list, tuple)):
            return [show(one) for one in cell]
        return clean(cell, newlines=True) if isinstance(cell, str) else cell

    return tuple(map(show, row))

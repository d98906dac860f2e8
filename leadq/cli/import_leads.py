"""leadq import: take leads from a table of any program."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from leadq.cli.options import FormatOption, JsonFlag, Text, Texts, text_option
from leadq.cli.work import open_work
from leadq.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from leadq.exchange.csv_read import Table
    from leadq.exchange.csv_write import Cell
    from leadq.usecases.import_order import Imported


def command(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="arg.import_file")],
    map: Annotated[Texts, text_option("opt.map", metavar="COLUMN=FIELD")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="opt.dry_run")] = False,
    update: Annotated[bool, typer.Option("--update", help="opt.update")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="opt.strict")] = False,
    encoding: Annotated[Text, text_option("opt.encoding_in", metavar="NAME")] = None,
    rejects: Annotated[Text, text_option("opt.rejects", metavar="FILE")] = None,
    force: Annotated[bool, typer.Option("--force", help="opt.force_file")] = False,
    per_day: Annotated[
        int | None,
        typer.Option(min=1, max=1000, metavar="N", help="opt.per_day", show_default=False),
    ] = None,
    format: FormatOption = "table",
    json: JsonFlag = False,
) -> None:
    """Import leads in one step: all of the file, or nothing of it."""
    from leadq.render.imported import show_imported
    from leadq.render.progress import progress_bar
    from leadq.usecases.import_file import import_file
    from leadq.usecases.import_order import Order

    with open_work(ctx, format, json) as work:
        order = Order(
            file=Path(file),
            mapping=dict(_read_mapping(given) for given in map or ()),
            dry_run=dry_run,
            update=update,
            strict=strict,
            encoding=encoding,
            per_day=per_day or work.desk.per_day,
        )
        wanted = Path(rejects) if rejects else None
        with progress_bar(work.look) as progress:
            result = import_file(
                work.desk, order, lambda r, t: _write_rejects(wanted, force, r, t), progress
            )
        show_imported(result, dry_run, work.look)
        if result.rejected:
            raise typer.Exit(ExitCode.REFUSED)


def _read_mapping(given: str) -> tuple[str, str]:
    column, equals, field = given.rpartition("=")
    if not equals or not column.strip() or not field.strip():
        raise UsageError("bad_mapping", hint="bad_mapping", given=given)
    return column.strip(), field.strip()


def _write_rejects(wanted: Path | None, force: bool, result: Imported, table: Table) -> Path:
    """Keep the rows that were not taken beside the input, each with line and reason."""
    from leadq.exchange.columns import REJECT_COLUMNS
    from leadq.exchange.csv_write import write_csv

    target = wanted or _free_name(result.file)
    if target.resolve() == result.file.resolve():
        raise UsageError("rejects_into_input", hint="rejects_into_input", file=str(target))
    # a file of mended rejects brings these columns along
    left_out = {i for i, header in enumerate(table.headers) if header in REJECT_COLUMNS}
    headers = [*REJECT_COLUMNS, *(h for h in table.headers if h not in REJECT_COLUMNS)]
    rows = _rejected_rows(result, table, left_out)
    write_csv(target, headers, rows, force=force and wanted is not None, private=True)
    return target


def _rejected_rows(result: Imported, table: Table, left_out: set[int]) -> Iterator[list[Cell]]:
    """Read the rejected rows once more, so that they need not be kept meanwhile."""
    from leadq.render.errors import error_line

    reasons = {rejected.line: rejected.reason for rejected in result.rejected}
    for line, cells in table.rows():
        if line in reasons:
            kept = (cell for place, cell in enumerate(cells) if place not in left_out)
            yield [line, error_line(reasons[line]), *kept]


def _free_name(file: Path) -> Path:
    """Return a name beside the input that no file has, so that no earlier rejects are lost."""
    target, count = file.with_name(f"{file.name}.rejected.csv"), 1
    while target.exists():
        count += 1
        target = file.with_name(f"{file.name}.rejected-{count}.csv")
    return target

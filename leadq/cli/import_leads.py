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
    from leadq.usecases.import_leads import Imported


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
    from leadq.usecases.import_leads import Order, import_leads

    with open_work(ctx, format, json) as work:
        order = Order(
            file=Path(file),
            mapping=dict(_read_mapping(given) for given in map or ()),
            dry_run=dry_run,
            update=update,
            strict=strict,
            encoding=encoding,
            rejects=Path(rejects) if rejects else None,
            force=force,
            per_day=per_day or work.desk.per_day,
        )
        with progress_bar(work.look) as progress:
            result = import_leads(
                work.desk, order, lambda r, t: _write_rejects(order.rejects, force, r, t), progress
            )
        show_imported(result, order.dry_run, work.look)
        if result.rejected:
            raise typer.Exit(ExitCode.REFUSED)


def _read_mapping(given: str) -> tuple[str, str]:
    column, equals, field = given.rpartition("=")
    if not equals or not column.strip() or not field.strip():
        raise UsageError("bad_mapping", hint="bad_mapping", given=given)
    return column.strip(), field.strip()


def _write_rejects(wanted: Path | None, force: bool, result: Imported, table: Table) -> Path:
    """Keep the rows that were not taken beside the input, each with line and reason."""
    from leadq.exchange.csv_write import write_csv
    from leadq.i18n import text
    from leadq.render.errors import error_line

    target = wanted or _free_name(result.file)
    headers = [text("import.line"), text("import.reason"), *table.headers]
    rows: Iterator[list[Cell]] = (
        [rejected.line, error_line(rejected.reason), *rejected.cells]
        for rejected in result.rejected
    )
    write_csv(target, headers, rows, force=force and wanted is not None)
    return target


def _free_name(file: Path) -> Path:
    """Return a name beside the input that no file has, so that no earlier rejects are lost."""
    target, count = file.with_name(f"{file.name}.rejected.csv"), 1
    while target.exists():
        count += 1
        target = file.with_name(f"{file.name}.rejected-{count}.csv")
    return target

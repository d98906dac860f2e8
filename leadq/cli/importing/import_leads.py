"""leadq import: take leads from a table of any program."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from leadq.cli.frame.options import Text, Texts, text_option
from leadq.cli.frame.work import Work, open_work
from leadq.cli.importing.saved_columns import LEADS, TABLES, read_map
from leadq.cli.leads.filters import bad_choice, pick_token
from leadq.domain.leads.status import STATUSES
from leadq.errors import ExitCode, UsageError
from leadq.exchange.columns.aliases import is_reject_column
from leadq.exchange.columns.columns import REJECT_COLUMNS, REJECT_TABLE
from leadq.exchange.columns.own_headers import sheet_title
from leadq.exchange.columns.statuses import read_status
from leadq.exchange.tables.csv_write import write_csv_file
from leadq.exchange.tables.joint_table import (
    JointTable,
    RecordTable,
    each_rejected_part,
    each_row,
)
from leadq.exchange.tables.whole_file import write_parts
from leadq.i18n import language
from leadq.render.importing.imported import show_imported
from leadq.render.parts.errors import error_line
from leadq.render.parts.progress import progress_bar
from leadq.usecases.importing.import_file import import_file
from leadq.usecases.importing.import_order import Order

if TYPE_CHECKING:
    from leadq.exchange.tables.csv_write import Cell
    from leadq.exchange.tables.table import AnyTable
    from leadq.usecases.importing.import_order import Imported, Order, Rejected

_WHAT = "|".join(TABLES)

DAY_ORDERS = ("dmy", "mdy", "ymd")


def command(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="arg.import_file")],
    map: Annotated[Texts, text_option("opt.map_import", metavar="COLUMN=FIELD|NAME")] = None,
    what: Annotated[Text, text_option("opt.what_in", metavar=_WHAT)] = None,
    sheet: Annotated[Text, text_option("opt.sheet", metavar="SHEET")] = None,
    day_order: Annotated[Text, text_option("opt.day_order", metavar="dmy|mdy|ymd")] = None,
    map_status: Annotated[Texts, text_option("opt.map_status", metavar="WORD=STATUS")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="opt.dry_run")] = False,
    update: Annotated[bool, typer.Option("--update", help="opt.update")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="opt.strict")] = False,
    encoding: Annotated[Text, text_option("opt.encoding_in", metavar="ENCODING")] = None,
    rejects: Annotated[Text, text_option("opt.rejects", metavar="FILE")] = None,
    force: Annotated[bool, typer.Option("--force", help="opt.force_file")] = False,
    per_day: Annotated[
        int | None,
        typer.Option(min=1, max=1000, metavar="N", help="opt.per_day", show_default=False),
    ] = None,
) -> None:
    """Import leads in one step: all of the file, or nothing of it."""
    what = pick_token(what, TABLES, "--what") if what is not None else None
    if day_order is not None:
        day_order = pick_token(day_order, DAY_ORDERS, "--day-order")
    statuses = _read_statuses(map_status or ())
    with open_work(ctx) as work:
        import_table(
            work, Path(file), map or (), what, Path(rejects) if rejects else None, force,
            sheet=sheet, dry_run=dry_run, update=update, strict=strict, encoding=encoding,
            day_order=day_order, statuses=statuses,
            per_day=per_day or work.desk.per_day,
        )  # fmt: skip


def import_table(
    work: Work, file: Path, map: Sequence[str], what: str | None, rejects: Path | None = None,
    force: bool = False, **more: Any,
) -> None:  # fmt: skip
    """Import a file as a table, and show what came of it; ``more`` is as in an ``Order``."""
    saved, typed = read_map(work.session.config, map, what or LEADS)
    order = Order(file=file, mapping=typed, saved=saved, what=what, **more)
    _ask_and_import(work, order, rejects, force)


def _ask_and_import(work: Work, order: "Order", rejects: Path | None, force: bool) -> None:
    """Import; on a terminal, columns that nobody knows are asked about first."""
    said: dict[str, str] = {}
    if work.asker is not None:
        from leadq.cli.importing.import_walk import (
            ask_columns,
            ask_statuses,
            confirm_import,
            until_left,
        )

        with until_left():
            said = ask_columns(work, work.asker, order)
            order.mapping = {**order.mapping, **said}
            order.statuses = {**order.statuses, **ask_statuses(work, work.asker, order)}
            if said and not order.dry_run:
                plan = _import(work, replace(order, dry_run=True), rejects, force)
                if not confirm_import(work, work.asker, plan, order.mapping):
                    return
    result = _import(work, order, rejects, force)
    show_imported(result, order.dry_run, work.look)
    if said and order.dry_run and work.asker is not None:
        from leadq.cli.importing.import_walk import offer_to_save, until_left

        with until_left():
            offer_to_save(work, work.asker, order.mapping)
    if result.rejected:
        raise typer.Exit(ExitCode.REFUSED)


def _import(work: Work, order: "Order", rejects: Path | None, force: bool) -> "Imported":

    with progress_bar(work.look) as progress:
        return import_file(
            work.desk, order, lambda r, t: _write_rejects(rejects, force, r, t), progress
        )


def _read_statuses(said: Iterable[str]) -> dict[str, str]:
    """Return what words of a status column mean. Raises UsageError bad_choice."""
    found: dict[str, str] = {}
    for one in said:
        word, _, wanted = one.rpartition("=")
        told = read_status(wanted) if word.strip() else None
        if told is None or told.status not in STATUSES:
            raise bad_choice("--map-status", told.status if told else one, STATUSES)
        found[word] = told.status
    return found


def _write_rejects(wanted: Path | None, force: bool, result: "Imported", table: "AnyTable") -> Path:
    """Keep the rows that were not taken beside the input, each with line and reason."""
    whole = isinstance(table, RecordTable)
    target = wanted or _free_name(result.file, "json" if whole else "csv")
    if os.path.realpath(target) == os.path.realpath(result.file):
        raise UsageError("rejects_into_input", hint="rejects_into_input", file=str(target))
    forced = force and wanted is not None
    if whole:
        write_parts(target, each_rejected_part(_rejected_rows(result, table, set(), {})), forced)
        return target
    # a file of mended rejects brings these columns along
    left_out = {i for i, header in enumerate(table.headers) if is_reject_column(header)}
    kinds = table.kinds if isinstance(table, JointTable) else {"": result.what}
    told = [] if {*kinds.values()} == {LEADS} else [REJECT_TABLE]
    headers = [*REJECT_COLUMNS, *told, *(h for h in table.headers if not is_reject_column(h))]
    rows = _rejected_rows(result, table, left_out, kinds if told else {})
    write_csv_file(target, headers, rows, force=forced)
    return target


def _rejected_rows(
    result: "Imported", table: "AnyTable", left_out: set[int], kinds: Mapping[str, str]
) -> "Iterator[list[Cell]]":
    """Read the rejected rows once more, so that they need not be kept meanwhile.

    ``kinds`` are the tables that sheets hold, where a row has to tell it.
    """
    waiting: dict[str, list[Rejected]] = {}
    for rejected in result.rejected:
        waiting.setdefault(rejected.sheet, []).append(rejected)
    for queue in waiting.values():
        queue.sort(key=attrgetter("line"), reverse=True)
    for sheet, line, cells in each_row(table):
        queue = waiting.get(sheet, [])
        if queue and queue[-1].line == line:
            kept = (cell for place, cell in enumerate(cells) if place not in left_out)
            told = [sheet_title(kinds[sheet], language())] if kinds else []
            yield [line, error_line(queue.pop().reason), *told, *kept]


def _free_name(file: Path, ending: str) -> Path:
    """Return a name beside the input that nothing has, so that no earlier rejects are lost."""
    target, count = file.with_name(f"{file.name}.rejected.{ending}"), 1
    while os.path.lexists(target):
        count += 1
        target = file.with_name(f"{file.name}.rejected-{count}.{ending}")
    return target

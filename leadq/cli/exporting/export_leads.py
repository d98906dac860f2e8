"""leadq export: leads and what belongs to them, for a spreadsheet, calendar or phone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from leadq.cli.frame.options import Text, Texts, profile_option, text_option
from leadq.cli.frame.work import Work, open_work
from leadq.errors import UsageError

if TYPE_CHECKING:
    import sqlite3

    from leadq.store.read.read_leads import Filter
    from leadq.store.read.rows import LeadData

_USUAL_ENCODING = "utf-8-sig"
_TEXTS = ("ics", "vcf")


def command(
    ctx: typer.Context,
    file: Annotated[Text, typer.Argument(metavar="[FILE]", help="arg.export_file")] = None,
    format: Annotated[
        Literal["csv", "json", "xlsx", "ics", "vcf"] | None,
        typer.Option(help="opt.export_format", show_default=False),
    ] = None,
    what: Annotated[
        Literal["leads", "touches", "followups", "facts", "purchases", "all"] | None,
        typer.Option(help="opt.what", show_default=False),
    ] = None,
    encoding: Annotated[Text, text_option("opt.encoding_out", metavar="ENCODING")] = None,
    mask: Annotated[bool, typer.Option("--mask", help="opt.mask")] = False,
    force: Annotated[bool, typer.Option("--force", help="opt.force_file")] = False,
    text: Annotated[Text, text_option("opt.text_filter")] = None,
    grade: Annotated[Texts, text_option("opt.grade_filter", metavar="A|B|C|none")] = None,
    status: Annotated[
        Texts, text_option("opt.status_filter", metavar="open|won|lost|dropped|parked|all")
    ] = None,
    source: Annotated[Text, text_option("opt.source_filter")] = None,
    owner: Annotated[Text, text_option("opt.owner_filter")] = None,
    tag: Annotated[Text, text_option("opt.tag_filter")] = None,
    profile: Annotated[Text, profile_option("opt.profile_filter")] = None,
    region: Annotated[Text, text_option("opt.region_filter")] = None,
    man: Annotated[Text, text_option("opt.man_filter", metavar="MaN")] = None,
    no_next: Annotated[bool, typer.Option("--no-next", help="opt.no_next")] = False,
    json: Annotated[bool, typer.Option("--json", help="opt.json")] = False,
) -> None:
    """Write leads to a file, or to standard output."""
    from leadq.cli.leads.filters import make_filter

    file = None if file == "-" else file
    fmt = "json" if json else format or _format_of(file)
    table = what or ("all" if fmt == "xlsx" else "leads")
    _check_options(fmt, table, encoding)
    with open_work(ctx) as work:
        wanted = make_filter(
            text, grade, status, source, owner, tag, profile, man, region, no_next, "number"
        )
        if fmt == "xlsx":
            from leadq.cli.exporting.export_sheets import say_tables, write_sheets

            rows = write_sheets(work, file, table, wanted, force, mask)
            if file is not None:
                say_tables(rows, file)
            return
        if fmt == "csv":
            count = _write_csv(work, file, table, wanted, encoding, force, mask)
        elif fmt in _TEXTS:
            count = _write_text(work, file, fmt, wanted, force, mask)
        else:
            count = _write_json(work, file, table, wanted, force, mask)
        if file is not None:
            from leadq.i18n import text as words
            from leadq.render.parts.out import say_line

            say_line(words("export.done", count=count, file=file))


def _check_options(fmt: str, what: str, encoding: str | None) -> None:
    """Raise UsageError for options that a format cannot follow."""
    if fmt in _TEXTS:
        from leadq.cli.exporting.export_cards import check_what

        check_what(fmt, what, encoding)
    if what == "all" and fmt == "csv":
        raise UsageError("all_needs_json", hint="all_needs_json")
    if encoding and fmt == "json":
        raise UsageError("json_is_utf8", hint="json_is_utf8")
    if encoding and fmt == "xlsx":
        raise UsageError("utf8_only", hint="utf8_only", format=fmt)


def _format_of(file: str | None) -> str:
    """Return the format that a file's ending names; csv where there is none. Raises UsageError."""
    from pathlib import PurePath

    ending = PurePath(file or "").suffix.lower().removeprefix(".")
    if ending in ("json", "xlsx", *_TEXTS):
        return ending
    if ending in ("", "csv", "txt", "tsv"):
        return "csv"
    raise UsageError("bad_ending", hint="bad_ending", file=file)


def _write_text(
    work: Work, file: str | None, fmt: str, wanted: Filter, force: bool, mask: bool
) -> int:
    """Write a calendar or an address book: UTF-8, lines ending as their standards say."""
    from leadq.cli.exporting.export_cards import address_book_text, calendar_text
    from leadq.exchange.tables.whole_file import write_parts

    shown, count = (calendar_text if fmt == "ics" else address_book_text)(work, wanted, mask)
    if file is None:
        from leadq.render.parts.text import clean

        out = _stdout("utf-8")
        out.write(clean(shown, newlines=True) if out.isatty() else shown)
    else:
        write_parts(file, [shown], force)
    return count


def _write_csv(
    work: Work, file: str | None, what: str, wanted: Filter, encoding: str | None, force: bool,
    mask: bool,
) -> int:  # fmt: skip
    from leadq.exchange.tables.csv_write import write_csv
    from leadq.render.parts.goals import word_goals
    from leadq.render.parts.out import say_line
    from leadq.usecases.exporting.export import open_sheet

    with work.desk.read() as conn:
        sheet = open_sheet(conn, work.desk, what, wanted, mask)
        target: Any = file if file is not None else _stdout(encoding)
        rows = word_goals(sheet.columns, sheet.rows, work.look.own)
        if file is None and target.isatty():
            rows = map(_for_screen, rows)
        written = write_csv(target, sheet.columns, rows, encoding or _USUAL_ENCODING, force)
    if written.replaced:
        from leadq.i18n import text

        say_line(text("export.replaced", count=written.replaced))
    return written.rows


def _for_screen(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return a row that cannot steer a terminal; in a file or a pipe every cell is exact."""
    from leadq.render.parts.text import clean

    def show(cell: Any) -> Any:
        if isinstance(cell, (list, tuple)):
            return [show(one) for one in cell]
        return clean(cell, newlines=True) if isinstance(cell, str) else cell

    return tuple(map(show, row))


def _stdout(encoding: str | None) -> Any:
    """Return standard output in an encoding from here on; a terminal keeps its own."""
    import sys

    from leadq.exchange.tables.encodings import find_codec

    if (encoding or not sys.stdout.isatty()) and hasattr(sys.stdout, "reconfigure"):
        codec = find_codec(encoding or _USUAL_ENCODING)
        sys.stdout.reconfigure(encoding=codec, errors="replace", newline="")
    return sys.stdout


def _write_json(
    work: Work, file: str | None, what: str, wanted: Filter, force: bool, mask: bool
) -> int:
    import sys

    from leadq.exchange.tables.whole_file import write_parts

    with work.desk.read() as conn:
        records = _records(work, conn, what, wanted, mask)
        if file is not None:
            return write_parts(file, _json_parts(records, what), force) - 1
        plain = not (sys.stdout.encoding or "").lower().startswith("utf")
        return sum(1 for part in _json_parts(records, what, plain) if sys.stdout.write(part)) - 1


def _records(
    work: Work, conn: sqlite3.Connection, what: str, wanted: Filter, mask: bool
) -> Iterator[dict[str, Any]]:
    from leadq.usecases.exporting.export import (
        each_record,
        find_each_lead,
        find_each_stamped,
        open_sheet,
    )

    if what == "all":
        yield from each_record(conn, work.desk, wanted, mask)
    elif what == "leads" and mask:
        # what is masked must never pass for a newer value
        for lead in find_each_lead(conn, work.desk, wanted, mask):
            yield _lead_record(work, lead)
    elif what == "leads":
        for lead, changed in find_each_stamped(conn, work.desk, wanted):
            yield _lead_record(work, lead) | {"changed": changed}
    else:
        sheet = open_sheet(conn, work.desk, what, wanted, mask)
        for row in sheet.rows:
            yield dict(zip(sheet.columns, row, strict=True))


def _lead_record(work: Work, lead: LeadData) -> dict[str, Any]:
    from leadq.render.parts.data import lead_json

    ends = {key: lead[key] for key in ("amount", "reason", "parked_until")}
    return lead_json(lead, work.look.own) | ends


def _json_parts(records: Iterable[dict[str, Any]], what: str, plain: bool = False) -> Iterator[str]:
    """Yield a JSON text, one piece for each record and one for the end."""
    from leadq.render.parts.out import json_text

    before, after = ('{"leads": [', "]}\n") if what == "all" else ("[", "]\n")
    for record in records:
        yield f"{before}\n{json_text(record, plain=plain, one_line=True)}"
        before = ","
    yield f"\n{after}" if before == "," else before + after

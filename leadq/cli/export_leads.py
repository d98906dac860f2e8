"""leadq export: leads and what belongs to them, for a spreadsheet or another program."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from leadq.cli.options import Text, Texts, text_option
from leadq.cli.work import Work, open_work
from leadq.errors import UsageError

if TYPE_CHECKING:
    from leadq.store.read_leads import Filter
    from leadq.usecases.export import Sheet


def command(
    ctx: typer.Context,
    file: Annotated[Text, typer.Argument(metavar="[FILE]", help="arg.export_file")] = None,
    format: Annotated[
        Literal["csv", "json"] | None, typer.Option(help="opt.export_format", show_default=False)
    ] = None,
    what: Annotated[
        Literal["leads", "touches", "followups", "facts", "all"], typer.Option(help="opt.what")
    ] = "leads",
    encoding: Annotated[Text, text_option("opt.encoding_out", metavar="NAME")] = None,
    force: Annotated[bool, typer.Option("--force", help="opt.force_file")] = False,
    text: Annotated[Text, text_option("opt.text_filter")] = None,
    grade: Annotated[Texts, text_option("opt.grade_filter", metavar="A|B|C|none")] = None,
    status: Annotated[
        Texts, text_option("opt.status_filter", metavar="open|won|lost|dropped|parked|all")
    ] = None,
    source: Annotated[Text, text_option("opt.source_filter")] = None,
    owner: Annotated[Text, text_option("opt.owner_filter")] = None,
    tag: Annotated[Text, text_option("opt.tag_filter")] = None,
    profile: Annotated[Text, text_option("opt.profile_filter", metavar="PROFILE")] = None,
    region: Annotated[Text, text_option("opt.region_filter")] = None,
    man: Annotated[Text, text_option("opt.man_filter", metavar="MaN")] = None,
    no_next: Annotated[bool, typer.Option("--no-next", help="opt.no_next")] = False,
) -> None:
    """Write leads to a file, or to standard output."""
    from leadq.cli.filters import make_filter

    fmt = format or ("json" if (file or "").lower().endswith(".json") else "csv")
    if what == "all" and fmt == "csv":
        raise UsageError("all_needs_json", hint="all_needs_json")
    with open_work(ctx) as work:
        wanted = make_filter(
            text, grade, status, source, owner, tag, profile, man, region, no_next, "number"
        )
        write = _write_csv if fmt == "csv" else _write_json
        count = write(work, file, what, wanted, encoding, force)
        if file is not None:
            from leadq.i18n import text as words
            from leadq.render.out import say_line

            say_line(words("export.done", count=count, file=file))


def _write_csv(
    work: Work, file: str | None, what: str, wanted: Filter, encoding: str | None, force: bool
) -> int:
    from leadq.exchange.csv_write import write_csv
    from leadq.render.out import say_line
    from leadq.usecases.export import open_sheet

    codec = encoding or "utf-8-sig"
    with work.desk.read() as conn:
        sheet = open_sheet(conn, work.desk, what, wanted)
        target = file if file is not None else _stdout(codec)
        written = write_csv(target, sheet.columns, _worded(work, sheet), codec, force)
    if written.replaced:
        from leadq.i18n import text

        say_line(text("export.replaced", count=written.replaced))
    return written.rows


def _worded(work: Work, sheet: Sheet) -> Iterator[tuple[Any, ...]]:
    """Yield the rows with the program's goals in words; what people typed stays as it is."""
    from leadq.render.goals import goal_text

    place = next((i for i, c in enumerate(sheet.columns) if c in ("next_goal", "goal")), None)
    for row in sheet.rows:
        if place is not None and str(row[place] or "").startswith("@"):
            goal = goal_text(row[place], work.look.own)
            yield (*row[:place], goal, *row[place + 1 :])
        else:
            yield row


def _stdout(encoding: str) -> Any:
    """Return standard output, writing in an encoding from here on."""
    import sys

    from leadq.exchange.encodings import find_codec

    codec = find_codec(encoding)
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding=codec, errors="replace", newline="")
    return sys.stdout


def _write_json(
    work: Work, file: str | None, what: str, wanted: Filter, encoding: str | None, force: bool
) -> int:
    from pathlib import Path

    from leadq.cli.files import write_new_file
    from leadq.render.data import lead_json
    from leadq.render.out import json_text, write_line
    from leadq.usecases.export import each_record, open_sheet

    with work.desk.read() as conn:
        if what == "all":
            records = list(each_record(conn, work.desk, wanted))
        elif what == "leads":
            from leadq.usecases.browse import list_leads

            records = [lead_json(lead) for lead in list_leads(work.desk, wanted).leads]
        else:
            sheet = open_sheet(conn, work.desk, what, wanted)
            records = [dict(zip(sheet.columns, row, strict=True)) for row in sheet.rows]
    written = json_text({"leads": records} if what == "all" else records)
    if file is None:
        write_line(written)
    else:
        write_new_file(Path(file), written + "\n", force=force)
    return len(records)

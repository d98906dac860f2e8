"""leadq export: leads and what belongs to them, for a spreadsheet, calendar or phone."""

from typing import Annotated, Literal

import typer

from leadq.cli.exporting.formats import Export, format_names, open_format
from leadq.cli.frame.options import (
    GradesOption,
    SourceOption,
    TagOption,
    Text,
    Texts,
    owner_option,
    profile_option,
    status_option,
    text_option,
)
from leadq.cli.frame.work import open_work
from leadq.cli.leads.filters import make_filter, read_trade
from leadq.cli.search.conditions import read_asked
from leadq.errors import UsageError

_WITH_FACTS = ("csv", "xlsx")


def complete_formats(incomplete: str) -> list[str]:
    """Return the formats that begin so, for the shell."""
    return [name for name in format_names() if name.startswith(incomplete)]


def command(
    ctx: typer.Context,
    file: Annotated[Text, typer.Argument(metavar="[FILE]", help="arg.export_file")] = None,
    format: Annotated[
        Text,
        text_option(
            "opt.export_format", metavar="|".join(format_names()), complete=complete_formats
        ),
    ] = None,
    what: Annotated[
        Literal["leads", "touches", "followups", "facts", "purchases", "all"] | None,
        typer.Option(help="opt.what", show_default=False),
    ] = None,
    encoding: Annotated[Text, text_option("opt.encoding_out", metavar="ENCODING")] = None,
    mask: Annotated[bool, typer.Option("--mask", help="opt.mask")] = False,
    force: Annotated[bool, typer.Option("--force", help="opt.force_file")] = False,
    text: Annotated[Text, text_option("opt.text_filter")] = None,
    grade: GradesOption = None,
    status: Annotated[Texts, status_option("opt.status_filter")] = None,
    source: SourceOption = None,
    owner: Annotated[Text, owner_option("opt.owner_filter")] = None,
    tag: TagOption = None,
    profile: Annotated[Text, profile_option("opt.profile_filter")] = None,
    region: Annotated[Text, text_option("opt.region_filter")] = None,
    man: Annotated[Text, text_option("opt.man_filter", metavar="MaN")] = None,
    no_next: Annotated[bool, typer.Option("--no-next", help="opt.no_next")] = False,
    facts: Annotated[bool, typer.Option("--facts", help="opt.export_facts")] = False,
    json: Annotated[bool, typer.Option("--json", help="opt.json")] = False,
) -> None:
    """Write leads to a file, or to standard output."""
    file = None if file == "-" else file
    fmt = "json" if json else _known(format) if format is not None else _format_of(file)
    to = open_format(fmt)
    with open_work(ctx) as work:
        trade = read_trade(work, profile)
        wanted = make_filter(
            text, grade, status, source, owner, tag, trade, man, region, no_next, "number"
        )._replace(conditions=read_asked(work))
        facts_in = work.session.lang if facts else ""
        export = Export(work, fmt, what or to.USUAL, file, wanted, encoding, mask, force, facts_in)
        if facts and (fmt not in _WITH_FACTS or export.what not in ("leads", "all")):
            raise UsageError("facts_in_tables", hint="facts_in_tables")
        to.check(export)
        count = to.write(export)
        if file is not None and count is not None:
            from leadq.i18n import text as words
            from leadq.render.parts.out import say_line

            say_line(words("export.done", count=count, file=file))


def _known(format: str) -> str:
    if format not in format_names():
        allowed = format_names()
        raise UsageError(
            "bad_choice", hint="choices", name="--format", given=format, allowed=allowed
        )
    return format


def _format_of(file: str | None) -> str:
    """Return the format that a file's ending names; csv where there is none. Raises UsageError."""
    from pathlib import PurePath

    ending = PurePath(file or "").suffix.lower().removeprefix(".")
    if ending in ("", "csv", "txt", "tsv"):
        return "csv"
    if ending in format_names():
        return ending
    raise UsageError("bad_ending", hint="bad_ending", file=file)

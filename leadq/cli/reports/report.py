"""leadq report: what the manager should know."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from leadq.cli.frame.options import Text, owner_option, text_option
from leadq.cli.frame.work import open_work
from leadq.cli.leads.filters import pick_words, read_owner
from leadq.cli.leads.owners import remark_unknown_owner
from leadq.cli.search.conditions import read_asked
from leadq.errors import UsageError

if TYPE_CHECKING:
    from leadq.render.parts.look import Look
    from leadq.usecases.reports.day_report import DaySheet
    from leadq.usecases.reports.report_rows import Report

OwnerOption = Annotated[Text, owner_option("opt.owner_filter")]
PageOption = Annotated[Text, text_option("opt.html_page", "--html", metavar="FILE")]
HtmlOption = Annotated[Text, text_option("opt.html", "--html", metavar="FILE")]
ForceOption = Annotated[bool, typer.Option("--force", help="opt.force_file")]


def day(
    ctx: typer.Context,
    on: Annotated[Text, text_option("opt.on_report", metavar="DATE")] = None,
    owner: Annotated[Text, owner_option("opt.owner_due")] = None,
    html: PageOption = None,
    force: ForceOption = False,
    copy: Annotated[bool, typer.Option("--copy", help="opt.copy")] = False,
) -> None:
    """Write the follow-up sheet of a day, to paste into a chat or as a page."""
    from leadq.usecases.reports.day_report import report_day

    with open_work(ctx) as work:
        if copy and (html is not None or work.fmt != "table"):
            raise UsageError("copy_options", hint="copy_options")
        unknown = remark_unknown_owner(work, owner)
        day, asked = work.day(on, past=True), read_asked(work)
        sheet = report_day(work.desk, day, pick_words(owner, "--owner").strip(), asked)
        if html is not None:
            from leadq.render.reports.day_page import day_page

            _write_page(html, day_page(sheet, work.look), force)
            return
        if copy:
            _copy_sheet(sheet, work.look)
            return
        from leadq.render.followup.day_sheet import show_day

        # who has handed all leads over may still have worked on the day
        if not (unknown and work.fmt == "table" and sheet.is_empty):
            show_day(sheet, work.look)


def _copy_sheet(sheet: "DaySheet", look: "Look") -> None:
    from leadq.adapters.clipboard import copy_text
    from leadq.i18n import text
    from leadq.render.followup.day_sheet import day_text
    from leadq.render.parts.out import say_line

    copied = day_text(sheet, look)
    copy_text(copied)
    say_line(text("report.copied", count=copied.count("\n")))


def overdue(
    ctx: typer.Context,
    owner: OwnerOption = None,
    html: PageOption = None,
    force: ForceOption = False,
) -> None:
    """List what is overdue too long, rep by rep."""
    if html is not None:
        _show(ctx, "overdue", owner, html, force)
        return
    from leadq.render.followup.overdue import show_overdue
    from leadq.usecases.reports.day_report import report_overdue

    with open_work(ctx) as work:
        if remark_unknown_owner(work, owner) and work.fmt == "table":
            return
        show_overdue(report_overdue(work.desk, read_owner(owner), read_asked(work)), work.look)


def _show(
    ctx: typer.Context, name: str, owner: Text, html: Text, force: bool, by: str = ""
) -> None:
    """Make a report, or all of them, and show it or write its page."""
    from leadq.render.parts.progress import progress_bar
    from leadq.usecases.reports.reports import REPORTS, make_reports

    with open_work(ctx) as work:
        if remark_unknown_owner(work, owner) and work.fmt == "table" and html is None:
            return
        names, whose = REPORTS if name == "all" else (name,), read_owner(owner)
        with progress_bar(work.look, work.desk.takes_long) as tell:
            asked = read_asked(work)
            reports = make_reports(work.desk, names, whose, tell, asked, by)
        show_or_write(reports, work.look, html, force)


def show_or_write(reports: "Sequence[Report]", look: "Look", html: Text, force: bool) -> None:
    """Show reports, or write their page to a file."""
    if html is None:
        from leadq.render.reports.reports import show_reports

        show_reports(reports, look)
        return
    from leadq.render.reports.page import page_parts

    _write_page(html, page_parts(reports, look), force)


def _write_page(file: str, parts: Iterable[str], force: bool) -> None:
    from leadq.exchange.tables.whole_file import write_parts
    from leadq.i18n import text
    from leadq.render.parts.out import say_line

    write_parts(file, parts, force)
    say_line(text("reports.written", file=file))


def manager(
    ctx: typer.Context,
    owner: OwnerOption = None,
    html: HtmlOption = None,
    force: ForceOption = False,
) -> None:
    """Show the report that the command is named after, or all of them."""
    _show(ctx, str(ctx.info_name), owner, html, force)


def customers(
    ctx: typer.Context,
    by: Annotated[
        Literal["product", "source", "region", "owner", "profile"] | None,
        typer.Option(help="opt.report_by", show_default=False),
    ] = None,
    owner: OwnerOption = None,
    html: HtmlOption = None,
    force: ForceOption = False,
) -> None:
    """Show the report on customers that the command is named after."""
    _show(ctx, str(ctx.info_name), owner, html, force, by or "")


def clashes(
    ctx: typer.Context,
    owner: OwnerOption = None,
) -> None:
    """List the customers that several reps work on, with the history of each lead."""
    from leadq.render.leads.handover import show_clashes
    from leadq.usecases.leads.handover import find_clashes

    with open_work(ctx) as work:
        if remark_unknown_owner(work, owner) and work.fmt == "table":
            return
        show_clashes(find_clashes(work.desk, read_owner(owner)), work.look)

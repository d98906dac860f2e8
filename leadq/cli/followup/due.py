"""leadq due: what to do today, best first."""

from datetime import date
from typing import Annotated

import typer

from leadq.cli.frame.options import GradesOption, Text, owner_option, text_option
from leadq.cli.frame.work import Work, open_work
from leadq.cli.leads.filters import pick_words, read_grades
from leadq.cli.search.conditions import read_asked
from leadq.usecases.followup.due import list_due


def command(
    ctx: typer.Context,
    on: Annotated[Text, text_option("opt.on", metavar="DATE")] = None,
    within: Annotated[int, typer.Option(min=0, max=3660, metavar="DAYS", help="opt.within")] = 0,
    owner: Annotated[Text, owner_option("opt.owner_due")] = None,
    region: Annotated[Text, text_option("opt.region_due")] = None,
    grade: GradesOption = None,
    limit: Annotated[
        int | None, typer.Option(min=0, metavar="N", help="opt.limit", show_default=False)
    ] = None,
    work: Annotated[bool, typer.Option("--work", help="opt.work")] = False,
) -> None:
    """Show what is overdue, due today, promised, or without a next step."""
    with open_work(ctx) as frame:
        screen = frame.fmt == "table" and not work
        usual = frame.session.config.due_limit if screen else 0
        most = usual if limit is None else limit
        due = list_due(
            frame.desk, frame.day(on), within, pick_words(owner, "--owner"),
            pick_words(region, "--region"), most, read_grades(grade), read_asked(frame),
        )  # fmt: skip
        _remark_unsynced(frame, due.synced)
        if not due.total:
            from leadq.cli.leads.owners import remark_unknown_owner

            if remark_unknown_owner(frame, owner) and frame.fmt == "table":
                return
        if work:
            from leadq.cli.followup.morning import work_through

            work_through(frame, due)
            return
        from leadq.render.followup.due import show_due

        show_due(due, frame.look)


def _remark_unsynced(work: Work, synced: date | None) -> None:
    """Say on stderr that a store of a team has not met its hub for so many days."""
    most = work.session.config.sync_days
    if synced is None or not most or (work.desk.today - synced).days < most:
        return
    from leadq.i18n import text
    from leadq.render.parts.out import say_line

    say_line(text("notice.unsynced", days=(work.desk.today - synced).days))

"""leadq merge: make one lead of two."""

from typing import Annotated, Any

import typer

from leadq.cli.frame.complete import complete_leads
from leadq.cli.frame.work import choose_lead, open_work
from leadq.i18n import text
from leadq.render.leads.merged import preview_merge, say_merged, say_not_merged, show_merge_plan
from leadq.usecases.leads.merge import merge_leads, plan_merge


def _lead(metavar: str, help_key: str) -> Any:
    return typer.Argument(
        metavar=metavar, help=help_key, show_default=False, autocompletion=complete_leads
    )


def command(
    ctx: typer.Context,
    keep: Annotated[str, _lead("KEEP", "arg.keep")],
    other: Annotated[str, _lead("OTHER", "arg.other")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="opt.dry_run")] = False,
) -> None:
    """Put everything of one lead into another; nothing that was noted is lost."""
    with open_work(ctx) as work:
        keep, other = choose_lead(work, keep), choose_lead(work, other)
        if dry_run:
            show_merge_plan(plan_merge(work.desk, keep, other), work.look)
            return
        if work.asker is not None:
            preview_merge(plan_merge(work.desk, keep, other), work.look)
            if not work.asker.confirm(text("merge.sure")):
                say_not_merged()
                return
        say_merged(merge_leads(work.desk, keep, other), work.look, work.asker is not None)

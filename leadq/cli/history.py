"""leadq history: who changed what of a lead, and when."""

from __future__ import annotations

import typer

from leadq.cli.options import FormatOption, JsonFlag, LeadArgument
from leadq.cli.work import Work, choose_lead, open_work


def command(
    ctx: typer.Context, lead: LeadArgument, format: FormatOption = "table", json: JsonFlag = False
) -> None:
    """Tell what happened to a lead, oldest first."""
    from leadq.render.history import show_history
    from leadq.usecases.history import tell_history

    with open_work(ctx, format, json) as work:
        told = tell_history(work.desk, choose_lead(work, lead))
        show_history(
            told.number,
            told.name,
            told.entries,
            work.look,
            lambda fact: label_fact(work, told.profile, fact),
        )


def label_fact(work: Work, profile: str, fact_id: str) -> str:
    """Return what a fact is called, or its id when no content knows it any more."""
    from leadq.errors import RefusedError

    try:
        definition = work.desk.library.fact(fact_id, profile)
    except RefusedError:
        return fact_id
    return definition.label.pick(work.session.lang)

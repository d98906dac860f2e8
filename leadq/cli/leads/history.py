"""leadq history: who changed what of a lead, and when."""

from typing import TYPE_CHECKING

import typer

from leadq.cli.frame.options import LeadArgument
from leadq.cli.frame.work import Work, choose_lead, open_work
from leadq.errors import RefusedError

if TYPE_CHECKING:
    from leadq.content.model import FactDef


def command(ctx: typer.Context, lead: LeadArgument) -> None:
    """Tell what happened to a lead, oldest first."""
    from leadq.render.leads.history import show_history
    from leadq.usecases.leads.history import tell_history

    with open_work(ctx) as work:
        told = tell_history(work.desk, choose_lead(work, lead))
        show_history(
            told.number,
            told.name,
            told.entries,
            work.look,
            lambda fact: find_fact(work, told.profile, fact),
        )


def find_fact(work: Work, profile: str, fact_id: str) -> "FactDef | None":
    """Return a fact as the lead's trade words it, or None when no content knows it any more."""
    try:
        return work.desk.library.fact(fact_id, work.desk.trade_of(profile).id)
    except RefusedError:
        return None

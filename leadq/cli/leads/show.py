"""leadq show: the card to read before a call or visit."""

from __future__ import annotations

import typer

from leadq.cli.frame.options import LeadArgument
from leadq.cli.frame.work import open_work, read_chosen
from leadq.render.leads.card import show_card
from leadq.usecases.leads.lead_card import read_lead_card


def command(ctx: typer.Context, lead: LeadArgument) -> None:
    """Show one lead whole."""
    with open_work(ctx) as work:
        show_card(read_chosen(work, read_lead_card, lead), work.look)

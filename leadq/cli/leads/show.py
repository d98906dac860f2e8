"""leadq show: the card to read before a call or visit."""

from __future__ import annotations

from typing import Annotated

import typer

from leadq.cli.frame.options import LeadArgument, Text, text_option
from leadq.cli.frame.work import open_work, read_chosen
from leadq.render.leads.card import show_card
from leadq.usecases.leads.lead_card import read_lead_card


def command(
    ctx: typer.Context,
    lead: LeadArgument,
    all: Annotated[bool, typer.Option("--all", help="opt.show_all")] = False,
    on: Annotated[Text, text_option("opt.on_show", metavar="DATE")] = None,
) -> None:
    """Show what is known of one lead: what fits a screen, or all of it."""
    with open_work(ctx) as work:
        day = work.day(on, past=True)
        listen = all or work.fmt == "table"
        card = read_chosen(work, lambda desk, given: read_lead_card(desk, given, day, listen), lead)
        show_card(card, work.look, all)

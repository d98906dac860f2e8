"""leadq show: the card to read before a call or visit."""

from typing import Annotated, Literal

import typer

from leadq.cli.frame.options import LeadArgument, Text, text_option
from leadq.cli.frame.work import Work, open_work, read_chosen
from leadq.errors import UsageError


def command(
    ctx: typer.Context,
    lead: LeadArgument,
    all: Annotated[bool, typer.Option("--all", help="opt.show_all")] = False,
    on: Annotated[Text, text_option("opt.on_show", metavar="DATE")] = None,
    qr: Annotated[
        Literal["card", "tel"] | None,
        typer.Option("--qr", metavar="[card|tel]", help="opt.qr", show_default=False),
    ] = None,
) -> None:
    """Show what is known of one lead: what fits a screen, or all of it."""
    from leadq.render.leads.card import show_card
    from leadq.usecases.leads.lead_card import read_lead_card

    with open_work(ctx) as work:
        if qr is not None:
            if on is not None:
                raise UsageError("qr_of_a_day", hint="qr_of_a_day")
            _show_code(work, lead, qr)
            return
        day = work.day(on, past=True)
        card = read_chosen(work, lambda desk, given: read_lead_card(desk, given, day), lead)
        show_card(card, work.look, all)


def _show_code(work: Work, lead: str, kind: str) -> None:
    from leadq.render.leads.phone_code import show_phone_code
    from leadq.usecases.exporting.phone_codes import read_phone_codes

    found = read_chosen(work, lambda desk, given: read_phone_codes(desk, given, kind), lead)
    show_phone_code(found, work.look)

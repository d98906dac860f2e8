"""leadq contact: the people around a lead who decide, support or stand in the way."""

from typing import Annotated, Literal

import typer

from leadq.cli.frame.options import ForceFlag, LeadArgument, Text, text_option
from leadq.cli.frame.work import choose_lead, open_work
from leadq.render.leads.said import say_contacts
from leadq.usecases.leads.edit import set_contact

Role = Literal["approver", "decider", "supporter", "influencer", "gatekeeper"]

Attitude = Literal["for", "neutral", "against"]


def command(
    ctx: typer.Context,
    lead: LeadArgument,
    name: Annotated[str, typer.Argument(metavar="NAME", help="arg.contact_name")],
    role: Annotated[Role | None, typer.Option(help="opt.role", show_default=False)] = None,
    phone: Annotated[Text, text_option("opt.contact_phone")] = None,
    note: Annotated[Text, text_option("opt.note")] = None,
    attitude: Annotated[
        Attitude | None, typer.Option(help="opt.attitude", show_default=False)
    ] = None,
    force: ForceFlag = False,
) -> None:
    """Add a person to the decision chain of a lead, or change one."""
    with open_work(ctx) as work:
        chosen = choose_lead(work, lead)
        found = set_contact(work.desk, chosen, name, role, phone, note, attitude, force)
        say_contacts(*found, work.look)

"""leadq value: what customers are worth, and what to do about it."""

from typing import Annotated, Literal

import typer

from leadq.cli.frame.complete import complete_leads
from leadq.cli.frame.options import Text, owner_option
from leadq.cli.frame.work import choose_lead, open_work
from leadq.cli.leads.filters import read_owner
from leadq.cli.leads.owners import remark_unknown_owner
from leadq.domain.aftersale.value import ORDER, Outlay, Scale
from leadq.errors import UsageError
from leadq.render.aftersale.value import show_buyer, show_worth
from leadq.usecases.aftersale.value import value_customers, value_lead


def command(
    ctx: typer.Context,
    lead: Annotated[
        Text,
        typer.Argument(
            metavar="[LEAD]", help="arg.lead_or_customers", autocompletion=complete_leads
        ),
    ] = None,
    by: Annotated[Literal["quarter", "month", "order"], typer.Option(help="opt.value_by")] = (
        "quarter"
    ),
    periods: Annotated[int, typer.Option(min=1, max=40, metavar="N", help="opt.value_periods")] = 4,
    bought_in: Annotated[
        int, typer.Option(min=1, max=40, metavar="N", help="opt.value_bought_in")
    ] = 3,
    discount: Annotated[
        int, typer.Option(min=0, max=100, metavar="N", help="opt.value_discount")
    ] = 10,
    years: Annotated[int, typer.Option(min=1, max=50, metavar="N", help="opt.value_years")] = 5,
    margin: Annotated[
        int, typer.Option(min=1, max=100, metavar="N", help="opt.value_margin")
    ] = 100,
    owner: Annotated[Text, owner_option("opt.owner_filter")] = None,
) -> None:
    """Class customers by contribution and stability, with what to do for each class."""
    if lead is not None and owner is not None:
        raise UsageError("value_options", hint="value_options")
    if by != ORDER and bought_in > periods:
        raise UsageError("value_periods", hint="value_periods", wanted=bought_in, periods=periods)
    scale, outlay = Scale(by, periods, bought_in), Outlay(discount, years, margin)
    with open_work(ctx) as work:
        if lead is None:
            remark_unknown_owner(work, owner)
            show_worth(value_customers(work.desk, scale, outlay, read_owner(owner)), work.look)
        else:
            lead = choose_lead(work, lead)
            show_buyer(value_lead(work.desk, lead, scale, outlay), work.look)

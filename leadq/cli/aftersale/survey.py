"""leadq survey: the sample of customers for a satisfaction survey."""

from typing import Annotated

import typer

from leadq.cli.frame.options import Text, owner_option
from leadq.cli.frame.work import open_work
from leadq.cli.leads.filters import read_owner
from leadq.cli.leads.owners import remark_unknown_owner
from leadq.render.aftersale.survey import show_survey
from leadq.usecases.aftersale.survey import draw_survey


def command(
    ctx: typer.Context,
    share: Annotated[
        int | None,
        typer.Option(min=1, max=100, metavar="N", help="opt.survey_share", show_default=False),
    ] = None,
    seed: Annotated[int, typer.Option(min=0, metavar="N", help="opt.survey_seed")] = 1,
    owner: Annotated[Text, owner_option("opt.owner_filter")] = None,
) -> None:
    """Draw the customers to ask: a share of each trade, totalled by region."""
    with open_work(ctx) as work:
        wanted = share or work.session.config.survey_share
        remark_unknown_owner(work, owner)
        survey = draw_survey(work.desk, wanted, seed, read_owner(owner))
        names = {one.name or "": work.name_trade(one.name or "") for one in survey.trades}
        show_survey(survey, names, work.look)

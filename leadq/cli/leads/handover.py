"""leadq handover: a rep's leads go to another rep."""

from typing import Annotated

import typer

from leadq.cli.frame.options import (
    GradesOption,
    SourceOption,
    TagOption,
    Text,
    Texts,
    profile_option,
    status_option,
    text_option,
)
from leadq.cli.frame.work import open_work
from leadq.cli.leads.filters import make_filter, read_trade
from leadq.cli.search.conditions import read_asked
from leadq.render.leads.handover import say_handed_over
from leadq.usecases.leads.handover import hand_over


def command(
    ctx: typer.Context,
    source: Annotated[
        str, typer.Argument(metavar="FROM_REP", help="arg.handover_from", show_default=False)
    ],
    target: Annotated[
        str, typer.Argument(metavar="TO_REP", help="arg.handover_to", show_default=False)
    ],
    text: Annotated[Text, text_option("opt.text_filter")] = None,
    grade: GradesOption = None,
    status: Annotated[Texts, status_option("opt.status_handover")] = None,
    channel: SourceOption = None,
    tag: TagOption = None,
    profile: Annotated[Text, profile_option("opt.profile_filter")] = None,
    region: Annotated[Text, text_option("opt.region_filter")] = None,
    man: Annotated[Text, text_option("opt.man_filter", metavar="MaN")] = None,
    no_next: Annotated[bool, typer.Option("--no-next", help="opt.no_next")] = False,
) -> None:
    """Give the leads of one rep to another, all or those that pass the filters."""
    with open_work(ctx) as work:
        trade = read_trade(work, profile)
        wanted = make_filter(
            text, grade, status or ["all"], channel, None, tag, trade, man, region, no_next
        )._replace(conditions=read_asked(work))
        say_handed_over(hand_over(work.desk, source, target, wanted), work.look)

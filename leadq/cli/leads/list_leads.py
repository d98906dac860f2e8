"""leadq list: the leads that pass a filter."""

from typing import Annotated

import typer

from leadq.cli.frame.options import (
    GradesOption,
    SourceOption,
    TagOption,
    Text,
    Texts,
    owner_option,
    profile_option,
    status_option,
    text_option,
)
from leadq.cli.frame.work import open_work
from leadq.cli.leads.filters import make_filter, read_trade
from leadq.cli.search.conditions import read_asked
from leadq.errors import UsageError
from leadq.render.leads.leads import show_leads
from leadq.usecases.leads.browse import list_leads, read_facts_of


def command(
    ctx: typer.Context,
    text: Annotated[Text, typer.Argument(metavar="[TEXT]", help="arg.text")] = None,
    grade: GradesOption = None,
    status: Annotated[Texts, status_option("opt.status_filter")] = None,
    source: SourceOption = None,
    owner: Annotated[Text, owner_option("opt.owner_filter")] = None,
    tag: TagOption = None,
    profile: Annotated[Text, profile_option("opt.profile_filter")] = None,
    region: Annotated[Text, text_option("opt.region_filter")] = None,
    man: Annotated[Text, text_option("opt.man_filter", metavar="MaN")] = None,
    no_next: Annotated[bool, typer.Option("--no-next", help="opt.no_next")] = False,
    sort: Annotated[
        str,
        typer.Option(
            metavar="grade|next|number|name|company|created|budget|owner|status", help="opt.sort"
        ),
    ] = "grade",
    limit: Annotated[int, typer.Option(min=0, metavar="N", help="opt.limit")] = 0,
    facts: Annotated[bool, typer.Option("--facts", help="opt.list_facts")] = False,
) -> None:
    """List leads, best first."""
    with open_work(ctx) as work:
        trade = read_trade(work, profile)
        wanted = make_filter(
            text, grade, status, source, owner, tag, trade, man, region, no_next, sort, limit
        )._replace(conditions=read_asked(work))
        found = list_leads(work.desk, wanted, counted=work.fmt == "table")
        if not found.total:
            from leadq.cli.leads.owners import remark_unknown_owner

            remark_unknown_owner(work, owner)
        if facts and work.fmt != "json":
            raise UsageError("facts_need_json", hint="facts_need_json")
        show_leads(found, work.look, read_facts_of(work.desk, found.leads) if facts else None)

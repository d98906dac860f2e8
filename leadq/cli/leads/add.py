"""leadq add: a new lead, in one line or step by step."""

from __future__ import annotations

from typing import Annotated

import typer

from leadq.cli.frame.options import (
    ForceFlag,
    Text,
    Texts,
    profile_option,
    text_option,
)
from leadq.cli.frame.work import open_work


def command(
    ctx: typer.Context,
    name: Annotated[Text, typer.Argument(metavar="[NAME]", help="arg.name")] = None,
    company: Annotated[Text, text_option("opt.company")] = None,
    phone: Annotated[Texts, text_option("opt.phone")] = None,
    email: Annotated[Texts, text_option("opt.email")] = None,
    wechat: Annotated[Text, text_option("opt.wechat")] = None,
    address: Annotated[Text, text_option("opt.address")] = None,
    region: Annotated[Text, text_option("opt.region")] = None,
    source: Annotated[Text, text_option("opt.source")] = None,
    product: Annotated[Text, text_option("opt.product")] = None,
    profile: Annotated[Text, profile_option("opt.profile")] = None,
    budget: Annotated[Text, text_option("opt.budget", metavar="MONEY")] = None,
    need_by: Annotated[Text, text_option("opt.need_by", metavar="DATE")] = None,
    note: Annotated[Text, text_option("opt.note")] = None,
    tag: Annotated[Texts, text_option("opt.tag")] = None,
    owner: Annotated[Text, text_option("opt.owner")] = None,
    force: ForceFlag = False,
) -> None:
    """Add a lead; without a name, on a terminal, walk through everything."""
    from leadq.cli.frame.remarks import remark_past_need
    from leadq.domain.typing.typed import parse_money
    from leadq.errors import UsageError
    from leadq.render.leads.said import say_added
    from leadq.usecases.leads.add import NewLead, add_lead

    with open_work(ctx) as work:
        new = NewLead(
            name=name or "",
            company=company,
            phones=phone or (),
            emails=email or (),
            wechat=wechat,
            address=address,
            region=region,
            source=source,
            product=product,
            profile=profile,
            budget=parse_money(budget) if budget is not None else None,
            need_by=work.day(need_by),
            note=note,
            tags=tag or (),
            owner=owner,
            force=force,
        )
        if name is None and not company:
            if work.asker is None:
                raise UsageError("name_missing", hint="name_missing")
            from leadq.cli.leads.add_walk import walk_add

            walk_add(work, work.asker, new)
            return
        remark_past_need(new.need_by, work.desk.today)
        say_added(add_lead(work.desk, new), work.look)

"""leadq edit: change what is written of a lead."""

from __future__ import annotations

from typing import Annotated

import typer

from leadq.cli.frame.options import (
    ForceFlag,
    LeadArgument,
    Text,
    Texts,
    profile_option,
    text_option,
)
from leadq.cli.frame.work import choose_lead, open_work


def command(
    ctx: typer.Context,
    lead: LeadArgument,
    name: Annotated[Text, text_option("opt.name")] = None,
    company: Annotated[Text, text_option("opt.company")] = None,
    phone: Annotated[Texts, text_option("opt.phone_add")] = None,
    email: Annotated[Texts, text_option("opt.email_add")] = None,
    wechat: Annotated[Text, text_option("opt.wechat")] = None,
    address: Annotated[Text, text_option("opt.address")] = None,
    region: Annotated[Text, text_option("opt.region")] = None,
    source: Annotated[Text, text_option("opt.source")] = None,
    product: Annotated[Text, text_option("opt.product")] = None,
    profile: Annotated[Text, profile_option("opt.profile")] = None,
    budget: Annotated[Text, text_option("opt.budget", metavar="MONEY")] = None,
    need_by: Annotated[Text, text_option("opt.need_by", metavar="DATE")] = None,
    note: Annotated[Text, text_option("opt.note")] = None,
    tag: Annotated[Texts, text_option("opt.tag_add")] = None,
    owner: Annotated[Text, text_option("opt.owner")] = None,
    clear: Annotated[Texts, text_option("opt.clear", metavar="FIELD")] = None,
    remove_phone: Annotated[Texts, text_option("opt.remove_phone")] = None,
    remove_email: Annotated[Texts, text_option("opt.remove_email")] = None,
    remove_tag: Annotated[Texts, text_option("opt.remove_tag")] = None,
    force: ForceFlag = False,
) -> None:
    """Change fields of a lead; what is not named stays."""
    from leadq.cli.frame.remarks import remark_past_need
    from leadq.domain.typing.typed import parse_money
    from leadq.render.leads.said import say_edited
    from leadq.usecases.leads.edit import Change, edit_lead

    fields = {
        "name": name,
        "company": company,
        "address": address,
        "region": region,
        "source": source,
        "product": product,
        "profile": profile,
        "budget": parse_money(budget) if budget is not None else None,
        "note": note,
        "owner": owner,
    }
    with open_work(ctx) as work:
        change = Change(
            fields=fields,
            phones=phone or (),
            emails=email or (),
            wechat=wechat,
            tags=tag or (),
            remove={
                "phones": remove_phone or (),
                "emails": remove_email or (),
                "tags": remove_tag or (),
            },
            clear=[field.replace("-", "_") for field in clear or ()],
            need_by=work.day(need_by),
            force=force,
        )
        remark_past_need(change.need_by, work.desk.today)
        say_edited(edit_lead(work.desk, choose_lead(work, lead), change), work.look)

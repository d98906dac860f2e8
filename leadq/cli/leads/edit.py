"""leadq edit: change what is written of a lead."""

from typing import Annotated, Any

import typer

from leadq.cli.frame.complete import complete_tags
from leadq.cli.frame.options import (
    ForceFlag,
    LeadArgument,
    ReferredOption,
    Texts,
    text_option,
)
from leadq.cli.frame.remarks import remark_past_need
from leadq.cli.frame.work import choose_lead, open_work
from leadq.cli.leads.field_options import read_fields, with_fields
from leadq.domain.fields import CLEARABLE
from leadq.domain.typing.tokens import read_token

_SEVERAL = ("phones", "emails", "tags")


@with_fields(adds=True)
def command(
    ctx: typer.Context,
    lead: LeadArgument,
    clear: Annotated[Texts, text_option("opt.clear", metavar="FIELD")] = None,
    remove_phone: Annotated[Texts, text_option("opt.remove_phone")] = None,
    remove_email: Annotated[Texts, text_option("opt.remove_email")] = None,
    remove_tag: Annotated[Texts, text_option("opt.remove_tag", complete=complete_tags)] = None,
    referred_by: ReferredOption = None,
    key: Annotated[
        bool | None, typer.Option("--key/--no-key", help="opt.key", show_default=False)
    ] = None,
    force: ForceFlag = False,
    **given: Any,
) -> None:
    """Change fields of a lead; what is not named stays."""
    from leadq.render.leads.said import say_edited
    from leadq.usecases.leads.edit import Change, edit_lead

    removed = remove_phone or (), remove_email or (), remove_tag or ()
    with open_work(ctx) as work:
        fields = {**read_fields(work, given), "referred_by": referred_by}
        if key is not None:
            fields["key_customer"] = "yes" if key else "no"
        apart = {name: fields.pop(name) for name in ("wechat", "need_by", *_SEVERAL)}
        change = Change(
            fields,
            remove=dict(zip(_SEVERAL, removed, strict=True)),
            clear=[_field(word) for word in clear or ()],
            force=force,
            **apart,
        )
        remark_past_need(change.need_by, work.desk.today)
        say_edited(edit_lead(work.desk, choose_lead(work, lead), change), work.look)


def _field(word: str) -> str:
    return read_token(word.replace("-", "_"), CLEARABLE) or word

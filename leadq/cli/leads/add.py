"""leadq add: a new lead, in one line or step by step."""

from typing import Annotated, Any

import typer

from leadq.cli.frame.options import ForceFlag, ReferredOption, Text, text_option
from leadq.cli.frame.remarks import remark_long_phones, remark_past_need
from leadq.cli.frame.work import open_work
from leadq.cli.hearing.choose import (
    AcceptFlag,
    PlainFlag,
    check_flags,
    join_words,
    typed_options,
)
from leadq.cli.leads.field_options import read_fields, with_fields
from leadq.errors import UsageError
from leadq.render.leads.said import say_added
from leadq.usecases.leads.add import NewLead, add_lead


@with_fields("name")
def command(
    ctx: typer.Context,
    name: Annotated[Text, typer.Argument(metavar="[NAME]", help="arg.name")] = None,
    text: Annotated[Text, text_option("opt.text", metavar="TEXT|-")] = None,
    referred_by: ReferredOption = None,
    force: ForceFlag = False,
    accept: AcceptFlag = False,
    plain: PlainFlag = False,
    **given: Any,
) -> None:
    """Add a lead; without a name, on a terminal, walk through everything."""
    check_flags(accept, plain)
    with open_work(ctx) as work:
        fields = {**read_fields(work, given), "referred_by": referred_by}
        new = NewLead(name or "", force=force, **fields)
        if text is not None:
            from leadq.cli.hearing.add_text import add_from_text

            pasted = join_words([text])
            add_from_text(work, new, pasted, typed_options(ctx), accept, plain)
            return
        if name is None and not new.fields["company"]:
            if work.asker is None:
                raise UsageError("name_missing", hint="name_missing")
            from leadq.cli.leads.add_walk import walk_add

            walk_add(work, work.asker, new)
            return
        remark_past_need(new.need_by, work.desk.today)
        if new.phones and work.asker is not None:
            from leadq.cli.leads.add_walk import ask_long_phones

            ask_long_phones(work, work.asker, new)
        remark_long_phones(new.phones, work.desk.region)
        say_added(add_lead(work.desk, new), work.look)

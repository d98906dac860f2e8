"""leadq add: a new lead, in one line or step by step."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from leadq.cli.frame.options import ForceFlag, Text
from leadq.cli.frame.remarks import remark_past_need
from leadq.cli.frame.work import open_work
from leadq.cli.leads.field_options import read_fields, with_fields
from leadq.errors import UsageError
from leadq.render.leads.said import say_added
from leadq.usecases.leads.add import NewLead, add_lead


@with_fields("name")
def command(
    ctx: typer.Context,
    name: Annotated[Text, typer.Argument(metavar="[NAME]", help="arg.name")] = None,
    force: ForceFlag = False,
    **given: Any,
) -> None:
    """Add a lead; without a name, on a terminal, walk through everything."""
    with open_work(ctx) as work:
        new = NewLead(name or "", force=force, **read_fields(work, given))
        if name is None and not new.fields["company"]:
            if work.asker is None:
                raise UsageError("name_missing", hint="name_missing")
            from leadq.cli.leads.add_walk import walk_add

            walk_add(work, work.asker, new)
            return
        remark_past_need(new.need_by, work.desk.today)
        say_added(add_lead(work.desk, new), work.look)

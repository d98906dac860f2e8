"""leadq guide: how to do it, one screen a topic."""

from typing import Annotated

import typer

from leadq.cli.frame.complete import complete_guides, complete_leads
from leadq.cli.frame.options import Text
from leadq.cli.frame.work import open_work
from leadq.errors import UsageError
from leadq.render.grading.guide import show_guide, show_topics
from leadq.usecases.grading.guide import find_guides

_MESSAGE = ("message", "messages", "消息", "短信", "微信")


def command(
    ctx: typer.Context,
    topic: Annotated[
        Text, typer.Argument(metavar="[TOPIC]", help="arg.topic", autocompletion=complete_guides)
    ] = None,
    lead: Annotated[
        Text,
        typer.Argument(metavar="[LEAD]", help="arg.message_lead", autocompletion=complete_leads),
    ] = None,
) -> None:
    """Show a guide, or those that speak of something; ``message LEAD``: messages to paste."""
    is_message = (topic or "").casefold() in _MESSAGE
    if lead and not is_message:
        raise UsageError("too_many_words", hint="too_many_words", given=lead, path=ctx.command_path)
    with open_work(ctx) as work:
        if lead:
            from leadq.render.grading.messages import show_messages
            from leadq.usecases.grading.message import suggest_messages

            show_messages(*suggest_messages(work.desk, lead), work.look)
            return
        found = find_guides(work.desk, topic or "", work.session.lang)
        if topic and len(found) == 1:
            show_guide(found[0], work.look)
        else:
            show_topics(found, work.look)

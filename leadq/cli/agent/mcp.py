"""leadq mcp: the everyday commands as tools of an agent."""

import sys
from typing import Annotated

import typer

from leadq import __version__
from leadq.cli.frame.flags import Flags
from leadq.cli.frame.session import is_terminal, open_session
from leadq.i18n import text
from leadq.render.parts.out import say_line


def command(
    ctx: typer.Context,
    read_only: Annotated[bool, typer.Option("--read-only", help="opt.read_only")] = False,
) -> None:
    """Answer an agent over standard input and output until it leaves."""
    from leadq.adapters.mcp_server import serve
    from leadq.cli.agent.tools import Toolbox

    open_session(ctx)
    if is_terminal(sys.stdin):
        say_line(text("mcp.waiting"))
    box = Toolbox(ctx.ensure_object(Flags), read_only)
    serve(box.describe(), box.call, version=__version__, instructions=text("mcp.instructions"))

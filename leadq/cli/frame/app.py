"""The whole command line: one lazy group, run once."""

import os
from collections.abc import Sequence
from typing import Any

import typer

from leadq.cli.frame.door import LazyGroup
from leadq.cli.frame.flags import SHOW_COMPLETION, Flags
from leadq.cli.frame.options import shared_option
from leadq.errors import UsageError

_SHELL = "_LEADQ_COMPLETE"
"""Says which shell asks; with it the program completes a line and does nothing else."""


def run(words: Sequence[str], flags: Flags) -> int:
    """Parse the words and call the command they name; return its exit code."""
    root = LazyGroup()
    root.params.append(shared_option(SHOW_COMPLETION, _show_completion))
    if shell := os.environ.get(_SHELL):
        from leadq.cli.frame.shells import write_offers

        write_offers(shell, root)
        return 0
    flags.typed = tuple(words)
    try:
        with root.make_context("leadq", list(words), obj=flags) as ctx:
            root.invoke(ctx)
    except typer.Exit as left:
        return left.exit_code
    return 0


def _show_completion(ctx: typer.Context, param: typer.CallbackParam, shell: Any) -> None:
    """Print the script that a shell reads."""
    if not shell or ctx.resilient_parsing:
        return
    from leadq.cli.frame.shells import SHELLS, write_completion

    if shell not in SHELLS:
        name = "--show-completion"
        raise UsageError("bad_choice", hint="choices", name=name, given=shell, allowed=SHELLS)
    write_completion(shell)
    raise typer.Exit

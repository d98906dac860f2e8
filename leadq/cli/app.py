"""The whole command line: one lazy group, run once."""

from __future__ import annotations

import os
from collections.abc import Sequence

import typer

from leadq.cli.door import LazyGroup
from leadq.cli.flags import Flags

_COMPLETE = "_LEADQ_COMPLETE"


def run(words: Sequence[str], flags: Flags) -> int:
    """Parse the words and call the command they name; return its exit code."""
    root = LazyGroup(context_settings={"help_option_names": ["-h", "--help"]})
    if os.environ.get(_COMPLETE):
        _complete(root)
    try:
        with root.make_context("leadq", list(words), obj=flags) as ctx:
            root.invoke(ctx)
    except typer.Exit as left:
        return left.exit_code
    return 0


def _complete(root: LazyGroup) -> None:
    """Answer a shell that asks for completions; Typer does the talking and leaves."""
    typer.main.get_install_completion_arguments()
    root.main(prog_name="leadq", complete_var=_COMPLETE)

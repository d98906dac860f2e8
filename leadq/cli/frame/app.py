"""The whole command line: one lazy group, run once."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

import typer
from typer.core import TyperOption

from leadq.cli.frame.door import LazyGroup
from leadq.cli.frame.flags import Flags
from leadq.errors import UsageError

_COMPLETE = "_LEADQ_COMPLETE"
_SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")


def run(words: Sequence[str], flags: Flags) -> int:
    """Parse the words and call the command they name; return its exit code."""
    root = LazyGroup()
    root.params.append(
        TyperOption(
            param_decls=["--show-completion"],
            type=str,
            metavar="SHELL",
            help="opt.show-completion",
            callback=_show_completion,
            expose_value=False,
        )
    )
    if os.environ.get(_COMPLETE):
        _complete(root)
    try:
        with root.make_context("leadq", list(words), obj=flags) as ctx:
            root.invoke(ctx)
    except typer.Exit as left:
        return left.exit_code
    return 0


def _show_completion(ctx: typer.Context, param: typer.CallbackParam, shell: Any) -> None:
    """Print the script that a shell reads; Typer writes it when asked by the environment."""
    if not shell or ctx.resilient_parsing:
        return
    if shell not in _SHELLS:
        name, allowed = "--show-completion", ", ".join(_SHELLS)
        raise UsageError("bad_choice", hint="choices", name=name, given=shell, allowed=allowed)
    os.environ[_COMPLETE] = f"source_{shell}"
    _complete(ctx.command)


def _complete(root: Any) -> None:
    """Answer a shell that asks for completions; Typer does the talking and leaves."""
    typer.main.get_install_completion_arguments()
    root.main(prog_name="leadq", complete_var=_COMPLETE)

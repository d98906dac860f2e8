"""Arguments and options that several commands share; help keys are words of the dictionaries."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

Format = Literal["table", "json", "csv"]

LeadArgument = Annotated[str, typer.Argument(metavar="LEAD", help="arg.lead", show_default=False)]
FormatOption = Annotated[Format, typer.Option("--format", help="opt.format")]
JsonFlag = Annotated[bool, typer.Option("--json", help="opt.json")]
ForceFlag = Annotated[bool, typer.Option("--force", help="opt.force")]


def pick_format(given: Format, json: bool) -> Format:
    """Return the output format; ``--json`` is short for ``--format json``."""
    return "json" if json else given

"""Arguments and options that several commands share; help keys are words of the dictionaries."""

from collections.abc import Callable
from typing import Annotated, Any, Literal

import typer
from typer.core import TyperOption

from leadq.cli.frame.complete import (
    complete_leads,
    complete_owners,
    complete_profiles,
    complete_sources,
    complete_tags,
    complete_words,
)
from leadq.cli.frame.flags import EVERYWHERE, Flags, SharedOption, can_be_file, refuse_no_name
from leadq.domain.leads.status import STATUSES
from leadq.domain.typing.texts import mend
from leadq.errors import UsageError
from leadq.i18n import LANGUAGES

LeadArgument = Annotated[
    str,
    typer.Argument(
        metavar="LEAD", help="arg.lead", show_default=False, autocompletion=complete_leads
    ),
]
ForceFlag = Annotated[bool, typer.Option("--force", help="opt.force")]
YesFlag = Annotated[bool, typer.Option("--yes", help="opt.yes")]
Texts = list[str] | None
Text = str | None
Channel = Literal["visit", "phone", "wechat", "sms", "email", "other"]


def text_option(help_key: str, *names: str, metavar: str = "TEXT", complete: Any = None) -> Any:
    """Return an option that takes a text; ``names`` only where Typer's own would not do."""
    return typer.Option(
        *names, metavar=metavar, help=help_key, show_default=False, autocompletion=complete
    )


ReferredOption = Annotated[
    Text, text_option("opt.referred_by", metavar="LEAD", complete=complete_leads)
]
_FORMATS = ("table", "json", "csv")
_CHOICES = {"lang": LANGUAGES, "format": _FORMATS}
_GRADES, _STATUSES = ("A", "B", "C", "none"), (*STATUSES, "all")


def status_option(help_key: str) -> Any:
    """Return an option that takes statuses, or all of them."""
    return text_option(
        help_key, "--status", metavar="|".join(_STATUSES), complete=complete_words(*_STATUSES)
    )


def owner_option(help_key: str) -> Any:
    """Return an option that takes the name of a rep who has leads."""
    return text_option(help_key, "--owner", complete=complete_owners)


GradesOption = Annotated[
    Texts,
    text_option(
        *("opt.grade_filter", "--grade"),
        metavar="|".join(_GRADES),
        complete=complete_words(*_GRADES),
    ),
]
SourceOption = Annotated[
    Text, text_option("opt.source_filter", "--source", complete=complete_sources)
]
TagOption = Annotated[Text, text_option("opt.tag_filter", "--tag", complete=complete_tags)]


def profile_option(help_key: str) -> Any:
    """Return an option that takes the id of a trade."""
    return text_option(help_key, metavar="PROFILE", complete=complete_profiles)


def _keep(ctx: typer.Context, param: typer.CallbackParam, value: Any) -> None:
    """Write an option into the one Flags object; the last one given wins."""
    if value in (None, False) or ctx.resilient_parsing or param.name is None:
        return
    refuse_no_name(ctx, param, value)
    allowed = _CHOICES.get(param.name)
    if allowed is not None and value not in allowed:
        name = f"--{param.name}"
        raise UsageError("bad_choice", hint="choices", name=name, given=value, allowed=allowed)
    if isinstance(value, str) and not can_be_file(value):
        value = mend(value)
    setattr(ctx.ensure_object(Flags), param.name, value)


def _show_version(ctx: typer.Context, param: typer.CallbackParam, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        from leadq.render.parts.out import write_version

        write_version()
        raise typer.Exit


def _show_help(ctx: typer.Context, param: typer.CallbackParam, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        from leadq.render.parts.out import write_line

        write_line(ctx.get_help())
        raise typer.Exit


def shared_option(option: SharedOption, callback: Callable[..., None]) -> TyperOption:
    """Build an option that no command's body sees; what takes no value may answer at once."""
    return TyperOption(
        param_decls=list(option.names),
        is_flag=not option.metavar,
        type=str if option.metavar else None,
        metavar=option.metavar or None,
        help=option.help,
        callback=callback,
        expose_value=False,
        is_eager=callback in _AT_ONCE.values(),
    )


def _complete_format(_ctx: typer.Context, _args: list[str], incomplete: str) -> list[str]:
    return [name for name in _FORMATS if name.startswith(incomplete)]


_AT_ONCE = {"opt.version": _show_version, "opt.help": _show_help}
GLOBAL_OPTIONS = tuple(
    shared_option(option, _AT_ONCE.get(option.help, _keep)) for option in EVERYWHERE
)
FORMAT_OPTIONS: tuple[TyperOption, ...] = (
    TyperOption(
        param_decls=["--format"],
        metavar="|".join(_FORMATS),
        help="opt.format",
        default=_FORMATS[0],
        show_default=True,
        callback=_keep,
        expose_value=False,
        autocompletion=_complete_format,
    ),
    shared_option(SharedOption(("--json",), "", "opt.json"), _keep),
)
"""What every command takes whose result is a table, and data as well."""

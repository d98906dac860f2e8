"""The options that commands share: those that all take, and how a result is to be written."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import typer
from typer.core import TyperOption

from leadq.domain.typing.texts import mend
from leadq.errors import UsageError
from leadq.i18n import LANGUAGES

_VALUED = {"--db": "db", "--config": "config", "--lang": "lang"}
_SWITCHES = {"--no-color": "no_color", "--no-input": "no_input", "--debug": "debug"}
_FORMATS = ("table", "json", "csv")
_CHOICES = {"lang": LANGUAGES, "format": _FORMATS}
_ANSWERS = ("--version", "-h", "--help")


@dataclass(repr=False, eq=False)
class Flags:
    """The global options as typed; ``peeked`` holds a first glance at them for help and errors.

    ``signed``: who gives the command, if not the rep.
    ``asked``: the conditions that leads have to fulfil, by the names of their options.
    """

    db: str = ""
    config: str = ""
    lang: str = ""
    no_color: bool = False
    no_input: bool = False
    debug: bool = False
    format: str = "table"
    json: bool = False
    signed: str = ""
    peeked: dict[str, Any] = field(default_factory=dict)
    asked: dict[str, Any] = field(default_factory=dict)

    def glance(self, name: str) -> Any:
        """Return an option as parsed, else as it looks before parsing; only to show things."""
        return getattr(self, name) or self.peeked.get(name) or getattr(Flags, name)


def peek_flags(words: Sequence[str]) -> Flags:
    """Return flags that know how help and errors should look, before the words are parsed."""
    seen: dict[str, Any] = {}
    for place, word in enumerate(words):
        if word == "--":
            break
        name, given, value = word.partition("=")
        if name in _VALUED and (given or place + 1 < len(words)):
            seen[_VALUED[name]] = value if given else words[place + 1]
        elif word in _SWITCHES:
            seen[_SWITCHES[word]] = True
    return Flags(peeked=seen)


def goes_alone(words: Sequence[str]) -> bool:
    """Say whether words after a group name none of its commands, nor ask for help or version."""
    rest = iter(words)
    for word in rest:
        name, given, _value = word.partition("=")
        if word in _ANSWERS:
            return False
        if name in _VALUED:
            if not given:
                next(rest, None)
        elif word not in _SWITCHES:
            return word.startswith("-")
    return True


def can_be_file(given: Any) -> bool:
    """Say whether the system can have a file of this name: bytes that are no text will do."""
    try:
        return given is None or b"\0" not in os.fsencode(given)
    except (TypeError, UnicodeError):
        return False


def _keep(ctx: typer.Context, param: typer.CallbackParam, value: Any) -> None:
    """Write an option into the one Flags object; the last one given wins."""
    if not value or ctx.resilient_parsing or param.name is None:
        return
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


def _switch(names: list[str], key: str, callback: Callable[..., None]) -> TyperOption:
    """Build an option that answers at once and ends the command."""
    return TyperOption(
        param_decls=names,
        is_flag=True,
        help=key,
        callback=callback,
        expose_value=False,
        is_eager=True,
    )


def _option(name: str, metavar: str = "") -> TyperOption:
    """Build one global option; its help is found under ``opt.<name>``."""
    return TyperOption(
        param_decls=[f"--{name}"],
        is_flag=not metavar,
        type=str if metavar else None,
        metavar=metavar or None,
        help=f"opt.{name}",
        callback=_keep,
        expose_value=False,
    )


def _complete_format(_ctx: typer.Context, _args: list[str], incomplete: str) -> list[str]:
    return [name for name in _FORMATS if name.startswith(incomplete)]


GLOBAL_OPTIONS: tuple[TyperOption, ...] = (
    _option("db", "PATH"),
    _option("config", "FILE"),
    _option("lang", "en|zh"),
    _option("no-color"),
    _option("no-input"),
    _option("debug"),
    _switch(["--version"], "opt.version", _show_version),
    _switch(["-h", "--help"], "opt.help", _show_help),
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
    _option("json"),
)
"""What every command takes whose result is a table, and data as well."""

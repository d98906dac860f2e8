"""Typer commands that are imported when called, with our own help and usage errors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from typing import Any, cast

import typer
from typer.core import TyperCommand, TyperGroup

from leadq.cli.frame.flags import Flags, can_be_file, goes_alone, refuse_no_name, takes_file
from leadq.cli.frame.options import FORMAT_OPTIONS, GLOBAL_OPTIONS
from leadq.cli.frame.table import CommandEntry, commands_below, text_key
from leadq.domain.typing.texts import mend
from leadq.domain.typing.tokens import read_token
from leadq.errors import UsageError
from leadq.i18n import text

_HIGHEST = 2**63 - 1
# All of Typer's usage errors share this base; it has no public name of its own.
_UsageMistake = cast(type[Exception], typer.BadParameter.__bases__[0])


class _Door:
    """What commands and groups share: global options, drawn help, worded usage errors."""

    words: str

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse as Typer does; a mistake becomes a UsageError with words of ours."""
        typed = list(args)
        try:
            rest: list[str] = super().parse_args(ctx, args)  # type: ignore[misc]
        except _UsageMistake as error:
            from leadq.cli.frame.session import settle_language
            from leadq.cli.frame.usage import explain

            settle_language(ctx.ensure_object(Flags))
            raise explain(error, ctx, typed) from error
        return rest

    def get_help(self, ctx: Any) -> str:
        """Draw the help page in the user's language."""
        from leadq.cli.frame.pages import draw_page
        from leadq.cli.frame.session import settle_language

        settle_language(ctx.ensure_object(Flags))
        return draw_page(self, ctx)

    def shell_complete(self, ctx: Any, incomplete: str) -> Any:
        """Complete names, with their meaning in the user's language where the shell shows it."""
        from leadq.cli.frame.session import settle_language

        settle_language(ctx.ensure_object(Flags))
        items = super().shell_complete(ctx, incomplete)  # type: ignore[misc]
        for item in items:
            item.help = text(item.help) if item.help else None
        return items

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return the one-line help, for shell completion."""
        return text(text_key(self.words))[:limit]


class DoorCommand(_Door, TyperCommand):
    """One command; words that are left over are refused."""

    allow_extra_args = True
    shared = GLOBAL_OPTIONS

    def __init__(self, name: str | None, **settings: Any) -> None:
        super().__init__(name, **{**settings, "add_help_option": False})
        self.words = name or ""
        _take_words(self.params)
        self.params.extend(self.shared)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse, and refuse what no argument takes."""
        rest = super().parse_args(ctx, _fill_bare(args, self.params))
        if not ctx.resilient_parsing:
            for param in self.params:
                refuse_no_name(ctx, param, ctx.params.get(param.name))
            _mend_params(ctx, self.params)
            _refuse_huge(ctx, self.params)
        if rest and not ctx.resilient_parsing:
            raise UsageError(
                "too_many_words", hint="too_many_words", given=" ".join(rest), path=ctx.command_path
            )
        return rest


def _fill_bare(args: list[str], params: Sequence[Any]) -> list[str]:
    """Give options that may stand alone the first of their choices, unless one follows.

    Their metavar says so: ``[card|tel]``. What follows otherwise is an argument.
    """
    usual = {
        param.opts[0]: param.metavar[1:-1].split("|")
        for param in params
        if param.param_type_name == "option" and (param.metavar or "").startswith("[")
    }
    filled: list[str] = []
    for place, word in enumerate(args):
        if word == "--":
            return [*filled, *args[place:]]
        bare = word in usual and args[place + 1 : place + 2] not in [[one] for one in usual[word]]
        filled.append(f"{word}={usual[word][0]}" if bare else word)
    return filled


def _take_words(params: list[Any]) -> None:
    """Let every option that takes one of some tokens take what they are called, too."""
    for param in params:
        choices = getattr(param.type, "choices", None)
        if choices:
            param.type.convert = partial(_convert_word, param.type.convert, choices)


def _convert_word(convert: Callable[..., Any], choices: Any, value: Any, *where: Any) -> Any:
    token = read_token(value, choices) if isinstance(value, str) else None
    return convert(value if token is None else token, *where)


class ShowingCommand(DoorCommand):
    """One command whose result can be had as a table, as json and as csv."""

    shared = (*FORMAT_OPTIONS, *GLOBAL_OPTIONS)


class LazyGroup(_Door, TyperGroup):
    """A group that knows its commands from the table and imports one when it is called."""

    def __init__(self, words: str = "", alone: str = "", **settings: Any) -> None:
        super().__init__(
            name=words or "leadq",
            params=list(GLOBAL_OPTIONS),
            add_help_option=False,
            invoke_without_command=True,
            **settings,
        )
        self.words = words
        self.alone = alone
        self.below = commands_below(words)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse; where no command is named, the group's own one for that stands in front."""
        if self.alone and not ctx.resilient_parsing and goes_alone(args):
            args = [self.alone, *args]
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names of the table, in its order."""
        return list(self.below)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Import and build the command of a name; None when there is none."""
        if cmd_name not in self.commands and cmd_name in self.below:
            self.commands[cmd_name] = build_command(self.below[cmd_name])
        return self.commands.get(cmd_name)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command that was typed, or say which one is nearest."""
        if args[0] not in self.below and not ctx.resilient_parsing:
            raise self._unknown(args[0], ctx.command_path)
        return super().resolve_command(ctx, args)

    def shell_complete(self, ctx: Any, incomplete: str) -> list[Any]:
        """Return the commands that begin so; none of them is imported for it."""
        options: list[Any] = super().shell_complete(ctx, "--")
        if incomplete.startswith("-") or not options:
            found: list[Any] = super().shell_complete(ctx, incomplete)
            return found
        # Typer keeps the class of its items to itself; an option's item shows it.
        make_item = type(options[0])
        return [
            make_item(name, help=text(text_key(entry.words)))
            for name, entry in self.below.items()
            if name.startswith(incomplete)
        ]

    def invoke(self, ctx: Any) -> Any:
        """Call the command; a group called alone shows its help."""
        result = super().invoke(ctx)
        if ctx.invoked_subcommand is None:
            from leadq.render.parts.out import write_line

            write_line(self.get_help(ctx))
        return result

    def _unknown(self, given: str, path: str) -> UsageError:
        from difflib import get_close_matches

        near = "".join(get_close_matches(given.lower(), self.below, n=1))
        return UsageError(
            "no_such_command", hint="no_such_command", given=given, near=near, path=path
        )


def _mend_params(ctx: Any, params: Sequence[Any]) -> None:
    """Replace what is no text in the words typed, and say so; a file may have any name."""
    files = {param.name for param in params if takes_file(param)}
    sound = {
        name: given if name in files and can_be_file(given) else _mended(given)
        for name, given in ctx.params.items()
    }
    if sound != ctx.params:
        from leadq.cli.frame.remarks import remark_mended
        from leadq.cli.frame.session import settle_language

        settle_language(ctx.ensure_object(Flags))
        remark_mended()
        ctx.params.update(sound)


def _refuse_huge(ctx: Any, params: Sequence[Any]) -> None:
    """Refuse a number that the store has no room for."""
    for param in params:
        given = ctx.params.get(param.name)
        for one in given if isinstance(given, (list, tuple)) else (given,):
            if isinstance(one, int) and abs(one) > _HIGHEST:
                lowest = getattr(param.type, "min", None)
                raise UsageError(
                    "bad_range", hint="see_help", name=max(param.opts, key=len), given=str(one),
                    path=ctx.command_path, lowest=-_HIGHEST if lowest is None else lowest,
                    highest=_HIGHEST,
                )  # fmt: skip


def _mended(given: Any) -> Any:
    if isinstance(given, str):
        return mend(given)
    return type(given)(map(_mended, given)) if isinstance(given, (list, tuple)) else given


def build_command(entry: CommandEntry) -> Any:
    """Import a command's function and let Typer build it; a group is built from the table."""
    if not entry.place:
        return LazyGroup(entry.words, entry.alone)
    module, _, name = entry.place.partition(":")
    function: Callable[..., None] = getattr(import_module(f"leadq.cli.{module}"), name or "command")
    app = typer.Typer(add_completion=False)
    kind = ShowingCommand if entry.shows else DoorCommand
    app.command(entry.words, cls=kind)(function)
    command = typer.main.get_command(app)
    if entry.chooses:
        from leadq.cli.search.conditions import CONDITION_OPTIONS

        command.params[-len(kind.shared) : -len(kind.shared)] = CONDITION_OPTIONS
    return command

"""What is to be taken of the proposals: all, none, or what the rep leaves ticked on one screen."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from leadq.ask import Asker, Choice
from leadq.cli.frame.work import Work
from leadq.errors import UsageError
from leadq.i18n import text
from leadq.render.parts.text import shell_text, shell_word

if TYPE_CHECKING:
    from leadq.usecases.hearing.heard import HeardReport, HeardThing

_LONGEST_WORD = 30_000
"""Signs of one word of a command that every system takes; longer texts are pasted in again."""
_OF_SAYING = ("said", "text", "accept", "plain")
"""Options that say something, or what becomes of it."""
AcceptFlag = Annotated[bool, typer.Option("--accept", help="opt.accept")]
PlainFlag = Annotated[bool, typer.Option("--plain", help="opt.plain")]


def join_words(words: Sequence[str] | None, *more: str | None) -> str:
    """Return the words of a command line, and what was said by option, as one text.

    A lone - stands for what is pasted into standard input.
    """
    from leadq.cli.hearing.pasted import read_pasted

    said = (" ".join(words or ()), *more)
    return "\n".join(read_pasted(one) for one in said if one and one.strip())


def check_flags(accept: bool, plain: bool) -> None:
    """Refuse flags that contradict each other. Raises UsageError."""
    if accept and plain:
        raise UsageError("accept_and_plain", hint="accept_and_plain")


def choose_things(
    work: Work, things: "Sequence[HeardThing]", accept: bool, plain: bool
) -> "Sequence[HeardThing]":
    """Return what is taken: with ``accept`` everything, on a terminal what the rep leaves ticked.

    With ``plain``, and where nobody can be asked, nothing.
    """
    if accept:
        return things
    if plain or work.asker is None or not things:
        return ()
    return ask_things(work, work.asker, things)


def ask_things(work: Work, asker: Asker, things: "Sequence[HeardThing]") -> "Sequence[HeardThing]":
    """Show on one screen what was understood, all of it ticked; return what stays so."""
    from leadq.render.hearing.proposals import choice_words

    words = choice_words(things, work.look)
    choices = [Choice(said, str(place)) for place, said in enumerate(words)]
    kept = set(asker.choose_several(text("hear.ask"), choices))
    return [one for place, one in enumerate(things) if str(place) in kept]


def report(
    work: Work,
    things: "Sequence[HeardThing]",
    taken: "Sequence[HeardThing]",
    again: str,
) -> "HeardReport":
    """Return what was understood and taken; ``again`` is said where nobody could be asked."""
    from leadq.usecases.hearing.heard import HeardReport

    is_open = bool(things) and not taken and work.asker is None
    return HeardReport(things, taken, again if is_open else "")


def typed_options(ctx: typer.Context) -> Iterator[tuple[str, str]]:
    """Yield the options of a command as they were typed, save what was said and how to take it."""
    for param in ctx.command.params:
        name = param.name or ""
        value = ctx.params.get(name)
        if param.param_type_name != "option" or name in _OF_SAYING or value in (None, False):
            continue
        several = value if isinstance(value, list | tuple) else [value]
        yield from ((param.opts[0], "" if one is True else str(one)) for one in several)


def instead(command: str) -> str:
    """Return a command line that takes back what was just saved and does a command instead."""
    return f"leadq undo && {command}"


def taking_command(command: str, said: str, *options: tuple[str, str]) -> str:
    """Return a command that takes everything a text says, with the options that were given."""
    words = [command, shell_text(said) if len(said) <= _LONGEST_WORD else "-"]
    words += [f"{name} {shell_word(value)}" if value else name for name, value in options]
    return " ".join(["leadq", *words, "--accept"])

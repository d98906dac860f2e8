"""The options that all commands take: which there are, and what was typed of them."""

import os
from collections.abc import Sequence
from typing import Any, NamedTuple

from leadq.errors import UsageError

_VALUED = {"--db": "db", "--config": "config", "--lang": "lang"}
_SWITCHES = {"--no-color": "no_color", "--no-input": "no_input", "--debug": "debug"}
HELP = ("-h", "--help")
_ANSWERS = ("--version", *HELP)
_PATHS = frozenset({"FILE", "[FILE]", "PATH"})


class SharedOption(NamedTuple):
    """An option as help names it: its names, the word for what it takes, its text."""

    names: tuple[str, ...]
    metavar: str
    help: str


EVERYWHERE = (
    SharedOption(("--db",), "PATH", "opt.db"),
    SharedOption(("--config",), "FILE", "opt.config"),
    SharedOption(("--lang",), "en|zh", "opt.lang"),
    SharedOption(("--no-color",), "", "opt.no-color"),
    SharedOption(("--no-input",), "", "opt.no-input"),
    SharedOption(("--debug",), "", "opt.debug"),
    SharedOption(("--version",), "", "opt.version"),
    SharedOption(HELP, "", "opt.help"),
)
SHOW_COMPLETION = SharedOption(("--show-completion",), "SHELL", "opt.show-completion")
"""What the program alone takes, without a command."""


class Flags:
    """The global options as typed; ``peeked`` holds a first glance at them for help and errors.

    ``signed``: who gives the command, if not the rep. ``typed``: its words.
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
    typed: tuple[str, ...] = ()
    peeked: dict[str, Any]
    asked: dict[str, Any]

    def __init__(self, **given: Any) -> None:
        self.peeked, self.asked = {}, {}
        vars(self).update(given)

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


def takes_file(param: Any) -> bool:
    """Say whether what an option or an argument takes is the name of a file or folder."""
    return not _PATHS.isdisjoint((param.metavar or "").split("|"))


def refuse_no_name(ctx: Any, param: Any, given: Any) -> None:
    """Refuse a name of a file that is empty. Raises UsageError no_file_name."""
    if isinstance(given, str) and not given.strip() and takes_file(param):
        name = max(param.opts, key=len) if param.opts[0][:1] == "-" else param.metavar.strip("[]")
        raise UsageError("no_file_name", hint="no_file_name", name=name, path=ctx.command_path)


def can_be_file(given: Any) -> bool:
    """Say whether the system can have a file of this name: bytes that are no text will do."""
    try:
        return given is None or b"\0" not in os.fsencode(given)
    except (TypeError, UnicodeError):
        return False

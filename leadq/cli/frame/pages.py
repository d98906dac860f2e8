"""Help pages as data: what Typer knows of a command, put into words for the renderer."""

from __future__ import annotations

from typing import Any

from leadq.cli.frame.flags import EVERYWHERE, SHOW_COMPLETION, SharedOption
from leadq.cli.frame.table import PANELS, commands_below, text_key
from leadq.i18n import has_text, text
from leadq.render.parts.help import HelpRow, Page, Section, draw
from leadq.render.parts.text import screen_width

_GLOBAL = ("db", "config", "lang", "no_color", "no_input", "debug", "version", "help")


def draw_page(command: Any, ctx: Any) -> str:
    """Return the help of a command or group as text, in the language spoken."""
    if not hasattr(command, "below"):
        page = command_page(command, ctx)
    else:
        page = group_page(command.words, command.alone)
    return draw(page, screen_width())


def draw_first_page() -> str:
    """Return the help of the program itself."""
    return draw(group_page(""), screen_width())


def group_page(words: str, alone: str = "") -> Page:
    """Return the help of a group; at the top, the commands stand in panels.

    ``alone``: the group can be called without a command.
    """
    below = commands_below(words)
    if words:
        panels = {text("help.commands"): list(below)}
    else:
        panels = {
            text(f"panel.{panel}"): [name for name, entry in below.items() if entry.panel == panel]
            for panel in PANELS
        }
    sections = [
        Section(title, tuple(HelpRow(name, text(text_key(below[name].words))) for name in names))
        for title, names in panels.items()
        if names
    ]
    path = f"leadq {words}".strip()
    command = f"[{text('meta.command')}]" if alone else text("meta.command")
    if words:
        sections.append(_everywhere())
    else:
        rows = tuple(map(_shared_row, (*EVERYWHERE, SHOW_COMPLETION)))
        sections.append(Section(text("help.everywhere"), rows))
    return Page(
        usage=text("help.usage", words=f"{path} {command}"),
        about=text(f"{text_key(words)}.about" if words else "help.about"),
        sections=tuple(sections),
        footer=text("help.more", path=path),
    )


def command_page(command: Any, ctx: Any) -> Page:
    """Return the help of one command: usage, what it does, arguments, options, examples."""
    key = text_key(command.words)
    own = [param for param in command.get_params(ctx) if param.name not in _GLOBAL]
    arguments = [param for param in own if param.param_type_name == "argument"]
    options = [param for param in own if param.param_type_name == "option" and not param.hidden]
    usage = " ".join([ctx.command_path, *map(_usage_piece, arguments), text("meta.options")])
    sections = [
        Section(text("help.arguments"), tuple(map(_param_row, arguments))),
        Section(text("help.options"), tuple(map(_param_row, options))),
        _everywhere(),
        Section(text("help.examples"), _example_rows(f"{key}.examples"), stacked=True),
    ]
    about = text(f"{key}.about" if has_text(f"{key}.about") else key)
    return Page(
        usage=text("help.usage", words=usage),
        about=about[:1].upper() + about[1:],
        sections=tuple(section for section in sections if section.rows or section.note),
        footer="",
    )


def param_name(param: Any) -> str:
    """Return what a user calls an argument or option: LEAD, --format."""
    if param.param_type_name == "argument":
        return _metavar(param)
    return str(max(param.opts, key=len))


def describe(param: Any) -> str:
    """Return in one line what an argument or option takes, and what it does."""
    row = _param_row(param)
    return f"{_metavar(param)}: {row.right}" if "|" in (param.metavar or "") else row.right


def _everywhere() -> Section:
    """Name the global options in one line; the top page explains them."""
    names = " ".join(f"--{name.replace('_', '-')}" for name in _GLOBAL)
    return Section(text("help.everywhere"), (), names)


def _shared_row(option: SharedOption) -> HelpRow:
    names, key = ", ".join(option.names), f"meta.{option.metavar.lower()}"
    takes = text(key) if has_text(key) else option.metavar
    return HelpRow(f"{names} {takes}".strip(), text(option.help))


def _param_row(param: Any) -> HelpRow:
    """Put one argument or option into words."""
    if param.param_type_name == "argument":
        left = _metavar(param)
    else:
        names = ", ".join([*sorted(param.opts, key=len), *param.secondary_opts])
        left = names if param.is_flag else f"{names} {_metavar(param)}"
    right = text(param.help) if param.help else ""
    for extra in _extras(param):
        right += text("help.extra", extra=extra)
    return HelpRow(left, right)


def _extras(param: Any) -> list[str]:
    extras = []
    if param.param_type_name == "option" and param.required:
        extras.append(text("help.needed"))
    if getattr(param, "multiple", False):
        extras.append(text("help.repeatable"))
    default = param.default
    if param.show_default and default not in (None, "", False, (), []) and default is not True:
        extras.append(text("help.default", value=getattr(default, "value", default)))
    return extras


def _metavar(param: Any) -> str:
    """Return the word that stands for a value, in the user's language."""
    choices = getattr(param.type, "choices", None)
    given = (param.metavar or "").strip("[]")
    key = f"meta.{(given or param.name or '').lower()}"
    if given or (choices is None and has_text(key)):
        word = text(key) if has_text(key) else given
    elif choices is not None:
        word = "|".join(map(str, choices))
    elif param.param_type_name == "argument":
        word = str(param.name).upper()
    else:
        kind = param.type.name.split()[0]
        word = text("meta.number" if kind in ("integer", "float") else "meta.text")
    return word + ("…" if param.nargs == -1 else "")


def _usage_piece(param: Any) -> str:
    word = _metavar(param)
    return word if param.required else f"[{word}]"


def _example_rows(key: str) -> tuple[HelpRow, ...]:
    """Read the examples of a command: one a line, ``words  # what it does``."""
    if not has_text(key):
        return ()
    pairs = (line.partition("  # ") for line in text(key).splitlines())
    return tuple(HelpRow(words.strip(), what.strip()) for words, _, what in pairs)

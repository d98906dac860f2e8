"""Words for what Typer cannot read: its mistakes become UsageErrors in both languages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import typer

from leadq.cli.frame.pages import param_name
from leadq.domain.typing.tokens import worded
from leadq.errors import LeadqError, UsageError
from leadq.i18n import language

_LIKE = 0.7
_SAME = (
    ("on", "at", "until", "next", "date", "day", "when"),
    ("by", "via", "channel", "way", "method"),
    ("phone", "tel", "mobile", "telephone"),
    ("email", "mail", "e-mail"),
    ("owner", "rep", "assignee", "user"),
    ("limit", "top", "max", "count"),
    ("region", "city", "area", "province"),
    ("company", "firm", "organization", "organisation"),
    ("budget", "amount", "money", "price"),
    ("note", "said", "reason", "text", "comment", "remark"),
)
"""Words that mean one thing: of a group's the first that a command has is what was meant."""


def explain(error: Any, ctx: Any, typed: list[str]) -> LeadqError:
    """Return our error for Typer's; ``typed`` are the words of this command as they came."""
    path = ctx.command_path
    if hasattr(error, "possibilities"):
        return _no_such_option(error, ctx, path)
    if hasattr(error, "option_name"):
        takes_none = (p.is_flag for p in ctx.command.params if error.option_name in p.opts)
        key = "takes_no_value" if any(takes_none) else "needs_value"
        return UsageError(key, hint="see_help", name=error.option_name, path=path)
    param = getattr(error, "param", None)
    if param is None:
        return UsageError("bad_usage", hint="see_help", path=path)
    name = param_name(param)
    if hasattr(error, "param_type"):
        kind = "missing_argument" if param.param_type_name == "argument" else "missing_option"
        return UsageError(kind, hint="see_help", name=name, path=path)
    return _bad_value(ctx, param, name, typed)


def _no_such_option(error: Any, ctx: Any, path: str) -> UsageError:
    known = [name for param in ctx.command.params for name in param.opts if name[:2] == "--"]
    near = option_meant(error.option_name, known)
    return UsageError(
        "no_such_option", hint="no_such_option", given=error.option_name, near=near, path=path
    )


def option_meant(given: str, known: Sequence[str]) -> str:
    """Return the option that a word is most likely meant for; empty if none is like it."""
    from difflib import get_close_matches

    names = {name.strip("-"): name for name in known}
    word = given.strip("-").lower()
    same = (other for group in _SAME if word in group for other in group if other in names)
    near = get_close_matches(word, names, n=1, cutoff=_LIKE)
    return names[found] if (found := next(same, None) or "".join(near)) else ""


def _bad_value(ctx: Any, param: Any, name: str, typed: list[str]) -> UsageError:
    """Say which value cannot be read and what can."""
    given = _first_bad(ctx, param, typed)
    params: dict[str, object] = {"name": name, "given": given, "path": ctx.command_path}
    choices = getattr(param.type, "choices", None)
    if choices is not None:
        allowed = [worded(str(choice), language()) for choice in choices]
        return UsageError("bad_choice", hint="choices", allowed=allowed, **params)
    lowest, highest = getattr(param.type, "min", None), getattr(param.type, "max", None)
    if param.type.name.startswith("int") and lowest is None and highest is None:
        return UsageError("bad_number", hint="see_help", **params)
    if lowest is not None and highest is not None:
        return UsageError("bad_range", hint="see_help", lowest=lowest, highest=highest, **params)
    if lowest is not None:
        return UsageError("bad_lowest", hint="see_help", lowest=lowest, **params)
    return UsageError("bad_value", hint="see_help", **params)


def _first_bad(ctx: Any, param: Any, typed: list[str]) -> str:
    """Parse the words again to find the value that the param's type refuses."""
    values, _, _ = ctx.command.make_parser(ctx).parse_args(list(typed))
    raw = values.get(param.name)
    for value in raw if isinstance(raw, (list, tuple)) else [raw]:
        try:
            param.type.convert(value, param, ctx)
        except typer.BadParameter:
            return str(value)
    return str(raw)

"""The conditions that every command takes which chooses leads: options and what they mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import typer
from typer.core import TyperOption
from typer.main import get_param_completion

from leadq.cli.frame.complete import (
    complete_facts,
    complete_motives,
    complete_types,
    complete_words,
)
from leadq.cli.frame.flags import Flags
from leadq.cli.frame.work import Work
from leadq.domain.grading.classes import CLASS_WORDS
from leadq.domain.typing.tokens import read_token, worded
from leadq.errors import UsageError
from leadq.i18n import language
from leadq.store.search.conditions import Conditions

BY = ("visit", "phone", "wechat", "sms", "email", "other")


def _keep(ctx: typer.Context, param: typer.CallbackParam, value: Any) -> None:
    if value and not ctx.resilient_parsing and param.name is not None:
        ctx.ensure_object(Flags).asked[param.name] = value


def _condition(
    name: str, help_key: str, metavar: str = "", several: bool = False, complete: Any = None
) -> TyperOption:
    return TyperOption(
        param_decls=[f"--{name}", f"asked_{name}"],
        is_flag=not metavar,
        type=str if metavar else None,
        multiple=several,
        metavar=metavar or None,
        help=help_key,
        callback=_keep,
        expose_value=False,
        autocompletion=get_param_completion(complete),
    )


CONDITION_OPTIONS: tuple[TyperOption, ...] = (
    _condition("fact", "opt.fact_filter", "COND", several=True, complete=complete_facts),
    _condition(
        *("class", "opt.class_filter", "target|potential"),
        several=True,
        complete=complete_words("target", "potential"),
    ),
    _condition("stale", "opt.stale_filter"),
    _condition("type", "opt.type_filter", "WORD", complete=complete_types),
    _condition("motive", "opt.motive_filter", "WORD", complete=complete_motives),
    _condition("by", "opt.by_filter", "|".join(BY), complete=complete_words(*BY)),
)


def read_asked(work: Work) -> Conditions:
    """Return the conditions that were typed. Raises UsageError, and RefusedError as facts do."""
    asked = {name.removeprefix("asked_"): value for name, value in work.session.flags.asked.items()}
    if not asked:
        return Conditions()
    from leadq.usecases.search.conditions import read_conditions

    typed = list(asked.get("fact", ()))
    typed += [f"{trait}={asked[trait]}" for trait in ("type", "motive") if trait in asked]
    facts = read_conditions(work.desk, typed)
    classes = _read_classes(asked.get("class", ()))
    return Conditions(facts, classes, bool(asked.get("stale")), _read_channel(asked.get("by", "")))


def _read_classes(typed: Sequence[str]) -> tuple[str, ...]:
    words = [w.strip().lower() for text in typed for w in text.replace("，", ",").split(",") if w]
    found: dict[str, None] = {}
    for word in words:
        if word not in CLASS_WORDS:
            raise _bad_choice("--class", word, [one for one in CLASS_WORDS if one.isascii()])
        found |= dict.fromkeys(CLASS_WORDS[word])
    return tuple(found)


def _read_channel(typed: str) -> str:
    found = read_token(typed, BY) if typed else ""
    if found is None:
        raise _bad_choice("--by", typed, BY)
    return found


def _bad_choice(option: str, given: str, allowed: Sequence[str]) -> UsageError:
    named = [worded(one, language()) for one in allowed]
    return UsageError("bad_choice", hint="choices", name=option, given=given, allowed=named)

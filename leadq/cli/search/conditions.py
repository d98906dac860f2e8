"""The conditions that every command takes which chooses leads: options and what they mean."""

from collections.abc import Sequence
from typing import Any, get_args

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
from leadq.cli.frame.options import Channel
from leadq.cli.frame.work import Work
from leadq.cli.leads.filters import pick_token, pick_words
from leadq.domain.typing.tokens import split_words
from leadq.store.search.conditions import Conditions

BY = get_args(Channel)


def _keep(ctx: typer.Context, param: typer.CallbackParam, value: Any) -> None:
    if value not in (None, False, ()) and not ctx.resilient_parsing and param.name is not None:
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
    traits = [one for one in ("type", "motive") if one in asked]
    typed += [f"{trait}={pick_words(asked[trait], f'--{trait}')}" for trait in traits]
    facts = read_conditions(work.desk, typed)
    classes = _read_classes(asked.get("class", ()))
    by = pick_token(asked["by"], BY, "--by") if "by" in asked else ""
    return Conditions(facts, classes, bool(asked.get("stale")), by)


def _read_classes(typed: Sequence[str]) -> tuple[str, ...]:
    if not typed:
        return ()
    from leadq.domain.grading.classes import CLASS_WORDS

    found: dict[str, None] = {}
    for word in split_words(typed):
        found |= dict.fromkeys(CLASS_WORDS[pick_token(word, [*CLASS_WORDS], "--class")])
    return tuple(found)

"""The options that fill a lead's fields, from the one list of them."""

from collections.abc import Callable, Iterator
from inspect import Parameter, signature
from typing import TYPE_CHECKING, Annotated, Any

from leadq.cli.frame.complete import (
    complete_owners,
    complete_products,
    complete_sources,
    complete_tags,
)
from leadq.cli.frame.options import Text, Texts, profile_option, text_option
from leadq.domain.fields import FACT, MONEY, TRADE, TYPED, LeadField

if TYPE_CHECKING:
    from leadq.cli.frame.work import Work

Command = Callable[..., None]
_METAVARS = {MONEY: "MONEY", FACT: "DATE"}
_COMPLETERS: dict[str, Any] = {
    "source": complete_sources,
    "product": complete_products,
    "owner": complete_owners,
    "tags": complete_tags,
}


def with_fields(*besides: str, adds: bool = False) -> Callable[[Command], Command]:
    """Give a command, in the place of its ``given``, an option for each field but some.

    ``adds``: what a field can have several of is added to what there is.
    """

    def widen(command: Command) -> Command:
        own = signature(command, eval_str=True)
        kept = [one for one in own.parameters.values() if one.kind != Parameter.VAR_KEYWORD]
        first = next(place for place, one in enumerate(kept) if one.name in ("clear", "force"))
        kept[first:first] = _options(besides, adds)
        command.__signature__ = own.replace(parameters=kept)  # type: ignore[attr-defined]
        command.__annotations__ = {one.name: one.annotation for one in kept} | {"return": None}
        return command

    return widen


def _options(besides: tuple[str, ...], adds: bool) -> Iterator[Parameter]:
    for field in TYPED:
        if field.name not in besides:
            kind = Texts if _is_several(field) else Text
            help_key = f"opt.{field.typed}{'_add' if adds and _is_several(field) else ''}"
            option = text_option(
                help_key,
                metavar=_METAVARS.get(field.kind, "TEXT"),
                complete=_COMPLETERS.get(field.name),
            )
            if field.kind == TRADE:
                option = profile_option(help_key)
            yield Parameter(
                field.typed, Parameter.POSITIONAL_OR_KEYWORD,
                default=None, annotation=Annotated[kind, option],
            )  # fmt: skip


def _is_several(field: LeadField) -> bool:
    """Tell whether its option can be given more than once: that is called by what one of it is."""
    return field.typed not in ("", field.name)


def read_fields(work: "Work", given: dict[str, Any]) -> dict[str, Any]:
    """Return what was typed by field; money and days are read. Raises UsageError."""
    from leadq.domain.typing.amounts import parse_rough_money
    from leadq.domain.typing.typed import parse_last_day

    fields = {field.name: given[field.typed] for field in TYPED if field.typed in given}
    for field in TYPED:
        value = fields.get(field.name)
        if field.kind == MONEY and value is not None:
            fields[field.name] = parse_rough_money(value)
        elif field.kind == FACT and value is not None:
            fields[field.name] = parse_last_day(value, work.desk.today, work.desk.region)
        elif _is_several(field):
            fields[field.name] = value or ()
    return fields

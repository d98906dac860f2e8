"""The walk through a file that nobody knows: a question for each column, a look, then yes or no."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from leadq.ask import Asker, Choice
from leadq.cli.frame.asking import check_with
from leadq.cli.frame.work import Work
from leadq.cli.importing.saved_columns import refuse_name, save_columns
from leadq.config_values import columns_text
from leadq.domain.fields import SEVERAL
from leadq.domain.leads.status import STATUSES
from leadq.errors import ExitCode, LeadqError
from leadq.exchange.columns.aliases import NAMING, field_names
from leadq.exchange.columns.header_names import key_of
from leadq.i18n import text
from leadq.render.importing.import_tables import show_column, show_unknown
from leadq.render.importing.imported import show_import_plan
from leadq.render.parts.errors import error_line
from leadq.render.parts.lines import line, write_wrapped
from leadq.render.parts.out import say_line
from leadq.render.parts.text import shell_word
from leadq.usecases.importing.import_look import look_for_statuses, look_for_unknown

if TYPE_CHECKING:
    from leadq.usecases.importing.import_order import Imported, Order

_USUAL = (
    "name", "company", "phones", "wechat", "emails", "address", "region", "source", "product",
    "budget", "note", "status", "owner", "next_on",
)  # fmt: skip
"""The fields that are offered first: a screen of 24 lines shows no more beside the column."""
_STATUSES_ASKED = 12
"""Further ones are listed with the result and stay open."""
_ASIDE = "extra"
_NEVER = ("id", "profile", _ASIDE)
_REST, _ANOTHER = "rest", "another"


@contextmanager
def until_left() -> Iterator[None]:
    """Say that nothing was imported when the rep leaves a question, and end as interrupted."""
    try:
        yield
    except (KeyboardInterrupt, EOFError):
        say_line("\n" + text("import.not_now"))
        raise typer.Exit(ExitCode.INTERRUPTED) from None


def ask_columns(work: Work, asker: Asker, order: Order) -> dict[str, str]:
    """Return the field of each column that is not known, asked one by one; often there is none.

    Raises KeyboardInterrupt when the rep leaves, LeadqError as an import does.
    """
    unknown = look_for_unknown(order)
    if unknown is None:
        return {}
    show_unknown(order.file.name, len(unknown.samples), unknown.count)
    while True:
        said: dict[str, str] = {}
        for place, column in enumerate(unknown.samples, start=1):
            show_column(place, column, unknown, work.look)
            picked = _ask_field(asker, unknown.known | set(said.values()))
            if picked == _REST:
                break
            said[column] = picked
        if unknown.named or NAMING & set(said.values()):
            return {column: said.get(column, _ASIDE) for column in unknown.samples}
        say_line(text("import.no_name_yet"))


def ask_statuses(work: Work, asker: Asker, order: Order) -> dict[str, str]:
    """Return what the words of the status column that nobody knows mean, asked one by one."""
    said = {key_of(word) for word in order.statuses}
    unknown = look_for_statuses(order)
    choices = [Choice(text(f"status.{status}"), status) for status in STATUSES]
    return {
        word: asker.choose(
            text("import.status_means", word=word, count=count), choices, default=STATUSES[0]
        )
        for word, count in unknown.most_common(_STATUSES_ASKED)
        if key_of(word) not in said
    }


def _ask_field(asker: Asker, known: frozenset[str]) -> str:
    """Return the field that a column is to fill, or that it is kept aside, alone or with others."""
    choices = [*_offer(_USUAL, known), Choice(text("import.another_field"), _ANOTHER)]
    if known & NAMING:
        choices.append(Choice(text("import.keep_rest"), _REST))
    aside = Choice(text("import.keep_aside"), _ASIDE)
    picked = asker.choose(text("import.holds"), [aside, *choices], default=_ASIDE)
    if picked != _ANOTHER:
        return picked
    rare = [field for field in field_names() if field not in (*_USUAL, *_NEVER)]
    return asker.choose(text("import.holds"), [aside, *_offer(rare, known)], default=_ASIDE)


def _offer(fields: Sequence[str], known: frozenset[str]) -> list[Choice]:
    """Return fields to pick from; one that a column fills already is taken, if it has but one."""
    return [
        Choice(text(f"field.{field}"), field, taken=field in known - SEVERAL) for field in fields
    ]


def confirm_import(work: Work, asker: Asker, plan: Imported, columns: Mapping[str, str]) -> bool:
    """Show what would land and return yes or no; after a yes the columns can be saved."""
    show_import_plan(plan, work.look)
    if asker.confirm(text("import.now")):
        offer_to_save(work, asker, columns)
        return True
    say_line(text("import.not_now"))
    return False


def offer_to_save(work: Work, asker: Asker, columns: Mapping[str, str]) -> None:
    """Keep which column is which under a name, if the rep gives one."""

    def check(typed: str) -> None:
        refuse_name(work.session.config, typed)

    name = asker.ask_text(text("import.save_as"), check=check_with(check))
    if not name:
        return
    try:
        file = save_columns(work.session, name, columns)
        words = text("import.saved", file=str(file), name=shell_word(name))
        write_wrapped([line(words)], color=False, stderr=True)
    except LeadqError as error:
        say_line(text("import.not_saved", why=error_line(error)))
        say_line(columns_text(name, columns))

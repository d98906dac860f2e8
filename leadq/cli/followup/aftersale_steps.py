"""Which steps after a sale are meant: as typed, or as they stay ticked on one screen."""

from collections.abc import Sequence
from typing import Annotated

from leadq.ask import Choice
from leadq.cli.frame.complete import complete_words
from leadq.cli.frame.options import Texts, text_option
from leadq.cli.frame.work import Work
from leadq.cli.leads.filters import pick_token
from leadq.domain.typing.tokens import split_words
from leadq.domain.words import KINDS

KindOption = text_option("opt.step_kind", metavar="|".join(KINDS), complete=complete_words(*KINDS))
WithoutOption = Annotated[
    Texts,
    text_option("opt.without", metavar="|".join(KINDS), complete=complete_words(*KINDS)),
]


def pick_step_kinds(typed: Sequence[str] | None, option: str = "--without") -> tuple[str, ...]:
    """Return kinds of steps, in either language. Raises UsageError for any other word."""
    return tuple(pick_token(word, KINDS, option) for word in split_words(typed or ()))


def ask_without(work: Work, lead: str) -> tuple[str, ...]:
    """Show on one screen what a win would plan, all ticked; return the kinds that are not kept.

    Off a terminal everything is planned.
    """
    if work.asker is None:
        return ()
    from leadq.domain.aftersale.steps import kind_of
    from leadq.i18n import text
    from leadq.render.parts.dates import short_day
    from leadq.render.parts.marks import word_of
    from leadq.usecases.aftersale.steps import propose_sale
    from leadq.usecases.leads.find import find_lead

    with work.desk.read() as conn:
        found = propose_sale(conn, work.desk, find_lead(conn, work.desk, lead))
    choices = [
        Choice(
            text(
                "ask.after_sale_step",
                kind=text(f"step.{kind_of(one.slot)}"),
                day=short_day(one.step.on, work.session.lang, work.desk.today),
                by=word_of("by", one.step.by),
            ),
            kind_of(one.slot),
        )
        for one in found
    ]
    if not choices:
        return ()
    kept = work.asker.choose_several(text("ask.after_sale"), choices)
    return tuple(kind_of(one.slot) for one in found if kind_of(one.slot) not in kept)

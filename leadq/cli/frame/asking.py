"""Questions that several walks put: a day, a reason, and why a typed answer will not do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from leadq.ask import Asker, Check
from leadq.cli.frame.work import Work
from leadq.errors import LeadqError
from leadq.i18n import text


def check_with(reader: Callable[[str], Any]) -> Check:
    """Return a check that says in one line why an answer cannot be read, and what would do."""

    def check(typed: str) -> str | None:
        from leadq.render.parts.errors import error_words

        try:
            reader(typed)
        except LeadqError as error:
            return error_words(error)
        return None

    return check


def ask_appointment(work: Work, asker: Asker, words: str) -> tuple[date, str] | None:
    """Return a day that has not passed and its hour, "" without one; Enter means None."""
    typed = asker.ask_text(words, check=check_appointment(work))
    return work.appointment(typed) if typed else None


def check_appointment(work: Work) -> Check:
    """Return a check that a day, with or without its hour, can be read and has not passed."""
    from leadq.usecases.followup.log import refuse_past

    return check_with(lambda typed: refuse_past(work.desk, work.appointment(typed)[0]))


def ask_reason(asker: Asker) -> str:
    """Return a reason; an empty one is asked for again."""
    from leadq.render.parts.out import say_line

    while not (typed := asker.ask_text(text("ask.reason"))):
        say_line(text("error.reason_needed"))
    return typed

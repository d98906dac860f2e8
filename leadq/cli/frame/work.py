"""The frame around a command: its desk, its look, somebody to ask, and what to say at the end."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import typer

from leadq import clock
from leadq.cli.frame.session import Session, open_session
from leadq.errors import LeadqError, RefusedError, StoreError
from leadq.store import opening
from leadq.usecases.desk import Desk, Hooks

if TYPE_CHECKING:
    from leadq.ask import Asker
    from leadq.domain.followup.workdays import DayOff
    from leadq.render.parts.look import Look
    from leadq.store.read.rows import LeadData
    from leadq.store.unit import Unit
    from leadq.usecases.leads.find import AmbiguousLeadError

Found = TypeVar("Found")


class Work:
    """What a command body works with."""

    def __init__(self, session: Session, desk: Desk) -> None:
        self.session = session
        self.desk = desk

    @property
    def fmt(self) -> str:
        """Return how the result is asked for: table, json or csv."""
        return self.session.fmt

    @cached_property
    def look(self) -> Look:
        """Return how results are to be shown."""
        own = partial(self.desk.word_goal, lang=self.session.lang)
        day_off, trade = self._explain_day, self.name_trade
        return self.session.look.changed(own=own, day_off=day_off, trade=trade)

    def _explain_day(self, lead: LeadData) -> DayOff | None:
        """Return the day off that a lead's next step was moved from, if it was."""
        from leadq.usecases.followup.days_off import explain_day

        return explain_day(self.desk, lead)

    def name_trade(self, profile: str) -> str:
        """Return what a trade is called; the id of one that no content knows any more."""
        try:
            return self.desk.library.profile(profile).name.pick(self.session.lang)
        except LeadqError:
            return profile

    @cached_property
    def asker(self) -> Asker | None:
        """Return somebody to ask, or None where nobody can be: off a terminal, or as data."""
        if not self.session.interactive or self.fmt != "table":
            return None
        from leadq.ask.terminal import TerminalAsker

        return TerminalAsker(self.session.color)

    def day(self, typed: str | None, past: bool = False) -> date | None:
        """Read a typed day; None stays None. Raises UsageError."""
        if typed is None:
            return None
        from leadq.domain.typing.typed import parse_day

        return parse_day(typed, self.desk.today, past, self.desk.region)

    def appointment(self, typed: str) -> tuple[date, str]:
        """Read a coming day and the hour behind it, "" without one. Raises UsageError."""
        from leadq.domain.typing.typed import parse_appointment

        return parse_appointment(typed, self.desk.today, self.desk.region)


@contextmanager
def open_work(ctx: typer.Context) -> Iterator[Work]:
    """Frame a command: afterwards say what the program did besides, on stderr."""
    session = open_session(ctx)
    work = Work(session, open_desk(session))
    try:
        yield work
    except RefusedError as error:
        _show_matches(error)
        raise
    finally:
        _say_notices(work.desk)
        if work.desk.wrote:
            _keep_day(work.desk)
        if work.desk.jumped_from is not None:
            _ask_clock(work, work.desk.jumped_from)


def _show_matches(error: RefusedError) -> None:
    """List the leads that a text could mean, if that is why it was refused."""
    from leadq.usecases.leads.find import AmbiguousLeadError

    if isinstance(error, AmbiguousLeadError):
        from leadq.render.leads.choices import show_matches

        show_matches(error.matches, int(str(error.params["count"])))


def open_desk(session: Session, store: Path | None = None) -> Desk:
    """Return the desk that the settings describe, at the rep's store or at another.

    Raises StoreError for a store that no file could be.
    """
    config = session.config
    opening.tell_waiting, opening.tell_migrating = _say_waiting, _say_migrating
    return Desk(
        store=store or _possible(session.store_path),
        content_dir=session.content_folder,
        today=session.today,
        now=clock.now(),
        hooks=Hooks(_back_up, partial(_regrade, session), _settle, _refuse_erased),
        me=config.me,
        signed=session.flags.signed,
        region=config.phone_region,
        profile=config.profile,
        days_off=config.days_off,
        holidays=config.holidays,
        per_day=config.per_day,
        check_days=config.check_days,
        backup_days=config.backup_days,
        revisit=config.revisit,
    )


def _say_waiting(store: Path) -> None:
    from leadq.render.care.waits import say_waiting

    say_waiting(store)


def _say_migrating(store: Path) -> None:
    from leadq.render.care.waits import say_migrating

    say_migrating(store)


def _back_up(desk: Desk, verb: str) -> None:
    from leadq.usecases.care.backup import keep_before

    keep_before(desk, verb)


def _regrade(session: Session, unit: Unit, desk: Desk) -> int:
    from leadq.render.parts.progress import progress_bar
    from leadq.usecases.grading.regrade import regrade_all

    with progress_bar(session.look, desk.takes_long) as progress:
        return regrade_all(unit, desk, progress)


def _settle(unit: Unit, desk: Desk, lead_id: int) -> None:
    from leadq.usecases.followup.replan import replan_lead

    replan_lead(unit, desk, lead_id)


def _refuse_erased(unit: Unit, region: str, insists: bool) -> None:
    from leadq.usecases.privacy.away import refuse_erased

    refuse_erased(unit, region, insists)


def _possible(store: Path) -> Path:
    """Return the store's path; a name longer than the system takes is refused at once."""
    try:
        store.exists()
    except OSError as error:
        raise StoreError(
            "store_cannot_open", hint="store_cannot_open", file=str(store), cause=error.strerror
        ) from None
    return store


def _say_notices(desk: Desk) -> None:
    from leadq.i18n import text
    from leadq.render.parts.out import say_line

    if desk.regraded:
        say_line(text("notice.regraded", count=desk.regraded))
    if desk.left_to and desk.wrote:
        who = text("list.comma").join(sorted(desk.left_to))
        say_line(text("notice.left_to", who=who))
    for profile in sorted(desk.missing_trades):
        say_line(text("notice.trade_missing", profile=profile))
    if "library" in desk.__dict__ and desk.library.problems:
        from leadq.render.parts.errors import show_error

        for problem in desk.library.problems:
            show_error(problem)


def _keep_day(desk: Desk) -> None:
    """Back the store up after the first write of a day, when the answer has been given.

    That there is no backup is said in one line; the command stands all the same.
    """
    from leadq.usecases.care.backup import keep_day

    with suppress(OSError, ValueError):
        sys.stdout.flush()
    keep_day(desk)
    if desk.unsaved is not None:
        from leadq.i18n import text
        from leadq.render.parts.errors import error_line
        from leadq.render.parts.out import say_line

        say_line(text("notice.no_backup", why=error_line(desk.unsaved)))


def _ask_clock(work: Work, before: date) -> None:
    """Ask whether the day is right after the clock has jumped; off a terminal only say it."""
    from leadq.i18n import text
    from leadq.render.parts.out import say_line

    days = {"day": before.isoformat(), "today": work.desk.today.isoformat()}
    if work.asker is not None:
        from leadq.usecases.care.backup import confirm_clock

        with suppress(KeyboardInterrupt, EOFError):
            if work.asker.confirm(text("clock.right", **days), default=False):
                confirm_clock(work.desk)
                return
    say_line(text("notice.clock_jumped", **days))


def choose_lead(work: Work, given: str) -> str:
    """Return the text that means exactly one lead; on a terminal, several are offered to choose."""
    if work.asker is None:
        return given
    from leadq.usecases.leads.find import AmbiguousLeadError, find_lead

    try:
        with work.desk.read() as conn:
            find_lead(conn, work.desk, given)
        return given
    except AmbiguousLeadError as error:
        return _ask_which(work.asker, error)


def read_chosen(work: Work, read: Callable[[Desk, str], Found], given: str) -> Found:
    """Return what is read of the lead that a text means; several are offered as above.

    Reading harms nobody, so that the lead need not be looked for beforehand.
    """
    from leadq.usecases.leads.find import AmbiguousLeadError

    try:
        return read(work.desk, given)
    except AmbiguousLeadError as error:
        if work.asker is None:
            raise
        return read(work.desk, _ask_which(work.asker, error))


def _ask_which(asker: Asker, error: AmbiguousLeadError) -> str:
    """Return the number of the lead that is meant, of those that a text could mean."""
    from leadq.ask import Choice
    from leadq.i18n import text
    from leadq.render.leads.choices import match_words

    choices = [
        Choice(f"{match.number} {match_words(match)}", str(match.number)) for match in error.matches
    ]
    if int(str(error.params["count"])) > len(choices):
        from leadq.render.parts.out import say_line

        say_line(text("choices.first_of", count=error.params["count"], shown=len(choices)))
    return asker.choose(text("choices.which"), choices)

"""The desk a use case works at: the store, the content, the day and the rep's settings."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from leadq import __version__
from leadq.errors import LeadqError, StoreError
from leadq.store.care.stand_in import is_stand_in
from leadq.store.connect import open_reader
from leadq.store.meta import (
    AWAY,
    Absence,
    Arranged,
    Team,
    pack_absences,
    read_arranged,
    read_meta,
)
from leadq.store.statements import SYNC
from leadq.store.store_errors import store_errors

if TYPE_CHECKING:
    from leadq.content.library import Library
    from leadq.content.model import Profile
    from leadq.domain.followup.workdays import Calendar
    from leadq.store.unit import Unit

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_YEARS_AHEAD = 3
RULES_KEY = "rules"
_LARGE = 50_000_000
"""Bytes: some ten thousand leads with their history."""
Progress = Callable[[int, int], None]
"""Hears how much of how much is done."""
_BACKED_UP = ("import", "merge")
_ASK_THEMSELVES = ("import", SYNC)
"""Leave out, or erase, those who were erased elsewhere, and take the others."""


AGENT = "agent"
"""Signs what is not done by the rep's own hand."""


class Hooks:
    """What happens at a desk by itself; the use cases that do it work at desks, so they come later.

    ``back_up`` keeps a copy of the store before a command, named by its verb, that changes much;
    ``regrade`` brings the leads up to changed rules and returns how many there are; ``settle``
    gives an open lead that has no next step the one that the rules ask for; ``refuse_erased``
    keeps away whoever was erased.
    """

    def __init__(
        self,
        back_up: "Callable[[Desk, str], None]",
        regrade: "Callable[[Unit, Desk], int]",
        settle: "Callable[[Unit, Desk, int], object]",
        refuse_erased: "Callable[[Unit, str, bool], None]",
    ) -> None:
        self.back_up, self.regrade = back_up, regrade
        self.settle, self.refuse_erased = settle, refuse_erased


class Desk:
    """Plain values from the settings, and what is opened on first use.

    ``me`` is the rep's name, ``signed`` who acts in the rep's place (``AGENT``, or nobody),
    ``region`` the phone region, ``profile`` the one of new leads, ``days_off`` weekday names,
    ``holidays`` a country code or empty, ``backup_days`` how long backups are kept, ``check_days``
    after how many days a solved complaint is looked at again, ``revisit`` whether customers are
    planned to be seen again. ``regraded`` counts the leads that were graded again because the
    rules had changed; ``wrote`` tells whether anything was written, ``unsaved`` why there is no
    backup, ``jumped_from`` the day of the last backup when that is more than a year away,
    ``left_to`` the members of the team whose leads it wrote to, which are planned elsewhere.
    """

    def __init__(
        self,
        store: Path,
        content_dir: Path | None,
        today: date,
        now: datetime,
        hooks: Hooks,
        *,
        me: str = "",
        signed: str = "",
        region: str = "CN",
        profile: str = "general",
        days_off: tuple[str, ...] = ("sat", "sun"),
        holidays: str = "",
        per_day: int = 20,
        check_days: int = 3,
        backup_days: int = 30,
        revisit: bool = True,
    ) -> None:
        self.store, self.content_dir, self.hooks = store, content_dir, hooks
        self.today, self.now = today, now
        self.me, self.signed = me, signed
        self.region, self.profile = region, profile
        self.days_off, self.holidays, self.per_day = days_off, holidays, per_day
        self.check_days, self.backup_days, self.revisit = check_days, backup_days, revisit
        self.regraded = 0
        self.missing_trades: set[str] = set()
        self.wrote = False
        self.unsaved: StoreError | None = None
        self.jumped_from: date | None = None
        self.left_to: set[str] = set()
        self._arranged: Arranged | None = None

    @cached_property
    def library(self) -> "Library":
        """Return the content in force; nothing is read before it is asked for."""
        from leadq.content.library import open_library

        return open_library(self.content_dir)

    def has_own(self, folder: str) -> bool:
        """Tell whether the user has content of a kind, which stands over the built-in one."""
        from leadq.content.folders import toml_files

        return self.content_dir is not None and bool(toml_files(self.content_dir / folder))

    def word_goal(self, stored: str, lang: str) -> str:
        """Return a goal that a trade words itself, stored as "@<profile>.<slot>", in words."""
        from leadq.domain.followup.goals import LACKS

        profile_id, _, slot = stored.removeprefix("@").rpartition(".")
        if slot in LACKS and not self.has_own("plays"):
            from leadq.content.glimpses import built_in_goal

            return built_in_goal(profile_id, slot).get(lang, "")
        try:
            if slot in LACKS:
                return self.library.play(profile_id, slot).goal.pick(lang)
            goals = self.library.profile(profile_id).goals
        except LeadqError:
            return ""
        return goals[slot].pick(lang) if slot in goals else ""

    @cached_property
    def calendar(self) -> "Calendar":
        """Return the working days that the settings describe (method §5)."""
        from leadq.domain.followup.workdays import Calendar

        days_off = frozenset(_WEEKDAYS.index(name) for name in self.days_off)
        if not self.holidays:
            return Calendar(days_off)
        from leadq.adapters.holidays import public_days

        years = range(self.today.year, self.today.year + _YEARS_AHEAD)
        return Calendar(days_off, *public_days(self.holidays, years))

    def calendar_of(self, conn: sqlite3.Connection, owner: str | None) -> "Calendar":
        """Return the days that a rep works: absences are none (§14); None: the rep's own."""
        absences = self.absences(conn)
        if not absences:
            return self.calendar
        whose = {"", (owner or self.me).casefold()}
        away = tuple((one.first, one.last) for one in absences if one.owner.casefold() in whose)
        return self.calendar._replace(away=away) if away else self.calendar

    def absences(self, conn: sqlite3.Connection) -> list[Absence]:
        """Return who is away when; read once, since every plan asks."""
        return self._read_arranged(conn).absences

    def is_mine(self, conn: sqlite3.Connection, owner: str | None) -> bool:
        """Tell whether leads of an owner are graded and planned on this computer: in a team
        another member's are on theirs alone, outside of one all of them are."""
        team = self.team(conn)
        return team is None or team.has_here(owner)

    def team(self, conn: sqlite3.Connection) -> Team | None:
        """Return the team that the store has joined, if it has."""
        return self._read_arranged(conn).team

    def _read_arranged(self, conn: sqlite3.Connection) -> Arranged:
        if self._arranged is None:
            self._arranged = read_arranged(conn)
        return self._arranged

    def note_absences(self, unit: "Unit", absences: list[Absence]) -> None:
        """Make these the absences that the store remembers; undo takes it back."""
        from leadq.store.repo import change_meta

        change_meta(unit, AWAY, pack_absences(absences, self.today))
        self._arranged = None

    def reread_absences(self, conn: sqlite3.Connection) -> list[Absence]:
        """Return who is away when, after undo or redo may have changed it."""
        self._arranged = None
        return self.absences(conn)

    def trade_of(self, profile: str) -> "Profile":
        """Return the trade a lead is kept under; while its file is gone or broken, ``general``.

        The ids that had to be replaced are remembered in ``missing_trades``.
        """
        from leadq.content.library import DEFAULT_PROFILE

        try:
            return self.library.profile(profile)
        except LeadqError:
            self.missing_trades.add(profile)
            return self.library.profile(DEFAULT_PROFILE)

    @property
    def takes_long(self) -> bool:
        """Tell whether the store is so large that somebody who waits is to see progress."""
        return self.store.is_file() and self.store.stat().st_size > _LARGE

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """Open the store for reading; grades are brought up to changed rules first.

        While somebody else's write takes long, they are read as they are.
        """
        with store_errors(self.store):
            conn = open_reader(self.store, self.today)
            try:
                if self.rules_changed(conn) and not is_stand_in(conn):
                    conn.close()
                    self._bring_up()
                    conn = open_reader(self.store, self.today)
                yield conn
            finally:
                conn.close()

    def _bring_up(self) -> None:
        """Bring the grades up to changed rules, unless another write keeps this one waiting."""
        try:
            with self.write("regrade"):
                pass
        except StoreError as error:
            if not error.key.startswith("store_locked"):
                raise
            self.regraded = 0

    @contextmanager
    def write(self, verb: str, *, insists: bool = False) -> "Iterator[Unit]":
        """Open one transaction; grades are brought up to changed rules in it first.

        Before commands that change many leads at once, the store is backed up. However a command
        comes by it, no open lead that it was about is left without a next step (method §5), and
        nobody who was erased comes back by it, unless it ``insists``. Raises RefusedError.
        """
        from leadq.store.privacy.written import may_bring_back
        from leadq.store.read.lookups import list_without_step
        from leadq.store.repo import set_meta
        from leadq.store.statements import AUTOMATIC
        from leadq.store.unit import open_unit

        if verb in _BACKED_UP:
            self.hooks.back_up(self, verb)
        with open_unit(self.store, verb, self.now, self.me, self.today, self.signed) as unit:
            stored = read_meta(unit.conn, RULES_KEY)
            if stored != self.rules_print:
                if stored is not None:
                    with unit.apart(AUTOMATIC):
                        self.regraded += self.hooks.regrade(unit, self)
                set_meta(unit, RULES_KEY, self.rules_print)
            yield unit
            unit.close_ranges()
            if verb not in _ASK_THEMSELVES and may_bring_back(unit):
                self.hooks.refuse_erased(unit, self.region, insists)
            for lead_id, owner in list_without_step(unit.conn, unit.command, self.today):
                if self.is_mine(unit.conn, owner):
                    self.hooks.settle(unit, self, lead_id)
        self.wrote = True

    @cached_property
    def rules_print(self) -> str:
        """Return a fingerprint of everything that decides how leads are graded and planned."""
        from leadq.content.fingerprint import fingerprint

        return fingerprint(
            self.content_dir,
            "|".join((__version__, ",".join(self.days_off), self.holidays, str(self.revisit))),
        )

    def rules_changed(self, conn: sqlite3.Connection) -> bool:
        """Tell whether the rules differ from those the stored grades were computed by."""
        stored = read_meta(conn, RULES_KEY)
        return stored is not None and stored != self.rules_print

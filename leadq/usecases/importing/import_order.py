"""What to import, and what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from leadq.domain.fields import SEVERAL
from leadq.errors import ExitCode, LeadqError, RefusedError
from leadq.exchange.columns.aliases import find_headers
from leadq.exchange.columns.own_headers import written_headers
from leadq.exchange.tables.table import AnyTable, Remark
from leadq.store.read.rows import LeadData


@dataclass
class Order:
    """What to import and how; ``mapping`` is what the user says, column to field.

    ``saved`` are mappings kept under a name, of which only the columns count that a table has.
    ``day_order`` (dmy, mdy, ymd) says how days by figures are written,
    ``statuses`` what words of the status column mean;
    ``told`` are columns that only their values told, once the file has been opened.
    ``what`` names the table that the file is to be read as, None to find it out; ``sheet`` the
    sheet of a workbook.
    """

    file: Path
    mapping: Mapping[str, str] = field(default_factory=dict)
    saved: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    what: str | None = None
    sheet: str | None = None
    dry_run: bool = False
    update: bool = False
    strict: bool = False
    encoding: str | None = None
    per_day: int = 20
    day_order: str | None = None
    statuses: Mapping[str, str] = field(default_factory=dict)
    told: dict[str, str] = field(default_factory=dict)

    def said(self, table: AnyTable) -> dict[str, str]:
        """Return what the user says of the columns of a table: what is typed beats what is saved.

        Raises RefusedError no_saved_column for a saved mapping that is about another table.
        """
        places = _find_columns(table, self.mapping)
        typed = {places[column] or column: to for column, to in self.mapping.items()}
        claimed = set(typed.values()) - SEVERAL
        found: dict[str, str] = {}
        for name, columns in self.saved.items():
            there = {
                header: columns[column]
                for column, header in _find_columns(table, columns).items()
                if header is not None
            }
            if not there:
                raise RefusedError(
                    "no_saved_column", hint="no_saved_column", given=name,
                    file=str(self.file), columns=list(columns),
                )  # fmt: skip
            found |= {header: to for header, to in there.items() if to not in claimed}
        return found | typed


def _find_columns(table: AnyTable, columns: Iterable[str]) -> dict[str, str | None]:
    """Return the column that each typed name means, be it leadq's own or as the file has it."""
    written = written_headers(table)
    own = dict(zip(written, table.headers, strict=True))
    as_written = find_headers(written, columns)
    return {
        column: header or own.get(as_written[column] or "")
        for column, header in find_headers(table.headers, columns).items()
    }


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that was not taken: the line it starts on, and why.

    ``sheet`` is that of a workbook of which several are read, ``line`` the row of it.
    """

    line: int
    reason: LeadqError
    sheet: str = ""


def reject_row(line: int, reason: LeadqError) -> Rejected:
    """Return a row that was not taken, in as little memory as can be: there may be millions."""
    # the traceback would keep the whole row
    reason.__context__ = None
    reason.with_traceback(None)
    alike = _reasons_alike(reason.exit_code, str(reason), reason.hint)
    if not alike:
        alike.append(reason)
    return Rejected(line, alike[0])


@lru_cache(maxsize=1024)
def _reasons_alike(code: ExitCode, said: str, hint: str) -> list[LeadqError]:
    """Return where a reason is kept for all rows that were not taken for the very same."""
    return []


class Conflict(NamedTuple):
    """A field of a known lead that was changed here and in the file; the newer change stands.

    ``kept`` and ``dropped`` are the two values; ``theirs`` says that the file's was the newer one.
    """

    number: int
    name: str
    field: str
    kept: Any
    dropped: Any
    theirs: bool


class EditedInFile(NamedTuple):
    """A field of a known lead that was changed in the file itself, past leadq; ours stands."""

    number: int
    name: str
    field: str
    kept: Any
    in_file: Any


class Met(NamedTuple):
    """A row whose lead is there already, under another name or another company."""

    line: int
    name: str
    company: str | None
    number: int
    lead: str
    lead_company: str | None


class Alike(NamedTuple):
    """A row without any way to reach somebody that is called like a lead; ``known`` as it."""

    line: int
    number: int
    lead: str
    known: bool


class Shared(NamedTuple):
    """A new lead that is reached in a way which another one, called otherwise, has too."""

    line: int
    name: str
    typed: str
    number: int
    lead: str


@dataclass
class Tally:
    """Rows of one table besides the leads: touches, followups, facts and so on."""

    rows: int = 0
    new: int = 0
    known: int = 0
    updated: int = 0

    def add(self, part: Tally) -> None:
        """Add what came of some rows more."""
        self.rows += part.rows
        self.new += part.new
        self.known += part.known
        self.updated += part.updated


@dataclass
class Imported:
    """What an import did, or would do. ``columns`` maps each header to its field or None.

    ``held`` are the columns of no field that hold something.

    ``unread`` counts, by column, values that were not understood and are kept aside; ``longer``
    are the lines with more cells than the table has columns. ``preview`` are the first leads of a
    dry run as they would stand, ``brought`` counts rows of other tables by their name,
    ``conflicts`` are fields that were changed on both sides, ``edited`` those that somebody changed
    in the file itself; ``other_steps`` are the known leads, with the day of their next step in the
    file, that have another one here. ``overdue`` steps lie behind in the file, and stay so.
    ``newer`` known leads have newer
    fields in the file, which only --update takes; ``clashes`` are new leads that another rep has
    too. ``sheet`` is the sheet of a workbook that was read, ``remarks`` what was odd about it,
    ``met`` are rows whose leads are there under other names, ``shared`` new leads that share a
    number or an address with others, ``alike`` rows that only their names tell from others,
    ``totals`` the lines of sums,
    ``notes`` what was guessed, ``what``
    is the table that the file is, or the first of several; ``own`` says that leadq wrote it,
    ``in_records`` that its rows are records of JSON and not lines.
    """

    file: Path
    encoding: str
    delimiter: str
    columns: dict[str, str | None]
    held: set[str] = field(default_factory=set)
    rows: int = 0
    new: int = 0
    known: int = 0
    updated: int = 0
    suppressed: int = 0
    statuses: Counter[str] = field(default_factory=Counter)
    unread: Counter[str] = field(default_factory=Counter)
    longer: list[int] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    rejects_file: Path | None = None
    first_step: date | None = None
    last_step: date | None = None
    landed: bool = True
    preview: list[LeadData] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    edited: list[EditedInFile] = field(default_factory=list)
    other_steps: list[tuple[int, str]] = field(default_factory=list)
    brought: dict[str, Tally] = field(default_factory=dict)
    newer: int = 0
    overdue: int = 0
    clashes: int = 0
    sheet: str | None = None
    met: list[Met] = field(default_factory=list)
    shared: list[Shared] = field(default_factory=list)
    alike: list[Alike] = field(default_factory=list)
    totals: list[int] = field(default_factory=list)
    notes: list[Remark] = field(default_factory=list)
    remarks: Sequence[Remark] = ()
    what: str = "leads"
    own: bool = False
    in_records: bool = False

    def accounted(self) -> int:
        """Return of how many rows of leads it is known what became of them."""
        return self.new + self.known + self.suppressed + len(self.rejected) + len(self.totals)

    def add(self, part: Imported) -> None:
        """Add what came of one record."""
        for name in ("new", "known", "updated", "suppressed", "newer", "overdue", "clashes"):
            setattr(self, name, getattr(self, name) + getattr(part, name))
        self.statuses.update(part.statuses)
        self.conflicts += part.conflicts
        self.edited += part.edited
        self.other_steps += part.other_steps
        for what, tally in part.brought.items():
            self.brought.setdefault(what, Tally()).add(tally)

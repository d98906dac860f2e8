"""What to import, and what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from leadq.errors import LeadqError


@dataclass
class Order:
    """What to import and how; ``mapping`` is what the user says, column to field."""

    file: Path
    mapping: Mapping[str, str] = field(default_factory=dict)
    dry_run: bool = False
    update: bool = False
    strict: bool = False
    encoding: str | None = None
    per_day: int = 20


@dataclass(frozen=True)
class Rejected:
    """A row that was not taken: the line it starts on, and why."""

    line: int
    reason: LeadqError


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


@dataclass
class Tally:
    """Rows of one table besides the leads: touches, followups, facts and so on."""

    rows: int = 0
    new: int = 0
    known: int = 0
    updated: int = 0


@dataclass
class Imported:
    """What an import did, or would do. ``columns`` maps each header to its field or None.

    ``unread`` counts, by column, values that were not understood and are kept aside; ``longer``
    are the lines with more cells than the table has columns. ``preview`` shows the first rows as
    leads, ``brought`` counts rows of other tables by their name, ``conflicts`` are fields that
    were changed on both sides.
    """

    file: Path
    encoding: str
    delimiter: str
    columns: dict[str, str | None]
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
    preview: list[dict[str, Any]] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    brought: dict[str, Tally] = field(default_factory=dict)

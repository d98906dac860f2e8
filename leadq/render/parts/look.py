"""How results are to look: format, colour, language, and what display depends on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from leadq.domain.followup.workdays import DayOff
    from leadq.store.read.rows import LeadData


class Look(NamedTuple):
    """``fmt`` is table, json or csv; ``region`` the phone region that counts as home.

    ``own`` words the goals that trades word themselves, stored as ``@<profile>.<slot>``.
    ``day_off`` tells from which day that is not worked a lead's next step was moved.
    """

    fmt: str
    color: bool
    lang: str
    region: str
    today: date
    own: Callable[[str], str] | None = None
    day_off: Callable[[LeadData], DayOff | None] | None = None

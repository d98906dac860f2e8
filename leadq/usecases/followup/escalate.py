"""Which follow-ups the manager is to know of: late by more than their grade allows (method §5)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from leadq.domain.leads.status import WON
from leadq.errors import LeadqError
from leadq.store.read.rows import LeadData, Standing

if TYPE_CHECKING:
    from leadq.usecases.desk import Desk

_OVERDUE_BUILT_IN = 2
"""The shortest delay that a built-in trade still allows; most mornings need no more than this."""
_DEFAULT = "general"


class Escalation:
    """Tells what is late by more days than its trade allows; a trade is read when it matters."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._own = desk.has_own("profiles")
        self.least = 0 if self._own else _OVERDUE_BUILT_IN

    def holds(self, lead: Standing, days_late: int, times: int = 1) -> bool:
        """Say whether a follow-up so many days late goes to the manager (method §5).

        What is not graded, or to be cultivated, is given as long as C, and so are customers; who
        is marked as a key customer as long as B. ``times``: late by more than so many times what
        is allowed.
        """
        if days_late <= self.least:
            return False
        grade = lead.grade if lead.grade in ("A", "B") else "C"
        if lead.status == WON:
            grade = "B" if lead.key_customer == "yes" else "C"
        return days_late > times * self._allowed(lead.profile)[grade]

    def _allowed(self, profile: str) -> Mapping[str, int]:
        if not self._own:
            from leadq.content.glimpses import built_in_patience

            return built_in_patience(profile)
        try:
            return self.desk.library.profile(profile).rules.overdue_days
        except LeadqError:
            # the file of a trade can be gone or broken; the day's work is shown all the same
            return self.desk.library.profile(_DEFAULT).rules.overdue_days


def standing_of(lead: LeadData) -> Standing:
    """Return what of a lead decides how late it may be."""
    return Standing(
        lead["owner"], lead["profile"], lead["grade"], lead["status"], lead["key_customer"]
    )

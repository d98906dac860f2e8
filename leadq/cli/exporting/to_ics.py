"""A calendar: follow-ups and open promises."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leadq.cli.exporting.formats import check_holds
from leadq.domain.leads.status import OPEN, WORKED
from leadq.errors import RefusedError
from leadq.exchange.cards.ics import ics_text
from leadq.render.followup.agenda import event_of
from leadq.usecases.exporting.export import each_planned

if TYPE_CHECKING:
    from leadq.cli.exporting.formats import Export

USUAL = "leads"


def check(export: Export) -> None:
    """Raise UsageError for anything but the follow-ups of leads."""
    check_holds(export, "leads", "followups")


def write(export: Export) -> int:
    """Write the calendar, lines ending as its standard says; return the events."""
    work = export.work
    with work.desk.read() as conn:
        wanted = export.wanted
        if wanted.statuses == (OPEN,):
            # what follows a sale is in the calendar as well
            wanted = wanted._replace(statuses=WORKED)
        found = each_planned(conn, work.desk, wanted, export.mask)
        shown, count = ics_text((event_of(one, work.look) for one in found), work.desk.now)
    if not count:
        # importers refuse a calendar without an event
        raise RefusedError("nothing_planned", hint="nothing_planned")
    export.write_text([shown])
    return count

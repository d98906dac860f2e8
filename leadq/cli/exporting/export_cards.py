"""Calendar and address book files of leadq export."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leadq.errors import UsageError

if TYPE_CHECKING:
    from leadq.cli.frame.work import Work
    from leadq.store.read.read_leads import Filter

HOLDS = {"ics": ("leads", "followups"), "vcf": ("leads",)}


def check_what(fmt: str, what: str, encoding: str | None) -> None:
    """Raise UsageError for what a calendar or an address book cannot hold."""
    if what not in HOLDS[fmt]:
        raise UsageError("not_in_format", hint="not_in_format", format=fmt, what=what)
    if encoding is not None:
        raise UsageError("utf8_only", hint="utf8_only", format=fmt)


def calendar_text(work: Work, wanted: Filter, mask: bool) -> tuple[str, int]:
    """Return follow-ups and open promises as a calendar, and how many there are."""
    from leadq.exchange.cards.ics import ics_text
    from leadq.render.followup.agenda import event_of
    from leadq.usecases.exporting.export import each_planned

    with work.desk.read() as conn:
        found = each_planned(conn, work.desk, wanted, mask)
        return ics_text((event_of(one, work.look) for one in found), work.desk.now)


def address_book_text(work: Work, wanted: Filter, mask: bool) -> tuple[str, int]:
    """Return leads as an address book, and how many there are."""
    from leadq.exchange.cards.vcf import vcf_text
    from leadq.usecases.exporting.export import each_card

    with work.desk.read() as conn:
        return vcf_text(each_card(conn, work.desk, wanted, mask))

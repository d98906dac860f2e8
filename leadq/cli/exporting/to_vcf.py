"""An address book: leads as cards for a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leadq.cli.exporting.formats import check_holds
from leadq.exchange.cards.vcf import vcf_text
from leadq.usecases.exporting.export import each_card

if TYPE_CHECKING:
    from leadq.cli.exporting.formats import Export

USUAL = "leads"


def check(export: Export) -> None:
    """Raise UsageError for anything but leads."""
    check_holds(export, "leads")


def write(export: Export) -> int:
    """Write the address book, lines ending as its standard says; return the cards."""
    desk = export.work.desk
    with desk.read() as conn:
        shown, count = vcf_text(each_card(conn, desk, export.wanted, export.mask))
    export.write_text([shown])
    return count

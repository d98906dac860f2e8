"""Remarks on stderr about what was accepted although it may be a slip."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from leadq.cli.frame.work import Work
    from leadq.store.read.rows import LeadData


def remark_past_need(need_by: date | None, today: date) -> None:
    """Say that a need-by in the past was taken, but counts as unknown (method §4)."""
    if need_by is not None and need_by < today:
        from leadq.i18n import text
        from leadq.render.parts.out import say_line

        say_line(text("remark.need_by_past", day=need_by.isoformat()))


def remark_long_phones(phones: Sequence[str], region: str) -> None:
    """Say which numbers were taken although they have a digit too many for their country."""
    from leadq.adapters.phone_codes import has_digits_too_many

    for phone in phones:
        if has_digits_too_many(phone, region):
            from leadq.i18n import text
            from leadq.render.parts.out import say_line

            say_line(text("remark.long_phone", given=phone))


def remark_near(work: Work, lead: LeadData) -> None:
    """Name the appointments that the step of a lead, just planned, leaves no time for (§14)."""
    step = lead["next"]
    if step is None or step["time"] is None:
        return
    from leadq.i18n import text
    from leadq.render.parts.dates import as_day, short_day
    from leadq.render.parts.marks import name_title, numbered_title
    from leadq.render.parts.out import say_line
    from leadq.usecases.followup.clashes import find_near

    own = text("due.appointment", time=step["time"], lead=numbered_title(lead))
    day = short_day(as_day(step["on"]), work.session.lang, work.desk.today)
    for near in find_near(work.desk, lead):
        name = f"{near.number} {name_title(near.name, near.company)}"
        other = text("due.appointment", time=near.time, lead=name)
        say_line(text("due.clash", day=day, one=own, other=other))


def remark_mended() -> None:
    """Say that characters which are no text were replaced."""
    from leadq.render.parts.errors import show_remark

    show_remark("mended")

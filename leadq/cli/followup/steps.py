"""Shows the step that the program proposes and lets the rep change it, on one sheet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from leadq.ask import Asker, BrokenOffError, Choice, SheetBackError, SheetRow
from leadq.cli.frame.asking import check_appointment
from leadq.cli.frame.remarks import remark_near
from leadq.cli.frame.work import Work
from leadq.domain.words import CHANNELS
from leadq.i18n import text
from leadq.render.leads.closed import say_planned
from leadq.render.parts.dates import short_day
from leadq.render.parts.goals import goal_text
from leadq.render.parts.out import say_line
from leadq.store.read.read_leads import read_lead
from leadq.store.read.rows import NextStep
from leadq.usecases.followup.plan import StepWish, plan_next
from leadq.usecases.leads.find import find_lead


def confirm_next_step(work: Work, asker: Asker, number: int) -> None:
    """Offer the next step as planned; Enter keeps it, a day and hour make an appointment (§5).

    Esc takes what was answered, as Ctrl-C does, and goes on.
    """
    desk = work.desk
    with desk.read() as conn:
        step = read_lead(conn, find_lead(conn, desk, str(number)), desk.today)["next"]
    if step is None:
        return
    say_line("")
    try:
        answers = asker.fill(text("ask.next"), _rows(work, step), text("ask.next_how"))
    except SheetBackError as left:
        answers = left.answers
    except BrokenOffError as left:
        _plan(work, number, step, left.answers)
        raise
    _plan(work, number, step, answers)


def channel_row(row_id: str, label: str, usual: str) -> SheetRow:
    """Return the row of a sheet that asks for a channel; blank means the usual one."""
    channels = tuple(Choice(text(f"by.{by}"), by) for by in CHANNELS)
    return SheetRow(row_id, label, "", choices=channels, known=usual)


def _rows(work: Work, step: NextStep) -> list[SheetRow]:
    shown = short_day(date.fromisoformat(step["on"]), work.session.lang, work.desk.today)
    when = " ".join(filter(None, (shown, step["time"])))
    read = check_appointment(work)
    return [
        SheetRow("on", text("ask.next_on"), "", text("ask.next_on_how"), known=when, check=read),
        channel_row("by", text("ask.next_by"), step["by"]),
        SheetRow("place", text("ask.place"), "", known=step["place"] or ""),
        SheetRow("goal", text("ask.goal"), "", known=goal_text(step["goal"])),
    ]


def _plan(work: Work, number: int, step: NextStep, answers: Mapping[str, str]) -> None:
    """Plan what was answered; what was not stays, the hour and place with their day."""
    planned = date.fromisoformat(step["on"]), step["time"] or ""
    on, time = work.appointment(answers["on"]) if "on" in answers else planned
    if (on, time) == planned and not answers.keys() - {"on"}:
        return
    same_day = on == planned[0]
    wish = StepWish(
        on,
        time or (planned[1] if same_day else ""),
        answers.get("place", (step["place"] or "") if same_day else ""),
        answers.get("by", ""),
        answers.get("goal", ""),
    )
    lead = plan_next(work.desk, str(number), wish)
    say_planned(lead, work.look)
    remark_near(work, lead)

"""Shows the step that the program proposes and lets the rep change it."""

from __future__ import annotations

from datetime import date

from leadq.ask import Asker, Choice
from leadq.cli.frame.asking import ask_appointment
from leadq.cli.frame.remarks import remark_near
from leadq.cli.frame.work import Work
from leadq.domain.grading.rules import CHANNELS
from leadq.i18n import text
from leadq.render.leads.closed import say_planned
from leadq.render.parts.dates import short_day
from leadq.render.parts.out import say_line
from leadq.store.read.read_leads import read_lead
from leadq.usecases.followup.plan import StepWish, plan_next
from leadq.usecases.leads.find import find_lead


def confirm_next_step(work: Work, asker: Asker, number: int) -> None:
    """Offer the next step as planned; Enter keeps it, a day and hour make an appointment (§5)."""
    desk = work.desk
    with desk.read() as conn:
        step = read_lead(conn, find_lead(conn, desk, str(number)), desk.today)["next"]
    if step is None:
        return

    shown = short_day(date.fromisoformat(step["on"]), work.session.lang, desk.today)
    say_line("")
    wanted = ask_appointment(work, asker, text("ask.next_on", day=shown))
    if wanted is None or wanted == (date.fromisoformat(step["on"]), ""):
        return
    wish = ask_about(asker, *wanted, usual=step["by"])
    planned = plan_next(desk, str(number), wish)
    say_planned(planned, work.look)
    remark_near(work, planned)


def ask_about(asker: Asker, on: date, time: str, usual: str) -> StepWish:
    """Return the step on a day with its channel, the place of a visit and the goal."""
    channels = [Choice(text(f"by.{by}"), by) for by in CHANNELS]
    by = asker.choose(text("ask.next_by"), channels, default=usual)
    place = asker.ask_text(text("ask.place")) if by == "visit" else ""
    return StepWish(on, time, place, by, asker.ask_text(text("ask.goal")))

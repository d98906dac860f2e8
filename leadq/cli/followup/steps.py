"""Shows the step that the program proposes and lets the rep change it."""

from __future__ import annotations

from datetime import date

from leadq.ask import Asker
from leadq.cli.frame.asking import ask_day
from leadq.cli.frame.work import Work
from leadq.i18n import text
from leadq.render.leads.said import say_planned
from leadq.render.parts.dates import short_day
from leadq.render.parts.out import say_line
from leadq.store.read.read_leads import read_lead
from leadq.usecases.followup.plan import StepWish, plan_next
from leadq.usecases.leads.find import find_lead


def confirm_next_step(work: Work, asker: Asker, number: int) -> None:
    """Offer the next step as planned; Enter keeps it, a date puts it on another day (method §5)."""
    desk = work.desk
    with desk.read() as conn:
        step = read_lead(conn, find_lead(conn, desk, str(number)), desk.today)["next"]
    if step is None:
        return

    shown = short_day(date.fromisoformat(step["on"]), work.session.lang, desk.today)
    say_line("")
    day = ask_day(work, asker, text("ask.next_on", day=shown), None)
    if day is None or day.isoformat() == step["on"]:
        return
    goal = asker.ask_text(text("ask.goal"))
    say_planned(plan_next(desk, str(number), StepWish(day, goal=goal)), work.look)

"""Shows the step that the program proposes and lets the rep change it."""

from __future__ import annotations

from leadq.ask import Asker
from leadq.cli.work import Work
from leadq.errors import LeadqError
from leadq.i18n import text


def confirm_next_step(work: Work, asker: Asker, number: int) -> None:
    """Offer the next step as planned; Enter keeps it, a date puts it on another day (method §5)."""
    from leadq.domain.typed import parse_day
    from leadq.render.errors import error_line
    from leadq.render.said import say_planned
    from leadq.store.read_leads import read_lead
    from leadq.usecases.find import find_lead
    from leadq.usecases.log import refuse_past
    from leadq.usecases.plan import Wish, plan_next

    desk = work.desk
    with desk.read() as conn:
        step = read_lead(conn, find_lead(conn, desk, str(number)), desk.today)["next"]
    if step is None:
        return

    def check(typed: str) -> str | None:
        try:
            refuse_past(desk, parse_day(typed, desk.today))
        except LeadqError as error:
            return error_line(error)
        return None

    typed = asker.ask_text(text("ask.next_on"), default=step["on"], check=check)
    day = parse_day(typed, desk.today) if typed else None
    if day is None or day.isoformat() == step["on"]:
        return
    goal = asker.ask_text(text("ask.goal"))
    say_planned(plan_next(desk, str(number), Wish(day, goal=goal)), work.look)

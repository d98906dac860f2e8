"""The rep's morning: what is due, one lead at a time, by keyboard (method §5)."""

from __future__ import annotations

from collections import Counter

from leadq.ask import Asker, Choice
from leadq.cli.work import Work
from leadq.errors import LeadqError, UsageError
from leadq.i18n import text
from leadq.usecases.due import DueItem, DueList

_ACTIONS = ("log", "ask", "snooze", "park", "drop", "skip", "back", "quit")


def work_through(work: Work, due: DueList) -> None:
    """Show each lead that is due and ask what happened; what is done stays done at any break.

    Ends with what was done and what is left. Raises UsageError where nobody can be asked.
    """
    from leadq.render.due import show_due

    if work.asker is None:
        raise UsageError("work_needs_terminal", hint="work_needs_terminal")
    if not due.items:
        show_due(due, work.look)
        return
    done: dict[int, str] = {}
    try:
        _walk(work, work.asker, due.items, done)
    finally:
        _sum_up(due.items, done)


def _walk(work: Work, asker: Asker, items: list[DueItem], done: dict[int, str]) -> None:
    from leadq.render.card import show_lead
    from leadq.render.out import write_line
    from leadq.usecases.browse import show_lead as read_lead

    place = 0
    while place < len(items):
        number = items[place].lead["number"]
        write_line()
        write_line(text("morning.place", place=place + 1, count=len(items)))
        show_lead(read_lead(work.desk, str(number)), work.look)
        action = asker.choose(text("morning.what"), _choices(place))
        if action == "quit":
            return
        if action == "back":
            place -= 1
            continue
        if action != "skip":
            if not _act(work, asker, str(number), action):
                continue
            done[place] = action
        if action != "ask":
            place += 1


def _choices(place: int) -> list[Choice]:
    actions = [action for action in _ACTIONS if action != "back" or place > 0]
    return [Choice(text(f"morning.{action}"), action) for action in actions]


def _act(work: Work, asker: Asker, number: str, action: str) -> bool:
    """Do what was chosen; False when it was refused, and the lead is shown again."""
    from leadq.render.errors import show_error

    try:
        _ACTS[action](work, asker, number)
    except LeadqError as error:
        show_error(error)
        return False
    return True


def _log(work: Work, asker: Asker, number: str) -> None:
    from leadq.cli.log_walk import walk_log

    walk_log(work, asker, number)


def _ask(work: Work, asker: Asker, number: str) -> None:
    from leadq.cli.interview import run_and_sum_up
    from leadq.usecases.interview import DEFAULT_SCRIPT

    run_and_sum_up(work, asker, int(number), DEFAULT_SCRIPT)


def _snooze(work: Work, asker: Asker, number: str) -> None:
    from leadq.domain.typed import parse_day
    from leadq.render.said import say_planned
    from leadq.usecases.plan import snooze_step

    day = parse_day(asker.ask_text(text("ask.until"), default="+1d"), work.desk.today)
    reason = asker.ask_text(text("ask.reason"))
    say_planned(snooze_step(work.desk, number, day, reason), work.look)


def _park(work: Work, asker: Asker, number: str) -> None:
    from leadq.domain.typed import parse_day
    from leadq.render.said import say_closed
    from leadq.usecases.close import park_lead

    day = parse_day(asker.ask_text(text("ask.until"), default="+1m"), work.desk.today)
    say_closed(park_lead(work.desk, number, day), "park", work.look)


def _drop(work: Work, asker: Asker, number: str) -> None:
    from leadq.render.said import say_closed
    from leadq.usecases.close import drop_lead

    reason = asker.ask_text(text("ask.reason"))
    say_closed(drop_lead(work.desk, number, reason), "drop", work.look)


_ACTS = {"log": _log, "ask": _ask, "snooze": _snooze, "park": _park, "drop": _drop}


def _sum_up(items: list[DueItem], done: dict[int, str]) -> None:
    from leadq.render.out import write_line

    counts = Counter(action for action in done.values() if action != "ask")
    parts = [text(f"morning.did_{action}", count=count) for action, count in counts.items()]
    left = len(items) - sum(counts.values())
    write_line()
    if parts:
        write_line(text("morning.done", parts=text("list.joint").join(parts)))
    write_line(text("morning.left", count=left))

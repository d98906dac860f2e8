"""The rep's morning: what is due, one lead at a time, by keyboard (method §5)."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import NamedTuple

from leadq.ask import Asker, BackError, Choice
from leadq.cli.followup.aftersale_steps import ask_without
from leadq.cli.followup.log_walk import walk_log
from leadq.cli.frame.asking import ask_appointment, ask_reason, check_with
from leadq.cli.frame.remarks import remark_near
from leadq.cli.frame.work import Work
from leadq.cli.grading.interview import run_and_sum_up
from leadq.domain.leads.status import OPEN, WON
from leadq.domain.typing.typed import parse_money
from leadq.errors import LeadqError, UsageError
from leadq.i18n import text
from leadq.render.followup.due import show_due
from leadq.render.leads.card import show_card
from leadq.render.leads.closed import say_closed, say_planned
from leadq.render.parts.errors import show_error
from leadq.render.parts.marks import reach_words
from leadq.render.parts.out import write_line
from leadq.store.read.rows import Pick
from leadq.usecases.followup import close
from leadq.usecases.followup.due import DueList
from leadq.usecases.followup.plan import StepWish, snooze_step
from leadq.usecases.followup.promise import is_check
from leadq.usecases.grading.interview import DEFAULT_SCRIPT
from leadq.usecases.leads.lead_card import read_lead_card

_ACTIONS = (
    *("log", "ask", "snooze", "park", "win", "lose", "drop", "skip"),
    *("kept", "quit", "back"),
)
_OF_CUSTOMERS = ("log", "snooze")
_KEYS = "123456789qb"
"""The key of each act: the same on every lead, whether or not others can be done there."""
_ENDED = ("skip", "quit", "back")
_STAYS = ("ask", "kept")
"""What leaves the lead on the screen: the step itself is still to be done."""


class Round(NamedTuple):
    """One lead of the morning: its number and the promises that fall due."""

    number: int
    promises: tuple[Pick, ...]


def work_through(work: Work, due: DueList) -> None:
    """Show each lead that is due and ask what happened; what is done stays done at any break.

    Ends with what was done and what is left. Raises UsageError where nobody can be asked.
    """
    if work.asker is None:
        raise UsageError("work_needs_terminal", hint="work_needs_terminal")
    if not due.items:
        show_due(due, work.look)
        return
    rounds = make_rounds(due)
    done: dict[int, str] = {}
    if len(rounds) < len(due.items):
        write_line(text("morning.head", things=len(due.items), leads=len(rounds)))
    try:
        _walk(work, work.asker, rounds, done)
    finally:
        _sum_up(rounds, done)


def make_rounds(due: DueList) -> list[Round]:
    """Return each lead once, in picked order, with its promises."""
    picks: dict[int, list[Pick]] = {}
    for item in due.items:
        picks.setdefault(item.lead["number"], []).append(item.pick)
    return [
        Round(number, tuple(pick for pick in found if pick.kind == "promise"))
        for number, found in picks.items()
    ]


def _walk(work: Work, asker: Asker, rounds: list[Round], done: dict[int, str]) -> None:

    place = 0
    while place < len(rounds):
        number = str(rounds[place].number)
        write_line()
        write_line(text("morning.place", place=place + 1, count=len(rounds)))
        card = read_lead_card(work.desk, number)
        show_card(card, work.look)
        kept = tuple(
            one.promise_id
            for one in rounds[place].promises
            if one.promise_id in {p.id for p in card.promises if not is_check(p)}
        )
        question = text("morning.what", lead=reach_words(card.lead, work.look))
        action = _choose_act(asker, question, _choices(place, bool(kept), card.lead["status"]))
        if action == "quit":
            return
        if action == "back":
            place -= 1
        elif action == "skip":
            place += 1
        elif (
            _act(work, asker, number, action, [one for one in kept if one]) and action not in _STAYS
        ):
            done[place] = action
            place += 1


def _choices(place: int, has_promise: bool, status: str) -> list[Choice]:
    can = {OPEN: _ACTIONS, WON: (*_OF_CUSTOMERS, *_ENDED, "kept")}.get(status, (*_ENDED, "kept"))
    left_out = {*(() if place else ("back",)), *(() if has_promise else ("kept",))}
    shown = [a for a in _ACTIONS if a not in left_out and a in can]
    keys = dict(zip(_ACTIONS, _KEYS, strict=True))
    return [Choice(text(f"morning.{action}"), action, key=keys[action]) for action in shown]


def _choose_act(asker: Asker, question: str, choices: list[Choice]) -> str:
    """Return what is to be done; Esc goes back to the lead before, at the first it ends."""
    try:
        return asker.choose(question, choices)
    except BackError:
        return "back" if any(one.value == "back" for one in choices) else "quit"


def _act(work: Work, asker: Asker, number: str, action: str, kept: list[int]) -> bool:
    """Do what was chosen; False when it was refused or left by Esc: the lead is shown again."""
    try:
        if action == "kept":
            from leadq.usecases.followup.promise import keep_promises

            keep_promises(work.desk, number, kept)
        elif action in ("win", "lose", "drop", "park"):
            _close(work, asker, number, action)
        else:
            _ACTS[action](work, asker, number)
    except BackError:
        return False
    except LeadqError as error:
        show_error(error)
        return False
    return True


def _log(work: Work, asker: Asker, number: str) -> None:

    walk_log(work, asker, number)


def _ask(work: Work, asker: Asker, number: str) -> None:

    run_and_sum_up(work, asker, int(number), DEFAULT_SCRIPT)


def _snooze(work: Work, asker: Asker, number: str) -> None:

    usual = work.desk.calendar.after(work.desk.today)
    named = ask_appointment(work, asker, text("ask.until_usual", day=usual.isoformat()))
    wish = StepWish(*(named or (usual, "")), reason=ask_reason(asker))
    planned = snooze_step(work.desk, number, wish)
    say_planned(planned, work.look)
    remark_near(work, planned)


def _close(work: Work, asker: Asker, number: str, action: str) -> None:

    desk = work.desk
    if action == "win":
        typed = asker.ask_text(text("ask.amount"), check=check_with(parse_money))
        money = parse_money(typed) if typed else None
        closed = close.win_lead(desk, number, money, ask_without(work, number))
    elif action == "park":
        usual = desk.today + timedelta(days=30)
        named = ask_appointment(work, asker, text("ask.until_usual", day=usual.isoformat()))
        closed = close.park_lead(desk, number, *(named or (usual, "")))
    else:
        end = close.lose_lead if action == "lose" else close.drop_lead
        closed = end(desk, number, ask_reason(asker))
    say_closed(closed, action, work.look)


_ACTS = {"log": _log, "ask": _ask, "snooze": _snooze}


def _sum_up(rounds: list[Round], done: dict[int, str]) -> None:

    counts = Counter(done.values())
    parts = [text(f"morning.did_{action}", count=count) for action, count in counts.items()]
    write_line()
    if parts:
        write_line(text("morning.done", parts=text("list.joint").join(parts)))
    write_line(text("morning.left", count=len(rounds) - len(done)))

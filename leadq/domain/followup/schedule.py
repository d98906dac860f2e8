"""The follow-up schedule: what the next step is, and where a lead stands (method §5)."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import NamedTuple

from leadq.domain.followup.workdays import Calendar
from leadq.domain.grading.rules import Rules

REACHED, NO_ANSWER, DECLINED = "reached", "no_answer", "declined"
OUTCOMES = (REACHED, NO_ANSWER, DECLINED)
LAST_RULE_TOUCH = 12
"""The source counts to follow-up 11, which is the twelfth touch (§5)."""
_SHARE_AT_TOUCH = {1: 2, 2: 3, 3: 5, 4: 10}
_SHARE_LATER = 80
_FIRST_LATER = 5
PHONE, WECHAT, EMAIL, ADDRESS = "phone", "wechat", "email", "address"
_WAYS = {
    "visit": (ADDRESS, PHONE), "phone": (PHONE,), "sms": (PHONE,), "wechat": (WECHAT,),
    "email": (EMAIL,),
}  # fmt: skip
_INSTEAD = (("phone", PHONE), ("wechat", WECHAT), ("email", EMAIL), ("visit", ADDRESS))


class Step(NamedTuple):
    """A planned follow-up. ``goal`` starting with "@" is a word of the program, else typed."""

    on: date
    by: str
    goal: str


class Touch(NamedTuple):
    """One contact or attempt, as far as the rules look at it."""

    on: date
    outcome: str
    seq: int = 0


def program_goal(word: str) -> str:
    """Return how a goal in the program's own words is stored; texts follow the language."""
    return f"@{word.removeprefix('@')}"


def propose_step(rules: Rules, slot: str | None, base: date, calendar: Calendar) -> Step | None:
    """Return the step that the cadence of a slot sets, counted from a day; None for no step (§5).

    An ungraded lead is due on the next working day; the others after their interval in
    calendar days, moved to a working day.
    """
    if slot is None:
        return None
    cadence = rules.cadence[slot]
    on = calendar.on_or_after(intended_day(rules, slot, base))
    return Step(on, cadence.by, program_goal(cadence.goal))


def first_step(rules: Rules, slot: str | None, base: date, calendar: Calendar) -> Step | None:
    """Return the step of a lead whom nobody has reached yet: the next working day (§14)."""
    step = propose_step(rules, slot, base, calendar)
    return step and step._replace(on=calendar.after(base))


def is_unreached(touches: Iterable[Touch], rules: Rules) -> bool:
    """Tell whether nobody has been reached yet, and it has not been tried too often (§5, §14)."""
    outcomes = [touch.outcome for touch in touches]
    return all(outcome == NO_ANSWER for outcome in outcomes) and (
        len(outcomes) <= rules.no_answer_tries
    )


def reach_by(step: Step, ways: Collection[str]) -> Step:
    """Return a step by a channel that the lead can be reached by (§14).

    ``ways`` are those known: phone, wechat, email, address. Without any, they are to be found.
    """
    needed = _WAYS.get(step.by, ())
    if not needed or any(way in ways for way in needed):
        return step
    for by, way in _INSTEAD:
        if way in ways:
            return step._replace(by=by)
    return Step(step.on, "other", program_goal("find_reach"))


def intended_day(rules: Rules, slot: str, base: date) -> date:
    """Return the day that the cadence of a slot leads to, worked or not (§5)."""
    return base + timedelta(days=1 if slot == "ungraded" else rules.cadence[slot].every_days)


def step_after_touch(
    rules: Rules, slot: str | None, touch: Touch, tries: int, by: str, calendar: Calendar
) -> Step | None:
    """Return the step that follows a touch (§5).

    ``tries`` is the number of attempts without an answer in a row, this one included: the first
    three are repeated on the next working day by the same channel, then the cadence holds.
    """
    if slot is None:
        return None
    if touch.outcome == NO_ANSWER and tries <= rules.no_answer_tries:
        return Step(calendar.after(touch.on), by, program_goal("try_again"))
    return propose_step(rules, slot, touch.on, calendar)


def tries_in_a_row(touches: Iterable[Touch]) -> int:
    """Count the attempts without an answer since the last contact."""
    count = 0
    for touch in sorted(touches, key=lambda t: (t.on, t.seq), reverse=True):
        if touch.outcome != NO_ANSWER:
            break
        count += 1
    return count


def share_ahead(touch_number: int) -> int:
    """Return the per cent of deals that the rule of thumb sees at this touch or later (§5).

    From touch 5 to 12 the source gives one figure for all eight; afterwards 0.
    """
    if touch_number > LAST_RULE_TOUCH:
        return 0
    return _SHARE_LATER + sum(
        share for touch, share in _SHARE_AT_TOUCH.items() if touch_number <= touch < _FIRST_LATER
    )

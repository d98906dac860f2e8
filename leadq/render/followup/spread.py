"""What was spread over the coming days, and what could not be moved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from leadq.i18n import text
from leadq.render.parts.dates import as_day, short_day
from leadq.render.parts.goals import promise_words
from leadq.render.parts.lines import line, wrapped
from leadq.render.parts.marks import name_title
from leadq.render.parts.out import say_line
from leadq.render.parts.show import show
from leadq.render.parts.text import one_line

if TYPE_CHECKING:
    from leadq.render.parts.look import Look
    from leadq.store.meta import Absence
    from leadq.store.read.read_planned import Promised
    from leadq.usecases.followup.spread import Appointment, Staggered

_SHOWN = 10
_WIDEST = 60
_COLUMNS = ("moved", "stayed", "per_day", "from", "until")


def say_spread(done: Staggered, look: Look) -> None:
    """Say how far a backlog was spread; what was left alone goes to stderr."""
    _say(done, "spread.no_backlog", look)
    if look.fmt == "table":
        _remark("spread.appointments", [_agreed(one, look) for one in done.appointments])


def say_away(done: Staggered, look: Look) -> None:
    """Say what was moved behind an absence; what customers must hear of goes to stderr."""
    _say(done, "spread.nothing_away", look)
    _remark("away.appointments", [_agreed(one, look) for one in done.appointments])
    _remark("away.promises", [_promised(one, look) for one in done.promises])


def say_cancelled(gone: Sequence[Absence], look: Look) -> None:
    """Say which absences are forgotten."""
    show(
        gone,
        look,
        screen=lambda gone, look: wrapped(line(one) for one in _forgotten(gone, look)),
        data=lambda gone, _look: [
            {"from": one.first.isoformat(), "until": one.last.isoformat(), "owner": one.owner}
            for one in gone
        ],
        columns=("from", "until", "owner"),
    )


def _forgotten(gone: Sequence[Absence], look: Look) -> Iterator[str]:
    for one in gone:
        first, last = (short_day(day, look.lang, look.today) for day in one[:2])
        yield text("away.cancelled", first=first, last=last)
    if not gone:
        yield text("away.none")


def spread_json(done: Staggered) -> dict[str, Any]:
    """Return what was spread as plain data; ``days`` counts the follow-ups placed on each."""
    days = sorted(done.days)
    return {
        "moved": done.moved,
        "stayed": done.stayed,
        "per_day": done.per_day,
        "from": days[0].isoformat() if days else None,
        "until": days[-1].isoformat() if days else None,
        "days": {day.isoformat(): done.days[day] for day in days},
        "appointments": [one._asdict() for one in done.appointments],
        "promises": [one._asdict() | {"text": promise_words(one.text)} for one in done.promises],
    }


def _say(done: Staggered, nothing: str, look: Look) -> None:
    show(
        done,
        look,
        screen=lambda done, look: wrapped(line(one) for one in _words(done, nothing, look)),
        data=lambda done, _look: spread_json(done),
        columns=_COLUMNS,
    )


def _words(done: Staggered, nothing: str, look: Look) -> Iterator[str]:
    if not done.days:
        yield text(nothing)
        return
    last = max(done.days)
    if done.moved:
        day = short_day(last, look.lang, look.today)
        yield text("spread.moved", count=done.moved, last=day, per_day=done.per_day)
    if done.stayed:
        yield text("spread.stayed", count=done.stayed)
    if done.moved:
        yield text("spread.see", days=(last - look.today).days)


def _remark(key: str, entries: Iterable[str]) -> None:
    lines = list(entries)
    if not lines:
        return
    say_line(text(key))
    for shown in lines[:_SHOWN]:
        say_line(shown)
    if len(lines) > _SHOWN:
        say_line(text("import.rejected_more", count=len(lines) - _SHOWN))


def _agreed(one: Appointment, look: Look) -> str:
    day = f"{short_day(as_day(one.on), look.lang, look.today)} {one.time}"
    return text("spread.entry", number=one.number, lead=_title(one), day=day)


def _promised(one: Promised, look: Look) -> str:
    day = short_day(as_day(one.due_on), look.lang, look.today)
    words = one_line(promise_words(one.text), _WIDEST)
    return text("spread.entry_words", number=one.number, lead=_title(one), day=day, words=words)


def _title(one: Appointment | Promised) -> str:
    return name_title(one.name, one.company)

"""Calendar files (RFC 5545): what is planned, with an alarm; a second import updates the first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from leadq.exchange.cards.controls import plain_line, plain_lines

_LASTS = timedelta(hours=1)
_BEFORE = timedelta(minutes=-30)
_IN_THE_MORNING = timedelta(hours=9)
_FIRST_MOMENT = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Event:
    """Something planned. ``uid`` never changes; ``time`` is HH:MM where the rep is, None: all day.

    ``modified`` is the instant at which it was last changed. ``cancelled``: a calendar that has
    it from an earlier file takes it off.
    """

    uid: str
    on: date
    time: str | None
    summary: str
    description: str
    location: str
    modified: datetime
    cancelled: bool = False


def ics_text(events: Iterable[Event], now: datetime) -> tuple[str, int]:
    """Return a calendar as the text of a file, lines ending in CRLF, and how many events it holds.

    ``now`` stamps them: a later file always replaces what an earlier one brought.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//leadq//leadq//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    count = 0
    for event in events:
        calendar.add_component(_build(event, now))
        count += 1
    return calendar.to_ical().decode("utf-8"), count


def _build(event: Event, now: datetime) -> Any:
    from icalendar import Event as Entry

    entry = Entry()
    entry.add("uid", event.uid)
    entry.add("dtstamp", now.astimezone(UTC))
    entry.add("last-modified", event.modified.astimezone(UTC))
    # seconds fit the 31 bits of a sequence until 2088, and no undo can turn them back
    entry.add("sequence", int((now.astimezone(UTC) - _FIRST_MOMENT).total_seconds()))
    summary = plain_line(event.summary)
    entry.add("summary", summary)
    if event.description:
        entry.add("description", plain_lines(event.description))
    if location := plain_line(event.location):
        entry.add("location", location)
    if event.time is None:
        entry.add("dtstart", event.on)
        entry.add("dtend", event.on + timedelta(days=1))
        entry.add("transp", "TRANSPARENT")
    else:
        start = datetime.combine(event.on, time.fromisoformat(event.time))
        entry.add("dtstart", start)
        entry.add("dtend", start + _LASTS)
    if event.cancelled:
        entry.add("status", "CANCELLED")
        return entry
    entry.add_component(_alarm(summary, _IN_THE_MORNING if event.time is None else _BEFORE))
    return entry


def _alarm(summary: str, trigger: timedelta) -> Any:
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", trigger)
    return alarm

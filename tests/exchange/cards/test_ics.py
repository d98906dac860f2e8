"""Calendar files: read back by the library, and to the letter where other programs are strict."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadq.exchange.cards.ics import Event, ics_text

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
CHANGED = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
HOSTILE = "Li, Wang; Co\\ \"x\" 'y'\r\nBEGIN:VEVENT\nEND:VCALENDAR\x00\x1b[31m\u202e\ud800 王建国"


def event(**said: Any) -> Event:
    fields: dict[str, Any] = {
        "uid": "followup:1", "on": date(2026, 11, 27), "time": None, "summary": "王建国: quote",
        "description": "138 0013 8000\nGrade B", "location": "site", "modified": CHANGED,
    }  # fmt: skip
    return Event(**{**fields, **said})


def read(text: str) -> list[Any]:
    return list(icalendar.Calendar.from_ical(text).walk("VEVENT"))


def test_a_day_without_a_time_lasts_the_day() -> None:
    text, count = ics_text([event()], NOW)
    (found,) = read(text)
    assert count == 1
    assert (found["uid"], found["summary"], found["location"]) == (
        *("followup:1", "王建国: quote", "site"),
    )
    assert found["description"] == "138 0013 8000\nGrade B"
    assert (found.decoded("dtstart"), found.decoded("dtend")) == (
        *(date(2026, 11, 27), date(2026, 11, 28)),
    )
    assert found.decoded("last-modified") == CHANGED
    assert found.decoded("dtstamp") == NOW
    (alarm,) = found.walk("VALARM")
    assert (alarm["action"], alarm.decoded("trigger")) == ("DISPLAY", timedelta(hours=9))


def test_a_time_is_that_of_the_place_where_the_rep_is() -> None:
    text, _count = ics_text([event(time="09:05")], NOW)
    (found,) = read(text)
    assert found.decoded("dtstart") == datetime(2026, 11, 27, 9, 5)
    assert found.decoded("dtend") == datetime(2026, 11, 27, 10, 5)
    assert "DTSTART:20261127T090500\r\n" in text
    assert found.walk("VALARM")[0].decoded("trigger") == timedelta(minutes=-30)


def test_a_later_file_replaces_an_earlier_one() -> None:
    first, later = (read(ics_text([event()], at)[0])[0] for at in (NOW, NOW + timedelta(seconds=1)))
    assert first["uid"] == later["uid"]
    assert first["sequence"] < later["sequence"] < 2**31


def test_the_last_day_and_minute() -> None:
    text, _count = ics_text([event(on=date(2027, 12, 31), time="23:59"), event(uid="2")], NOW)
    assert len(read(text)) == 2
    assert "DTEND:20280101T005900" in text


def test_a_hostile_text_is_only_a_text() -> None:
    text, _count = ics_text(
        [event(summary=HOSTILE, description=HOSTILE, location=HOSTILE), event(uid="2")], NOW
    )
    first, second = read(text)
    assert second["uid"] == "2"
    for key in ("summary", "location"):
        shown = str(first[key])
        assert shown.startswith("Li, Wang; Co\\ \"x\" 'y' BEGIN:VEVENT END:VCALENDAR[31m")
        assert "\n" not in shown
    assert len(str(first["description"]).splitlines()) == 3
    assert not {"\x00", "\x1b", "\u202e", "\ud800"} & set(text)


@given(st.text(max_size=200))
def test_any_text_keeps_the_lines_short_and_the_file_readable(words: str) -> None:
    text, _count = ics_text([event(summary=words, description=words, location=words)], NOW)
    assert len(read(text)) == 1
    assert max(len(line) for line in text.encode().split(b"\r\n")) <= 75
    assert text.count("\n") == text.count("\r\n")


@pytest.mark.parametrize("events", [[], [event(description="", location="")]])
def test_what_is_missing_is_left_out(events: list[Event]) -> None:
    text, count = ics_text(events, NOW)
    assert count == len(events)
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert "LOCATION" not in text

"""The two days of an absence, read from each other."""

from __future__ import annotations

from datetime import date

import pytest

from leadq.domain.followup.absence import parse_absence

WEDNESDAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("first", "last", "start", "end"),
    [
        ("周一", "周五", "2026-11-30", "2026-12-04"),
        ("mon", "fri", "2026-11-30", "2026-12-04"),
        ("fri", "mon", "2026-11-27", "2026-11-30"),
        ("thu", "fri", "2026-11-26", "2026-11-27"),
        ("明天", "后天", "2026-11-26", "2026-11-27"),
        ("12-30", "01-02", "2026-12-30", "2027-01-02"),
        ("11-20", "11-30", "2026-11-20", "2026-11-30"),
        ("+3d", "+1d", "2026-11-28", "2026-11-26"),
        ("wed", "thu", "2026-12-02", "2026-12-03"),
        ("10-20", "today", "2026-10-20", "2026-11-25"),
        ("12-04", "12-01", "2026-12-04", "2026-12-01"),
        ("2026-12-04", "2026-12-01", "2026-12-04", "2026-12-01"),
    ],
)
def test_the_last_day_is_read_from_the_first(first: str, last: str, start: str, end: str) -> None:
    days = parse_absence(first, last, WEDNESDAY)
    assert [day.isoformat() for day in days] == [start, end]

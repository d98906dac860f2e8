"""Birthdays, with and without the year, and when they come round."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadq.domain.typing.birthday import next_birthday, parse_birthday
from leadq.errors import UsageError

TODAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("--05-12", "--05-12"),
        ("5-12", "--05-12"),
        ("5月12日", "--05-12"),
        ("02-29", "--02-29"),
        ("1980-05-12", "1980-05-12"),
    ],
)
def test_the_year_may_be_left_out(typed: str, stored: str) -> None:
    assert parse_birthday(typed, TODAY) == stored


@pytest.mark.parametrize("typed", ["13-45", "--02-30", "2027-01-01", "soon"])
def test_what_is_no_birthday_is_refused(typed: str) -> None:
    with pytest.raises(UsageError):
        parse_birthday(typed, TODAY)


@given(st.dates(date(1920, 1, 1), TODAY), st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_a_birthday_comes_round_within_a_year(born: date, today: date) -> None:
    for stored in (born.isoformat(), f"--{born:%m-%d}"):
        coming = next_birthday(stored, today)
        assert coming is not None
        assert 0 <= (coming - today).days <= 366
        assert (coming.month, coming.day) in {(born.month, born.day), (2, 28)}


@pytest.mark.parametrize("stored", ["", "soon", "--99-99"])
def test_what_was_never_a_birthday_never_comes(stored: str) -> None:
    assert next_birthday(stored, TODAY) is None

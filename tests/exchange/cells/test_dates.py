"""Dates as other programs write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadq.exchange.cells.dates import DateColumn, read_date

APRIL_15 = date(2021, 4, 15)


@pytest.mark.parametrize(
    "text",
    [
        "2021-04-15",
        "2021-04-15 12:03",
        "2021-04-15T12:03:05.123+08:00",
        "2021-04-15T12:03:05Z",
        "2021-04-15 12:03:05 UTC",
        "15 Apr, 2021 00:03:00",
        "Apr 15, 2021 12:03 AM",
        "April 15th, 2021",
        "Thu, 15 Apr 2021 10:00:00 GMT",
        "15-Apr-21",
        "4/15/2021",
        "15/04/2021",
        "4/15/21, 12:03 PM",
        "15.04.2021 12:03",
        "2021/4/15",
        "2021.4.15",
        "2021年4月15日",
        "2021年4月15日 下午3:20",
        "2021年4月15日14时03分",
        "2021-04-15 星期四",
        "２０２１－０４－１５",
        "20210415",
        "44301",
        "44301.75",
        "1618444983000",
    ],
)
def test_one_day_in_many_forms(text: str) -> None:
    assert read_date(text) == APRIL_15


@pytest.mark.parametrize("text", ["", "  ", "-", "—", "N/A", "null", "无", "0000-00-00 00:00:00"])
def test_an_empty_cell_has_no_date(text: str) -> None:
    assert read_date(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "soon", "2021", "2021-02-30", "20210230", "13/13/2021", "1899-12-31", "2201-01-01",
        "999999", "12345", "9999999999999", "2021-04-15x", "2021-04-15 25", "Apr 2021", "1.38E+10",
        "13800138000",
    ],
)  # fmt: skip
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(ValueError):
        read_date(text)


@given(st.text(max_size=20) | st.text(alphabet="0123456789-/. :年月日TZapm+", max_size=24))
def test_any_text_is_a_date_nothing_or_a_value_error(text: str) -> None:
    column = DateColumn([text])
    try:
        day = column.read(text)
    except ValueError:
        return
    assert day is None or 1900 <= day.year <= 2200


def test_without_evidence_the_sign_decides() -> None:
    assert read_date("4/5/2021") == date(2021, 4, 5)
    assert read_date("4.5.2021") == date(2021, 5, 4)
    assert read_date("4-5-2021") == date(2021, 5, 4)
    assert DateColumn(["4/5/2021", "1/2/2021"]).day_first is None


def test_one_telling_value_decides_for_its_column() -> None:
    column = DateColumn(["4/5/2021", "", "25/5/2021", "nonsense"])
    assert column.day_first is True
    assert column.read("4/5/2021") == date(2021, 5, 4)
    column = DateColumn(["4.5.2021", "4.25.2021"])
    assert column.day_first is False
    assert column.read("4.5.2021") == date(2021, 4, 5)


@given(st.dates(date(1970, 1, 1), date(2068, 12, 31)), st.sampled_from("/.-"), st.booleans())
def test_a_column_is_read_as_it_was_written(day: date, sign: str, day_first: bool) -> None:
    def write(other: date) -> str:
        parts = (other.day, other.month) if day_first else (other.month, other.day)
        return f"{parts[0]}{sign}{parts[1]}{sign}{other.year}"

    column = DateColumn([write(day), write(day.replace(day=13))])
    assert column.read(write(day)) == day


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)))
def test_iso_dates_come_back(day: date) -> None:
    assert read_date(day.isoformat()) == day
    assert read_date(f"{day.isoformat()}T23:59:59Z") == day


@given(st.dates(date(1890, 1, 1), date(2210, 12, 31)), st.sampled_from(["T", " "]), st.booleans())
def test_a_time_of_day_changes_no_day(day: date, between: str, seconds: bool) -> None:
    def read(text: str) -> date | str | None:
        try:
            return read_date(text)
        except ValueError:
            return "none"

    clock = "23:59:58" if seconds else "00:00"
    assert read(f"{day.isoformat()}{between}{clock}") == read(day.isoformat())


def test_a_column_is_looked_through_when_it_must_be_and_once() -> None:
    looks: list[str] = []

    def look_through() -> None:
        looks.append("look")
        column.look("25/5/2021")

    column = DateColumn(look_through=look_through)
    for text in ("2021-05-04", "2021-05-04 09:30", "4 May 2021", "13/5/2021", ""):
        column.read(text)
    assert looks == []
    assert column.read("4/5/2021") == column.read("04/05/2021") == date(2021, 5, 4)
    assert looks == ["look"]


def test_a_day_without_a_year_follows_its_column() -> None:
    today = date(2026, 11, 23)
    column = DateColumn(["5/12", "25/12"], today=today)
    assert column.read("5/12") == date(2026, 12, 5)
    assert column.read("25/12") == date(2026, 12, 25)
    assert column.read("24/11 09:30", past=True) == date(2025, 11, 24)
    assert DateColumn(today=today).read("5/12") == date(2027, 5, 12)
    assert DateColumn(today=today).read("29/2") == date(2028, 2, 29)
    with pytest.raises(ValueError):
        DateColumn().read("5/12")

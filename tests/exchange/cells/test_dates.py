"""Dates as other programs write them."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadq.exchange.cells.dates import DateColumn, read_date
from leadq.exchange.cells.day_order import Evidence

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


MARCH_15 = date(2026, 3, 15)


@pytest.mark.parametrize(
    "text",
    [
        "15/03/2569", "115/03/15", "民國115年3月15日", "令和8年3月15日", "2026年3月15日(日) 14:15",
        "15. März 2026", "Sonntag, 15. März 2026", "15 mars 2026", "15 de marzo de 2026",
        "15 марта 2026 г.",
        "2026. 3. 15.",
        "2026년 3월 15일 오후 2:15", "ngày 15 tháng 3 năm 2026", "15. 3. 2026",
        "15.03.2026 um 14:15", "15/Mar/2026", "2026-Mar-15", "15-Mar-26 02.15.00.000000 PM",
        "20260315141500", "1773561600",
        "Sun Mar 15 2026 12:15:00 GMT+0000 (Coordinated Universal Time)",
        "Sun Mar 15 12:15:00 UTC 2026",
        "Sun, 15 Mar 2026 12:15:00 +0000", "2026/03/15 下午 02:15:00",
    ],
)  # fmt: skip
def test_days_of_other_places(text: str) -> None:
    assert read_date(text) == MARCH_15


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("2026-12-03 14:30", "14:30"), ("3.12.2026 09:05", "09:05"), ("2026/12/3 2:15 PM", "14:15"),
        ("2026年12月3日 下午3点半", "15:30"), ("2026-12-03 00:00:00", ""), ("2026-12-03", ""),
        ("46359.604166667", "14:30"), ("Dec 3, 2026, 12:05 AM", "00:05"),
    ],
)  # fmt: skip
def test_the_time_of_day_behind_a_day(text: str, clock: str) -> None:
    column = DateColumn()
    assert column.read(text) == date(2026, 12, 3)
    assert column.read_time(text) == clock


def test_an_instant_is_a_local_day_and_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    time.tzset()
    try:
        column = DateColumn()
        assert column.read("2026-11-30T16:00:05Z") == date(2026, 12, 1)
        assert column.read_time("2026-12-02T23:30:00Z") == "07:30"
        assert column.read("2026-12-02T20:30:00-05:00") == date(2026, 12, 3)
        # a day without an hour, as programs write it that know no days
        assert column.read("2026-12-02T00:00:00Z") == date(2026, 12, 2)
    finally:
        monkeypatch.undo()
        time.tzset()


def test_years_of_two_figures_stand_where_the_file_has_them() -> None:
    today = date(2026, 11, 28)
    days = ["26/11/20", "26/11/21", "26/12/05"]
    assert DateColumn(days, today=today, region="CN").read("26/11/20") == date(2026, 11, 20)
    days = ["20/11/26", "21/11/26", "05/12/26"]
    assert DateColumn(days, today=today, region="CN").read("05/12/26") == date(2026, 12, 5)
    column = DateColumn(["11/26/20", "11/25/20"], today=today, region="US")
    assert column.read("11/05/20") == date(2020, 11, 5)
    assert DateColumn(today=today, region="CN").read("26/12/05") == date(2026, 12, 5)


@pytest.mark.parametrize("text", ["26.12.3", "26/12/3", "26-12-3", "26.12.3 14:30"])
def test_a_last_figure_alone_is_a_day_and_no_year(text: str) -> None:
    assert DateColumn([text]).read(text) == date(2026, 12, 3)
    with pytest.raises(ValueError, match=r"."):
        DateColumn().read("1.2.3")


def test_without_proof_the_custom_of_the_region_decides_and_is_noted() -> None:
    column = DateColumn(region="DE")
    assert column.read("4/5/2021") == date(2021, 5, 4)
    assert column.guessed == ("4/5/2021", "dmy")
    assert DateColumn(region="US").read("4-5-2021") == date(2021, 4, 5)
    assert DateColumn(region="US").read("4.5.2021") == date(2021, 5, 4)
    assert DateColumn(region="US", order="dmy").read("4/5/2021") == date(2021, 5, 4)
    file = Evidence()
    DateColumn(["25/5/2021"], file=file)
    column = DateColumn(region="US", file=file)
    assert (column.read("4/5/2021"), column.guessed) == (date(2021, 5, 4), None)


def test_a_zero_that_a_spreadsheet_dropped_is_read_where_others_show_it() -> None:
    column = DateColumn(["12.05", "12.1", "11.2"], today=date(2026, 11, 29), region="CN")
    assert [column.read(text) for text in ("12.1", "11.2", "12.05")] == [
        date(2026, 12, 10),
        date(2027, 11, 20),
        date(2026, 12, 5),
    ]
    assert column.may_lack_zero is None


@pytest.mark.parametrize(("in_numbers", "told"), [(True, "12.1"), (False, None)])
def test_a_zero_that_a_spreadsheet_may_have_dropped_is_said(
    in_numbers: bool, told: str | None
) -> None:
    column = DateColumn(["12.5", "12.1"], today=date(2026, 11, 29), in_numbers=in_numbers)
    assert column.read("12.1") == date(2026, 12, 1)
    assert column.may_lack_zero == told
    assert column.read("12.15") == date(2026, 12, 15)

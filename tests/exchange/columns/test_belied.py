"""Columns whose names mean several things, or say something that their values are not."""

from __future__ import annotations

from datetime import date

import pytest

from leadq.exchange.columns.aliases import map_headers
from leadq.exchange.columns.by_values import find_by_values, find_misnamed

TODAY = date(2026, 11, 25)
PHONES = ["138 0013 8000", "+49 30 1234567"]
EMAILS = ["ann@a.com", "bo@b.org"]
DAYS = ["2026-12-03", "4 Dec 2026"]
WORDS = ["Ann Lee", "Bo Li"]


def told(headers: list[str], *columns: list[str]) -> dict[str, str | None]:
    rows = list(map(list, zip(*columns, strict=True)))
    misnamed = find_misnamed(headers, map_headers(headers), [], rows)
    mapping = map_headers(headers, misnamed)
    return mapping | find_by_values(headers, mapping, [], rows, TODAY)


@pytest.mark.parametrize("header", ["Call back", "Callback", "call-back", "回電", "Rückruf"])
def test_a_call_back_is_a_number_or_a_day(header: str) -> None:
    assert told(["Name", header], WORDS, DAYS)[header] == "next_on"
    assert told(["Name", header], WORDS, PHONES)[header] == "phones"
    assert told(["Name", header], WORDS, ["yes", "no"])[header] is None


@pytest.mark.parametrize(
    ("header", "cells", "field"),
    [
        ("Contact", PHONES, "phones"),
        ("Contact", EMAILS, "emails"),
        ("联系人", PHONES, "phones"),
        ("联系方式", EMAILS, "emails"),
        ("Customer", EMAILS, "emails"),
        ("Email", PHONES, "phones"),
        ("Next contact", PHONES, "phones"),
        ("Phone", ["ann@a.com", "+49 30 1234567"], "phones"),
        ("Contact", ["Ann", "Bo Li"], "name"),
    ],
)
def test_values_belie_a_name_only_if_none_is_what_it_says(
    header: str, cells: list[str], field: str
) -> None:
    assert told([header, "Company"], cells, ["Acme Ltd", "Lex Inc"])[header] == field


def test_a_name_that_another_column_has_a_better_right_to_is_belied_too() -> None:
    assert told(["Name", "Contact"], WORDS, EMAILS) == {"Name": "name", "Contact": "emails"}


def test_another_column_takes_the_place_of_a_belied_one() -> None:
    headers = ["Contact name", "Customer name"]
    assert told(headers, PHONES, WORDS) == {"Contact name": "phones", "Customer name": "name"}


def test_what_the_user_says_stands() -> None:
    rows = [[one] for one in EMAILS]
    assert find_misnamed(["Contact"], {"Contact": "name"}, ["Contact"], rows) == {}

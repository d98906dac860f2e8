"""Columns told by what is in them."""

from __future__ import annotations

from datetime import date

import pytest

from leadq.exchange.columns.aliases import map_headers
from leadq.exchange.columns.by_values import find_by_values


def told(headers: str, *rows: str, said: str = "") -> dict[str, str]:
    names = headers.split("|")
    cells = [row.split("|") for row in rows]
    return find_by_values(names, map_headers(names), said.split("|"), cells, date(2026, 11, 30))


def test_columns_that_nobody_knows_go_by_their_values() -> None:
    found = told(
        "Wer|打哪个号|Kontakt X|谁家|Seit",
        "王建国|13911112222|a@x.example|华北路桥有限公司|2026-03-05",
        "李娜|010-62345678|b@x.example|晨曦建材厂|2026/3/6",
        "张伟|+1 503 555 0123||东方物流公司|",
    )
    assert found == {
        "Wer": "name", "打哪个号": "phones", "Kontakt X": "emails", "谁家": "company",
        "Seit": "created_on",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("headers", "rows"),
    [
        ("Name|Fax|Owner email", ("Ann Weber|+1 503 555 0123|a@x.example",) * 3),
        ("Name|订单号|身份证号", ("张伟|13911112222|110101199001011234",) * 3),
        ("Name|Helper|Hobby", ("Ann|Bob Hill|Chess",) * 3),
        ("Name|Foo", ("Ann|13911112222", "Bob|x", "Cid|y")),
        ("Name|Created|Bar", ("Ann|2026-01-01|2026-02-02",) * 3),
        ("Name|Bar", ("Ann|2026-10-01", "Bob|2026-12-04", "Cid|2026-11-30")),
    ],
)
def test_what_is_known_to_be_something_else_is_left_alone(
    headers: str, rows: tuple[str, ...]
) -> None:
    assert told(headers, *rows) == {}


def test_what_the_user_says_stands() -> None:
    assert told("Name|Foo", *("Ann|a@x.example",) * 3, said="Foo") == {}


def test_names_that_recur_are_those_of_reps() -> None:
    rows = ("Li Na|Olga Perez", "Li Na|Tom Brandt", "Max Braun|Sam Oke", "Li Na|Eva Lind")
    assert told("Gal|Wem", *rows) == {"Wem": "name"}
    assert told("Gal|Wem", *(f"{row}|{n}" for n, row in enumerate(rows)), said="Wem") == {}

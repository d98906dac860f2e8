"""Whether a result is a table, json or csv is decided in one place."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from leadq.render.parts.lines import line
from leadq.render.parts.look import Look
from leadq.render.parts.show import show

from ..samples import MONDAY

See = Callable[..., str]


def written(see: See, fmt: str, **given: Any) -> str:
    look = Look(fmt, False, "en", "CN", MONDAY)
    told: dict[str, Any] = {
        "screen": lambda pair, _look: [line(f"{pair[0]} and {pair[1]}")],
        "data": lambda pair, _look: {"one": pair[0], "two": pair[1]},
        "columns": ("two", "one"),
    }
    return see(lambda: show(("a", "b"), look, **(told | given)), "en")


def test_each_format_is_written_its_way(see: See) -> None:
    assert written(see, "table") == "a and b\n"
    assert json.loads(written(see, "json")) == {"one": "a", "two": "b"}
    assert written(see, "csv") == "two,one\nb,a\n"


def test_rows_of_csv_can_differ_from_the_data(see: See) -> None:
    rows = [{"one": 1}, {"one": 2, "two": True}]
    assert written(see, "csv", rows=lambda _pair, _look: rows) == "two,one\n,1\ntrue,2\n"
    assert written(see, "csv", data=lambda _pair, _look: rows) == "two,one\n,1\ntrue,2\n"


@pytest.mark.parametrize("fmt", ["table", "json", "csv"])
def test_only_what_the_format_needs_is_called(see: See, fmt: str) -> None:
    def fail(*_given: Any) -> Any:
        raise AssertionError

    idle: dict[str, Any] = {
        "table": {"data": fail},
        "json": {"screen": fail},
        "csv": {"screen": fail},
    }
    written(see, fmt, **idle[fmt])


RECORDS: list[Any] = [{"one": "a\nb", "two": [1, {"three": None}]}, {}, {"four": "“四”\u2028"}]


@pytest.mark.parametrize("records", [[], RECORDS[:1], RECORDS, RECORDS * 67])
def test_json_that_is_not_held_whole_is_the_same_text(see: See, records: list[Any]) -> None:
    for held, passing in (
        (records, lambda: iter(records)),
        (
            {"day": "x", "of": records, "no": []},
            lambda: {
                "day": "x",
                "of": iter(records),
                "no": iter(()),
            },
        ),
    ):
        at_once = written(see, "json", data=lambda _pair, _look, held=held: held)
        assert json.loads(at_once) == held
        assert written(see, "json", data=lambda _pair, _look, data=passing: data()) == at_once


def test_a_long_page_is_written_whole(see: See) -> None:
    count = 2500
    lines = lambda _pair, _look: (line(f"{number}") for number in range(count))  # noqa: E731
    assert written(see, "table", screen=lines).split() == [str(number) for number in range(count)]

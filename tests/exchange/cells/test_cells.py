"""What happens inside one cell: formula safety, several values."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadq.exchange.cells.values import join_values, split_values
from leadq.exchange.tables.guard import guard_cell, unguard_cell

_RISKY = st.text(alphabet="'=+-@\t\r\uff1d\uff0b\uff0d\uff20ab ", max_size=6) | st.text(max_size=8)
_VALUES = st.text(alphabet="ab;\\ \uff1b\n'", min_size=1, max_size=6) | st.text(min_size=1)


@pytest.mark.parametrize("text", ["=1+1", "+86 138", "-5", "@sum", "＝1", "\t=1", "\rx", "''=1"])
def test_a_formula_gets_one_quote(text: str) -> None:
    assert guard_cell(text) == f"'{text}"
    assert unguard_cell(f"'{text}") == text


@pytest.mark.parametrize(
    "text", ["", "'", "'t Hooft", "王建国", "(+86) 138 0013 8000", "a=1", " =1"]
)
def test_other_texts_stay(text: str) -> None:
    assert guard_cell(text) == unguard_cell(text) == text


@given(_RISKY)
def test_what_is_guarded_comes_back(text: str) -> None:
    assert unguard_cell(guard_cell(text)) == text
    assert not guard_cell(text).startswith(tuple("=+-@\t\r\uff1d\uff0b\uff0d\uff20"))


@given(_RISKY, _RISKY)
def test_no_two_texts_are_guarded_alike(one: str, other: str) -> None:
    assert (guard_cell(one) == guard_cell(other)) == (one == other)


@given(st.lists(_VALUES, max_size=5))
def test_values_come_back(values: list[str]) -> None:
    assert split_values(join_values(values)) == values


@given(st.text(alphabet="ab;\\ \uff1b", max_size=12))
def test_any_cell_splits_into_values_that_stay(cell: str) -> None:
    values = split_values(cell)
    assert all(values)
    assert split_values(join_values(values)) == values


def test_cells_of_other_programs() -> None:
    assert split_values("a; b;c；d;") == ["a", "b", "c", "d"]
    assert split_values("") == []
    assert split_values(r"C:\temp") == [r"C:\temp"]
    assert join_values(["", "a;b", "c"]) == r"a\;b; c"

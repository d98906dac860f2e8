"""Tables: columns give way in their order, and no line is wider than the screen."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadq.render.parts.lines import flat, line
from leadq.render.parts.table import BARE, TITLED, Column, Table, blocks_of, lay_out
from leadq.render.parts.text import cell_width

WORDS = st.text(st.sampled_from("ab c王建国路·-1…é"), max_size=50)


def drawn(columns: list[Column], rows: list[list[str]], width: int, **more: Any) -> list[str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", str(width))
        table = lay_out(columns, [[line(cell) for cell in row] for row in rows], **more)
    return [flat(one) for one in all_lines(table)]


def all_lines(table: Table) -> list[Any]:
    return [table.head, *(part for row in table.rows for part in row)]


def test_columns_line_up_in_cells() -> None:
    columns = [Column("Nr", right=True), Column("Name", most=6), Column("Phone")]
    assert drawn(columns, [["1", "王建国", "138"], ["12", "Maurice Pants", "–"]], 80) == [
        "Nr  Name    Phone",
        " 1  王建国  138",
        "12  Mauri…  –",
    ]


LEADS = [
    Column("#", right=True),
    Column("Lead", least=12, tight=8),
    Column("Phone", goes=3, below=BARE),
    Column("Touches", right=True, goes=2, below=TITLED),
    Column("MAN", goes=1),
]
ROWS = [["1", "Weber Roads and Bridges", "138 0013 8000", "3", "MaN"], ["2", "Hill", "–", "0", ""]]


@pytest.mark.parametrize(
    ("width", "lines"),
    [
        (60, ["#  Lead                     Phone          Touches  MAN",
              "1  Weber Roads and Bridges  138 0013 8000        3  MaN",
              "2  Hill                     –                    0"]),
        (46, ["#  Lead            Phone          Touches  MAN",
              "1  Weber Roads a…  138 0013 8000        3  MaN",
              "2  Hill            –                    0"]),
        (36, ["#  Lead       Phone          Touches",
              "1  Weber Ro…  138 0013 8000        3",
              "2  Hill       –                    0"]),
        (33, ["#  Lead             Phone",
              "1  Weber Roads an…  138 0013 8000",
              "   Touches 3",
              "2  Hill             –",
              "   Touches 0"]),
        (20, ["#  Lead",
              "1  Weber Roads and…",
              "   138 0013 8000 ·",
              "   Touches 3",
              "2  Hill",
              "   Touches 0"]),
    ],
)  # fmt: skip
def test_columns_give_way_in_their_order(width: int, lines: list[str]) -> None:
    assert drawn(LEADS, ROWS, width) == lines


def test_a_cell_goes_on_below_itself() -> None:
    columns = [Column("Key"), Column("Value", least=8, wraps=True), Column("From")]
    assert drawn(columns, [["me", "one two three four", "file"]], 24) == [
        "Key  Value          From",
        "me   one two three  file",
        "     four",
    ]


def test_a_cell_that_is_too_wide_stands_below_alone() -> None:
    goal = Column("Goal", most=12, least=6, turn=1, below=BARE, spills=True)
    rows = [["Weber", "bring the quote and settle the price"], ["Hill", "call"]]
    assert drawn([Column("Lead", least=6), goal], rows, 24) == [
        "Lead   Goal",
        "Weber",
        "       bring the quote",
        "       and settle the p…",
        "Hill   call",
    ]


COLUMNS = st.builds(
    Column,
    title=st.sampled_from(["", "#", "Lead", "负责人"]),
    right=st.booleans(),
    most=st.sampled_from([0, 0, 12, 36]),
    least=st.sampled_from([6, 12, 26]),
    tight=st.sampled_from([0, 6]),
    turn=st.integers(0, 1),
    wraps=st.booleans(),
    goes=st.integers(0, 3),
    below=st.sampled_from(["", BARE, TITLED]),
    wide=st.sampled_from([0, 0, 110]),
)


@given(st.data())
def test_no_line_is_wider_than_the_screen(data: st.DataObject) -> None:
    columns = data.draw(st.lists(COLUMNS, min_size=1, max_size=5))
    cells = st.tuples(*[WORDS] * len(columns)).map(list)
    rows = data.draw(st.lists(cells, max_size=4))
    for width in (40, 60, 80, 120):
        shown = drawn(columns, rows, width)
        assert max(map(cell_width, shown)) <= width


@pytest.mark.parametrize("width", [20, 30, 40, 60])
@given(st.integers(0, 10**6), WORDS)
def test_a_figure_that_may_go_below_is_never_lost(width: int, figure: int, name: str) -> None:
    columns = [Column("Lead", least=12), Column("Won", right=True, goes=1, below=TITLED)]
    assert str(figure) in " ".join(drawn(columns, [[name, str(figure)]], width))


def test_a_long_table_is_laid_out_by_the_thousand() -> None:
    numbers = range(2500)
    assert list(blocks_of([*numbers])) == [[*numbers]]
    in_turn = list(blocks_of(numbers))
    assert [len(block) for block in in_turn] == [1000, 1000, 500]
    assert [number for block in in_turn for number in block] == [*numbers]

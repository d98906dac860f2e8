"""Which cells of a row fill which field."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from leadq.exchange.columns.aliases import COMPUTED, map_headers
from leadq.exchange.columns.layout import Layout


def test_rows_are_gathered_by_field() -> None:
    headers = ["First Name", "Last Name", "Phone", "Mobile", "Website", "number"]
    layout = Layout(headers, map_headers(headers) | {"number": COMPUTED})
    row = layout.gather(["John", "Smith", " 1 ", "2", " x.com", "7", "over"])
    assert (row.first, row.more) == ({"phones": "1", "name": "John Smith"}, {"phones": ["2"]})
    assert row.cells("phones") == ["1", "2"]
    assert row.cells("wechat") == []
    assert row.extra == {"Website": " x.com", "column 7": "over"}
    assert layout.by_field["phones"] == "Phone"


def test_short_rows_and_blank_cells_say_nothing() -> None:
    headers = ["First Name", "Last Name", "Phone", "Mobile", "Website"]
    layout = Layout(headers, map_headers(headers))
    assert layout.gather([" ", "Denson"]).first == {"name": "Denson", "phones": ""}
    row = layout.gather(["", "Denson", "  ", "2", " "])
    assert (row.cells("phones"), row.more, row.extra) == (["2"], {}, {})


def test_a_whole_name_beats_its_parts() -> None:
    headers = ["Name", "First Name", "Last Name"]
    layout = Layout(headers, map_headers(headers))
    assert layout.gather(["J. Smith", "John", "Smith"]).first == {"name": "J. Smith"}
    assert layout.gather(["", "John", "Smith"]).first == {"name": "John Smith"}


_CELLS = st.sampled_from(
    ["", " ", "N/A", "-", "Li Na", " Smith, John ", "\u200bLi", "\uff11\uff13\uff18", "none", "x"]
)
_COLUMNS = {
    "First": "first_name",
    "Name": "name",
    "Phone": "phones",
    "Mobile": "phones",
    "Town": "region",
    "Other": None,
    "Country": None,
}


@given(st.lists(st.lists(_CELLS, max_size=9), min_size=1, max_size=6), st.booleans())
@settings(deadline=None)
def test_rows_are_gathered_together_as_each_by_itself(rows: list[list[str]], own: bool) -> None:
    layout = Layout([*_COLUMNS], _COLUMNS, own)
    assert layout.gather_all(rows) == [layout.gather(cells) for cells in rows]

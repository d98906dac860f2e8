"""Tables of any origin: encodings, delimiters, broken ones, arbitrary bytes."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadq.errors import LeadqError, RefusedError, UsageError
from leadq.exchange.tables import csv_read
from leadq.exchange.tables.csv_read import DELIMITERS, find_delimiter
from leadq.exchange.tables.open_table import open_table
from leadq.exchange.tables.table import AnyTable, name_columns

CHINESE = "姓名,电话\n王建国,13800138000\n"


def write(folder: Path, content: bytes) -> Path:
    place = folder / "in.csv"
    place.write_bytes(content)
    return place


def read(
    folder: Path, content: bytes, encoding: str | None = None
) -> tuple[AnyTable, list[list[str]]]:
    table = open_table(write(folder, content), encoding)
    return table, [cells for _line, cells in table.rows()]


@pytest.mark.parametrize(
    ("codec", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("gbk", "gb18030"),
        ("gb18030", "gb18030"),
    ],
)
def test_the_encoding_is_found(tmp_path: Path, codec: str, found: str) -> None:
    table, rows = read(tmp_path, CHINESE.encode(codec))
    assert table.encoding == found
    assert table.headers == ["姓名", "电话"]
    assert rows == [["王建国", "13800138000"]]


def test_a_late_character_decides_the_encoding(tmp_path: Path) -> None:
    content = b"name\n" + b"Bob\n" * 600_000 + "王\n".encode("gbk")
    table, rows = read(tmp_path, content)
    assert table.encoding == "gb18030"
    assert rows[-1] == ["王"]


def test_a_wanted_encoding_is_insisted_on(tmp_path: Path) -> None:
    assert read(tmp_path, "é,b\n1,2".encode("cp1252"), "cp1252")[0].headers == ["é", "b"]
    assert read(tmp_path, CHINESE.encode("gbk"), "GB2312")[0].headers == ["姓名", "电话"]
    assert read(tmp_path, CHINESE.encode("utf-8-sig"), "utf-8")[0].headers == ["姓名", "电话"]
    with pytest.raises(RefusedError, match="bad_encoding"):
        open_table(write(tmp_path, CHINESE.encode("gbk")), "utf-8")
    for name in ("nope", "rot13", "hex", "utf-7", "unicode_escape", "\0", "编码"):
        with pytest.raises(UsageError, match="unknown_encoding"):
            open_table(write(tmp_path, b"a\n1"), name)


@pytest.mark.parametrize("delimiter", DELIMITERS)
def test_the_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    lines = [["name", "note", "budget"], ["王", "a b", "1.5"], ["李", "", "2"]]
    content = "\n".join(delimiter.join(line) for line in lines).encode()
    table, rows = read(tmp_path, content)
    assert table.delimiter == delimiter
    assert [table.headers, *rows] == lines


def test_commas_inside_cells_do_not_mislead() -> None:
    assert find_delimiter("a;b\n1,5;2,5\n3,5;4,5\n") == (";", 1)
    assert find_delimiter("a,b\nx; y,1; 2\n") == (",", 1)
    assert find_delimiter("name\nBob\n") == (",", 1)
    assert find_delimiter("sep=;\r\na;b,c,d\r\n") == (";", 2)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_blank_lines_and_line_numbers(tmp_path: Path, end: str) -> None:
    lines = ["", "a,b", "1,2", "", ",", '"3', '4",5', "6"]
    table = open_table(write(tmp_path, end.join(lines).encode()))
    assert table.headers == ["a", "b"]
    assert list(table.rows()) == [(3, ["1", "2"]), (6, [f"3{end}4", "5"]), (8, ["6"])]


def test_cells_lose_their_guard_and_long_ones_land(tmp_path: Path) -> None:
    long = "x" * 1_000_000
    _table, rows = read(tmp_path, f"a,b,c\n'=1+1,'t Hooft,{long}\n".encode())
    assert rows == [["=1+1", "'t Hooft", long]]


def test_headers_get_names_of_their_own() -> None:
    names = name_columns(["Phone", "", "Phone", " A \n b", "", "Phone (2)"])
    assert names == ["Phone", "column 2", "Phone (2)", "A b", "column 5", "Phone (2) (2)"]


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "empty_file"),
        (b"\r\n , \n", "empty_file"),
        (b"name,phone\n\n", "no_rows"),
        (b"\x1f\x8b\x08rest", "not_a_table"),
        (b"%PDF-1.7", "not_a_table"),
        (b"a,b\n1,\x00\n", "not_a_table"),
        (b'a,b\n1,2\n"3,4\n5,6\n', "bad_quotes"),
    ],
)
def test_what_is_no_table(tmp_path: Path, content: bytes, key: str) -> None:
    with pytest.raises(RefusedError, match=key) as caught:
        read(tmp_path, content)
    assert caught.value.hint


def test_an_open_quote_is_found_with_its_line(tmp_path: Path) -> None:
    table = open_table(write(tmp_path, b'a,b\n1,2\n"3,4\n5,6\n'))
    with pytest.raises(RefusedError) as caught:
        list(table.rows())
    assert caught.value.params["line"] == 3


def test_what_is_no_file(tmp_path: Path) -> None:
    for path, key in (
        (tmp_path / "none.csv", "no_file"),
        (f"{tmp_path}/a\0b", "no_file"),
        (tmp_path, "is_folder"),
    ):
        with pytest.raises(UsageError, match=key):
            open_table(path)
    with pytest.raises(RefusedError, match="cannot_read"):
        open_table(tmp_path / ("n" * 5000))


@given(
    st.lists(st.text(alphabet="a,\"'é王\ufeff=", max_size=5), min_size=1, max_size=8),
    st.lists(st.sampled_from(["\n", "\r\n", "\r"]), min_size=8, max_size=8),
    st.integers(1, 9),
)
def test_lines_are_the_same_in_whatever_parts_they_are_read(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str], ends: list[str], size: int
) -> None:
    text = "name,phone\n" + "".join(map("".join, zip(lines, ends, strict=False)))
    folder = tmp_path_factory.mktemp("parts")

    def read_in(part: int) -> object:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(csv_read, "_PART", part)
            try:
                return list(open_table(write(folder, text.encode())).rows())
            except LeadqError as error:
                return str(error)

    assert read_in(size) == read_in(1 << 14)


def test_a_line_without_an_end_is_refused_in_whatever_parts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csv_read, "_LONGEST", 100_000)
    for long in ("x" * 100_001, "x" * 200_000 + "\nB\n", "x" * 99_999 + "\n" + "y" * 300_000):
        with pytest.raises(RefusedError) as refused:
            read(tmp_path, f"name\n{long}".encode())
        assert refused.value.key == "cell_too_long"
    assert read(tmp_path, b"name\n" + b"x" * 99_999 + b"\nB\n")[1][1:] == [["B"]]


def test_rows_stream_as_often_as_wanted_in_flat_memory(tmp_path: Path) -> None:
    place = tmp_path / "big.csv"
    with place.open("w", encoding="utf-8") as file:
        file.write("name,phone\n")
        for _ in range(100):
            file.write("王建国,13800138000\n" * 1000)
    table = open_table(place)
    tracemalloc.start()
    assert sum(1 for _ in table.rows()) == sum(1 for _ in table.rows()) == 100_000
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < table.size / 2
    assert table.position() == table.size


def test_the_position_moves(tmp_path: Path) -> None:
    table = open_table(write(tmp_path, b"a,b\n" + b"1,2\n" * 50_000))
    rows = table.rows()
    seen = {table.position() for _ in rows}
    assert len(seen) > 3
    assert max(seen) == table.size


_BYTES = st.binary(max_size=80) | st.text(
    alphabet="ab,;\t|'\"\r\n王\ufeff=\x00\x85\u2028", max_size=60
).flatmap(
    lambda text: st.sampled_from(["utf-8", "utf-16", "gb18030"]).map(lambda c: text.encode(c))
)


@settings(max_examples=4 * settings.default.max_examples)
@given(_BYTES)
def test_any_bytes_are_a_table_or_a_leadq_error(tmp_path: Path, content: bytes) -> None:
    try:
        table, rows = read(tmp_path, content)
    except LeadqError:
        return
    assert rows
    assert len(set(table.headers)) == len(table.headers)
    for cell in (cell for row in rows for cell in row):
        cell.encode()


def test_titles_above_the_names_are_left_out_and_told(tmp_path: Path) -> None:
    content = b"Fair 2026\nExported: today\n\nFirst Name,Company,Phone\nAnn,Acme,1\nBob,Hill,2\n"
    table = open_table(write(tmp_path, content))
    assert table.headers == ["First Name", "Company", "Phone"]
    assert [line for line, _cells in table.rows()] == [5, 6]
    assert [(one.key, one.params) for one in table.remarks] == [
        ("title_rows", {"row": 4, "count": 2})
    ]


def test_quotes_behind_backslashes_and_behind_spaces(tmp_path: Path) -> None:
    content = b'"name","note","owner"\n"Ann \\"A\\" Weber","said \\"hi\\", left",\\N\n'
    assert read(tmp_path, content)[1] == [['Ann "A" Weber', 'said "hi", left', ""]]
    assert read(tmp_path, b'name, note\nAnn, "one, two"\n')[1] == [["Ann", "one, two"]]


@pytest.mark.parametrize("above", [b"", b"name,phone\nA,13800138000\n"])
@pytest.mark.parametrize("cell", [b"", b"ab"])
def test_a_row_of_more_columns_than_any_sheet_has_is_refused(
    tmp_path: Path, above: bytes, cell: bytes
) -> None:
    content = above + b",".join([cell] * 200_000) + b"\nx\n"
    tracemalloc.start()
    with pytest.raises(RefusedError, match="too_wide") as caught:
        read(tmp_path, content)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert caught.value.params["line"] == 1 + above.count(b"\n")
    assert peak < 40 << 20

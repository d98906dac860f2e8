"""What kind of file it is, and lists of objects as tables."""

from __future__ import annotations

import json
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadq.errors import LeadqError, RefusedError, UsageError
from leadq.exchange.tables import json_cells, json_read
from leadq.exchange.tables.json_read import each_whole_record
from leadq.exchange.tables.open_table import file_kind, open_own_sheets, open_table
from leadq.exchange.tables.table import AnyTable


def write(folder: Path, content: str | bytes) -> Path:
    place = folder / "in.file"
    place.write_bytes(content.encode() if isinstance(content, str) else content)
    return place


def read(folder: Path, content: str | bytes) -> AnyTable:
    return open_table(write(folder, content))


def cells(table: AnyTable) -> list[list[str]]:
    return [row for _number, row in table.rows()]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"name,phone\nAnna,1\n", "csv"),
        ("姓名\t电话\n".encode("gbk"), "csv"),
        (b"PK\x03\x04", "xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "xlsx"),
        (b'[{"name": "Anna"}]', "json"),
        (b'\xef\xbb\xbf\r\n  {"name": "Anna"}', "json"),
        ('[{"name": "王"}]'.encode("utf-16"), "json"),
        (b'{"leads": [', "whole"),
        (b'\xef\xbb\xbf{\n "leads" :\t[{}]}', "whole"),
        ('{"leads": []}'.encode("utf-16"), "whole"),
        (b'{"leads": 3}', "json"),
        (b'{"name": "x", "leads": []}', "json"),
    ],
)
def test_the_kind_of_file(tmp_path: Path, content: bytes, kind: str) -> None:
    assert file_kind(write(tmp_path, content)) == kind


def test_what_is_no_table(tmp_path: Path) -> None:
    for content in (b"%PDF-1.7", b"{\\rtf1", b"<html>", b"\x1f\x8b\x08", b"BEGIN:VCALENDAR"):
        with pytest.raises(RefusedError, match="not_a_table"):
            file_kind(write(tmp_path, content))
    with pytest.raises(RefusedError, match="empty_file"):
        file_kind(write(tmp_path, b""))
    for path, key in ((tmp_path, "is_folder"), (tmp_path / "none", "no_file"), ("a\0b", "no_file")):
        with pytest.raises(UsageError, match=key):
            file_kind(path)
    with pytest.raises(RefusedError, match="whole_store"):
        read(tmp_path, '{"leads": []}')
    with pytest.raises(UsageError, match="no_sheets"):
        open_table(write(tmp_path, "a,b\n1,2\n"), sheet="leads")
    assert open_own_sheets(write(tmp_path, "a,b\n1,2\n")) == []


def test_a_list_of_objects_is_a_table(tmp_path: Path) -> None:
    table = read(
        tmp_path,
        json.dumps([
            {"name": "王", "phones": ["1;2", "3"], "budget": 5e5, "won": True, "note": None},
            {},
            {"name": "李", "extra": {"a": "甲"}, "rate": 0.5, "tags": [], "more": {}},
        ]),
    )  # fmt: skip
    assert table.headers == [
        "name", "phones", "budget", "won", "note", "extra", "rate", "tags", "more",
    ]  # fmt: skip
    assert list(table.rows()) == [
        (1, ["王", "1\\;2; 3", "500000", "true", "", "", "", "", ""]),
        (3, ["李", "", "", "", "", '{"a": "甲"}', "0.5", "", ""]),
    ]
    assert (table.encoding, table.delimiter, table.sheet) == ("json", "", None)
    assert table.position() == table.size


def test_a_key_that_is_an_object_elsewhere_is_no_column_where_it_says_nothing(
    tmp_path: Path,
) -> None:
    rows = [{"name": "a", "firm": {"name": "A"}}, {"name": "b", "firm": None, "note": None}]
    assert read(tmp_path, json.dumps(rows)).headers == ["name", "firm / name", "note"]
    rows.append({"name": "c", "firm": "C"})
    assert read(tmp_path, json.dumps(rows)).headers == ["name", "firm / name", "firm", "note"]


def test_the_next_step_is_three_columns(tmp_path: Path) -> None:
    step = {"on": "2026-12-01", "by": "visit", "goal": "g", "time": "09:00", "place": "p"}
    table = read(tmp_path, json.dumps([{"name": "a", "next": None}, {"name": "b", "next": step}]))
    assert table.headers == ["name", "next_on", "next_by", "next_goal"]
    assert cells(table) == [["a", "", "", ""], ["b", "2026-12-01", "visit", "g"]]
    assert read(tmp_path, '[{"name": "a", "next": "call"}]').headers == ["name", "next"]


@pytest.mark.parametrize("end", ["\n", "\r\n", " ", "\n\n", ""])
def test_an_object_a_line(tmp_path: Path, end: str) -> None:
    table = read(tmp_path, end.join(['{"name": "a"}', '{"name": "b", "phone": "1"}', ""]))
    assert table.headers == ["name", "phone"]
    assert list(table.rows()) == [(1, ["a", ""]), (2, ["b", "1"])]


def test_names_and_values_that_nothing_can_hold(tmp_path: Path) -> None:
    table = read(tmp_path, r'[{"na\ud800me": "a\u0000b\ud83d\ude00", "": "x", "d": [1, "y"]}]')
    assert table.headers == ["na\ufffdme", "column 2", "d"]
    assert cells(table) == [["a\ufffdb😀", "x", "1; y"]]


def test_an_encoding_can_be_insisted_on(tmp_path: Path) -> None:
    place = write(tmp_path, '[{"note": "\u20ac 5"}]'.encode("cp1252"))
    assert cells(open_table(place, "cp1252")) == [["\u20ac 5"]]
    with pytest.raises(RefusedError, match="bad_encoding"):
        open_table(place, "utf-8")
    with pytest.raises(UsageError, match="no_encoding"):
        open_table(write(tmp_path, b"PK\x03\x04"), "gbk")


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"SQLite format 3\0" + b"\xe4\0" * 90, "a_store"),
        (b"\x7fELF\x02\x01\x01\0\xff\xfe\xe4\n" * 40, "not_a_table"),
        (b"name\n\xff\x81\x30\n", "bad_encoding"),
    ],
)
def test_what_is_no_text_has_no_encoding(tmp_path: Path, content: bytes, key: str) -> None:
    with pytest.raises(RefusedError, match=key):
        open_table(write(tmp_path, content))


def test_too_many_different_keys(tmp_path: Path) -> None:
    records = [{f"key{number}": 1} for number in range(1 << 14)]
    assert len(read(tmp_path, json.dumps(records)).headers) == 1 << 14
    with pytest.raises(RefusedError, match="too_many_columns") as caught:
        read(tmp_path, json.dumps([*records, {"one more": 1}]))
    assert caught.value.hint == "too_many_columns"


@pytest.mark.parametrize(
    ("content", "key", "line"),
    [
        ("[]", "no_records", None),
        ("[{}]", "no_records", None),
        ('[{"a": null, "b": "", "c": []}]', "no_records", None),
        ("[1]", "not_records", 1),
        ('[{"a": 1},\n "b"]', "not_records", 2),
        ('[{"a": 1},\n {"a": }]', "bad_json", 2),
        ('[{"a": 1}\n {"a": 2}]', "bad_json", 2),
        ('[{"a": 1},]', "bad_json", 1),
        ('[{"a": 1}', "bad_json", 1),
        ('[{"a": "x\n"}]', "bad_json", 1),
        ('[{"a": 1}] more', "bad_json", 1),
        ('{"a": 1', "bad_json", 1),
        ('[{"a": ' + "9" * 5000 + "}]", "bad_json", 1),
        ('[{"a": ' + "[" * 100_000, "bad_json", 1),
        ("{'a': 1}", "bad_json", 1),
        ("[", "bad_json", 1),
    ],
)
def test_broken_lists(tmp_path: Path, content: str, key: str, line: int | None) -> None:
    with pytest.raises(RefusedError, match=key) as caught:
        list(read(tmp_path, content).rows())
    assert caught.value.hint
    assert caught.value.params.get("line") == line


def test_a_mistake_far_down_is_found_with_its_line(tmp_path: Path) -> None:
    rows = ['{"a": "%s"}' % ("x" * 50)] * 5000
    rows[4000] = '{"a": nope}'
    with pytest.raises(RefusedError) as caught:
        read(tmp_path, "[\n" + ",\n".join(rows) + "]")
    assert (caught.value.key, caught.value.params["line"]) == ("bad_json", 4002)


def test_an_object_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_read, "_LONGEST", 100_000)
    with pytest.raises(RefusedError, match="record_too_long"):
        read(tmp_path, '[{"a": [' + "1, " * 100_000)


def test_the_records_of_a_whole_store(tmp_path: Path) -> None:
    records: list[dict[str, Any]] = [
        {"id": str(n), "touches": [{"said": "x"}] * 3} for n in range(9)
    ]
    for indent in (None, 2):
        place = write(tmp_path, json.dumps({"leads": records}, indent=indent))
        assert list(each_whole_record(place)) == records
    assert list(each_whole_record(write(tmp_path, '{"leads": []}\n'))) == []
    for tail in ("", "]", "]} x", "], }", "}", ",]}"):
        with pytest.raises(RefusedError, match="bad_json"):
            list(each_whole_record(write(tmp_path, '{"leads": [{"id": 1}' + tail)))


def test_long_files_are_read_in_flat_memory(tmp_path: Path) -> None:
    place = tmp_path / "in.json"
    with place.open("w", encoding="utf-8") as file:
        file.write('{"leads": [')
        for n in range(20_000):
            file.write(("," if n else "") + json.dumps({"n": n, "text": "王" * 100}))
        file.write("]}")
    tracemalloc.start()
    try:
        assert sum(1 for _ in each_whole_record(place)) == 20_000
        assert tracemalloc.get_traced_memory()[1] < 6_000_000
    finally:
        tracemalloc.stop()


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(
    records=st.lists(st.dictionaries(st.text(max_size=4), _JSON, max_size=4), max_size=5),
    lines=st.booleans(),
)
def test_any_list_is_read_or_refused(
    tmp_path: Path, records: list[dict[str, Any]], lines: bool
) -> None:
    text = "\n".join(map(json.dumps, records)) if lines else json.dumps(records)
    try:
        table = read(tmp_path, text)
    except LeadqError as error:
        assert error.key in ("no_records", "empty_file")
        flat = map(json_cells.flat_record, records)
        assert not any(json_cells.cell_of(one).strip() for each in flat for one in each.values())
        return
    for _number, row in table.rows():
        assert len(row) == len(table.headers)
        json.dumps(row).encode("ascii")
        "".join(row).encode("utf-8")


@given(content=st.text(alphabet='{}[]",:a1\\u \n-e', max_size=40))
def test_any_text_is_read_or_refused(tmp_path: Path, content: str) -> None:
    try:
        list(read(tmp_path, "[" + content).rows())
    except LeadqError as error:
        assert error.hint

"""Tables out: what is written comes back, and nothing is half written."""

from __future__ import annotations

import csv
import errno
import io
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadq.errors import LeadqError, RefusedError, UsageError
from leadq.exchange.tables.csv_write import Cell, Written, write_csv_file
from leadq.exchange.tables.guard import guard_text
from leadq.exchange.tables.open_table import open_table

_CELLS = st.text(alphabet="ab,;\t|'\"\r\n 王=+-@\ufeff\uff1d\u2028", max_size=8) | st.text(
    max_size=6
)


def _names(folder: Path) -> list[str]:
    return [place.name for place in folder.iterdir()]


@given(
    st.lists(st.tuples(_CELLS, _CELLS, _CELLS), min_size=1, max_size=4),
    st.sampled_from(["utf-8-sig", "utf-8", "gb18030", "utf-16"]),
)
def test_every_text_comes_back(
    tmp_path: Path, rows: list[tuple[str, str, str]], encoding: str
) -> None:
    place = tmp_path / "out.csv"
    full = [["x", *row] for row in rows]
    written = write_csv_file(place, ["id", "name", "note", "extra"], full, encoding, force=True)
    back = [
        cells
        for _line, cells in open_table(place, encoding if encoding == "gb18030" else None).rows()
    ]
    sound = [[cell.replace("\0", "\ufffd") for cell in row] for row in full]
    assert written.rows == len(full)
    assert back == sound
    assert _names(tmp_path) == ["out.csv"]


@given(st.lists(st.lists(_CELLS | st.integers() | st.none(), max_size=3), max_size=4))
def test_every_cell_is_made_safe_wherever_it_stands(rows: list[list[Cell]]) -> None:
    out, safe = io.StringIO(), io.StringIO()
    write_csv_file(out, ["a", "b", "c"], rows)
    guarded = [[guard_text(c) if isinstance(c, str) else c for c in row] for row in rows]
    csv.writer(safe).writerows([["a", "b", "c"], *guarded])
    assert _cells(out) == [[cell.replace("\0", "\ufffd") for cell in row] for row in _cells(safe)]


def _cells(out: io.StringIO) -> list[list[str]]:
    return list(csv.reader(io.StringIO(out.getvalue(), newline="")))


def test_kinds_of_cells() -> None:
    out = io.StringIO()
    row: list[Cell] = [
        ["a;b", "c"],
        5,
        -5.5,
        500000.0,
        date(2026, 1, 2),
        None,
        "-5",
        "(+86) 138 0013 8000",
    ]
    assert write_csv_file(out, [f"h{i}" for i in range(8)], [row]) == Written(1, 0)
    assert out.getvalue() == (
        "h0,h1,h2,h3,h4,h5,h6,h7\na\\;b; c,5,-5.5,500000,2026-01-02,,'-5,(+86) 138 0013 8000\n"
    )


def test_a_file_opens_with_a_double_click(tmp_path: Path) -> None:
    write_csv_file(tmp_path / "out.csv", ["姓名"], [["王"]])
    assert (tmp_path / "out.csv").read_bytes() == "\ufeff姓名\r\n王\r\n".encode()


def test_what_an_encoding_lacks_is_replaced_and_counted(tmp_path: Path) -> None:
    place = tmp_path / "out.csv"
    assert write_csv_file(place, ["a"], [["王𠮷\ud800", "é"]], "gbk").replaced == 2
    assert place.read_bytes() == "a\r\n王??,é\r\n".encode("gbk")
    assert write_csv_file(place, ["a"], [["\ud800\0𠮷"]], force=True).replaced == 2
    assert place.read_text("utf-8-sig").splitlines()[1] == "\ufffd\ufffd𠮷"


def test_an_existing_file_needs_force(tmp_path: Path) -> None:
    place = tmp_path / "out.csv"
    place.write_text("mine")
    with pytest.raises(RefusedError, match="file_exists"):
        write_csv_file(place, ["a"], [["1"]])
    assert place.read_text() == "mine"
    write_csv_file(place, ["a"], [["1"]], force=True)
    assert place.read_text("utf-8-sig") == "a\n1\n"


@pytest.mark.parametrize("there", [True, False])
def test_nothing_is_written_through_a_link(tmp_path: Path, there: bool) -> None:
    real, link = tmp_path / "real.csv", tmp_path / "link.csv"
    if there:
        real.write_text("old")
    try:
        link.symlink_to(real)
    except OSError:
        pytest.skip("no links here")
    for force in (True, False):
        with pytest.raises(RefusedError, match="file_is_link"):
            write_csv_file(link, ["a"], [["1"]], force=force)
    assert link.is_symlink()
    assert not there or real.read_text() == "old"
    assert real.exists() == there


def _rows_that_break() -> Iterator[list[str]]:
    yield ["1"]
    raise KeyboardInterrupt


def test_no_half_file_is_left(tmp_path: Path) -> None:
    place = tmp_path / "out.csv"
    place.write_text("old")
    with pytest.raises(KeyboardInterrupt):
        write_csv_file(place, ["a"], _rows_that_break(), force=True)
    assert place.read_text() == "old"
    assert _names(tmp_path) == ["out.csv"]


def test_places_that_cannot_be_written(tmp_path: Path) -> None:
    cases: list[tuple[str | Path, str, type[LeadqError]]] = [
        (tmp_path, "is_folder", UsageError),
        (f"{tmp_path}/a\0b", "bad_file_name", UsageError),
        (tmp_path / "none" / "out.csv", "no_folder", RefusedError),
        (tmp_path / ("n" * 5000), "file_unwritable", RefusedError),
    ]
    for place, key, kind in cases:
        with pytest.raises(kind, match=key) as caught:
            write_csv_file(place, ["a"], [["1"]])
        assert caught.value.hint
    with pytest.raises(UsageError, match="unknown_encoding"):
        write_csv_file(tmp_path / "out.csv", ["a"], [["1"]], "utf-7")
    assert _names(tmp_path) == []


@pytest.mark.parametrize(
    ("error", "key"),
    [
        (OSError(errno.ENOSPC, "no space"), "disk_full"),
        (PermissionError(errno.EACCES, "denied"), "file_unwritable"),
    ],
)
@pytest.mark.parametrize("call", ["open", "fsync", "link"])
def test_a_full_disk_and_a_place_without_rights(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, error: OSError, key: str
) -> None:
    def fail(*_args: object, **_options: object) -> None:
        raise error

    monkeypatch.setattr(os, call, fail)
    with pytest.raises(RefusedError, match=key):
        write_csv_file(tmp_path / "out.csv", ["a"], [["1"]])
    monkeypatch.undo()
    assert _names(tmp_path) == []


def test_a_file_that_windows_has_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "out.csv"
    place.write_text("old")

    def fail(*_args: object) -> None:
        raise PermissionError(errno.EACCES, "in use")

    monkeypatch.setattr(Path, "replace", fail)
    monkeypatch.setattr("leadq.exchange.tables.whole_file.os", SimpleNamespace(name="nt"))
    with pytest.raises(RefusedError, match="file_busy"):
        write_csv_file(place, ["a"], [["1"]], force=True)
    monkeypatch.undo()
    assert place.read_text() == "old"
    assert _names(tmp_path) == ["out.csv"]


def test_rows_of_any_number_keep_their_order_and_guard(tmp_path: Path) -> None:
    rows = [(n, f"={n}" if n % 7 == 0 else f"名{n}", None, ["a;b", ""], 0.5) for n in range(1234)]
    written = write_csv_file(tmp_path / "a.csv", ["n", "t", "x", "l", "f"], rows, "utf-8")
    assert written == Written(1234, 0)
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        _header, *found = csv.reader(file)
    assert found == [
        [str(n), f"'={n}" if n % 7 == 0 else f"名{n}", "", "a\\;b", "0.5"] for n in range(1234)
    ]


def test_only_what_an_encoding_lacks_is_replaced_among_many_rows(tmp_path: Path) -> None:
    rows = [(f"张{n}" if n == 777 else f"x{n}",) for n in range(1200)]
    written = write_csv_file(tmp_path / "a.csv", ["t"], rows, "ascii")
    assert written == Written(1200, 1)
    lines = (tmp_path / "a.csv").read_text("ascii").splitlines()
    assert [line for line in lines if "?" in line] == ["?777"]

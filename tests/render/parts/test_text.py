"""The sanitiser and the widths: whatever is stored, the screen stays ours."""

from __future__ import annotations

import io
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadq.render.parts import text

HOSTILE = st.text(
    st.one_of(
        st.characters(),
        st.characters(categories=["Cc", "Cf", "Cs", "Zl", "Zp"]),
        st.sampled_from("王é\u0301👩\u200d\ufe0f\u202e\x1b\r\n\t"),
    )
)
NEVER_SHOWN = {chr(code) for code in (*range(0x20), *range(0x7F, 0xA0))} | set(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029\ufeff"
)


@given(HOSTILE)
def test_nothing_that_steers_gets_through(stored: str) -> None:
    shown = text.clean(stored)
    assert not set(shown) & NEVER_SHOWN
    assert not any("\ud800" <= char <= "\udfff" for char in shown)
    assert text.clean(shown) == shown
    shown.encode("utf-8")


@given(HOSTILE)
def test_line_breaks_are_kept_when_wanted(stored: str) -> None:
    kept = text.clean(stored, newlines=True)
    assert not set(kept) & (NEVER_SHOWN - {"\n"})
    assert kept.replace("\n", " ") == text.clean(stored.replace("\r\n", "\n"))


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("王建国 · 华北路桥 – “JS220”", "王建国 · 华北路桥 – “JS220”"),
        ("\x1b]0;title\x07\x1b[31mred", "]0;title[31mred"),
        ("one\r\ntwo\rthree\nfour\tfive", "one two three four five"),
        ("a\u202eb\u2066c\u200fd\ufeffe\x9bf", "abcdef"),
        ("\ud800", "\ufffd"),
        ("全角　空格", "全角　空格"),
        ("👩\u200d💻 क्\u200dष", "👩\u200d💻 क्\u200dष"),
        ("[bold]:smile:", "[bold]:smile:"),
    ],
)
def test_what_is_shown(stored: str, shown: str) -> None:
    assert text.clean(stored) == shown


@given(HOSTILE, st.integers(3, 40))
def test_a_line_fits_its_width(stored: str, width: int) -> None:
    cut = text.one_line(stored, width)
    assert text.cell_width(cut) <= width
    if text.cell_width(text.clean(stored)) <= width:
        assert cut == text.clean(stored)


@pytest.mark.parametrize(
    ("stored", "width", "cut"),
    [
        ("王建国", 6, "王建国"),
        ("王建国", 5, "王建…"),
        ("王建国", 4, "王…"),
        ("plain words", 8, "plain w…"),
        ("plain words", 7, "plain…"),
    ],
)
def test_a_cut_counts_cells(stored: str, width: int, cut: str) -> None:
    assert text.one_line(stored, width) == cut


def test_cells() -> None:
    assert [text.cell_width(shown) for shown in ("", "abc", "王", "é", "e\u0301", "，")] == [
        *(0, 3, 2, 1, 1, 2)
    ]


@pytest.mark.parametrize(
    ("encoding", "signs"),
    [
        ("utf-8", text.FULL_SIGNS),
        ("gbk", text.FULL_SIGNS),
        ("gb18030", text.FULL_SIGNS),
        ("ascii", text.PLAIN_SIGNS),
        ("cp1252", text.PLAIN_SIGNS),
    ],
)
def test_signs_are_those_the_console_has(
    encoding: str, signs: text.Signs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding=encoding))
    assert text.signs() == signs
    assert all(text.stdout_can(sign) for sign in text.signs())


@pytest.mark.parametrize(("columns", "width"), [("120", 120), ("0", 80), ("wide", 80), ("", 80)])
def test_the_width_of_the_screen(columns: str, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    assert text.screen_width() == width


def test_dropped_characters_are_invisible_ones() -> None:
    assert {unicodedata.category(chr(code)) for code in text.DROPPED} <= {"Cc", "Cf", "Cn"}


@given(st.text(max_size=60), st.integers(8, 40))
def test_a_long_path_keeps_both_ends(folder: str, width: int) -> None:
    shown = text.short_path(f"/{folder}/in.csv", width)
    assert text.cell_width(shown) <= width
    whole = text.one_line(f"/{folder}/in.csv")
    assert shown == whole or (shown[0] == "/" and whole.endswith(shown.rpartition("…")[2]))
    assert width < 18 or shown.endswith("/in.csv")

"""Answers on a sheet are taken, changed and taken back, without a terminal."""

from __future__ import annotations

import pytest

from leadq.ask import Choice, SheetRow
from leadq.ask.sheet import AnswerSheet

ROWS = (
    SheetRow("plan", "plan", "Is it decided?", choices=(Choice("yes", "yes"), Choice("no", "no"))),
    SheetRow("need_by", "need by", "By when?", check=lambda typed: None if "-" in typed else "no"),
)


def test_what_cannot_be_read_is_neither_shown_nor_kept() -> None:
    sheet = AnswerSheet("title", ROWS)
    sheet.key("1")
    sheet.key("soon")
    sheet.keep_readable()
    assert sheet.given == {"plan": "yes"}
    assert "soon" not in "".join(words for _, words in sheet.pieces(is_done=True))
    sheet.key(" 12-20 ")
    sheet.keep_readable()
    assert sheet.given == {"plan": "yes", "need_by": "12-20"}


def test_a_row_is_cleared_at_once_and_can_be_answered_anew() -> None:
    sheet = AnswerSheet("title", ROWS)
    sheet.key("1")
    sheet.key("12-02")
    sheet.clear()
    assert sheet.given == {"plan": "yes"}
    sheet.clear()
    sheet.key("12-20")
    assert sheet.given == {"plan": "yes", "need_by": "12-20"}
    sheet.move(-1)
    sheet.clear()
    assert sheet.given == {"need_by": "12-20"}


def test_choices_that_do_not_fit_a_line_go_on_below_each_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    channels = tuple(Choice(word, word) for word in ("拜访", "电话", "微信", "短信", "邮件"))
    sheet = AnswerSheet("联系", [SheetRow("by", "方式", "", choices=channels)])
    drawn = "".join(words for _, words in sheet.pieces(is_done=False)).splitlines()
    assert [line.rstrip() for line in drawn[1:3]] == [
        "> 方式  1 拜访  2 电话  3 微信  4 短信",
        "        5 邮件",
    ]


def test_a_row_without_an_open_answer_has_no_key_for_it() -> None:
    sheet = AnswerSheet("title", ROWS)
    sheet.key("0")
    assert sheet.given == {}

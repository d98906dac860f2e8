"""Answers on a sheet are taken, changed and taken back, without a terminal."""

from __future__ import annotations

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

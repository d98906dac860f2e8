"""Words between the quotation marks of a Chinese keyboard are one word."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadq.domain.typing.quotes import join_quoted, unquote
from leadq.domain.typing.typed import parse_promise


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (["log", "1", "“发报价", "@", "周五”"], ["log", "1", "发报价 @ 周五"]),
        (["--promise", "‘发报价’"], ["--promise", "发报价"]),
        (["--said=“价格", "太高”", "x"], ["--said=价格 太高", "x"]),
        (["“没有收尾", "的"], ["“没有收尾", "的"]),
        (["“好”他说"], ["“好”他说"]),
        (["他说“好”"], ["他说“好”"]),
        (["「王建国」", "”乱”"], ["王建国", "乱"]),
        ([""], [""]),
    ],
)
def test_marks_hold_words_together(typed: list[str], words: list[str]) -> None:
    assert join_quoted(typed) == words


@settings(deadline=None)
@given(st.lists(st.text(alphabet="ab=“”‘’-", max_size=6), max_size=6))
def test_nothing_but_marks_and_gaps_is_lost(words: list[str]) -> None:
    def letters(text: str) -> list[str]:
        return [char for char in text if char in "ab=-"]

    assert letters("".join(join_quoted(words))) == letters("".join(words))


def test_a_promise_in_quotes_is_read() -> None:
    today = date(2026, 11, 23)
    assert parse_promise("“发报价 @ 周五”", today) == ("发报价", date(2026, 11, 27))
    assert parse_promise("“发报价” @ “周五”", today) == ("发报价", date(2026, 11, 27))
    assert unquote("他说“好”") == "他说“好”"

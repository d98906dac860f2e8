"""Words around an email address, words that say nothing, and columns that go by other names."""

from __future__ import annotations

from collections import Counter

import pytest

from leadq.exchange.cells.nothing import is_nothing, is_same_as_phone
from leadq.exchange.columns.aliases import map_headers
from leadq.exchange.columns.layout import Row
from leadq.exchange.columns.statuses import read_status
from leadq.usecases.importing.origin import Origin
from leadq.usecases.importing.row_reaches import ReachReader


@pytest.mark.parametrize(
    ("cell", "note"),
    [("mailto:we@b.cn", []), ("邮箱:we@b.cn", []), ("we@b.cn(公司)", ["we@b.cn: 公司"])],
)
def test_the_address_is_the_email_and_the_rest_a_note(cell: str, note: list[str]) -> None:
    reader = ReachReader(Origin("CN", "CN"), {"emails": "邮箱"}, Counter(), own=False)
    reaches, words = reader.read(Row({"emails": cell}, {}, {}), {})
    assert [reach.typed for reach in reaches] == ["we@b.cn"]
    assert words == note


@pytest.mark.parametrize(
    "word", ["无邮箱", "暂无电话", "(No value)", "[空]", "Sin comentarios", "特になし"]
)
def test_a_word_for_nothing_is_nothing(word: str) -> None:
    assert is_nothing(word, "note")


def test_the_other_order_of_same_as_phone_is_understood() -> None:
    assert is_same_as_phone("手机号同微信")


def test_never_to_be_contacted_again_is_dropped() -> None:
    assert (told := read_status("不再联系")) and told.status == "dropped"


def test_columns_of_address_books_and_other_programs() -> None:
    headers = ["备注名", "Prochain rappel"]
    assert list(map_headers(headers).values()) == ["name", "next_on"]
    assert map_headers(["Kontakt", "Activities/Next Deadline"]) == {
        "Kontakt": "name", "Activities/Next Deadline": "next_on",
    }  # fmt: skip

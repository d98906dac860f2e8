"""Amounts of money as people write them."""

from __future__ import annotations

import pytest

from leadq.errors import UsageError
from leadq.exchange.cells.amounts import AmountColumn


def amounts(words: str, region: str = "CN") -> list[float]:
    column = AmountColumn(region=region)
    values = words.split("|")
    for value in values:
        column.look(value)
    return [column.read(value).value for value in values]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("约12万|十二万|12万左右|120k|120,000|120000元|RMB 12万|12万起", 120_000),
        ("$120,000.00|0.12m|1.2 lakh", 120_000),
        ("80-100万|80万~100万|800k - 1m|80至100万元|€800,000 – €900,000", 800_000),
        ("五十万|50w|50 万|500千|0,5 Mio. €", 500_000),
        ("两千五|2500块|US$2,500|CHF 2'500.-|2500 €|about 2,500", 2500),
        ("2 500,00 zł|2.500,00 €|R$ 2.500", 2500),
        ("3 crore|3千万|30 triệu|3千万元", 30_000_000),
    ],
)  # fmt: skip
def test_one_amount_in_many_forms(words: str, value: float) -> None:
    assert amounts(words) == [value] * len(words.split("|"))


@pytest.mark.parametrize(
    "word", ["面议", "不限", "abc", "12月", "call me", "十五五", "1.2.3", "x" * 80]
)
def test_what_is_no_amount(word: str) -> None:
    with pytest.raises(UsageError, match="bad_money"):
        AmountColumn().read(word)


def test_what_a_dot_is_the_column_tells() -> None:
    assert amounts("1.250|900,50|2.000.000") == [1250, 900.5, 2_000_000]
    assert amounts("1,250|900.50|2,000,000") == [1250, 900.5, 2_000_000]
    assert amounts("1,250|900.50", "DE") == [1250, 900.5]


def test_else_the_region_tells_and_the_guess_is_noted() -> None:
    assert amounts("1.250", "DE") == [1250]
    assert amounts("1.250", "US") == [1.25]
    column = AmountColumn(region="DE")
    column.read("1.250")
    assert column.guessed == "1.250"
    column = AmountColumn(region="US")
    column.read("1,250")
    assert column.guessed is None


def test_ranges_and_rough_amounts_are_told_apart() -> None:
    assert AmountColumn().read("10-15万") == (100_000, True, False)
    assert AmountColumn().read("六七十万") == (600_000, True, False)
    assert AmountColumn().read("四十到五十万") == (400_000, True, False)
    assert AmountColumn().read("约10万") == (100_000, False, True)
    assert AmountColumn().read("10万") == (100_000, False, False)

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


@pytest.mark.parametrize(
    ("region", "values", "amounts"),
    [
        ("DE", ["2.500,00", "1.250"], [2500, 1250]),
        ("DE", ["mehr als 5.000", "zwischen 5.000 und 8.000", "1,5 Mrd."], [5000, 5000, 1.5e9]),
        ("FR", ["1\u202f234,56 €", "2\u00a0500", "entre 5 000 et 8 000 €"], [1234.56, 2500, 5000]),
        ("ES", ["entre 80.000 y 100.000", "500 mil", "1 millón"], [80_000, 500_000, 1_000_000]),
        ("BR", ["R$ 2.500,00", "1,5 milhão", "menos de 10.000"], [2500, 1_500_000, 10_000]),
        ("IT", ["500 mila", "tra 5.000 e 8.000", "1 milione"], [500_000, 5000, 1_000_000]),
        ("NL", ["€ 2.500,-", "tussen 5.000 en 8.000"], [2500, 5000]),
        ("CH", ["1'234.50", "CHF 3’500.–", "12'000"], [1234.5, 3500, 12_000]),
        ("US", ["between 5,000 and 8,000", "5e3"], [5000, None]),
        ("", ["1.234.567", "2.500"], [1_234_567, 2500]),
        ("", ["1 234,56", "2 500"], [1234.56, 2500]),
    ],
)
def test_amounts_as_countries_write_them(
    region: str, values: list[str], amounts: list[float | None]
) -> None:
    def look_through() -> None:
        for value in values:
            column.look(value)

    column = AmountColumn(look_through, region)
    for value, amount in zip(values, amounts, strict=True):
        if amount is None:
            with pytest.raises(UsageError):
                column.read(value)
        else:
            assert column.read(value).value == amount

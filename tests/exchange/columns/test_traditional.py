"""What is known in simplified characters is known in traditional ones: columns, words, cells."""

from __future__ import annotations

from datetime import date

import pytest

from leadq.exchange.cells.amounts import AmountColumn
from leadq.exchange.cells.dates import read_date
from leadq.exchange.cells.money import without_wan
from leadq.exchange.cells.nothing import is_nothing, is_salutation, is_same_as_phone
from leadq.exchange.cells.reach_cells import find_phones
from leadq.exchange.cells.rough_days import read_rough_day
from leadq.exchange.cells.traditional import simplify, written_forms
from leadq.exchange.columns.aliases import map_channel, map_headers
from leadq.exchange.columns.belonging_columns import map_outcome, map_state, place_belongings
from leadq.exchange.columns.by_values import find_by_values
from leadq.exchange.columns.header_names import find_field, read_words
from leadq.exchange.columns.layout import Layout
from leadq.exchange.columns.no_leads import is_total
from leadq.exchange.columns.statuses import read_status

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize("file", ["aliases.toml", "more_aliases.toml"])
def test_every_column_name_is_known_in_both(file: str) -> None:
    names = [name for listed in read_words(file)["fields"].values() for name in listed]
    told = [name for name in names if any(form != name for form in written_forms(name))]
    assert len(told) > 100
    for name in told:
        for form in written_forms(name):
            assert find_field(form) == find_field(name), form


@pytest.mark.parametrize(
    "headers",
    [
        "客户名称,联系人,手机",
        "客户,联系人姓名,邮箱",
        "线索名称,老板姓名,公司电话",
        "客户名称,客户类别,电话",
    ],
)
def test_columns_that_share_a_table_are_told_apart_in_both(headers: str) -> None:
    plain = headers.split(",")
    traditional = ["".join(list(written_forms(char))[-1] for char in name) for name in plain]
    assert traditional != plain
    assert list(map_headers(traditional).values()) == list(map_headers(plain).values())


def test_taiwan_says_liaison_where_others_say_contact() -> None:
    assert map_headers(["聯絡人職務", "下次聯絡內容"]) == {
        "聯絡人職務": "title",
        "下次聯絡內容": "next_goal",
    }


def test_columns_of_what_belongs_to_leads() -> None:
    headers = ["客戶姓名", "跟進時間", "溝通內容", "通話結果"]
    places = place_belongings("touches", headers, {}, "a.csv")
    assert places == {"name": 0, "date": 1, "said": 2, "outcome": 3}
    assert (map_outcome("無人接聽"), map_state("已跟進")) == ("no_answer", "done")
    assert (map_channel("電話"), map_channel("登門拜訪")) == ("phone", "visit")


@pytest.mark.parametrize(
    ("word", "status"),
    [("已流失客戶", "left"), ("戰敗（價格）", "lost"), ("無意向", "dropped"), ("贏單關閉", "won")],
)
def test_statuses(word: str, status: str) -> None:
    told = read_status(word)
    assert told is not None and told.status == status


def test_words_for_nothing_and_words_beside_a_phone() -> None:
    assert is_nothing("暫無電話", "phones") and is_nothing("無負責人", "owner")
    assert not is_nothing("無錫", "name")
    row = Layout(["姓名", "電話"], {"姓名": "name", "電話": "phones"}).gather(
        ["陳大文", "沒有電話"]
    )
    assert row.first["phones"] == ""
    assert is_same_as_phone("與手機號相同") and is_salutation("先生")
    found = find_phones("聯繫電話：0912-345-678（微信同號）", lambda text: [text])
    assert (found.values, found.words, found.is_wechat) == (["0912-345-678"], "", True)


def test_days_and_amounts() -> None:
    assert read_date("2026年3月5日 下午3點") == date(2026, 3, 5)
    assert read_date("民國115年3月5日") == date(2026, 3, 5)
    assert read_rough_day("兩個月內", TODAY) == date(2027, 1, 25)
    assert read_rough_day("儘快", TODAY) == date(2026, 12, 2)
    assert AmountColumn().read("約12萬").value == 120_000
    assert AmountColumn().read("兩億元").value == 200_000_000
    assert without_wan("預算（萬元）") is not None


def test_rows_of_sums_and_columns_told_by_values() -> None:
    row = Layout(["姓名", "金額"], {"姓名": "name", "金額": "amount"}).gather(["總計", "12"])
    assert is_total(["總計", "12"], row)
    rows = [["鄧小華", "大同機械廠"], ["陳美玲", "永豐貿易公司"]]
    assert find_by_values(["甲", "乙"], {"甲": None, "乙": None}, [], rows, TODAY) == {
        "甲": "name",
        "乙": "company",
    }


def test_simplify_leaves_other_scripts_alone() -> None:
    assert simplify("Müller ひらがな 한국 ¥") == "Müller ひらがな 한국 ¥"

"""The reader as a whole: words exactly as written, hostile texts, and whose facts count."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadq.content.library import open_library
from leadq.domain.hearing.model import LANGS
from leadq.domain.hearing.reader import Reader

from .listening import TODAY, hear, reader, sentences


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("　钱　够，他做不了主", ["做不了主"]),
        ("钱够（老婆不同意）", ["钱够", "老婆不同意"]),
        ("预算８０万，下个月要", ["预算８０万", "下个月要"]),
        ("He HAS the Money", ["He HAS the Money"]),
        ("\u202e钱够\u200b，太贵了", ["钱够", "太贵了"]),
        ("İİİ he has the money", ["he has the money"]),
    ],
)
def test_words_are_those_of_the_text(text: str, words: list[str]) -> None:
    found = reader().propose(text, TODAY)
    assert [one.words for one in found] == words
    assert all(text[one.start : one.start + len(one.words)] == one.words for one in found)


@settings(deadline=None, max_examples=150)
@given(
    st.text(max_size=80), st.sampled_from(["钱够", "老婆不同意", "he has the money", "下个月要"])
)
def test_any_text_is_read(noise: str, words: str) -> None:
    for text in (noise, noise + words, f"{words}{noise}{words}"):
        for one in reader().propose(text, TODAY):
            assert text[one.start : one.start + len(one.words)] == one.words
            assert one.value


@pytest.mark.parametrize(
    "text",
    [
        "钱够，老婆不同意，下个月要" * 8000,
        "is not " * 15000,
        "他老婆说了算预算八十万下周二" * 8000,
        "if he " * 16000,
        "a" * 100_000,
        "1" * 100_000,
        " " * 100_000,
        "\x00\x1b[31m" * 20_000,
        "مرحبا بالعالم " * 8000,
        "不" * 100_000,
        "预算" + "1,234" * 20_000,
    ],
)
def test_a_long_text_is_read_once_through(text: str) -> None:
    assert len(reader().propose(text, TODAY)) < 10


def test_a_megabyte_is_read() -> None:
    text = "今天又跑了一趟工地，人不多，天气不错。" * 55_000
    assert len(text) > 1_000_000
    assert reader().propose(text + "钱够", TODAY)[-1].words == "钱够"


def test_only_facts_of_the_profile_are_proposed() -> None:
    assert hear("来存20万，钱够", facts={"money"}) == ["fact:money=yes"]
    assert hear("来存20万，预算80万", facts=set()) == ["field:budget=800000"]


def test_who_speaks() -> None:
    assert hear("我们没钱") == []
    assert hear("我们没钱", speaker="lead") == ["fact:money=no"]
    assert hear("他说我没钱") == ["fact:money=no"]


def test_one_slash_two_is_read_by_the_region() -> None:
    assert hear("call him back on 12/1") == ["next:=2026-12-01 phone"]
    assert hear("call him back on 1/12", region="GB") == ["next:=2026-12-01 phone"]


def test_what_gainsays_itself_is_not_proposed() -> None:
    assert hear("他说钱够。他说没钱。") == []
    assert hear("问了价格，一直在砍价") == ["fact:engagement=bargaining"]


def test_a_promise_without_a_day_falls_due_on_the_next_working_day() -> None:
    assert hear("答应发报价单") == ["promise:=2026-12-01"]


def test_a_place_goes_with_the_step() -> None:
    step = reader().propose("周五下午三点去工地看样机", TODAY)[0]
    assert (step.value, step.place) == ("2026-12-04 15:00 visit", "工地")


def test_a_first_text_is_read_like_any_other() -> None:
    """The rules narrowed to it say what the whole ones say."""
    heard = open_library(None).hearing(LANGS).hearings
    texts = [row["text"] for name in ("heard.json", "held.json") for row in sentences(name)]
    for text in texts[::7]:
        assert Reader(heard).propose(text, TODAY) == reader().propose(text, TODAY)


def test_a_space_before_a_further_day_ends_a_clause() -> None:
    found = reader().propose("答应明天发报价单 周五上午10点去工地", TODAY)
    assert [(one.kind, one.value) for one in found] == [
        ("promise", "2026-12-01"),
        ("next", "2026-12-04 10:00 visit"),
    ]
    (step,) = reader().propose("meet on Friday 10 am", TODAY)
    assert step.value == "2026-12-04 10:00 visit"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("他让我周三下午两点半去矿上看看", ["next:=2026-12-02 14:30 visit"]),
        ("老板让周五上午十点带合同去公司签", ["next:=2026-12-04 10:00 visit"]),
        ("他说周五9点半见面", ["next:=2026-12-04 09:30 visit"]),
        ("小松也报了价，让我周三去矿上看看", ["next:=2026-12-02 visit"]),
        ("他让他弟周五去公司", []),
        ("他没让周五去公司", []),
        ("他让我周五去公司了", []),
        ("他说周五跟三一的人见面", []),
        ("他同学开矿，叫我周三去矿上看看", []),
        ("小松也报了价，让他周三去矿上看看", []),
    ],
)
def test_where_the_lead_asks_us_to_come_is_the_next_step(text: str, wanted: list[str]) -> None:
    assert hear(text) == wanted


@pytest.mark.parametrize(
    "trade",
    ["做物流的", "他搞物流", "她开工厂", "He's a developer", "She is a contractor"],
)
def test_whose_trade_is_named_is_still_spoken_of(trade: str) -> None:
    both = f"{trade}，钱够" if not trade.isascii() else f"{trade}, money is there"
    assert hear(both) == ["fact:money=yes"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("希望再便宜些", ["fact:engagement=bargaining"]),
        ("希望再看看，下周二电话联系", ["next:=2026-12-08 phone"]),
        ("希望他有钱", []),
        ("希望他说钱够", []),
    ],
)
def test_a_hope_is_no_fact_but_one_for_a_lower_price(text: str, wanted: list[str]) -> None:
    assert hear(text) == wanted


@pytest.mark.parametrize(
    "text",
    ["今天跟他见面了，谈得不错", "今天给他打电话了", "今天去她店里了", "周三去他店里签合同了"],
)
def test_what_is_over_is_no_next_step(text: str) -> None:
    assert not [one for one in hear(text) if one.startswith("next:")]


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("下周三约好了见面", "2026-12-09 visit"),
        ("周五约了吃饭", "2026-12-04 visit"),
        ("明天给他打电话", "2026-12-01 phone"),
        ("周三下午3点再去谈", "2026-12-02 15:00 visit"),
    ],
)
def test_what_is_arranged_is_one(text: str, step: str) -> None:
    assert [one for one in hear(text) if one.startswith("next:")] == [f"next:={step}"]

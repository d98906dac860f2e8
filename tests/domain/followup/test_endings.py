"""Which reasons say that nobody was there to buy."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadq.domain.followup.endings import is_no_customer


@pytest.mark.parametrize(
    "reason",
    [
        *(
            "同行",
            "是同行",
            "对方是竞争对手",
            "原来是同行来套价的",
            "打错了",
            "空号",
            "重复录入",
            "不是客户。",
        ),
        *("competitor", "Is a competitor.", "it's a competitor", "a competitor fishing for prices"),
        *("wrong number", "duplicate entry", "not a customer"),
    ],
)
def test_nobody_was_there_to_buy(reason: str) -> None:
    assert is_no_customer(reason)


@pytest.mark.parametrize(
    "reason",
    [
        *("选了同行", "被竞争对手抢了", "同行价格更低", "价格太高", "用不上", "对手报价低", ""),
        *(
            "went with a competitor",
            "a competitor was cheaper",
            "lost to a rival",
            "no use",
            "price",
        ),
    ],
)
def test_a_deal_that_went_elsewhere_was_one(reason: str) -> None:
    assert not is_no_customer(reason)


@settings(deadline=None)
@given(st.text(alphabet="是他同行个家 a isthe", max_size=3000))
def test_whoever_went_elsewhere_was_there(reason: str) -> None:
    assert not is_no_customer(f"went elsewhere: {reason}")

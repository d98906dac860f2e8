"""Phones and emails in cells that say more than a number or an address."""

from __future__ import annotations

import pytest

from leadq.exchange.cells.nothing import is_filler_email, is_filler_phone, is_same_as_phone
from leadq.exchange.cells.reach_cells import find_emails, find_phones


@pytest.mark.parametrize(
    ("cell", "values", "words"),
    [
        ("手机:13911112222", ["13911112222"], ""),
        ("13911112222(老板娘)", ["13911112222"], "老板娘"),
        ("李经理13911112222", ["13911112222"], "李经理"),
        ("13911112222 下午打", ["13911112222"], "下午打"),
        ("p:+15035550123", ["+15035550123"], ""),
        ('="13911112222"', ["13911112222"], ""),
        ("'13911112222", ["13911112222"], ""),
        ("tel:+1-503-555-0123", ["+1-503-555-0123"], ""),
        ("Tel. 503.555.0123 x12", ["503.555.0123 x12"], ""),
        ("(503) 555-0123 (home)", ["(503) 555-0123"], "home"),
        ("M: 139 1111 2222; T: 010-62345678转801", ["139 1111 2222", "010-62345678转801"], ""),
        ("+1 503-555-0123 or +1 503-555-0124", ["+1 503-555-0123", "+1 503-555-0124"], ""),
        ("QQ:123456789", [], "QQ:123456789"),
        ("传真:010-62345678", [], "传真:010-62345678"),
        ("晚上打", [], "晚上打"),
    ],
)
def test_numbers_among_words(cell: str, values: list[str], words: str) -> None:
    found = find_phones(cell, lambda text: [text])
    assert (found.values, found.words, found.is_wechat) == (values, words, False)


@pytest.mark.parametrize(
    "cell", ["13911112222(微信同号)", "13911112222 VX同号", "13911112222,same as phone"]
)
def test_a_number_that_is_the_wechat_too(cell: str) -> None:
    assert find_phones(cell, lambda text: [text]) == (["13911112222"], "", True)


@pytest.mark.parametrize(
    ("cell", "values", "words"),
    [
        ("Eve Stone <eve@x.example>", ["eve@x.example"], "Eve Stone"),
        ("mailto:eve@x.example", ["eve@x.example"], ""),
        ("邮箱:a@x.example，b@x.example", ["a@x.example", "b@x.example"], ""),
        ('["a@x.example","b@x.example"]', ["a@x.example", "b@x.example"], ""),
        ("eve@x.example (private)", ["eve@x.example"], "private"),
        ("on request", [], "on request"),
    ],
)
def test_addresses_among_words(cell: str, values: list[str], words: str) -> None:
    found = find_emails(cell)
    assert (found.values, found.words) == (values, words)


def test_fillers() -> None:
    fillers = [
        "00000000000",
        "11111111",
        "1234567890",
        "12345678",
        "123-456-7890",
        "+1 000-000-0000",
    ]
    assert all(map(is_filler_phone, fillers))
    real = ["13911112222", "13888888888", "010-62345678", "+14025550134", "13812345678"]
    assert not any(map(is_filler_phone, real))
    assert is_filler_email("None@None.com") and not is_filler_email("ann@none.example")
    assert is_same_as_phone("同手机号") and is_same_as_phone("（微信同号）")
    assert not is_same_as_phone("wx_1390")

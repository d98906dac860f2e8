"""What the tokens of options are called: every word means one token of an option."""

from __future__ import annotations

import pytest

from leadq.cli.frame.options import Channel
from leadq.cli.leads.contact import Attitude, Role
from leadq.domain.leads.status import STATUSES
from leadq.domain.typing.tokens import WORDS, fold_word, read_token, split_words, worded
from leadq.store.search.words import PLACES

OPTIONS = [
    Channel.__args__,
    Role.__args__,
    Attitude.__args__,
    ("reached", "no_answer", "declined"),
    (*STATUSES, "all"),
    ("yes", "no", "unknown"),
    ("leads", "touches", "followups", "facts", "purchases", "all"),
    ("quarter", "month", "order"),
    PLACES,
]


@pytest.mark.parametrize("allowed", OPTIONS)
def test_every_word_of_an_option_means_its_own_token(allowed: tuple[str, ...]) -> None:
    for token in allowed:
        for word in (token, token.upper(), *WORDS[token]):
            assert read_token(f" {word} ", allowed) == token
    assert read_token("qzx", allowed) is None


def test_commas_of_both_languages_part_words() -> None:
    assert split_words(["A,  ,B，C", "成交、搁置，"]) == ["A", "B", "C", "成交", "搁置"]
    assert split_words([" ", ""]) == ["", ""] and split_words([]) == []


def test_words_stand_in_the_form_in_which_they_are_compared() -> None:
    assert [word for words in WORDS.values() for word in words if fold_word(word) != word] == []


def test_a_token_is_listed_with_its_chinese_word_in_chinese() -> None:
    assert worded("wechat", "zh") == "wechat 微信"
    assert worded("wechat", "en") == "wechat"
    assert worded("A", "zh") == "A"

"""Every name of a channel means that channel and no other."""

from __future__ import annotations

from leadq.domain.leads.sources import CHANNELS, channel_of, same_sources


def test_the_names_of_a_channel_are_one() -> None:
    for channel in CHANNELS:
        for name in (channel.en, channel.zh, *channel.others):
            assert channel_of(f" {name.upper()} ") is channel
    assert channel_of("referral") is channel_of("老客户介绍") is channel_of("转介绍")


def test_a_channel_is_known_by_the_word_that_a_shell_is_offered() -> None:
    for channel in CHANNELS:
        for lang in ("en", "zh"):
            word = channel.one_word(lang)
            assert channel_of(word) is channel
            assert all(char.isalnum() or char == "-" for char in word)
    assert "street-sweep" in same_sources("扫街")


def test_what_a_rep_calls_a_source_stays() -> None:
    assert channel_of("抖音直播") is None
    assert same_sources("抖音直播") == ("抖音直播",)
    assert same_sources(" ÉCOLE ") == ("ÉCOLE",)
    assert {"referral", "转介绍", "老客户介绍"} <= set(same_sources("Referral"))


def test_the_sources_word_for_acquaintances_is_shown_with_the_everyday_one() -> None:
    channel = channel_of("熟人")
    assert channel is not None and channel == channel_of("缘故") == channel_of("warm circle")
    assert channel.pick("zh") == "缘故（熟人）" and channel.one_word("zh") == "缘故"

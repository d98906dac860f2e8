"""What tells at a glance that a pattern cannot hold never hides what it would find."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from leadq.content.library import open_library
from leadq.domain.hearing.keys import find_keys, pack_keys, spell_out
from leadq.domain.hearing.model import LANGS, Hearing
from leadq.domain.hearing.narrow import languages_of, may_say_at_a_glance, rules_for
from leadq.domain.hearing.patterns import Pattern
from leadq.domain.hearing.reader import Reader

from .listening import TODAY, reader, sentences

HEARINGS = open_library(None).hearing(LANGS).hearings
SAID = [one["text"] for name in ("heard.json", "held.json") for one in sentences(name)]


def with_keys(one: Hearing) -> Hearing:
    """The rules with what a wheel holds of their patterns."""
    stated = (*one.rules, *one.grammar.marks)
    found = {say: pack_keys(say, one.lang, one.words) for rule in stated for say in rule.say}
    return one._replace(keys=found)


KEYED = [with_keys(one) for one in HEARINGS]
FACTS = sorted(
    {
        f"{rule.field}={value}"
        for one in HEARINGS
        for rule in one.rules
        for value in (rule.value, rule.contrary)
        if rule.kind == "fact" and value
    }
)


def test_packed_keys_spell_out_to_those_of_the_pattern() -> None:
    for one in KEYED:
        for say, packed in one.keys.items():
            spelled = [spell_out(part, one.lang, one.words) for part in packed]
            assert spelled == list(find_keys(say, one.lang, one.words)), say


def test_a_word_that_is_added_to_a_class_is_a_key_of_packed_ones() -> None:
    packed = pack_keys("{kin}(同意|反对)", "zh", {"kin": ("老婆",)})
    assert packed == [["{kin}"], ["同意", "反对"]]
    assert spell_out(packed[0], "zh", {"kin": ("老婆", "表叔")}) == ("老婆", "表叔")


def test_a_pattern_with_packed_keys_looks_for_the_same() -> None:
    plain = Pattern("wants {what} now", "en", {"what": ("his mother's", "it")})
    packed = pack_keys(plain.source, "en", {"what": ("his mother's", "it")})
    assert Pattern(plain.source, "en", {"what": ("his mother's", "it")}, packed).parts == (
        plain.parts
    )


def test_of_most_rules_a_text_has_no_sign() -> None:
    for one in KEYED:
        assert len(rules_for(one, "not now, call again" if one.lang == "en" else "改天再说")) < 9


texts = st.lists(
    st.one_of(
        st.sampled_from(SAID),
        st.sampled_from([word for one in HEARINGS for few in one.words.values() for word in few]),
        st.sampled_from(
            ["没", "不", "，", "。", " ", "?", "not ", ", ", "if ", "周五", "50万", "'"]
        ),
    ),
    min_size=1,
    max_size=5,
).map("".join)


@given(texts, st.sets(st.sampled_from(FACTS), min_size=1, max_size=3))
@settings(deadline=None, max_examples=60)
def test_the_keys_hide_nothing_that_is_heard(text: str, wanted: set[str]) -> None:
    whole = reader().propose(text, TODAY)
    assert Reader(KEYED).propose(text, TODAY) == whole
    found = Reader(KEYED).propose(text, TODAY, wanted=wanted)
    assert found in ([], whole)
    says_so = any(f"{one.field}={one.value}" in wanted for one in whole)
    assert bool(found) or not says_so
    assert not says_so or any(may_say_at_a_glance(one, text, wanted) for one in KEYED)


def test_what_gainsays_is_heard_when_the_other_language_says_the_contrary() -> None:
    day = date(2026, 11, 30)
    text = "没钱, has the money"
    assert languages_of(text) == ("zh", "en")
    assert Reader(KEYED).propose(text, day, wanted=["money=no"]) == reader().propose(text, day)


def test_most_talks_are_told_at_a_glance_to_gainsay_nothing() -> None:
    contrary = {"authority=no", "need=no"}
    english, chinese = (next(one for one in KEYED if one.lang == lang) for lang in ("en", "zh"))
    for text in ("not now, call again", "phone reached", "wants the quote by Friday"):
        assert not may_say_at_a_glance(english, text, contrary), text
    for text in ("约了下周去工地看", "月底工程款到账再定", "想要十箱"):
        assert not may_say_at_a_glance(chinese, text, contrary), text
    assert may_say_at_a_glance(english, "does not want a new one", contrary)
    assert may_say_at_a_glance(chinese, "不想要十箱", contrary)
    assert may_say_at_a_glance(chinese, "问了价格，说要和老板商量", contrary)

"""Names found by pinyin: surnames, several readings, mixed texts."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadq.adapters import pinyin
from leadq.adapters.pinyin import spell, spell_plain
from leadq.usecases.keys import fold


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("王建国", {"wangjianguo", "wjg"}),
        ("曾国藩", {"zengguofan", "zgf"}),
        ("单雄信", {"shanxiongxin", "sxx"}),
        ("仇英", {"qiuying", "qy"}),
        ("解缙", {"xiejin", "xj"}),
        ("查良镛", {"zhaliangyong", "zly"}),
        ("尉迟恭", {"yuchigong", "ycg"}),
        ("欧阳娜娜", {"ouyangnana", "oynn"}),
        ("吕布", {"lvbu", "lb"}),
        ("重庆银行", {"chongqingyinhang", "cqyh"}),
        ("长沙", {"changsha", "cs"}),
        ("华北路桥ABC", {"huabeiluqiaoabc", "hblqabc"}),
        ("三一SY215", {"sanyisy215", "sysy215"}),
    ],
)
def test_a_name_is_found_by(name: str, keys: set[str]) -> None:
    assert keys <= set(spell(name))


def test_the_surname_reading_comes_first() -> None:
    assert spell("曾国藩")[:2] == ("zengguofan", "cengguofan")


def test_dead_readings_do_not_blur_the_search() -> None:
    assert spell("王建国") == ("wangjianguo", "wjg")


def test_latin_texts_have_no_keys() -> None:
    assert spell("Denson") == spell("Müller & Söhne") == spell("") == ()


@given(st.text(max_size=30))
def test_keys_are_few_and_lower_case(text: str) -> None:
    keys = spell(text)
    assert len(keys) <= 16
    assert len(set(keys)) == len(keys)
    assert all(key and key == key.casefold() and not key.isspace() for key in keys)


def test_many_readings_are_cut_to_eight() -> None:
    assert len([key for key in spell("重行长乐都朝曾仇") if len(key) > 8]) == 8


def test_the_common_readings_are_those_of_the_library() -> None:
    table = pinyin._character_table()
    common = pinyin._common_readings()
    assert common == {
        character: pinyin._without_tones(table[ord(character)].partition(",")[0])
        for character in map(chr, range(0x4E00, 0xA000))
        if character.encode("gb2312", "ignore") and character not in pinyin._SEVERAL
    }


def test_neither_phrases_nor_common_names_cost_a_start() -> None:
    code = (
        "import os, sys; from leadq.adapters.pinyin import spell; before = dict(os.environ);"
        "spell('Denson'); spell('王建国'); early = 'pypinyin' in sys.modules; spell('王龘');"
        "sys.exit(early or 'pypinyin.phrases_dict' in sys.modules or dict(os.environ) != before)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@given(
    st.text(alphabet="王李曾单欧阳尉迟重长大行乐石会传建国华伟娜强丽〇㐀", min_size=1, max_size=9)
)
def test_the_short_way_says_what_the_long_way_says(text: str) -> None:
    # a space ends the short way and is no part of any key
    assert spell(text) == spell(f"{text} ")


def spell_the_long_way(name: str) -> tuple[str, ...]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pinyin, "spell_plain", lambda _name: ())
        return spell(name)


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1, max_size=9))
def test_the_short_way_is_the_long_way(name: str) -> None:
    plain = spell_plain(name)
    assert plain in ((), spell_the_long_way(name))
    assert not plain or fold(name) == name


def test_the_short_way_takes_common_characters_of_which_one_may_have_several_readings() -> None:
    for character in map(chr, range(0x4D00, 0xA100)):
        plain = spell_plain(character)
        assert plain in ((), spell_the_long_way(character))
        assert not plain or fold(character) == character
    assert spell_plain("王建国") == ("wangjianguo", "wjg")
    assert spell_plain("王行") == ("wanghang", "wangxing", "wh", "wx")
    others = "", "Wang", "王1", "曾国藩", "欧阳娜", "长行", "王国\n", "\u3007", "\U00020000"
    for other in (*others, "王 国"):
        assert spell_plain(other) == ()

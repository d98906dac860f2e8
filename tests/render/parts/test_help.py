"""Wrapping in terminal cells: Han text breaks between characters, words stay whole."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from leadq.render.parts.help import HelpRow, Page, Section, draw, wrap
from leadq.render.parts.text import cell_width

WORDS = st.text(st.sampled_from("abc XY，。（）王建国「」- "), max_size=80)


def test_words_stay_whole() -> None:
    assert wrap("one two three four", 9) == ["one two", "three", "four"]
    assert wrap("", 9) == [""]
    assert wrap("a\n\nb", 9) == ["a", "", "b"]


def test_a_command_is_never_broken() -> None:
    assert wrap("See them: leadq due --within 7", 24) == ["See them:", "leadq due --within 7"]
    assert wrap("明天查看：leadq due --within 7。", 26) == ["明天查看：", "leadq due --within 7。"]
    assert wrap("全部人员：`leadq report day --owner all`", 36)[1:] == [
        "`leadq report day --owner all`"
    ]
    assert wrap("leadq import FILE --map 老系统", 10) == [
        "leadq", "import", "FILE --map", "老系统",
    ]  # fmt: skip
    assert wrap("leadq 是命令行程序", 12) == ["leadq 是命令", "行程序"]


def test_han_text_breaks_between_characters() -> None:
    assert wrap("王建国在华北路桥", 8) == ["王建国在", "华北路桥"]
    assert wrap("看看JS220的价格", 8) == ["看看", "JS220的", "价格"]


def test_punctuation_never_begins_a_line() -> None:
    assert wrap("王建国在，华北", 8) == ["王建国", "在，华北"]
    assert wrap("王建（华北）路桥", 6) == ["王建", "（华", "北）路", "桥"]


@given(WORDS, st.integers(12, 40))
def test_nothing_is_lost_and_lines_fit(words: str, width: int) -> None:
    lines = wrap(words, width)
    assert "".join("".join(lines).split()) == "".join(words.split())
    longest = max(map(cell_width, words.replace("，", " ").split()), default=0)
    if longest <= width:
        assert max(map(cell_width, lines)) <= width


def test_names_too_long_for_their_column_stand_alone() -> None:
    page = Page("u", "a", (Section("T", (HelpRow("x", "ex"), HelpRow("y" * 31, "why"))),), "")
    assert draw(page, 80).splitlines()[-4:] == ["T", "  x  ex", "  " + "y" * 31, "     why"]

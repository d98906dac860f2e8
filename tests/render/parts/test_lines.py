"""Lines: wrapping, cutting and padding in terminal cells."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from leadq.render.parts.lines import DIM, Piece, flat, line, pad_line, trim, wrap_line
from leadq.render.parts.text import cell_width

WORDS = st.text(st.sampled_from("ab c王建，。国 “”-…é"), max_size=120)


@given(
    st.lists(st.tuples(WORDS, st.sampled_from(["", "dim", "bold"])), max_size=4), st.integers(4, 40)
)
def test_wrapping_loses_nothing_but_spaces(parts: list[tuple[str, str]], width: int) -> None:
    whole = tuple(Piece(*part) for part in parts)
    wrapped = wrap_line(whole, width)
    assert all(cell_width(flat(one)) <= width for one in wrapped)
    joined = "".join(flat(one) for one in wrapped)
    assert joined.replace(" ", "") == flat(whole).replace(" ", "")
    styles = {span.style for span in whole}
    assert {span.style for one in wrapped for span in one} <= styles


def test_styles_follow_their_words() -> None:
    wrapped = wrap_line(line("grade card ", Piece("in dim words", DIM)), 12)
    assert wrapped == [line("grade card"), line(Piece("in dim words", DIM))]


def test_the_last_line_that_is_kept_is_cut() -> None:
    wrapped = wrap_line(line("one two three four five six"), 10, 2)
    assert [flat(one) for one in wrapped] == ["one two", "three fou…"]


def test_a_word_longer_than_the_line_is_broken() -> None:
    assert [flat(one) for one in wrap_line(line("W" * 25), 10)] == ["W" * 10, "W" * 10, "W" * 5]


def test_padding_counts_cells() -> None:
    assert flat(pad_line(line("王"), 4)) == "王  "
    assert flat(pad_line(line("王"), 4, right=True)) == "  王"
    assert flat(trim(line("a ", Piece("  ", DIM)))) == "a"

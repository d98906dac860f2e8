"""What an error names in a list, as it is read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from leadq.errors import RefusedError
from leadq.i18n import set_language
from leadq.render.parts.errors import hint_line


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    yield
    set_language("en")


@pytest.mark.parametrize(("lang", "comma"), [("en", ", "), ("zh", "、")])
def test_a_list_is_joined_by_the_language_and_ends_between_two_items(lang: str, comma: str) -> None:
    set_language(lang)

    def hint(count: int) -> str:
        names = [f"name{n}" for n in range(count)]
        error = RefusedError("no_guide", hint="no_guide", given="x", allowed=names)
        return hint_line(error)

    assert f"name0{comma}name1{comma}name2" in hint(3)
    long = hint(5000)
    assert len(long) < 1000
    assert any(long.count(f"name{n}{comma}…") for n in range(5000))

"""A phone with a digit too many: asked for again on a terminal, remarked on elsewhere."""

from __future__ import annotations

import pytest

from leadq.adapters.phone_codes import has_digits_too_many


@pytest.mark.parametrize(
    ("typed", "region", "is_long"),
    [
        ("138 0013 8000 1", "CN", True), ("+86 138001380001", "CN", True),
        ("010-623456789", "CN", True), ("(212) 555-01477", "US", True),
        ("13800138000", "CN", False), ("13800138000 转 12", "CN", False),
        ("1380013800", "CN", False), ("+1 660 485 0224", "CN", False),
        ("(212) 555-0147", "US", False), ("no phone", "CN", False),
    ],
)  # fmt: skip
def test_numbers_with_digits_too_many(typed: str, region: str, is_long: bool) -> None:
    assert has_digits_too_many(typed, region) is is_long

"""The MAN check (method §2)."""

from __future__ import annotations

import pytest

from leadq.domain.grading.man import (
    ALL_NO,
    ASK_ORDER,
    VERDICTS,
    man_code,
    man_verdict,
    unknown_letters,
    verdict_range,
)

from ..helpers import known

TABLE = {
    ("yes", "yes", "yes"): ("MAN", "prospect"),
    ("yes", "yes", "no"): ("MAn", "approachable"),
    ("yes", "no", "yes"): ("MaN", "approachable"),
    ("no", "yes", "yes"): ("mAN", "approachable"),
    ("no", "no", "yes"): ("maN", "cultivate"),
    ("no", "yes", "no"): ("mAn", "cultivate"),
    ("yes", "no", "no"): ("Man", "cultivate"),
    ("no", "no", "no"): ("man", "not_a_customer"),
}


@pytest.mark.parametrize("letters", TABLE)
def test_the_table_whole(letters: tuple[str, str, str]) -> None:
    code = man_code(known(**dict(zip(("money", "authority", "need"), letters, strict=True))))
    assert (code, man_verdict(code)) == TABLE[letters]
    assert verdict_range(code) == (man_verdict(code), man_verdict(code))


def test_the_table_has_no_other_rows() -> None:
    assert dict(TABLE.values()) == VERDICTS
    assert ALL_NO == "man"


@pytest.mark.parametrize(
    ("code", "best", "worst"),
    [
        ("???", "prospect", "not_a_customer"),
        ("M??", "prospect", "cultivate"),
        ("?A?", "prospect", "cultivate"),
        ("m??", "approachable", "not_a_customer"),
        ("MA?", "prospect", "approachable"),
        ("?AN", "prospect", "approachable"),
        ("M?n", "approachable", "cultivate"),
        ("ma?", "cultivate", "not_a_customer"),
        ("?an", "cultivate", "not_a_customer"),
        ("mA?", "approachable", "cultivate"),
    ],
)
def test_an_unknown_letter_leaves_a_range(code: str, best: str, worst: str) -> None:
    assert man_verdict(code) == "incomplete"
    assert verdict_range(code) == (best, worst)


def test_unknown_letters_are_asked_need_first() -> None:
    assert ASK_ORDER == ("need", "money", "authority")
    assert unknown_letters({}) == ASK_ORDER
    assert unknown_letters(known(money="no")) == ("need", "authority")
    assert unknown_letters(known(money="no", authority="yes", need="no")) == ()
    assert man_code({}) == "???"

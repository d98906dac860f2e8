"""Nearest spellings, public holidays."""

from __future__ import annotations

from datetime import date

import pytest

from leadq.adapters.holidays import public_days
from leadq.adapters.similarity import nearest
from leadq.errors import ConfigError


def test_the_nearest_come_first() -> None:
    assert nearest("enagement", ["money", "engagement", "reason"]) == ["engagement"]
    assert nearest("王建过", ["李四", "王建国"]) == ["王建国"]
    assert nearest("MONEY", ["money"]) == ["money"]
    assert nearest("xyz", ["money", "need"]) == []
    assert len(nearest("lead", ["lead1", "lead2", "lead3", "lead4"], limit=2)) == 2


def test_china_rests_and_makes_up_for_it() -> None:
    off, worked = public_days("cn", [2026])
    assert {date(2026, 2, 17), date(2026, 10, 1), date(2026, 1, 2)} <= set(off)
    assert {date(2026, 1, 4), date(2026, 10, 10)} <= worked
    assert all(day.year == 2026 for day in set(off) | worked)
    assert all(day.weekday() >= 5 for day in worked)
    assert not set(off) & worked


def test_other_countries_have_no_made_up_days() -> None:
    off, worked = public_days("DE", [2026, 2027])
    assert date(2026, 10, 3) in off
    assert date(2027, 12, 25) in off
    assert worked == frozenset()


@pytest.mark.parametrize("country", ["", "XX", "China!", "中国"])
def test_an_unknown_country_is_a_setting_gone_wrong(country: str) -> None:
    with pytest.raises(ConfigError, match="bad_country"):
        public_days(country, [2026])

"""The short way for plain phones and addresses says what the long way says."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadq.errors import LeadqError
from leadq.store.repo_values import ReachValue
from leadq.usecases.importing import row_reaches
from leadq.usecases.importing.plain_reaches import read_plain
from leadq.usecases.keys import parse_reaches

from ..bring_in import bring_in, stored
from ..helpers import make_desk, rows

_TYPED = st.one_of(
    st.from_regex(r"(\+86[ -]?)?1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4}", fullmatch=True),
    st.from_regex(r"(\+1[ -]?)?\(?[2-9][0-9]{2}\)?[ -]?[0-9]{3}[ -]?[0-9]{4}", fullmatch=True),
    st.from_regex(r"[A-Za-z0-9._%+-]{1,8}@[A-Za-z0-9-]{1,6}(\.[a-z]{1,3}){0,2}", fullmatch=True),
    st.text(alphabet="abcXYZ019_-+@. ;/，é１@", max_size=14),
)


@settings(max_examples=4 * settings.default.max_examples)
@given(st.sampled_from(["phone", "email", "wechat"]), _TYPED, st.sampled_from(["CN", "US"]))
def test_the_short_way_says_what_the_long_way_says(kind: str, typed: str, region: str) -> None:
    short = read_plain(kind, typed, region)
    if short is not None:
        assert [short] == parse_reaches(kind, [typed], region)


@pytest.mark.parametrize(
    ("kind", "typed"),
    [("phone", "138 0013 8000"), ("email", "A.b+c@x-y.example"), ("wechat", "wx_1-A")],
)
def test_what_most_tables_hold_takes_the_short_way(kind: str, typed: str) -> None:
    assert read_plain(kind, typed, "CN") is not None


def test_a_table_lands_the_same_without_the_short_way(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_none(_kind: str, _typed: str, _region: str) -> ReachValue | None:
        return None

    table = (
        "姓名,手机,电话,邮箱,微信\n"
        "甲,13800138001,010-62000001,A1@x.cn,Wx_1\n"
        "乙,+86 138 0013 8002,,a2@x.cn/a3@x.cn,wx 2\n"
        "丙,13800138003/13900139003,call,none,\n"
        "丁,+1 (415) 220 0003,13800138003,,微信\n"
        "戊,138-0013-8004,138 0013 8004,x@y,\n"
    )
    short, long = (make_desk(tmp_path_factory.mktemp("store")) for _ in range(2))
    one = bring_in(short, table)
    monkeypatch.setattr(row_reaches, "read_plain", read_none)
    other = bring_in(long, table)
    assert (one.new, one.known, one.unread) == (other.new, other.known, other.unread)
    ways = ("name", "phones", "emails", "wechat", "extra")
    assert [[{**lead}[way] for way in ways] for lead in stored(short)] == [
        [{**lead}[way] for way in ways] for lead in stored(long)
    ]
    for what in ("lead_id, kind, typed, e164, norm FROM reach", "keys FROM lookup"):
        assert rows(short, f"SELECT {what}") == rows(long, f"SELECT {what}")


@given(st.text(max_size=12))
def test_what_is_no_reach_is_left_to_the_long_way(typed: str) -> None:
    for kind in ("phone", "email"):
        try:
            parse_reaches(kind, [typed], "CN")
        except LeadqError:
            assert read_plain(kind, typed, "CN") is None

"""Two leads' fields become one lead's, and nothing is lost."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from leadq.domain.fields import COLUMNS
from leadq.domain.leads.merge import BOTH, KEEP, OTHER, Taken, merge_fields, set_aside

TODAY = "2026-11-23"
EMPTY: dict[str, Any] = {
    **dict.fromkeys(COLUMNS),
    "name": "王建国",
    "profile": "general",
    "status": "open",
    "tags": [],
    "extra": {},
    "created_on": "2026-11-01",
}


def lead(**fields: Any) -> dict[str, Any]:
    return {**EMPTY, **fields}


def changes(keep: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    return merge_fields(keep, other, TODAY).changes


def test_equal_leads_change_nothing() -> None:
    united = merge_fields(lead(company="x", tags=["a"]), lead(company="x", tags=["a"]), TODAY)
    assert (united.changes, united.told) == ({}, [])


def test_what_is_empty_is_filled() -> None:
    united = merge_fields(lead(), lead(company="华北路桥", budget=500000), TODAY)
    assert united.changes == {"company": "华北路桥", "budget": 500000}
    assert united.told == [Taken("company", "华北路桥", OTHER), Taken("budget", 500000, OTHER)]


def test_what_differs_is_set_aside() -> None:
    united = merge_fields(lead(owner="Li"), lead(owner="Wu", budget=0), TODAY)
    assert united.changes == {"budget": 0, "extra": {"merged owner": "Wu"}}
    assert united.told[0] == Taken("owner", "Li", KEEP, "Wu")


def test_notes_and_tags_are_united() -> None:
    united = merge_fields(lead(note="a", tags=["x"]), lead(note="b", tags=["y", "x"]), TODAY)
    assert united.changes == {"note": "a\nb", "tags": ["x", "y"]}
    assert {taken.origin for taken in united.told} == {BOTH}
    assert changes(lead(note="a\nb"), lead(note="b")) == {}


def test_the_earlier_day_stays() -> None:
    assert changes(lead(), lead(created_on="2026-10-01")) == {"created_on": "2026-10-01"}
    assert changes(lead(), lead(created_on="2026-12-01")) == {}


def test_other_fields_are_united() -> None:
    keep = lead(extra={"a": 1, "merged company": "x"}, company="w")
    other = lead(extra={"a": 2, "b": 3, "merged company": "y"}, company="z")
    assert changes(keep, other)["extra"] == {
        "a": 1, "merged a": 2, "b": 3, "merged company": "x; y; z",
    }  # fmt: skip


def test_a_value_is_set_aside_once() -> None:
    extra: dict[str, Any] = {}
    for value in ("x", "y", "x"):
        set_aside(extra, "company", value)
    assert extra == {"merged company": "x; y"}


def test_an_open_lead_is_not_closed() -> None:
    lost = lead(status="lost", reason="price")
    assert changes(lost, lead()) == {
        "status": "open",
        "reason": None,
        "extra": {"merged status": "lost", "merged reason": "price"},
    }
    assert changes(lead(), lost) == {"extra": {"merged status": "lost", "merged reason": "price"}}


def test_closed_leads_keep_their_own_end() -> None:
    won, lost = lead(status="won", amount=5), lead(status="lost", reason="price")
    assert changes(won, lost) == {"extra": {"merged status": "lost", "merged reason": "price"}}
    assert changes(lead(status="won"), won) == {"amount": 5}
    assert changes(won, lead(status="won", amount=6)) == {"extra": {"merged amount": 6}}


def test_the_sooner_of_parked_and_open_stays() -> None:
    march = lead(status="parked", parked_until="2027-03-01")
    may = lead(status="parked", parked_until="2027-05-01")
    back = lead(status="parked", parked_until="2026-11-01")
    assert changes(may, march) == {
        "parked_until": "2027-03-01",
        "extra": {"merged parked_until": "2027-05-01"},
    }
    assert changes(march, may) == {"extra": {"merged parked_until": "2027-05-01"}}
    assert changes(march, lead())["status"] == "open"
    assert changes(march, lead())["parked_until"] is None
    assert "status" not in changes(lead(), march)
    assert "status" not in changes(lead(status="parked", parked_until="2026-11-01"), lead())
    assert changes(may, back)["parked_until"] == "2026-11-01"
    assert changes(lead(status="lost"), march)["parked_until"] == "2027-03-01"


words = st.none() | st.sampled_from(["a", "b", "c"])
leads = st.builds(
    lead,
    name=st.sampled_from(["王建国", "李明"]),
    company=words,
    owner=words,
    note=words,
    reason=words,
    budget=st.none() | st.integers(0, 3),
    status=st.sampled_from(["open", "won", "lost", "dropped"]),
    tags=st.lists(st.sampled_from("xyz"), unique=True),
    extra=st.dictionaries(st.sampled_from("pq"), st.sampled_from(["1", "2"])),
)


@given(leads, leads)
def test_nothing_is_lost(keep: dict[str, Any], other: dict[str, Any]) -> None:
    whole = {**keep, **changes(keep, other)}
    for name in EMPTY:
        for value in (keep[name], other[name]):
            if name in ("tags", "extra", "created_on") or value is None:
                continue
            aside = str(whole["extra"].get(f"merged {name}")).split("; ")
            assert value == whole[name] or str(value) in (*aside, *str(whole[name]).split("\n"))
    assert set(whole["tags"]) == {*keep["tags"], *other["tags"]}
    for one in (keep, other):
        for name, value in one["extra"].items():
            assert value in (whole["extra"][name], whole["extra"].get(f"merged {name}"))

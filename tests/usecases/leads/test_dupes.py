"""Likely duplicates in a real store."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import leadq
from leadq.adapters.similarity import is_near, near_pairs
from leadq.usecases.desk import Desk
from leadq.usecases.followup.close import drop_lead
from leadq.usecases.followup.log import Contacted, log_touch
from leadq.usecases.leads.dupes import Likely, find_duplicates
from leadq.usecases.leads.edit import set_contact
from leadq.usecases.leads.merge import merge_leads

from ..helpers import add, rows

Run = Callable[..., Any]


def found(desk: Desk, **wanted: Any) -> list[Likely]:
    return find_duplicates(desk, **wanted).groups


def only(desk: Desk) -> Likely:
    (group,) = found(desk)
    return group


def numbers(group: Likely) -> set[int]:
    return {lead["number"] for lead in group.leads}


@pytest.mark.parametrize(
    ("one", "other", "reasons"),
    [
        ({"phones": ["138 0013 8000"]}, {"phones": ["+86 13800138000"]}, {"phone"}),
        ({"emails": ["li@x.com"]}, {"emails": ["LI@X.com"]}, {"email"}),
        ({"wechat": "Li88"}, {"wechat": "li88"}, {"wechat"}),
    ],
)
def test_the_same_reach(
    desk: Desk, one: dict[str, Any], other: dict[str, Any], reasons: set[str]
) -> None:
    add(desk, "王建国", company="华北路桥", **one)
    add(desk, "李明", company="晨曦建材", force=True, **other)
    assert set(only(desk).reasons) == reasons


@pytest.mark.parametrize(
    ("one", "other", "reasons"),
    [
        (("王建国", "华北路桥"), ("王建国先生", "华北路桥集团有限公司"), "same_name same_company"),
        (("王建国", "华北路桥"), ("王建囯", "华北路桥"), "pinyin_name same_company"),
        (("王建国", "华北路桥"), ("Wang Jianguo", "华北路桥"), "pinyin_name same_company"),
        (("王建国", "华北路桥"), ("Jianguo Wang", "华北路桥"), "pinyin_name same_company"),
        (("王建国", "华北路桥"), ("王总", "华北路桥"), "surname_name same_company"),
        (("王建国", "华北路桥"), ("王建国", "北京华北路桥公司"), "same_name near_company"),
        (("王建国", "华北路桥"), ("王建国", "华北陆桥"), "same_name near_company"),
        (("John Smith", "Acme Inc"), ("Jon Smith", "ACME Ltd."), "near_name same_company"),
        (("Ann Denson", "Springfield Mills"), ("Denson, Ann", "Sprngfield Mills"),
         "same_name near_company"),
        (("John Smith", "Springfield Mills"), ("Jon Smith", "Sprngfield Mills"),
         "near_name near_company"),
    ],
)  # fmt: skip
def test_names_and_companies(
    desk: Desk, one: tuple[str, str], other: tuple[str, str], reasons: str
) -> None:
    add(desk, one[0], company=one[1], phones=["13800138000"])
    add(desk, other[0], company=other[1], phones=["13911112222"])
    assert only(desk).reasons == tuple(reasons.split())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Johnson", "Chanay"), ("Johnson", "Benton")),
        (("Johnson", "Park"), ("Johnson", "Parkway Motors")),
        (("Johnson", None), ("Johnson", "Benton")),
        (("Williams", "York Steak House"), ("Williamson", "York Steak House")),
        (("王伟", "华北路桥"), ("王伟", "晨曦建材")),
        (("王建国", "华北路桥"), ("王建民", "华北路桥")),
        (("王总", "华北路桥"), ("李总", "华北路桥")),
        (("王伟", "河北建工"), ("王伟", "河南建工")),
        (("John Smith", "Branch 12 Foods"), ("John Smith", "Branch 13 Foods")),
        (("王伟", "个人"), ("李伟", "个人")),
    ],
)
def test_what_is_no_duplicate(
    desk: Desk, one: tuple[str, str | None], other: tuple[str, str | None]
) -> None:
    add(desk, one[0], company=one[1], phones=["13800138000"])
    add(desk, other[0], company=other[1], phones=["13911112222"])
    assert found(desk) == []


def test_a_whole_name_without_anything_against_it(desk: Desk) -> None:
    add(desk, "王建国", phones=["13800138000"])
    add(desk, "王建国", company="华北路桥", phones=())
    assert only(desk).reasons == ("same_name",)


def test_a_whole_name_with_two_phones_is_a_namesake(desk: Desk) -> None:
    add(desk, "王建国", phones=["13800138000"])
    add(desk, "王建国", company="华北路桥", phones=["13911112222"])
    assert found(desk) == []


def test_a_common_surname_in_many_companies(desk: Desk) -> None:
    for place in range(55):
        add(desk, "Johnson", company=f"{chr(65 + place % 26)}{'ae'[place % 2]}ron{place} Stores")
    assert found(desk) == []


def test_contacts_with_the_same_phone(desk: Desk) -> None:
    one = add(desk, "王建国", company="华北路桥")
    other = add(desk, "李明", company="晨曦建材", phones=["139 0000 1111"])
    third = add(desk, "陈曦", company="长城机械")
    set_contact(desk, one, "赵总", "approver", "13900001111", None)
    set_contact(desk, third, "孙工", "influencer", "0086 13900001111", None)
    groups = found(desk)
    assert all(group.reasons == ("contact_phone",) for group in groups)
    assert {number for group in groups for number in numbers(group)} == set(
        map(int, (one, other, third))
    )


def test_a_phone_of_ones_own_contact_is_nothing(desk: Desk) -> None:
    number = add(desk, "王建国", phones=["13800138000"])
    set_contact(desk, number, "赵总", "approver", "13800138000", None)
    assert found(desk) == []


def test_a_switchboard_counts_only_with_the_name(desk: Desk) -> None:
    for place in range(11):
        add(desk, f"Person{chr(97 + place) * 3}", phones=["010 8888 7777"], force=True)
    again = add(desk, "Personaaa", phones=["010-88887777"], force=True)
    assert numbers(only(desk)) == {1, int(again)}


def test_a_number_that_only_fills_the_field(desk: Desk) -> None:
    add(desk, "王建国", phones=["00000000"])
    add(desk, "李明", phones=["00000000"], force=True)
    assert found(desk) == []


def test_groups_come_surest_first_and_limited(desk: Desk) -> None:
    add(desk, "John Smith", company="Acme")
    add(desk, "Jon Smith", company="Acme")
    add(desk, "王建国", company="华北路桥", phones=["13800138000"])
    add(desk, "王建国", company="华北路桥", phones=["13800138000"], force=True)
    scores = [group.score for group in found(desk)]
    assert scores == sorted(scores, reverse=True)
    limited = find_duplicates(desk, limit=1)
    assert (len(limited.groups), limited.total, limited.groups[0].score) == (1, 2, scores[0])


def test_three_make_one_group_with_the_busiest_first(desk: Desk) -> None:
    for _ in range(3):
        add(desk, "王建国", company="华北路桥", phones=["13800138000"], force=True)
    log_touch(desk, "3", Contacted(desk.today, by="phone"))
    drop_lead(desk, "1", "moved away")
    group = only(desk)
    assert [lead["number"] for lead in group.leads] == [3, 2, 1]
    assert group.leads[2]["status"] == "dropped"


def test_owners_that_differ_are_a_clash(desk: Desk) -> None:
    add(desk, "王建国", phones=["13800138000"], owner="Li")
    add(desk, "王建国", phones=["13800138000"], owner="Wu")
    add(desk, "李明", phones=["13911112222"], owner="Zhao")
    add(desk, "李明", phones=["13911112222"], owner="zhao", force=True)
    assert {group.leads[0]["name"]: group.clash for group in found(desk)} == {
        "王建国": True,
        "李明": False,
    }
    assert [numbers(group) for group in found(desk, owner="wu")] == [{1, 2}]
    assert find_duplicates(desk, owner="nobody").total == 0


def test_merged_leads_are_gone(desk: Desk) -> None:
    add(desk, "王建国", phones=["13800138000"])
    add(desk, "王建国", phones=["13800138000"], force=True)
    merge_leads(desk, "1", "2")
    assert found(desk) == []


def test_looking_writes_nothing(desk: Desk) -> None:
    add(desk, "王建国", phones=["13800138000"])
    add(desk, "王建国", phones=["13800138000"], force=True)
    before = desk.store.read_bytes()
    assert len(found(desk)) == 1
    assert desk.store.read_bytes() == before


def test_progress_comes_to_its_end(desk: Desk) -> None:
    add(desk)
    seen: list[tuple[int, int]] = []
    find_duplicates(desk, progress=lambda done, total: seen.append((done, total)))
    assert seen == sorted(seen)
    assert seen[-1][0] == seen[-1][1]


def test_many_texts_are_searched_like_few() -> None:
    fillers = [f"{chr(97 + n // 26 % 26)}{chr(97 + n % 26)}{n:05d}" for n in range(700)]
    texts = [*fillers, "springfield mills", "sprngfield mills", "springfield milss"]
    near = {frozenset(pair) for pair in near_pairs(texts)}
    last = len(fillers)
    assert {frozenset((last, last + 1)), frozenset((last, last + 2))} <= near
    assert all(min(pair) >= last for pair in near)


def test_near_is_a_slip_only() -> None:
    assert is_near("springfield", "sprngfield")
    assert is_near("河北建工", "河北省建工")
    assert not is_near("branch 12 foods", "branch 13 foods")
    assert not is_near("北京华北路桥建设工程", "北京华东路桥建设工程")


def test_many_leads_of_one_name_in_one_company(desk: Desk) -> None:
    for _ in range(12):
        add(desk, "王建国", company="华北路桥")
    assert len(only(desk).leads) == 12


def test_the_command_as_json(run: Run) -> None:
    run("add", "王建国", "--company", "华北路桥", "--phone", "13800138000", "--owner", "Li")
    run("add", "王建国", "--phone", "13800138000", "--owner", "Wu")
    (group,) = json.loads(run("dupes", "--json").out)
    assert group["score"] > 90
    assert group["reasons"][:2] == ["phone", "same_name"]
    assert group["clash"] is True
    assert {key: group["leads"][0][key] for key in ("number", "name", "company", "owner")} == {
        "number": 1,
        "name": "王建国",
        "company": "华北路桥",
        "owner": "Li",
    }


def test_the_command_on_a_screen(run: Run) -> None:
    assert "No two leads" in run("dupes").out
    run("add", "Ann Denson", "--company", "Acme")
    run("add", "Ann Denson", "--company", "ACME Inc.")
    shown = run("dupes").out
    assert "same name, same company" in shown
    assert "leadq merge 1 2" in shown
    chinese = run("dupes", "--lang", "zh").out
    assert "姓名相同、公司相同" in chinese
    assert run("dupes", "--format", "csv").out.count("\n") == 3


def test_the_command_loads_no_orm(home: Path, run: Run) -> None:
    run("add", "Ann Denson", "--company", "Acme")
    run("add", "Ann Denson", "--company", "ACME Inc.")
    code = (
        "import sys; from leadq.__main__ import main; main(['dupes', '--json']);"
        "sys.exit(bool({'sqlalchemy', 'sqlmodel', 'pydantic', 'rich'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(leadq.__file__).parents[1],
        capture_output=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0


def test_every_pair_that_is_shown_exists(desk: Desk) -> None:
    for name in ("Ann Denson", "Anne Denson", "Ann Densen", "Bob Butt"):
        add(desk, name, company="Acme")
    stored = {row[0] for row in rows(desk, "SELECT number FROM lead")}
    assert all(numbers(group) <= stored for group in found(desk))

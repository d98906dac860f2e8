"""What makes two leads look like one."""

from __future__ import annotations

import pytest

from leadq.domain.leads.duplicates import (
    Likeness,
    Pair,
    company_core,
    contains_company,
    group_pairs,
    is_filler,
    is_surname_of,
    is_whole_name,
    name_key,
    score_likeness,
)


@pytest.mark.parametrize(
    "names",
    [
        ("Ann Denson", "DENSON, Ann", "ann  denson", "Ms. Ann Denson", "Ａｎｎ Denson"),
        ("José Núñez", "Jose Nunez", "Mr Nunez, José"),
        ("Pat O'Brien", "Pat O’Brien", "pat obrien"),
        ("王建国", "王 建国", "王建国先生", "王建国经理"),
        ("王总", "王经理", "王"),
    ],
)
def test_a_name_is_compared_without_its_dress(names: tuple[str, ...]) -> None:
    assert len({name_key(name) for name in names}) == 1


@pytest.mark.parametrize("name", ["？？", "-", "未知", "N/A", "unknown", ""])
def test_no_name_is_no_name(name: str) -> None:
    assert name_key(name) == ""


@pytest.mark.parametrize(
    "companies",
    [
        (
            *("华北路桥", "华北路桥有限公司", "华北路桥有限责任公司", "华北路桥股份有限公司"),
            *("华北路桥集团", "华北路桥（集团）有限公司", "华北路桥 Co., Ltd.", "华北 路桥公司"),
        ),
        (
            "Acme",
            "ACME Inc.",
            "Acme, LLC",
            "acme corp",
            "Acme GmbH",
            "Acme Limited",
            "The Acme Co.",
        ),
        ("Maurice & Sons", "Maurice and Sons", "MAURICE SONS LTD"),
        ("Baum S.A.", "Baum SA", "Baum L.L.C."),
    ],
)
def test_a_company_is_compared_without_its_legal_form(companies: tuple[str, ...]) -> None:
    assert len({company_core(company) for company in companies}) == 1


@pytest.mark.parametrize("company", [None, "", "  ", "无", "个人", "N/A", "-"])
def test_no_company_is_no_company(company: str | None) -> None:
    assert company_core(company) == ""


def test_a_legal_form_alone_stays() -> None:
    assert company_core("公司") == "公司"
    assert company_core("Group") == "group"


def test_a_surname_is_no_whole_name() -> None:
    assert [is_whole_name(name_key(n)) for n in ("Johnson", "王总", "王", "王伟", "Ann Li")] == [
        False, False, False, True, True,
    ]  # fmt: skip
    assert is_surname_of("王", "王建国")
    assert not is_surname_of("王", "李国")
    assert not is_surname_of("j", "johnson")


def test_a_company_lies_in_another() -> None:
    assert contains_company("华北路桥", "北京华北路桥")
    assert contains_company("mauricepants", "maurice pants man".replace(" ", ""))
    assert not contains_company("北京", "北京华北路桥")
    assert not contains_company("acme", "acmetrading")


def test_a_number_of_one_digit_is_filler() -> None:
    assert is_filler("00000000")
    assert not is_filler("8613800138000")


PHONE = ("phone",)


def score(reaches: tuple[str, ...], name: str, company: str, contradicted: bool = True) -> int:
    return score_likeness(Likeness(reaches, name, company, contradicted))[0]


def test_the_more_agrees_the_surer() -> None:
    falling = [
        score(("phone", "email"), "same", "same"),
        score(PHONE, "same", "different"),
        score((), "same", "same"),
        score((), "pinyin", "same"),
        score((), "same", "near"),
        score((), "near", "same"),
        score((), "near", "near"),
        score((), "surname", "same"),
        score((), "same", "missing", contradicted=False),
    ]
    assert falling == sorted(falling, reverse=True)
    assert 0 < falling[-1] < falling[0] < 100


@pytest.mark.parametrize(
    ("name", "company"),
    [
        ("same", "different"),
        ("same", "missing"),
        ("pinyin", "different"),
        ("near", "missing"),
        ("surname", "near"),
        ("different", "same"),
    ],
)
def test_too_little_is_no_duplicate(name: str, company: str) -> None:
    assert score_likeness(Likeness((), name, company)) == (0, ())


def test_a_shared_phone_is_enough_and_comes_first() -> None:
    assert score_likeness(Likeness(PHONE, "different", "same")) == (85, ("phone", "same_company"))
    likeness = Likeness(("phone", "wechat"), "near", "missing")
    assert score_likeness(likeness)[1] == ("phone", "wechat", "near_name")
    assert score(("contact_phone",), "different", "different") < score(PHONE, "different", "same")


def test_sure_pairs_grow_into_a_group() -> None:
    pairs = [Pair(3, 5, 90, ("same_name",)), Pair(1, 3, 97, ("phone",)), Pair(8, 9, 80, ("email",))]
    groups = group_pairs(pairs)
    assert [(g.score, g.reasons, g.members) for g in groups] == [
        (97, ("phone", "same_name"), (1, 3, 5)),
        (80, ("email",), (8, 9)),
    ]


def test_weak_likeness_makes_no_chain() -> None:
    pairs = [Pair(1, 2, 60, ("a",)), Pair(2, 3, 60, ("b",)), Pair(3, 4, 90, ("c",))]
    groups = group_pairs(pairs)
    assert [g.members for g in groups] == [(3, 4), (1, 2), (2, 3)]


def test_weak_likeness_between_groups_is_told_once() -> None:
    pairs = [Pair(1, 2, 90, ("a",)), Pair(1, 3, 60, ("b",)), Pair(2, 3, 55, ("c",))]
    assert [g.members for g in group_pairs(pairs)] == [(1, 2), (1, 3)]
    pairs = [Pair(1, 2, 90, ("a",)), Pair(2, 3, 90, ("b",)), Pair(1, 3, 60, ("c",))]
    assert [g.members for g in group_pairs(pairs)] == [(1, 2, 3)]

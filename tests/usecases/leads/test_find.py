"""Finding the one lead that a text means."""

from __future__ import annotations

import pytest

from leadq.errors import RefusedError
from leadq.store.search.filters import Filter
from leadq.usecases.desk import Desk
from leadq.usecases.exporting.export import find_each_lead
from leadq.usecases.leads.browse import list_leads
from leadq.usecases.leads.edit import set_contact
from leadq.usecases.leads.find import AmbiguousLeadError
from leadq.usecases.leads.lead_card import read_lead_card

from ..helpers import add, make_desk


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Return a desk with six leads; no test changes them."""
    desk = make_desk(tmp_path_factory.mktemp("full"))
    add(desk, "王建国", company="华北路桥", phones=["138 0013 8000"], wechat="wjg_88")
    add(desk, "单晓曾", emails=["Shan@Example.com"], phones=["010-6554 1234"])
    add(desk, "Denson", company="Maurice The Pants Man", phones=["+1 660-485-0224"], wechat="den5")
    add(desk, "欧阳娜娜", company="华北建材")
    add(desk, "王建国强")
    add(desk, "吴翔", wechat="xiang1")
    return desk


def found(desk: Desk, given: str) -> int:
    return read_lead_card(desk, given).lead["number"]


@pytest.mark.parametrize(
    ("given", "number"),
    [
        *[("1", 1), ("#1", 1), (" 3 ", 3), ("＃３", 3), ("４", 4)],
        *[("王建国", 1), ("华北路桥", 1), ("欧阳娜娜", 4), ("denson", 3)],
        *[("maurice the pants man", 3), ("MAURICE", 3), ("PantsMan", 3), ("pants man", 3)],
        *[("13800138000", 1), ("+86 138-0013-8000", 1), ("138 0013 8000", 1), ("00138000", 1)],
        *[("１３８００１３８０００", 1), ("010 6554 1234", 2), ("65541234", 2)],
        *[("660-485-0224", 3), ("+16604850224", 3), ("0224", 3)],
        *[("shan@example.com", 2), ("SHAN@", 2), ("wjg_88", 1), ("WJG_", 1), ("den5", 3)],
        *[
            ("wangjianguo", 1),
            ("wjg", 1),
            ("ouyangnana", 4),
            ("ouyang", 4),
            ("oynn", 4),
            ("OYNN", 4),
        ],
        *[("shanxiaozeng", 2), ("sxz", 2), ("hblq", 1), ("huabeiluqiao", 1), ("luqiao", 1)],
        *[("娜娜", 4), ("建材", 4), ("路 桥", 1), ("wx", 6), ("wuxiang", 6)],
    ],
)
def test_ways_to_say_a_lead(full: Desk, given: str, number: int | None) -> None:
    if number is None:
        with pytest.raises(AmbiguousLeadError):
            found(full, given)
    else:
        assert found(full, given) == number


def test_exact_beats_part(full: Desk) -> None:
    assert found(full, "王建国") == 1
    assert found(full, "王建国强") == 5


def test_several_are_listed(full: Desk) -> None:
    with pytest.raises(AmbiguousLeadError) as caught:
        found(full, "华北")
    assert [(m.number, m.name, m.company) for m in caught.value.matches] == [
        *((1, "王建国", "华北路桥"), (4, "欧阳娜娜", "华北建材")),
    ]
    assert caught.value.params == {"given": "华北", "count": 2}


def test_only_the_first_ten_of_many_are_shown(desk: Desk) -> None:
    for place in range(12):
        add(desk, f"Smith {place}")
    with pytest.raises(AmbiguousLeadError) as caught:
        found(desk, "smith")
    assert (len(caught.value.matches), caught.value.params["count"]) == (10, 12)


def test_people_around_a_lead_find_it(desk: Desk) -> None:
    add(desk, "Li")
    set_contact(desk, add(desk, "Denson"), "赵总", "approver", "139 0000 2222", None)
    for given in ("赵总", "zhaozong", "139 0000 2222", "00002222"):
        assert found(desk, given) == 2


def test_a_near_name_is_suggested(full: Desk) -> None:
    for given, number, name in (("Densen", 3, "Denson"), ("欧阳娜那", 4, "欧阳娜娜")):
        with pytest.raises(RefusedError) as caught:
            found(full, given)
        assert caught.value.key == "lead_not_found_near"
        assert (caught.value.params["number"], caught.value.params["name"]) == (number, name)


@pytest.mark.parametrize("given", ["99", "#99", "zzzzzz", "13911112222", "9" * 5000, "#0"])
def test_nobody(full: Desk, given: str) -> None:
    with pytest.raises(RefusedError) as caught:
        found(full, given)
    assert caught.value.key == "lead_not_found"


@pytest.mark.parametrize("given", ["88", "#88", "9"])
def test_a_short_number_of_nobody_is_nobody(full: Desk, given: str) -> None:
    with pytest.raises(RefusedError, match="lead_not_found"):
        found(full, given)


def test_an_empty_store_says_so(desk: Desk) -> None:
    with pytest.raises(RefusedError) as caught:
        found(desk, "王")
    assert (caught.value.key, caught.value.hint) == ("lead_not_found", "no_leads_yet")


@pytest.mark.parametrize("given", ["", "  ", "\u3000"])
def test_nothing_means_nobody(full: Desk, given: str) -> None:
    with pytest.raises(RefusedError) as caught:
        found(full, given)
    assert caught.value.key == "lead_empty"


@pytest.mark.parametrize("given", ["%", "_", "'", "王' OR 1=1 --", "\x00", "[b]"])
def test_signs_are_only_signs(full: Desk, given: str) -> None:
    if given == "_":
        assert found(full, given) == 1
        return
    with pytest.raises(RefusedError) as caught:
        found(full, given)
    assert caught.value.key in ("lead_not_found", "lead_not_found_near")


@pytest.mark.parametrize(
    "typed",
    ["138-0013-8000", "+86 138 0013 8000", "0086 13800138000", "138-0013", "１３８－００１３"],
)
def test_a_list_finds_a_phone_in_any_form(full: Desk, typed: str) -> None:
    listed = list_leads(full, Filter(text=typed)).leads
    with full.read() as conn:
        exported = list(find_each_lead(conn, full, Filter(text=typed)))
    assert [lead["number"] for lead in listed] == [1]
    assert exported == listed


def test_a_contact_is_found_by_its_phone_in_any_form(desk: Desk) -> None:
    add(desk, "王建国")
    set_contact(desk, "1", "Ann", "approver", "020 7946 0018", None)
    british = make_desk(desk.store.parent / "gb", region="GB")
    add(british, "Denson")
    set_contact(british, "1", "Ann", "approver", "020 7946 0018", None)
    for given in ("020 7946 0018", "+44 20 7946 0018", "442079460018"):
        assert found(british, given) == 1
        assert list_leads(british, Filter(text=given)).total == 1
    with pytest.raises(RefusedError):
        found(desk, "442079460018")

"""--update fills what is empty, in leads of the store and of the same file; undo takes it back."""

from __future__ import annotations

from leadq.usecases.care.undo import redo_last, undo_last
from leadq.usecases.desk import Desk

from ..bring_in import bring_in, stored
from ..helpers import add, rows

_TABLES = ("lead", "reach", "lookup", "fact", "followup", "outlook")


def everything(desk: Desk) -> list[list[tuple[object, ...]]]:
    return [sorted(rows(desk, f'SELECT * FROM "{table}"'), key=str) for table in _TABLES]


def test_only_empty_fields_are_filled(desk: Desk) -> None:
    add(desk, "王", phones=["13800138000"], company="旧公司", tags=["老"], note="旧")
    add(desk, "李", emails=["l@x.cn"])
    table = (
        "姓名,手机,邮箱,微信,公司,地址,城市,来源,产品,负责人,备注,预算,需求时间,标签,行业\n"
        "王总,13800138000,w@x.cn,wx1,新公司,路1号,杭州,展会,JS220,张三,新,50万,2026-12-31,新,路桥\n"
        "李,13900139000,l@x.cn,,,,,,,,,,,,\n"
    )
    result = bring_in(desk, table, update=True)
    assert (result.new, result.known, result.updated) == (0, 2, 2)
    one, two = ({**lead} for lead in stored(desk))
    wanted = {
        "name": "王", "company": "旧公司", "phones": ["+8613800138000"], "emails": ["w@x.cn"],
        "wechat": "wx1", "address": "路1号", "region": "杭州", "source": "展会", "product": "JS220",
        "owner": "张三", "note": "旧", "budget": 500000, "need_by": "2026-12-31", "tags": ["老"],
        "extra": {"行业": "路桥"},
    }  # fmt: skip
    assert {name: one[name] for name in wanted} == wanted
    assert two["phones"] == ["+8613900139000"]
    again = bring_in(desk, table, update=True)
    assert (again.known, again.updated) == (2, 0)


def test_nothing_is_filled_without_update(desk: Desk) -> None:
    add(desk, "王", phones=["13800138000"])
    before = everything(desk)
    assert bring_in(desk, "name,phone,company\n王,13800138000,新\n").updated == 0
    assert everything(desk) == before


def test_the_rep_in_the_settings_fills_no_owner(desk: Desk) -> None:
    add(desk, "王", phones=["13800138000"])
    desk.me = "张三"
    assert bring_in(desk, "name,phone\n王,13800138000\n", update=True).updated == 0
    assert stored(desk)[0]["owner"] is None


def test_how_it_ended_is_filled_only_where_it_ended_so(desk: Desk) -> None:
    table = "name,email,status,amount,reason\n"
    bring_in(desk, table + "A,a@x.cn,won,,\nB,b@x.cn,open,,\n")
    bring_in(desk, table + "A,a@x.cn,won,500,\nB,b@x.cn,lost,,too dear\n", update=True)
    one, two = stored(desk)
    assert (one["amount"], two["status"], two["reason"]) == (500, "open", None)


def test_new_rows_and_filled_ones_may_alternate(desk: Desk) -> None:
    for n in range(4):
        add(desk, f"known {n}", emails=[f"k{n}@x.cn"])
    table = "name,email,phone,need by\n" + "".join(
        f"known {n},k{n}@x.cn,1380013800{n},2026-12-3{n % 2}\n"
        f"new {n},n{n}@x.cn,1390013900{n},2027-01-0{n + 1}\n"
        for n in range(4)
    )
    before = everything(desk)
    result = bring_in(desk, table, update=True)
    assert (result.new, result.updated) == (4, 4)
    leads = {lead["name"]: lead for lead in stored(desk)}
    for n in range(4):
        known, new = leads[f"known {n}"], leads[f"new {n}"]
        assert (known["phones"], known["need_by"]) == ([f"+861380013800{n}"], f"2026-12-3{n % 2}")
        assert (new["phones"], new["need_by"]) == ([f"+861390013900{n}"], f"2027-01-0{n + 1}")
        assert known["next"] and new["next"]
    after = everything(desk)
    undo_last(desk)
    assert everything(desk) == before
    redo_last(desk)
    assert everything(desk) == after


def test_a_later_row_of_the_same_file_fills_an_earlier_one(desk: Desk) -> None:
    far = "".join(f"N{n},n{n}@x.cn,,\n" for n in range(1001))
    table = (
        "name,email,company,next step\nA,a@x.cn,,\nA,a@x.cn,Near,bring the quote\n"
        f"B,b@x.cn,,\n{far}B,b@x.cn,Far,\n"
    )
    result = bring_in(desk, table, update=True)
    assert (result.rows, result.new, result.known, result.updated) == (1005, 1003, 2, 2)
    leads = stored(desk)
    assert [lead["company"] for lead in leads[:2]] == ["Near", "Far"]
    assert all(lead["next"] for lead in leads)
    assert rows(desk, "SELECT count(*) FROM followup") == [(1003,)]
    after = everything(desk)
    undo_last(desk)
    assert stored(desk) == []
    assert everything(desk) == [[] for _ in _TABLES]
    redo_last(desk)
    assert everything(desk) == after


def test_a_later_row_counts_as_known_without_update(desk: Desk) -> None:
    result = bring_in(desk, "name,email,company\nA,a@x.cn,\nA,A@x.cn,Co\nA,a@x.cn,\n")
    assert (result.new, result.known, result.updated) == (1, 2, 0)
    assert stored(desk)[0]["company"] is None


def test_an_import_is_one_step_back(desk: Desk) -> None:
    add(desk, "王", phones=["13800138000"])
    before = everything(desk)
    bring_in(desk, "name,phone,need by\nA,13900139000,2027-01-01\nB,,\n")
    undo_last(desk)
    assert everything(desk) == before


def test_what_is_added_on_the_way_is_known_to_the_rows_behind_it(desk: Desk) -> None:
    add(desk, "王", emails=["w@x.cn"])
    many = "".join(f"客{n},13{n:09d},\n" for n in range(1, 1100))
    table = f"姓名,手机,邮箱\n王,13911112222,w@x.cn\n{many}王,13911112222,\n客1,13000000001,\n"
    result = bring_in(desk, table, update=True)
    assert (result.new, result.known) == (1099, 3)

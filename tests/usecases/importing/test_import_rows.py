"""Which rows of a table land, as what, and which are turned away."""

from __future__ import annotations

import pytest

from leadq.errors import RefusedError
from leadq.usecases.desk import Desk
from leadq.usecases.leads.merge import merge_leads

from ..bring_in import bring_in, stored
from ..helpers import add, rows


def only(desk: Desk) -> dict[str, object]:
    (lead,) = stored(desk)
    return {**lead}


def test_a_table_of_another_program(desk: Desk) -> None:
    result = bring_in(
        desk,
        "LEADID,Last Name,Company,Lead Owner,Email,Mobile,Website,Lead Source,Lead Status,"
        "Created Time,CONVERTED\n"
        '77,Denson,Maurice,David Love,d@x.de,660-485-0224,x.com,Web,Lost Lead,"15 Apr, 2021 '
        '00:03:00",Yes\n',
    )
    assert (result.rows, result.new, result.known, result.rejected) == (1, 1, 0, [])
    assert dict(result.statuses) == {"lost": 1}
    lead = only(desk)
    wanted = {
        "name": "Denson", "company": "Maurice", "owner": "David Love", "emails": ["d@x.de"],
        "phones": ["660-485-0224"], "source": "Web", "status": "lost", "created_on": "2021-04-15",
        "next": None, "profile": "general",
    }  # fmt: skip
    assert {name: lead[name] for name in wanted} == wanted
    assert lead["extra"] == {
        "LEADID": "77", "Website": "x.com", "CONVERTED": "Yes", "Lead Status": "Lost Lead",
    }  # fmt: skip


def test_a_chinese_template(desk: Desk) -> None:
    bring_in(
        desk,
        "姓名,手机号,公司,线索来源,下次联系时间,下次跟进方式,下次跟进内容,备注,负责人,微信号,线索状态,意向产品,预算,"
        "需求时间,标签,省份,城市,创建时间,行业\n"
        "王建国,138 0013 8000,华北路桥,展会,2026年12月1日,上门拜访,带报价,急,张三,wx1,跟进中,JS220,"
        "50万,2027/3/1,老客户;急,浙江,杭州,2026-11-01 09:30,路桥\n",
    )
    lead = only(desk)
    wanted = {
        "name": "王建国", "company": "华北路桥", "phones": ["+8613800138000"], "source": "展会",
        "note": "急", "owner": "张三", "wechat": "wx1", "status": "open", "product": "JS220",
        "budget": 500000, "need_by": "2027-03-01", "tags": ["老客户", "急"], "region": "浙江 杭州",
        "created_on": "2026-11-01", "extra": {"行业": "路桥", "线索状态": "跟进中"},
        "next": {"on": "2026-12-01", "by": "visit", "goal": "带报价", "time": None, "place": None},
    }  # fmt: skip
    assert {name: lead[name] for name in wanted} == wanted
    assert rows(desk, "SELECT set_by FROM followup") == [("rep",)]


@pytest.mark.parametrize(
    ("word", "status", "kept"),
    [
        ("Lost Lead", "lost", True),
        ("Junk Lead", "dropped", True),
        ("无效", "dropped", True),
        ("战败", "lost", True),
        ("成交", "won", True),
        ("open", "open", False),
        ("Contacted", "open", True),
        ("谁知道", "open", True),
        ("parked", "parked", False),
        ("", "open", False),
    ],
)
def test_status_words(desk: Desk, word: str, status: str, kept: bool) -> None:
    bring_in(desk, f"Name,Lead Status\n王,{word}\n")
    lead = only(desk)
    assert lead["status"] == status
    assert lead["extra"] == ({"Lead Status": word} if kept else {})


def test_parked_leads_need_a_day_ahead(desk: Desk) -> None:
    bring_in(
        desk,
        "姓名,线索状态,暂缓至,下一步\n"
        "等,暂缓,2026-12-31,再谈\n过,暂缓,2026-11-23,再谈\n开,跟进中,2026-12-31,再谈\n",
    )
    waits, over, is_open = stored(desk)
    assert (waits["status"], waits["parked_until"], waits["next"]) == ("parked", "2026-12-31", None)
    assert waits["extra"] == {"线索状态": "暂缓", "下一步": "再谈"}
    assert (over["status"], over["parked_until"]) == ("open", None)
    assert over["extra"] == {"线索状态": "暂缓", "暂缓至": "2026-11-23"}
    assert is_open["extra"] == {"线索状态": "跟进中", "暂缓至": "2026-12-31"}
    assert rows(desk, "SELECT on_day, goal, set_by FROM followup ORDER BY lead_id") == [
        ("2026-12-31", "@unpark", "rep"),
        ("2026-11-24", "再谈", "rule"),
        ("2026-11-24", "再谈", "rule"),
    ]


def test_what_a_closed_lead_had_planned_is_kept_aside(desk: Desk) -> None:
    bring_in(desk, "姓名,状态,下次联系时间,下次跟进方式\n王,丢单,2026-12-24,电话\n")
    assert only(desk)["extra"] == {
        "状态": "丢单", "下次联系时间": "2026-12-24", "下次跟进方式": "电话",
    }  # fmt: skip
    assert rows(desk, "SELECT * FROM followup") == []


def test_a_row_needs_a_name_or_a_company_or_a_way_to_reach_somebody(desk: Desk) -> None:
    result = bring_in(
        desk,
        "姓名,公司,电话,邮箱,备注\n,晨曦建材,13800138000,,\n , ,13900139000,a@x.cn,\n"
        ",,,b@x.cn,\n,,,,x\n",
    )
    assert [lead["name"] for lead in stored(desk)] == ["晨曦建材", "13900139000", "b@x.cn"]
    ((rejected),) = result.rejected
    assert (rejected.line, rejected.reason.key) == (5, "row_without_name")


@pytest.mark.parametrize(
    ("headers", "cells", "key", "params"),
    [
        ("姓名,电话", "王,1.38E+10", "row_scientific_phone", {"given": "1.38E+10"}),
        ("姓名,电话,手机", "王,13800138000,1.39e10", "row_scientific_phone", {"given": "1.39e10"}),
    ],
)
def test_rows_that_cannot_be_taken(
    desk: Desk, headers: str, cells: str, key: str, params: dict[str, str]
) -> None:
    result = bring_in(desk, f"{headers}\n{cells}\n")
    ((rejected),) = result.rejected
    assert (result.new, rejected.line, rejected.reason.key) == (0, 2, key)
    assert rejected.reason.params.items() >= params.items()


def test_the_line_is_the_one_the_row_starts_on(desk: Desk) -> None:
    result = bring_in(desk, 'name,note,phone\nA,"one\ntwo",\n\nB,,1.38E+10\nC,"x\ny",1E9\n')
    assert [one.line for one in result.rejected] == [5, 6]


@pytest.mark.parametrize(
    ("cell", "phones", "extra"),
    [
        ("13800138000/13900139000", ["+8613800138000", "+8613900139000"], {}),
        ("13800138000、13900139000", ["+8613800138000", "+8613900139000"], {}),
        ("13800138000；13900139000", ["+8613800138000", "+8613900139000"], {}),
        ("13800138000 13900139000", ["+8613800138000", "+8613900139000"], {}),
        ("88881234/13800138000", ["88881234", "+8613800138000"], {}),
        ("13800138000; +86 138 0013 8000", ["+8613800138000"], {}),
        ("010-62345678转801", ["010-62345678转801"], {}),
        ("138 0013 8000", ["+8613800138000"], {}),
        ("13800138000/晚上打", ["+8613800138000"], {"电话": "晚上打"}),
        ("没有/不详", [], {}),
        ("13800138000.0", ["+8613800138000"], {}),
    ],
)
def test_several_phones_in_a_cell(
    desk: Desk, cell: str, phones: list[str], extra: dict[str, str]
) -> None:
    bring_in(desk, f"姓名,电话\n王,{cell}\n")
    lead = only(desk)
    assert (lead["phones"], lead["extra"]) == (phones, extra)


def test_emails_and_wechat(desk: Desk) -> None:
    bring_in(
        desk,
        "name,email,wechat\nA,a@x.cn/b@x.cn,w1; w2\nB,a/b@y.cn,\nC,nobody,\n",
    )
    one, two, three = stored(desk)
    assert (one["emails"], one["wechat"], one["extra"]) == (
        ["a@x.cn", "b@x.cn"], "w1", {"wechat": "w2"},
    )  # fmt: skip
    assert two["emails"] == ["a/b@y.cn"]
    assert (three["emails"], three["extra"]) == ([], {"email": "nobody"})


def test_money_that_is_none_is_kept_aside(desk: Desk) -> None:
    bring_in(desk, "姓名,预算\n王,50万\n李,面议\n")
    one, two = stored(desk)
    assert (one["budget"], two["budget"], two["extra"]) == (500000, None, {"预算": "面议"})


def test_dates_are_read_as_the_whole_column_is(desk: Desk) -> None:
    bring_in(desk, "name,created\nA,4/5/2021\nB,13/5/2021\nC,\n")
    assert [lead["created_on"] for lead in stored(desk)] == [
        "2021-05-04", "2021-05-13", "2026-11-23",
    ]  # fmt: skip


def test_a_creation_date_ahead_is_today(desk: Desk) -> None:
    bring_in(desk, "name,created\nA,2030-01-01\n")
    assert only(desk)["created_on"] == "2026-11-23"


def test_an_id_of_another_program_is_kept_aside(desk: Desk) -> None:
    result = bring_in(desk, "id,name\n7,A\n7,B\n")
    assert (result.new, result.known) == (2, 0)
    assert [lead["extra"] for lead in stored(desk)] == [{"id": "7"}, {"id": "7"}]


@pytest.mark.parametrize(
    "cell", ['{"a": "\\ud800"}', '{"a": NaN}', '{"a": 1e999}', "[1]", "{", "[" * 100_000, "text"]
)
def test_an_extra_cell_that_is_no_object_stays_text(desk: Desk, cell: str) -> None:
    quoted = cell.replace('"', '""')
    bring_in(desk, f'name,extra\nA,"{quoted}"\n')
    assert only(desk)["extra"] == {"extra": cell}


def test_cells_beyond_the_headers_are_kept(desk: Desk) -> None:
    bring_in(desk, "name,Site\nA,x,y\nB\n")
    assert [lead["extra"] for lead in stored(desk)] == [{"Site": "x", "column 3": "y"}, {}]


def test_the_owner_is_the_file_s_else_the_rep(desk: Desk) -> None:
    desk.me = "张三"
    bring_in(desk, "name,owner\nA,李四\nB,\n")
    assert [lead["owner"] for lead in stored(desk)] == ["李四", "张三"]


def test_guarded_cells_come_back_bare(desk: Desk) -> None:
    bring_in(desk, "name,note,Site\n'=1+1,'@x,'t Hooft\n")
    lead = only(desk)
    assert (lead["name"], lead["note"], lead["extra"]) == ("=1+1", "@x", {"Site": "'t Hooft"})


@pytest.mark.parametrize(
    ("codec", "encoding", "found"),
    [
        ("utf-8", None, "utf-8"),
        ("utf-8-sig", None, "utf-8-sig"),
        ("utf-16", None, "utf-16"),
        ("gbk", None, "gb18030"),
        ("gb18030", None, "gb18030"),
        ("big5", "big5", "big5"),
        ("utf-16-le", "utf-16-le", "utf-16-le"),
    ],
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_encodings_and_delimiters(
    desk: Desk, codec: str, encoding: str | None, found: str, delimiter: str
) -> None:
    name = "王𠮷" if codec in ("utf-8", "gb18030", "utf-16") else "王陳"
    table = "姓名,電話,備註\n" + f"{name},13800138000,很急\n"
    result = bring_in(desk, table.replace(",", delimiter).encode(codec), encoding=encoding)
    assert (result.encoding, result.delimiter, result.new) == (found, delimiter, 1)
    assert only(desk)["name"] == name


def test_a_mapping_wins(desk: Desk) -> None:
    result = bring_in(desk, "Wer,Phone,name\nA,1234567,x\n", mapping={"Wer": "name"})
    assert result.columns == {"Wer": "name", "Phone": "phones", "name": None}
    assert only(desk)["name"] == "A"


def test_a_table_without_names_is_refused(desk: Desk) -> None:
    with pytest.raises(RefusedError, match="no_name_column"):
        bring_in(desk, "传真,备注\n62345678,x\n")


def test_rows_that_are_there_are_counted(desk: Desk) -> None:
    add(desk, "王", phones=["13800138000"], emails=["W@x.cn"], wechat="Wx1")
    uid = stored(desk)[0]["id"]
    result = bring_in(
        desk,
        "id,name,phone,email,wechat\n"
        ",王,(+86) 138 0013 8000,,\n,王总,,w@X.cn,\n,王一,,,WX1\n"
        f"{uid},d,,,\n,new,13900139000,n@x.cn,\n,New,13900139000,,\n,new,,N@x.cn,\n",
    )
    assert (result.rows, result.new, result.known) == (7, 1, 6)
    assert [lead["name"] for lead in stored(desk)] == ["王", "new"]


def test_importing_twice_changes_nothing(desk: Desk) -> None:
    table = "姓名,手机,邮箱,备注,线索状态\n" + "".join(
        f"客户{n},1380000{n:04d},c{n}@x.cn,备注{n},{'无效' if n % 7 == 0 else '跟进中'}\n"
        for n in range(1, 1203)
    )
    assert bring_in(desk, table).new == 1202
    before = stored(desk), rows(desk, "SELECT * FROM followup"), rows(desk, "SELECT * FROM journal")
    for update in (False, True):
        result = bring_in(desk, table, update=update)
        assert (result.new, result.known, result.updated) == (0, 1202, 0)
    assert before == (
        stored(desk), rows(desk, "SELECT * FROM followup"), rows(desk, "SELECT * FROM journal"),
    )  # fmt: skip


def test_a_dry_run_and_a_strict_one_with_rejects_change_nothing(desk: Desk) -> None:
    add(desk, "王", emails=["w@x.cn"])
    before = rows(desk, "SELECT * FROM lead"), rows(desk, "SELECT * FROM journal")
    table = "name,email,phone,created\nA,a@x.cn,,\n王,w@x.cn,13800138000,\nB,,1.38E+10,\n"
    for order in ({"dry_run": True}, {"strict": True}):
        result = bring_in(desk, table, update=True, **order)
        assert (result.new, result.known, result.updated, len(result.rejected)) == (1, 1, 1, 1)
        assert not result.landed
        assert (result.rejects_file is None) == ("dry_run" in order)
        assert before == (rows(desk, "SELECT * FROM lead"), rows(desk, "SELECT * FROM journal"))


def test_a_preview_shows_every_lead_although_some_were_merged(desk: Desk) -> None:
    add(desk, "Ann")
    add(desk, "Bert")
    merge_leads(desk, "1", "2")
    result = bring_in(desk, "name\nCarl\nDora\n", dry_run=True)
    assert [lead["name"] for lead in result.preview] == ["Carl", "Dora"]


def test_strict_without_rejects_lands(desk: Desk) -> None:
    assert bring_in(desk, "name\nA\n", strict=True).landed
    assert only(desk)["name"] == "A"


def test_mended_rejects_are_taken_without_the_columns_in_front(desk: Desk) -> None:
    bring_in(desk, "rejected_line,rejected_reason,name,lost reason\n2,no name,A,too dear\n")
    lead = only(desk)
    assert (lead["reason"], lead["extra"]) == ("too dear", {})


def test_of_two_wechat_names_in_a_cell_the_first_counts(desk: Desk) -> None:
    bring_in(desk, "姓名,微信\n王,wx1;wx2\n李,wx3\n张,微信 一;wx4\n")
    assert [(lead["wechat"], lead["extra"]) for lead in stored(desk)] == [
        ("wx1", {"微信": "wx2"}), ("wx3", {}), ("微信 一", {"微信": "wx4"}),
    ]  # fmt: skip

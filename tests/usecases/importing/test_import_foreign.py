"""Rows as people keep them in their own tables: money in 万, sums, masked cells, short dates."""

from __future__ import annotations

from pathlib import Path

import pytest

from leadq.errors import UsageError
from leadq.exchange.tables.csv_write import write_csv_file
from leadq.store.search.filters import Filter
from leadq.usecases.desk import Desk
from leadq.usecases.exporting.export import open_sheet
from leadq.usecases.importing import import_table
from leadq.usecases.importing.import_order import Imported
from leadq.usecases.leads.edit import Change, edit_lead
from leadq.usecases.leads.merge import merge_leads

from ..bring_in import EVERY, bring_in, stored
from ..helpers import add, make_desk, rows


def buy(desk: Desk, table: str) -> Imported:
    return bring_in(desk, table, what="purchases")


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("50", 500_000), ("1.15", 11_500), ("1,200", 12_000_000), ("¥50", 500_000),
        ("50 rmb", 500_000), ("５０", 500_000), ("120000", 1_200_000_000),
        ("50万", 500_000), ("五十", 500_000), ("一百二十", 1_200_000), ("五十万", 500_000),
        ("300k", 300_000), ("500000元", 500_000), ("1.2亿", 120_000_000),
    ],
)  # fmt: skip
@pytest.mark.parametrize("header", ["预算(万)", "预算（万元）", "意向金额/万元"])
def test_plain_numbers_of_a_column_in_wan(
    desk: Desk, header: str, cell: str, amount: float
) -> None:
    assert bring_in(desk, f'姓名,{header}\n王,"{cell}"\n').columns[header] == "budget"
    (lead,) = stored(desk)
    assert lead["budget"] == amount and lead["extra"] == {}


def test_a_column_in_wan_that_the_user_names(desk: Desk) -> None:
    said = {"心理价(万)": "budget", "谈成[万元]": "amount"}
    result = bring_in(desk, "姓名,心理价(万),谈成[万元]\n王,30,25\n李,30-50,\n", mapping=said)
    first, second = stored(desk)
    assert (first["budget"], first["amount"]) == (300_000, 250_000)
    assert (second["budget"], second["note"]) == (300_000, "心理价(万): 30-50")
    assert dict(result.unread) == {}


@pytest.mark.parametrize("word", ["Mr", "Dr.", "先生"])
def test_how_somebody_is_addressed_is_no_job(desk: Desk, word: str) -> None:
    result = bring_in(desk, f"Title,First Name,Last Name\n{word},Ann,Lee\nCTO,Bo,Li\n")
    assert result.columns["Title"] == "title"
    first, second = stored(desk)
    assert (first["title"], first["extra"]) == (None, {"Title": word})
    assert (second["title"], second["extra"]) == ("CTO", {})


def test_purchases_in_wan(desk: Desk) -> None:
    add(desk)
    buy(desk, "线索,日期,金额（万元）\n1,2026-10-01,3\n1,2026-10-02,4万\n")
    assert rows(desk, "SELECT sum(amount) FROM purchase") == [(70_000,)]
    bring_in(desk, "姓名,日期,金额(万)\n王建国,2026-10-03,5\n", what="purchases")
    assert rows(desk, "SELECT sum(amount) FROM purchase") == [(120_000,)]


@pytest.mark.parametrize(
    "first",
    ["合计", "总计：", "小 计", "合计 3 条", "Total", "TOTAL:", "Grand total", "Subtotal", "sum"],
)
def test_sums_are_no_leads(desk: Desk, first: str) -> None:
    table = f"序号,姓名,电话,微信,预算\n1,王,13800138000,w,5\n{first},2 人,1,,50\n,{first},,,9\n"
    result = bring_in(desk, table)
    assert (result.new, result.rejected) == (1, [])
    assert [(one.key, one.params) for one in result.remarks] == [
        ("total_rows", {"count": 2, "lines": [3, 4]})
    ]


@pytest.mark.parametrize(
    "row",
    [
        "Total,,13800138000,", "Sum,,,sum@x.cn", "Total,Jean Dupont,,", "Total Energies,,,",
        "Sumi,,,", "合计工程,,,", "小计划,,,",
    ],
)  # fmt: skip
def test_leads_that_look_like_sums(desk: Desk, row: str) -> None:
    result = bring_in(desk, f"公司,姓名,电话,邮箱\n{row}\n")
    assert (result.new, result.remarks) == (1, [])


def test_a_person_called_sum(desk: Desk) -> None:
    assert bring_in(desk, "First Name,Last Name\nSum,Wong\n").new == 1


def test_masked_cells_reach_nobody_and_are_kept_aside(desk: Desk) -> None:
    result = bring_in(
        desk,
        "姓名,手机,电话,邮箱,微信,地址\n"
        "王,151****1111,(+44) 20****58; ****,z***@x.cn,z***,***\n"
        "李,151****1111; 13800138000,,z***@x.cn; li@x.cn,li,西街 1 号\n",
    )
    first, second = stored(desk)
    assert (first["phones"], first["emails"], first["wechat"], first["address"]) == (
        [], [], None, None,
    )  # fmt: skip
    assert first["extra"] == {
        "手机": "151****1111; (+44) 20****58; ****", "邮箱": "z***@x.cn", "微信": "z***",
    }  # fmt: skip
    assert second["extra"] == {"手机": "151****1111", "邮箱": "z***@x.cn"}
    assert dict(result.unread) == {}
    (remark,) = result.remarks
    assert (remark.key, remark.params["count"]) == ("hidden_reaches", 7)
    assert (second["phones"], second["emails"]) == (["+8613800138000"], ["li@x.cn"])
    assert (second["wechat"], second["address"]) == ("li", "西街 1 号")


def test_a_masked_export_brings_no_way_to_reach_anybody(desk: Desk, tmp_path: Path) -> None:
    said = {"phones": ["13800138000", "+44 20 7946 0958"], "emails": ["z@x.cn"]}
    add(desk, "王", wechat="王二", address="西街 1 号", **said)
    file = tmp_path / "masked.csv"
    with desk.read() as conn:
        sheet = open_sheet(conn, desk, "leads", Filter(statuses=()), mask=True)
        write_csv_file(file, sheet.columns, sheet.rows, "utf-8", force=True)
    other = make_desk(tmp_path / "other")
    other.store.parent.mkdir()
    result = bring_in(other, file.read_bytes())
    (lead,) = stored(other)
    assert (lead["phones"], lead["emails"], lead["wechat"], lead["address"]) == ([], [], None, None)
    assert (lead["extra"], dict(result.unread)) == ({}, {})
    # at home again, nothing is taken away by it
    bring_in(desk, file.read_bytes(), update=True)
    (lead,) = stored(desk)
    assert (len(lead["phones"]), lead["wechat"], lead["address"]) == (2, "王二", "西街 1 号")


@pytest.mark.parametrize("what", ["leads", "facts"])
def test_two_columns_for_one_value_are_refused(desk: Desk, what: str) -> None:
    add(desk, "王")
    field = "name" if what == "leads" else "value"
    with pytest.raises(UsageError) as caught:
        bring_in(
            desk, "A,B,name,fact\n王,李,王,need\n", what=what, mapping={"A": field, "b": field}
        )
    assert caught.value.key == "two_columns"
    assert caught.value.params == {"first": "A", "second": "B", "field": field}


def test_two_saved_columns_for_one_value_are_refused(desk: Desk) -> None:
    table = "A,B\n王,李\n"
    with pytest.raises(UsageError) as caught:
        bring_in(desk, table, saved={"mine": {"A": "name", "B": "name"}})
    assert caught.value.key == "two_columns"
    # what is typed takes the place of what is saved; the others may be many
    assert bring_in(desk, table, saved={"mine": {"A": "name"}}, mapping={"B": "name"}).new == 1
    assert bring_in(desk, table, mapping={"A": "note", "B": "note"} | {"B": "name"}).new == 1
    assert bring_in(desk, "姓名,A,B\n孙,x,y\n", mapping={"A": "note", "B": "note"}).new == 1


def test_days_without_a_year(desk: Desk) -> None:
    bring_in(
        desk,
        "姓名,下次联系,需求时间,创建时间\n"
        "王,12月5日,3月1日,12月5日\n李,12/5,1-20,11/23\n张,12-05,11/23,3-1\n",
    )
    leads = stored(desk)
    assert {lead["next"]["on"] for lead in leads if lead["next"]} == {"2026-12-05"}
    assert [lead["need_by"] for lead in leads] == ["2027-03-01", "2027-01-20", "2026-11-23"]
    assert [lead["created_on"] for lead in leads] == ["2025-12-05", "2026-11-23", "2026-03-01"]


@pytest.mark.parametrize("word", ["待定", "TBD", "无", "-", "n/a", "未定", "暂无"])
def test_a_day_that_is_still_open(desk: Desk, word: str) -> None:
    result = bring_in(desk, f"姓名,下次联系\n王,{word}\n")
    assert (result.new, result.rejected) == (1, [])
    assert rows(desk, "SELECT set_by FROM followup") == [("rule",)]


@pytest.mark.parametrize("word", ["13/13", "0/5", "2月30日", "不急", "2026-02-30", "看情况"])
def test_what_is_no_day_is_kept_aside(desk: Desk, word: str) -> None:
    result = bring_in(desk, f"姓名,下次联系\n王,{word}\n")
    assert (result.new, result.rejected, dict(result.unread)) == (1, [], {"下次联系": 1})
    assert stored(desk)[0]["extra"] == {"下次联系": word}
    assert rows(desk, "SELECT set_by FROM followup") == [("rule",)]


def test_rough_days_are_read_as_the_last_one_meant(desk: Desk) -> None:
    result = bring_in(desk, "姓名,需求时间\n王,第四季度\n李,Q1\n张,不确定\n")
    leads = stored(desk)
    assert [lead["need_by"] for lead in leads] == ["2026-12-31", "2027-03-31", None]
    assert [lead["extra"]["需求时间"] for lead in leads] == ["第四季度", "Q1", "不确定"]
    (remark,) = result.remarks
    assert (remark.key, remark.params["count"], remark.params["given"]) == (
        "rough_days",
        2,
        "第四季度",
    )


def test_what_one_column_proves_holds_for_the_file(desk: Desk) -> None:
    table = "Name,Created,Next follow up,Seen\nA,03/04/2026,05/12/2026,{}\n"
    assert bring_in(desk, table.format("25/11/2026")).remarks == []
    lead = stored(desk)[0]
    assert (lead["created_on"], lead["next"]["on"]) == ("2026-04-03", "2026-12-05")


def test_without_proof_the_order_is_said_and_can_be_overruled(desk: Desk) -> None:
    table = "Name,Next follow up\n{},05/12/2026\n"
    (remark,) = bring_in(desk, table.format("A")).remarks
    assert (remark.key, remark.params["day"], remark.params["other"]) == (
        "day_order", "2026-05-12", "dmy",
    )  # fmt: skip
    assert bring_in(desk, table.format("B"), day_order="dmy").remarks == []
    assert stored(desk)[1]["next"]["on"] == "2026-12-05"


def test_the_time_of_an_appointment_is_kept(desk: Desk) -> None:
    table = (
        "姓名,下次联系\n王,2026-12-03 14:30\n李,12月4日 下午3点\n张,2026-12-05\n赵,2026/12/7 0:00\n"
    )
    bring_in(desk, table)
    assert [lead["next"]["time"] for lead in stored(desk)] == ["14:30", "15:00", None, None]


def test_a_status_is_told_by_what_it_means(desk: Desk) -> None:
    result = bring_in(
        desk,
        "Name,Status\nA,3 - Won\nB,Lost - Price\nC,Kein Interesse\nD,Zzz\nE,Zzz\nF,Yyy\n",
        statuses={"yyy": "parked"},
    )
    leads = stored(desk)
    assert [lead["status"] for lead in leads[:5]] == ["won", "lost", "dropped", "open", "open"]
    assert rows(desk, "SELECT reason FROM lead WHERE reason IS NOT NULL") == [("Price",)]
    assert (leads[5]["status"], leads[5]["parked_until"]) == ("parked", "2027-02-21")
    parked, unknown = result.remarks
    assert (parked.key, parked.params["count"]) == ("parked_for", 1)
    assert (unknown.key, unknown.params["words"]) == ("status_unknown", ["Zzz (2)"])


def test_days_without_a_year_in_other_tables(desk: Desk) -> None:
    add(desk, "王")
    bring_in(desk, "姓名,日期,方式,内容\n王,12月5日,电话,聊过\n", what="touches")
    assert rows(desk, "SELECT on_day FROM touch") == [("2025-12-05",)]
    table = "姓名,日期,目标,状态\n王,11/5,去过,已完成\n王,11/5,再去,待跟进\n"
    bring_in(desk, table, what="followups")
    found = rows(desk, "SELECT on_day FROM followup WHERE goal IN ('去过', '再去') ORDER BY on_day")
    assert found == [("2026-11-05",), ("2027-11-05",)]
    buy(desk, "客户,日期,金额\n王,12/5,3\n")
    assert rows(desk, "SELECT on_day FROM purchase") == [("2025-12-05",)]


@pytest.mark.parametrize("header", ["lead", "线索", "客户"])
def test_a_purchase_names_its_lead_as_elsewhere(desk: Desk, header: str) -> None:
    add(desk, "王建国", company="华北路桥", phones=["13800138000"])
    add(desk, "Ann")
    add(desk, "Bob")
    add(desk, "Bob", force=True)
    table = (
        f"{header},日期,金额\n王建国,2026-10-01,1\n2,2026-10-02,2\n#1,2026-10-03,3\n"
        "13800138000,2026-10-04,4\n华北路桥,2026-10-05,5\n"
        "Bob,2026-10-06,6\n9,2026-10-07,7\n谁,2026-10-08,8\n"
    )
    result = buy(desk, table)
    assert rows(desk, "SELECT lead_id FROM purchase ORDER BY on_day") == [
        (1,), (2,), (1,), (1,), (1,),
    ]  # fmt: skip
    assert {one.line: one.reason.key for one in result.rejected} == {
        7: "row_of_many_leads", 8: "row_without_lead", 9: "row_without_lead",
    }  # fmt: skip


def test_rows_that_meet_a_lead_of_another_name_are_named(desk: Desk) -> None:
    add(desk, "王建国", company="华北路桥", phones=["13800138000"])
    result = bring_in(
        desk,
        "姓名,公司,手机\n"
        "李娜,,13800138000\n王建国,,13800138000\n王 建国,华北路桥,13800138000\n"
        ",华北路桥,13800138000\n王建国,晨曦建材,13800138000\n"
        "赵一,,13900139000\n钱二,,13900139000\n赵一,甲,13900139000\n",
    )
    assert (result.new, result.known) == (3, 5)
    assert [tuple(one) for one in result.met] == [
        (6, "王建国", "晨曦建材", 1, "王建国", "华北路桥")
    ]
    assert [(one.line, one.name, one.number, one.lead) for one in result.shared] == [
        (2, "李娜", 1, "王建国"),
        (8, "钱二", 3, "赵一"),
    ]


def test_whoever_has_no_name_does_not_become_one_of_a_switchboard(desk: Desk) -> None:
    result = bring_in(
        desk,
        "name,company,phone,email\nAlder,Alder Law,402-777-7777,a@alder.com\n"
        "Birch,Birch Law,402-777-7777,\n,,402-777-7777,\n,,,a@alder.com\nAlder,,402-777-7777,\n",
    )
    assert (result.rows, result.new, result.known) == (5, 3, 2)
    phones = [lead["phones"] for lead in stored(desk)]
    assert phones == [["402-777-7777"], ["402-777-7777"], ["402-777-7777"]]


def test_a_shared_number_takes_nothing_from_another_person(desk: Desk) -> None:
    add(desk, "Carla Cedar", phones=["402-829-3035"])
    table = "name,phone,email,note\nDan Dogwood,402-829-3035,dan@x.com,call Monday\n"
    assert bring_in(desk, table, update=True).new == 1
    assert [(lead["emails"], lead["note"]) for lead in stored(desk)] == [
        ([], None),
        (["dan@x.com"], "call Monday"),
    ]


@pytest.mark.parametrize(
    ("here", "there", "same"),
    [
        ("王建国", "王总", True),
        ("王建国", "Wang Jianguo", True),
        ("John Weber", "Weber, John", True),
        ("Jon Weber", "John Weber", True),
        ("Ann", "Ann Denson", True),
        ("138 0013 8000", "李娜", True),
        ("王建国", "王建军", False),
        ("John Weber", "Jane Weber", False),
        ("李娜", "王建国", False),
    ],
)
def test_a_name_that_agrees_and_a_number_are_one_person(
    desk: Desk, here: str, there: str, same: bool
) -> None:
    add(desk, here, phones=["13800138000"])
    assert bring_in(desk, f'姓名,手机\n"{there}",13800138000\n').known == same


def test_leadqs_own_rows_are_known_by_their_id(desk: Desk) -> None:
    add(desk, "王建国", phones=["13800138000"])
    add(desk, "Wang", phones=["13900139000"])
    with desk.read() as conn:
        sheet = open_sheet(conn, desk, "leads", EVERY)
        file = desk.store.with_name("own.csv")
        write_csv_file(file, sheet.columns, sheet.rows, "utf-8", force=True)
    edit_lead(desk, "1", Change({"name": "王总"}))
    merge_leads(desk, "1", "2")
    result = bring_in(desk, file.read_bytes())
    assert (result.known, result.met) == (2, [])


def left_out(result: Imported) -> list[int]:
    return next((one.params["lines"] for one in result.remarks if one.key == "total_rows"), [])


def test_names_said_again_groups_and_footers_are_left_out_and_listed(desk: Desk) -> None:
    result = bring_in(
        desk,
        "Name,Company,Phone,Expected\n"
        "New (2),,,9000\nAnn,Acme,,\nBob,Hill,,\n"
        "Name,Company,Phone,Expected\nQualified (1),,,5\nCid,,,\n"
        "Grand Totals (3 records),,,\nOpen leads by source,,,\nConfidential - do not distribute\n",
    )
    assert [lead["name"] for lead in stored(desk)] == ["Ann", "Bob", "Cid"]
    assert left_out(result) == [2, 5, 6, 8, 9, 10]


@pytest.mark.parametrize(
    "row", ["打印机公司,,", "New (2),,13911112222", "Confidential Ltd,,", "Name,Company,139"]
)
def test_leads_that_look_like_footers(desk: Desk, row: str) -> None:
    result = bring_in(desk, f"Company,Name,Phone\n{row}\n")
    assert (result.new, left_out(result)) == (1, [])


def test_a_first_row_of_data_is_a_row(desk: Desk) -> None:
    result = bring_in(desk, "王建国,13911112222,华北路桥有限公司\n李娜,13922223333,东方物流公司\n")
    assert [lead["name"] for lead in stored(desk)] == ["王建国", "李娜"]
    assert [one.key for one in result.remarks] == ["no_names", "columns_told"]


def test_where_cells_are_parted_by_semicolons_a_comma_stands_before_the_cents(desk: Desk) -> None:
    bring_in(desk, "Name;Budget;Created\nAna;12.500;03/11/2026\n")
    lead = stored(desk)[0]
    assert (lead["budget"], lead["created_on"]) == (12500, "2026-11-03")


def test_lists_of_json_in_a_cell_are_looked_into_whole(desk: Desk) -> None:
    cell = '"[{""number"":""+1 503 555 0124"",""callingCode"":""+1""}]"'
    bring_in(desk, f"Name,Phone\nAnn,{cell}\n")
    lead = stored(desk)[0]
    assert (lead["phones"], lead["extra"]) == (["+15035550124"], {})


@pytest.mark.parametrize(("most", "held"), [(200, 10_000), (2, 1), (1, 0)])
def test_each_value_of_a_column_counts_as_often_as_it_comes(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, most: int, held: int
) -> None:
    monkeypatch.setattr(import_table, "_ROWS_COUNTED", most)
    monkeypatch.setattr(import_table, "_MOST_COUNTED", held)
    often, seldom = "A,\nA,14/05/2026\n" * 3, "A\nA,05/15/2026\nA,05/16/2026\nA,\n"
    bring_in(desk, f"name,created,amount\nB,05/06/2026,2.500\n{often}{seldom}C,,1.500\n")
    assert stored(desk)[0]["created_on"] == "2026-06-05"

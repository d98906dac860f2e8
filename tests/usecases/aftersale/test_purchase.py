"""What customers buy: typed, with a win, from a file; undone, merged, exported."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from leadq.errors import LeadqError, RefusedError, UsageError
from leadq.usecases.aftersale.purchase import list_purchases, note_purchase, remove_purchase
from leadq.usecases.care.undo import redo_last, undo_last
from leadq.usecases.desk import Desk
from leadq.usecases.followup.close import reopen_lead, win_lead
from leadq.usecases.importing.import_order import Imported
from leadq.usecases.leads.merge import merge_leads

from ..bring_in import bring_in
from ..helpers import add, day, iso, later, rows

ALL = "SELECT lead_id, on_day, amount, product, noted_by FROM purchase ORDER BY id"


def bring(desk: Desk, table: str, **said: str) -> Imported:
    return bring_in(desk, table, what="purchases", mapping=said)


def reasons(result: Imported) -> dict[int, str]:
    return {one.line: one.reason.key for one in result.rejected}


def test_a_purchase_is_noted(desk: Desk) -> None:
    number = add(desk, product="JS220")
    bought = note_purchase(desk, number, 500000, None, note=" first ")
    assert bought.changed in bought.purchases
    note_purchase(desk, "王建国", 99.5, day(-3), "parts")
    assert rows(desk, ALL) == [
        (1, iso(0), 500000.0, "JS220", "rep"),
        (1, iso(-3), 99.5, "parts", "rep"),
    ]
    found = list_purchases(desk, number).purchases
    assert [(one.on, one.note) for one in found] == [(iso(-3), None), (iso(0), "first")]


def test_what_cannot_be_a_purchase_is_refused(desk: Desk) -> None:
    number = add(desk)
    for amount, on in ((0, None), (5, day(1)), (float("nan"), None)):
        with pytest.raises(UsageError):
            note_purchase(desk, number, amount, on)
    with pytest.raises(RefusedError):
        note_purchase(desk, "99", 5, None)
    assert rows(desk, ALL) == []


def test_a_win_notes_its_purchase_and_undo_takes_both_back(desk: Desk) -> None:
    number = add(desk, product="JS220")
    win_lead(desk, number, 500000)
    assert rows(desk, ALL) == [(1, iso(0), 500000.0, "JS220", "win")]
    undo_last(desk)
    assert rows(desk, ALL) == []
    assert rows(desk, "SELECT status, amount FROM lead") == [("open", None)]
    redo_last(desk)
    assert rows(desk, "SELECT status FROM lead") == [("won",)]
    assert len(rows(desk, ALL)) == 1


@pytest.mark.parametrize("amount", [None, 0])
def test_a_win_without_an_amount_notes_none(desk: Desk, amount: float | None) -> None:
    win_lead(desk, add(desk), amount)
    assert rows(desk, ALL) == []


def test_a_corrected_win_of_the_same_day_counts_once(desk: Desk) -> None:
    number = add(desk)
    win_lead(desk, number, 400)
    stays = reopen_lead(desk, number).stays
    assert stays is not None and stays.amount == 400
    win_lead(desk, number, 500)
    assert [row[2] for row in rows(desk, ALL)] == [500.0]
    undo_last(desk)
    assert [row[2] for row in rows(desk, ALL)] == [400.0]


def test_a_later_deal_is_another_purchase(desk: Desk) -> None:
    number = add(desk)
    win_lead(desk, number, 400)
    desk = later(desk, 60)
    reopen_lead(desk, number)
    win_lead(desk, number, 500)
    assert [row[1:3] for row in rows(desk, ALL)] == [(iso(0), 400.0), (iso(60), 500.0)]


def test_opening_a_lead_that_never_bought_keeps_nothing(desk: Desk) -> None:
    number = add(desk)
    note_purchase(desk, number, 5, None)
    win_lead(desk, number, None)
    assert reopen_lead(desk, number).stays is None


def test_a_purchase_can_be_taken_out_and_back(desk: Desk) -> None:
    number, other = add(desk), add(desk, "Bob")
    note_purchase(desk, number, 5, None)
    for whose, key in ((number, 9), (other, 1)):
        with pytest.raises(RefusedError) as caught:
            remove_purchase(desk, whose, key)
        assert caught.value.key == "no_purchase"
    left = remove_purchase(desk, number, 1)
    assert (left.purchases, left.changed and left.changed.amount) == ((), 5.0)
    assert rows(desk, ALL) == []
    undo_last(desk)
    assert len(rows(desk, ALL)) == 1


def test_a_merge_moves_purchases_and_undo_moves_them_back(desk: Desk) -> None:
    keep, other = add(desk), add(desk, "Bob")
    note_purchase(desk, other, 5, None)
    merged = merge_leads(desk, keep, other)
    assert merged.plan.rows["purchase"] == 1
    assert [row[0] for row in rows(desk, ALL)] == [1]
    undo_last(desk)
    assert [row[0] for row in rows(desk, ALL)] == [2]


def test_a_file_finds_its_leads_by_anything(desk: Desk) -> None:
    add(desk, "王建国", phones=["13800138000"], company="华北路桥")
    add(desk, "Ann", emails=["ann@x.com"], wechat="annie")
    (uid,) = rows(desk, "SELECT uid FROM lead WHERE number = 2")[0]
    heads = {
        "number": "2",
        "lead id": str(uid),
        "手机号": "+86 138 0013 8000",
        "Email": "ANN@x.com",
        "微信": "Annie",
        "客户姓名": "王建国",
        "公司": "华北路桥",
    }
    for place, (head, given) in enumerate(heads.items(), 1):
        result = bring(desk, f"{head},日期,金额\n{given},2026-10-{place:02},{place}万\n")
        assert (result.brought["purchases"].new, result.rejected) == (1, []), head
    assert [row[0] for row in rows(desk, ALL)] == [2, 2, 1, 2, 2, 1, 1]
    assert [row[2] for row in rows(desk, ALL)] == [n * 10000.0 for n in range(1, 8)]


def test_a_file_is_one_command(desk: Desk) -> None:
    add(desk)
    table = "number,date,amount,product,note\n1,2026-10-01,5,A,x\n1,2026-10-02,6,,\n"
    result = bring(desk, table)
    assert (result.rows, result.brought["purchases"].new) == (2, 2)
    assert rows(desk, "SELECT count(*) FROM journal WHERE tbl = 'purchase'") == [(1,)]
    undo_last(desk)
    assert rows(desk, ALL) == []
    redo_last(desk)
    assert [row[1:4] for row in rows(desk, ALL)] == [
        ("2026-10-01", 5.0, "A"),
        ("2026-10-02", 6.0, None),
    ]


def test_the_same_file_twice_counts_once_but_twins_in_a_file_are_two(desk: Desk) -> None:
    add(desk)
    table = "number,date,amount\n1,2026-10-01,5\n1,2026-10-01,5\n"
    assert bring(desk, table).brought["purchases"].new == 2
    again = bring(desk, table + "1,2026-10-01,5\n").brought["purchases"]
    assert (again.known, again.new) == (2, 1)


def test_rows_that_cannot_be_taken_are_told_and_the_others_land(desk: Desk) -> None:
    add(desk, phones=["13800138000"])
    add(desk, "Bob")
    add(desk, "Bob", force=True)
    table = (
        "lead number,phone,name,date,amount\n"
        "1,,,2026-10-01,5\n"
        "9,,,2026-10-01,5\n"
        ",,Bob,2026-10-01,5\n"
        "2,13800138000,,2026-10-01,5\n"
        ",,,2026-10-01,5\n"
        "1,,,sometime,5\n"
        "1,,,,5\n"
        "1,,,2027-01-01,5\n"
        "1,,,2026-10-01,much\n"
        "1,,,2026-10-01,0\n"
        "3,,Bob,2026-10-01,5\n"
    )
    result = bring(desk, table)
    assert reasons(result) == {
        3: "row_without_lead",
        4: "row_of_many_leads",
        5: "row_of_two_leads",
        6: "row_without_lead",
        7: "row_bad_date",
        8: "row_bad_date",
        9: "purchase_ahead",
        10: "bad_money",
        11: "purchase_of_nothing",
    }
    assert [row[0] for row in rows(desk, ALL)] == [1, 3]


def test_ids_of_another_program_are_passed_over(desk: Desk) -> None:
    add(desk)
    result = bring(desk, "id,name,date,amount\n4711,王建国,2026-10-01,5\n")
    assert result.brought["purchases"].new == 1


def test_day_and_month_are_told_by_the_column(desk: Desk) -> None:
    add(desk)
    bring(desk, "number,date,amount\n1,3/4/2026,5\n1,25/4/2026,5\n")
    assert [row[1] for row in rows(desk, ALL)] == ["2026-04-03", "2026-04-25"]


def test_columns_can_be_named(desk: Desk) -> None:
    add(desk)
    assert bring(desk, "wer,wann,was\n1,2026-10-01,5\n", wer="number", wann="date", was="amount")
    assert len(rows(desk, ALL)) == 1


@pytest.mark.parametrize(
    ("table", "said", "key"),
    [
        ("wer,date,amount\n1,2026-10-01,5\n", {}, "no_table_columns"),
        ("number,wann,amount\n1,2026-10-01,5\n", {}, "no_table_columns"),
        ("number,date,amount\n", {}, "no_rows"),
        ("number,date,amount\n1,2026-10-01,5\n", {"x": "amount"}, "no_column"),
        ("number,date,amount\n1,2026-10-01,5\n", {"date": "day"}, "no_table_field"),
    ],
)
def test_a_table_without_the_columns_is_refused(
    desk: Desk, table: str, said: dict[str, Any], key: str
) -> None:
    with pytest.raises(LeadqError) as caught:
        bring(desk, table, **said)
    assert caught.value.key == key
    assert not Path(desk.store).exists() or rows(desk, ALL) == []


def test_a_day_in_the_past_needs_no_lead_of_that_day(desk: Desk) -> None:
    number = add(desk)
    note_purchase(desk, number, 5, date(2019, 5, 1))
    assert rows(desk, ALL)[0][1] == "2019-05-01"

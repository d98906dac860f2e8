"""An export of everything leaves nothing of a lead out."""

from __future__ import annotations

from typing import Any

from leadq.store.read.read_export import BELONGINGS
from leadq.store.search.filters import Filter
from leadq.usecases.aftersale.complaint import CaseNews, note_case
from leadq.usecases.aftersale.purchase import note_purchase
from leadq.usecases.desk import Desk
from leadq.usecases.exporting.export import each_record, open_sheet
from leadq.usecases.followup.close import win_lead
from leadq.usecases.followup.log import Contacted, log_touch
from leadq.usecases.grading.grade import override_grade
from leadq.usecases.leads.edit import set_contact

from ..bring_in import EVERY, bring_in
from ..helpers import ALL_YES, add, day, iso, later, rows

# What follows from the rest, or means something inside one store only.
_LEFT_OUT = {"lookup", "journal"}
_INSIDE = {"id", "lead_id", "live", "after_fact"}


def columns(desk: Desk, table: str) -> set[str]:
    return {row[1] for row in rows(desk, f'PRAGMA table_info("{table}")')}


def records(desk: Desk, wanted: Filter = EVERY) -> list[dict[str, Any]]:
    with desk.read() as conn:
        return list(each_record(conn, desk, wanted))


def rich(desk: Desk) -> Desk:
    """Add a lead about which there is everything, and return the desk two days later."""
    said = {"phones": ["138 0013 8000"], "emails": ["w@x.cn"], "wechat": "wx1", "tags": ["老"]}
    number = add(desk, facts=ALL_YES, **said)
    set_contact(desk, number, "李总", "decider", "13900139000", None)
    override_grade(desk, number, "B", "asked for the contract")
    desk = later(desk, 2)
    log_touch(desk, number, Contacted(desk.today, said="谈过", promises=[("quote", day(3))]))
    note_purchase(desk, number, 5000, None, "JS220", "首单")
    note_case(desk, number, CaseNews("漏油", promises=[("seal", day(4))]))
    return desk


def test_every_table_and_column_leaves(desk: Desk) -> None:
    desk = rich(desk)
    tables = {name for (name,) in rows(desk, "SELECT name FROM sqlite_schema WHERE type = 'table'")}
    about_leads = {name for name in tables if "lead_id" in columns(desk, name)}
    assert about_leads - _LEFT_OUT == set(BELONGINGS.values())
    (record,) = records(desk)
    for what, table in BELONGINGS.items():
        wanted = columns(desk, table) - _INSIDE - {"uid"}
        assert record[what], what
        for row in record[what]:
            assert wanted <= set(row), what
    assert columns(desk, "lead") - _INSIDE - {"uid"} <= set(record)


def test_the_keys_that_travel_tie_it_together(desk: Desk) -> None:
    (record,) = records(rich(desk))
    (override,) = record["overrides"]
    noted = [(fact["created_at"], fact["id"]) for fact in record["facts"]]
    assert noted == sorted(noted)
    assert noted[-1] < (override["created_at"], override["id"])
    assert record["reaches"][0]["typed"] == "138 0013 8000"
    assert [span["first_day"] for span in record["outlook"]][:2] == [iso(0), iso(2)]
    assert [step["state"] for step in record["followups"]].count("open") == 1


def test_many_leads_keep_their_own_rows(desk: Desk) -> None:
    rows = (f"N{n},138{n:08d},2027-01-01\n" for n in range(1, 1204))
    table = "name,phone,need by\n" + "".join(rows)
    bring_in(desk, table)
    found = records(desk)
    assert [record["number"] for record in found] == list(range(1, 1204))
    for n, record in enumerate(found, 1):
        assert [reach["typed"] for reach in record["reaches"]] == [f"138{n:08d}"]
        assert [fact["fact"] for fact in record["facts"]] == ["need_by"]
        assert len(record["followups"]) == 1
    with desk.read() as conn:
        sheet = open_sheet(conn, desk, "facts", EVERY)
        assert [row[0] for row in sheet.rows] == list(range(1, 1204))


def test_filters_hold_for_what_belongs_to_leads(desk: Desk) -> None:
    add(desk, "A", facts=ALL_YES)
    win_lead(desk, add(desk, "B", facts=ALL_YES), 500)
    with desk.read() as conn:
        won = Filter(statuses=("won",), sort="number")
        for what, count in (("leads", 1), ("facts", 3), ("followups", 4), ("touches", 0)):
            assert len(list(open_sheet(conn, desk, what, won).rows)) == count
        assert [record["name"] for record in each_record(conn, desk, won)] == ["B"]


def test_reading_keeps_nobody_from_writing(desk: Desk) -> None:
    for name in ("A", "B"):
        add(desk, name, facts=ALL_YES)
    with desk.read() as conn:
        for what in ("leads", "facts"):
            sheet = open_sheet(conn, desk, what, EVERY)
            next(sheet.rows)
            add(desk, f"during {what}")
        everything = each_record(conn, desk, EVERY)
        next(everything)
        add(desk, "during all")

"""What an import says of itself is what it does: before it lands, and afterwards."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from leadq.usecases.desk import Desk
from leadq.usecases.importing.import_file import import_file
from leadq.usecases.importing.import_order import Imported, Order

from ..bring_in import bring_in, no_rejects, stored
from ..helpers import make_desk

HEADERS = [
    "Name", "Company", "Phone", "Email", "微信", "Next contact", "Call back", "Status", "Budget",
    "Website", "Contact", "Tags", "Notes", "Created", "Need by", "Colour",
]  # fmt: skip
CELLS = [
    "", "Ann Lee", "Bo Li", "Acme Ltd", "138 0013 8000", "+49 30 1234567", "ann@a.co", "9999999999",
    "1.38E+10", "3/4/2026", "13/4/2026", "12.1", "2026-12-03 14:00", "Q1", "won", "what?", "2.500",
    "2,500.00", "80-100k", "www.a.co", "N/A", "Total", "同手机号", "a; b", "138****8000",
]  # fmt: skip


def said(result: Imported) -> dict[str, Any]:
    """Return all that an import tells, without whether and where it landed."""
    told = asdict(result)
    for name in ("landed", "preview", "rejects_file"):
        del told[name]
    told["rejected"] = [(one.line, str(one.reason)) for one in result.rejected]
    return told


TABLES = st.integers(2, 6).flatmap(
    lambda width: st.tuples(
        st.lists(st.sampled_from(HEADERS), min_size=width, max_size=width, unique=True),
        st.lists(
            st.lists(st.sampled_from(CELLS), min_size=width, max_size=width),
            min_size=1, max_size=8,
        ),
    )
).map(lambda table: (["Name", *(one for one in table[0] if one != "Name")], table[1]))  # fmt: skip


@given(TABLES, st.booleans())
@settings(deadline=None, max_examples=15, suppress_health_check=list(HealthCheck))
def test_a_dry_run_says_what_the_real_one_does(
    tmp_path_factory: pytest.TempPathFactory, table: tuple[list[str], list[list[str]]], update: bool
) -> None:
    desk = make_desk(tmp_path_factory.mktemp("said"))
    headers, rows = table
    text = "\n".join(",".join(f'"{cell}"' for cell in row) for row in [headers, *rows, ["Zoe"]])
    for _time in range(2):
        before = stored(desk)
        dry = bring_in(desk, text, dry_run=True, update=update)
        assert stored(desk) == before
        real = bring_in(desk, text, update=update)
        assert said(dry) == said(real)
        assert real.rows == real.accounted()
        assert len(stored(desk)) == len(before) + real.new


def test_a_number_typed_to_fill_a_field_has_lost_no_sign(desk: Desk) -> None:
    result = bring_in(desk, "Name,Phone\nAnn,9999999999\nBo,0000000000\n")
    assert [lead["phones"] for lead in stored(desk)] == [[], []]
    assert [one.key for one in result.remarks] == []


@pytest.mark.parametrize("what", ["leads", "touches"])
def test_the_reason_of_a_rejected_row_is_read_by_nobody(desk: Desk, what: str) -> None:
    bring_in(desk, "姓名\n王一\n")
    table = "Rejected_Line,rejected reason,姓名,日期,内容\n2,no day,王一,2026-11-20,谈过\n"
    result = bring_in(desk, table, what=what)
    assert {"columns_unread", "other_columns"}.isdisjoint(one.key for one in result.remarks)
    assert result.columns["Rejected_Line"] == result.columns["rejected reason"] == "computed"
    assert all("reason" not in key for lead in stored(desk) for key in lead["extra"])


def test_a_zero_that_a_workbook_may_have_dropped_is_said(desk: Desk) -> None:
    book = Workbook()
    for row in (["Name", "Next contact"], ["Ann", 12.1], ["Bo", 12.5]):
        book.active.append(row)
    file = desk.store.with_name("days.xlsx")
    book.save(file)
    result = import_file(desk, Order(file), no_rejects)
    assert "zero_lost" in [one.key for one in result.remarks]


def test_websites_are_kept_aside_and_tell_nobody(desk: Desk) -> None:
    headers = "Name,Website,Company URL,官网,公司网址,Homepage,Company/Website"
    sites = "https://a.co,a.co,www.a.co,http://a.cn/x?y=1,a.co/en,www.a.co"
    result = bring_in(desk, f"{headers}\nAnn,{sites}\n")
    (lead,) = stored(desk)
    assert list(lead["extra"].values()) == sites.split(",")
    assert {field for field in result.columns.values() if field} == {"name"}


def test_a_wechat_that_is_the_phone_has_no_extension(desk: Desk) -> None:
    bring_in(desk, "姓名,电话,微信\n王一,13844445555 转 801,同手机号\n")
    assert [lead["wechat"] for lead in stored(desk)] == ["13844445555"]

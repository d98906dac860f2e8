"""A clock that was set back: leads that another day has written are still there."""

from __future__ import annotations

import pytest

from leadq.store.search.filters import Filter
from leadq.usecases.desk import Desk
from leadq.usecases.exporting.export import open_sheet
from leadq.usecases.leads.browse import list_leads
from leadq.usecases.leads.holders import DuplicateError

from ..helpers import FOR_B, add, later


def test_a_lead_of_tomorrow_is_listed_and_holds_its_phone(desk: Desk) -> None:
    add(later(desk, 1), "Ann", FOR_B, phones=["13800138000"])
    assert [lead["name"] for lead in list_leads(desk, Filter()).leads] == ["Ann"]
    assert list_leads(desk, Filter(statuses=("won",))).total == 0
    with pytest.raises(DuplicateError):
        add(desk, "Ann again", phones=["13800138000"])
    with desk.read() as conn:
        assert len(list(open_sheet(conn, desk, "leads", Filter()).rows)) == 1


def test_only_one_span_of_a_lead_counts(desk: Desk) -> None:
    add(desk, "Ann", {**FOR_B, "need_by": "2027-02-20"})
    for days in (-5, 0, 5, 30, 90, 200):
        assert list_leads(later(desk, days), Filter()).total == 1

"""The few columns of leads that reports list are those of the whole lead."""

from __future__ import annotations

from leadq.store.read.read_leads import read_by_id
from leadq.store.reports.named_leads import read_named
from leadq.usecases.desk import Desk
from leadq.usecases.followup.close import drop_lead

from ..helpers import FOR_A, add, later


def test_a_named_lead_is_the_whole_one(desk: Desk) -> None:
    add(desk, "王", facts=FOR_A, owner="Li")
    drop_lead(desk, add(desk, "Ann", company="Acme"), "no need")
    for on in (desk.today, later(desk, 40).today):
        with desk.read() as conn:
            named, whole = read_named(conn, {1, 2, 9}, on), read_by_id(conn, [1, 2], on)
        assert named.keys() == whole.keys()
        for key, lead in named.items():
            for name in ("number", "name", "company", "owner", "status", "grade", "grade_best"):
                assert getattr(lead, name) == whole[key][name]  # type: ignore[literal-required]
            step = whole[key]["next"]
            assert (lead.next_on, lead.next_by) == (
                (step["on"], step["by"]) if step else (None, None)
            )

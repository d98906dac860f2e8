"""Records of an export of everything that cannot be taken leave nothing, not even a count."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from leadq.errors import UsageError
from leadq.usecases.aftersale.purchase import note_purchase
from leadq.usecases.desk import Desk
from leadq.usecases.followup.log import Contacted, log_touch
from leadq.usecases.joining.whole_shapes import ROWS

from ..helpers import ALL_YES, add, day, iso, later, make_desk, rows
from ..whole import bring, records, write_whole

AHEAD = "2031-01-01T00:00:00+00:00"


def one_record(folder: Path, **said: Any) -> dict[str, Any]:
    """Return the record of a lead that was worked on elsewhere."""
    folder.mkdir()
    there = make_desk(folder)
    number = add(there, "Ann", ALL_YES, phones=["13800138000"], **said)
    log_touch(there, number, Contacted(there.today, said="called", next_on=day(3)))
    note_purchase(there, number, 500, None)
    (record,) = records(there)
    return record


@pytest.mark.parametrize("shaped", [True, False])
def test_a_known_lead_that_cannot_be_joined_is_not_counted(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shaped: bool
) -> None:
    if not shaped:
        # what slips through there is still found by the store, when much has been joined already
        monkeypatch.setitem(ROWS["purchases"], "amount", float)
    record = one_record(tmp_path / "there")
    bring(desk, write_whole(desk, [record]))
    before = records(desk)
    record["budget"], record["changed"] = 7000, {"budget": AHEAD}
    for what in ("touches", "purchases"):
        record[what].append({**record[what][0], "id": f"{record[what][0]['id'][:-4]}0001"})
    record["purchases"][1]["amount"] = -5
    result = bring(desk, write_whole(desk, [record]), update=True)
    (rejected,) = result.rejected
    assert rejected.reason.params == ({"place": "purchases[1].amount"} if shaped else {})
    assert (result.rows, result.known, result.updated, result.brought) == (1, 0, 0, {})
    assert (result.conflicts, result.edited, result.newer) == ([], [], 0)
    assert records(desk) == before


def test_what_the_store_does_not_allow_is_not_counted(desk: Desk, tmp_path: Path) -> None:
    add(desk, "Ann here", phones=["13800138000"], owner="Li")
    record = one_record(tmp_path / "there", owner="Wu")
    sound = {**record, "id": f"{record['id'][:-4]}0001", "number": 1}
    sound |= {what: [] for what in ("touches", "followups", "facts", "purchases", "outlook")}
    # parked for no time at all, which is found when a clash has been seen already
    result = bring(desk, write_whole(desk, [{**record, "status": "parked", "number": 900}, sound]))
    assert [(one.line, one.reason.key) for one in result.rejected] == [(1, "cannot_be")]
    assert (result.new, result.clashes, result.statuses) == (1, 1, {"open": 1})
    assert rows(desk, "SELECT number FROM lead ORDER BY id") == [(1,), (2,)]


def test_a_contact_cannot_lie_further_ahead_than_tomorrow(desk: Desk, tmp_path: Path) -> None:
    record = one_record(tmp_path / "there")
    for on, place in ((iso(1), None), (iso(2), "touches[0].on_day"), ("2199-01-01", "")):
        record["touches"][0]["on_day"] = on
        result = bring(desk, write_whole(desk, [record]), dry_run=True)
        assert len(result.rejected) == (place is not None)
        if place:
            assert result.rejected[0].reason.params == {"place": place}


def test_only_rows_of_the_schedule_stand_with_a_step(desk: Desk, tmp_path: Path) -> None:
    record = one_record(tmp_path / "there")
    assert {step["slot"] for step in record["followups"]} <= {"A", "B", "C", "ungraded"}
    for step in record["followups"]:
        step["slot"] = "=cmd|' /C calc'!A1"
    assert bring(desk, write_whole(desk, [record])).rejected == []
    assert set(rows(desk, "SELECT slot FROM followup")) == {(None,)}


def test_a_fact_that_nobody_knows_is_refused(desk: Desk, tmp_path: Path) -> None:
    record = one_record(tmp_path / "there")
    record["facts"][0]["fact"] = "shoe_size"
    (rejected,) = bring(desk, write_whole(desk, [record])).rejected
    assert (rejected.reason.key, rejected.reason.params["fact"]) == ("unknown_fact", "shoe_size")
    assert records(desk) == []


def test_an_encoding_can_be_insisted_on(desk: Desk, tmp_path: Path) -> None:
    record = one_record(tmp_path / "there") | {"note": "\u20ac 5"}
    file = write_whole(desk, [record])
    file.write_bytes(file.read_text("utf-8").encode("cp1252"))
    assert bring(desk, file, encoding="cp1252").new == 1
    assert records(desk)[0]["note"] == "\u20ac 5"
    with pytest.raises(UsageError, match="unknown_encoding"):
        bring(desk, file, encoding="cp1252x")


def test_a_change_is_newer_than_a_stamp_that_lies_ahead(desk: Desk, tmp_path: Path) -> None:
    record = one_record(tmp_path / "there")
    for step in record["followups"]:
        step["updated_at"] = AHEAD
    bring(desk, write_whole(desk, [record]))
    before = records(desk)
    desk = later(desk, 1)
    log_touch(desk, "1", Contacted(desk.today, said="again", next_on=day(9)))
    ended = rows(desk, f"SELECT updated_at FROM followup WHERE on_day = '{iso(3)}'")
    assert ended == [("2031-01-01T00:00:01+00:00",)]
    # the file of before does not open the step again
    bring(desk, write_whole(desk, before), update=True)
    assert rows(desk, "SELECT on_day FROM followup WHERE state = 'open'") == [(iso(9),)]

"""An export of everything that somebody has tampered with: told and left out, never a crash."""

from __future__ import annotations

import copy
import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadq.errors import LeadqError
from leadq.store.care.health import count_orphans, count_strays, find_problems
from leadq.store.search.filters import Filter
from leadq.usecases.aftersale.purchase import note_purchase
from leadq.usecases.care.doctor import examine
from leadq.usecases.desk import Desk
from leadq.usecases.exporting.export import each_record
from leadq.usecases.followup.due import list_due
from leadq.usecases.followup.log import Contacted, log_touch
from leadq.usecases.grading.grade import override_grade
from leadq.usecases.grading.note_facts import note_facts
from leadq.usecases.importing.import_file import import_file
from leadq.usecases.importing.import_order import Imported, Order
from leadq.usecases.leads.edit import set_contact
from leadq.usecases.leads.lead_card import read_lead_card

from .desks import MONDAY, add, make_desk

EVERY = Filter(statuses=(), sort="number")
HOSTILE = (
    *(
        None,
        True,
        -1,
        0,
        1.5,
        10**30,
        10**400,
        float("inf"),
        float("nan"),
        "",
        " ",
        "\0",
        "\ud800",
    ),
    *(
        "2026-13-45",
        "0000-00-00",
        "9999-12-31",
        "99:99",
        "x" * 10_000,
        "=1+1",
        "'; DROP TABLE lead",
    ),
    *([], {}, [[]], {"a": [{}]}, [1, None], ["\udfff"], "open", "won", "parked", "A", "yes", "@A"),
)


def whole(folder: Path) -> list[dict[str, Any]]:
    """Return the records of two leads about which there is everything."""
    (folder / "here").mkdir()
    desk = make_desk(folder / "here")
    for name, phone in (("王建国", "13800138000"), ("Ann", "13900139000")):
        add(desk, name, phones=[phone], emails=[f"{phone}@x.cn"], tags=["a"], need_by=MONDAY)
    note_facts(desk, "1", {"money": "yes", "outlet_volume": "20"})
    set_contact(desk, "1", "李总", "decider", "13700137000", None, "for")
    override_grade(desk, "1", "B", "sure")
    log_touch(desk, "1", Contacted(desk.today, said="x", promises=[("quote", MONDAY)]))
    note_purchase(desk, "1", 5.0, None, "JS220")
    with desk.read() as conn:
        return list(each_record(conn, desk, EVERY))


def bring(folder: Path, records: Any) -> tuple[Desk, Imported]:
    (folder / "there").mkdir(exist_ok=True)
    desk = make_desk(folder / "there")
    file = folder / "all.json"
    file.write_text(json.dumps({"leads": records}), encoding="utf-8")
    return desk, import_file(desk, Order(file, update=True), lambda _result, _table: file)


def look_at_everything(desk: Desk) -> None:
    """Whatever came in can be read, graded and checked."""
    with desk.read() as conn:
        assert find_problems(conn, full=True) == []
        assert (count_orphans(conn), count_strays(conn)) == (0, 0)
        numbers = [row[0] for row in conn.execute("SELECT number FROM lead")]
        list(each_record(conn, desk, EVERY))
    list_due(desk)
    for number in numbers:
        read_lead_card(desk, str(number))
    list(examine(desk))


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the way to every value of a record."""
    found = [path] if path else []
    if isinstance(value, dict):
        return found + [way for key in value for way in places(value[key], (*path, key))]
    if isinstance(value, list):
        return found + [way for n, one in enumerate(value) for way in places(one, (*path, n))]
    return found


def put(record: Any, path: tuple[Any, ...], value: Any) -> None:
    for step in path[:-1]:
        record = record[step]
    record[path[-1]] = value


@pytest.fixture(scope="module")
def sound() -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory() as folder:
        return whole(Path(folder))


@given(st.data())
def test_a_record_that_was_tampered_with(sound: list[dict[str, Any]], data: st.DataObject) -> None:
    records = copy.deepcopy(sound)
    for _ in range(data.draw(st.integers(1, 3))):
        path = data.draw(st.sampled_from(places(records[0])))
        put(records[0], path, data.draw(st.sampled_from(HOSTILE)))
    with tempfile.TemporaryDirectory() as folder:
        desk, result = bring(Path(folder), records)
        # the other lead lands, whatever there is about the first one
        assert result.new + len(result.rejected) + result.known == 2
        assert result.new >= 1
        look_at_everything(desk)
        bring(Path(folder), sound)
        look_at_everything(desk)


def test_what_is_no_record_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "whole").mkdir()
    records = whole(tmp_path / "whole")
    _desk, result = bring(tmp_path, [{}, records[1], {"id": records[0]["id"]}])
    assert (result.new, [one.line for one in result.rejected]) == (1, [1, 3])
    assert {one.reason.key for one in result.rejected} == {"bad_record"}


@pytest.mark.parametrize("broken", [[1], ["x"], [None], [[]]])
def test_a_list_of_something_else_is_refused(tmp_path: Path, broken: list[Any]) -> None:
    with pytest.raises(LeadqError):
        bring(tmp_path, broken)


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        (("budget",), float("inf"), "budget"),
        (("name",), "\ud800", "name"),
        (("number",), 10**30, "number"),
        (("touches", 0, "outcome"), "shouted", "touches[0].outcome"),
        (("followups", 0, "on_day"), "2026-02-30", "followups[0].on_day"),
        (("facts", 0, "value"), "soon", "facts.need_by"),
        (("facts", 0, "noted_on"), "9999-12-31", "facts[0].noted_on"),
        (("overrides", 0, "set_on"), "9999-12-31", "overrides[0].set_on"),
        (("touches", 0, "at_time"), "24:00", "touches[0].at_time"),
        (("outlook", 0, "until_day"), "2020-01-01", "outlook"),
        (("contacts",), {}, "contacts"),
    ],
)
def test_a_broken_record_is_told_with_its_place(
    tmp_path: Path, path: tuple[Any, ...], value: Any, place: str
) -> None:
    (tmp_path / "whole").mkdir()
    records = whole(tmp_path / "whole")
    put(records[0], path, value)
    _desk, result = bring(tmp_path, records)
    (rejected,) = result.rejected
    assert (rejected.line, rejected.reason.params["place"]) == (1, place)
    assert result.new == 1

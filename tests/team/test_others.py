"""What one laptop has sent keeps nobody else's sync, nor their other commands, from working."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from psycopg.types.json import Jsonb

from leadq.store.privacy.suppression import Suppressed
from leadq.store.team import outbox
from leadq.usecases.care.undo import undo_last
from leadq.usecases.leads.add import NewLead, add_lead
from leadq.usecases.leads.edit import Change, edit_lead
from leadq.usecases.privacy.erase import erase_people, plan_erasure
from leadq.usecases.team.sync import sync_store

from .laptop import FaultyHub, Laptop
from .server import TestHub, connect

Make = Callable[..., TestHub]
_KEY = "0" * 64


@pytest.fixture
def hub(make_team: Make) -> TestHub:
    return make_team("经理", "王")


@pytest.fixture
def laptops(hub: TestHub, tmp_path: Path) -> list[Laptop]:
    found = [Laptop(tmp_path / name, name, url) for name, url in hub.urls.items()]
    for laptop in found:
        laptop.join(tuple(hub.urls))
    return found


def push(url: str, ops: dict[str, Any]) -> None:
    with connect(url) as rep:
        rep.execute("SELECT leadq.push(%s, 1, 0, 'x', %s)", (uuid4(), Jsonb(ops)))


@pytest.mark.parametrize(
    "kept", ["x.y.z", "9", "999.0.{}".format("0" * 48), "1.0.{}".format("0" * 48)]
)
@pytest.mark.parametrize("key", [_KEY, "not hexadecimal"])
def test_hashes_that_no_look_up_gets_past(kept: str, key: str) -> None:
    assert not Suppressed.can_read(kept, [key])
    assert Suppressed.can_read(_KEY, [key]) is (key == _KEY)


def test_what_is_no_hash_of_somebody_erased_stays_at_the_hub(
    hub: TestHub, laptops: list[Laptop]
) -> None:
    boss, _rep = laptops
    rows = [["x.y.z", "phone", _KEY], [_KEY, "phone", "not hexadecimal"]]
    with connect(hub.urls["王"]) as rep:
        rep.execute("SELECT leadq.erase(%s, '{}', %s)", (uuid4(), Jsonb(rows)))
    done = boss.sync()
    assert done is not None and done.received["unreadable"]
    assert boss.ask("SELECT count(*) FROM suppression") == [(0,)]
    add_lead(boss.desk, NewLead("陈总", phones=["13800138000"]))
    assert boss.ask("SELECT name FROM lead") == [("陈总",)]


@pytest.mark.parametrize("changed", ["oops", "[1]", '{"a": "\\u0000"}'])
def test_stamps_that_are_none(changed: str, hub: TestHub, laptops: list[Laptop]) -> None:
    boss, rep = laptops
    add_lead(rep.desk, NewLead("陈总", owner="王", phones=["13800138000"]))
    rep.sync()
    boss.sync()
    [(uid,)] = rep.ask("SELECT uid FROM lead")
    push(hub.urls["王"], {"set": [["lead", uid, uid, {"changed": [None, changed]}]]})
    with connect(hub.owner) as owner:
        owner.execute(
            "UPDATE leadq.item SET fields = fields || jsonb_build_object('changed', %s::text)"
            " WHERE tbl = 'lead'",
            (changed,),
        )
    edit_lead(boss.desk, "陈总", Change({"company": "恒达"}))
    boss.sync()
    rep.sync()
    assert rep.ask("SELECT company FROM lead") == [("恒达",)]


def test_a_step_that_this_version_cannot_read_stays(hub: TestHub, laptops: list[Laptop]) -> None:
    boss, rep = laptops
    add_lead(rep.desk, NewLead("陈总", owner="王", phones=["13800138000"]))
    rep.sync()
    [(uid, step)] = rep.ask("SELECT lead_id, uid FROM followup WHERE state = 'open'")
    [(lead,)] = rep.ask("SELECT uid FROM lead WHERE id = ?", uid)
    fields = dict(rep.rows()["followup", step])
    fields |= {"by": "hologram", "set_by": "rule", "state": "open"}
    del fields["lead"]
    with connect(hub.owner) as owner:
        owner.execute(
            "INSERT INTO leadq.item SELECT 'newer', tbl, lead, book, seq + 1, who, at, NULL, false,"
            " %s FROM leadq.item WHERE uid = %s AND tbl = 'followup'",
            (Jsonb(fields), step),
        )
        owner.execute("UPDATE leadq.clock SET seq = seq + 1")
    for _again in range(2):
        rep.pass_time(1)
        rep.sync()
    with connect(hub.owner) as owner:
        kept = owner.execute("SELECT lead, gone FROM leadq.item WHERE uid = 'newer'").fetchone()
    assert kept == (lead, False)
    assert boss.ask("SELECT count(*) FROM lead") == [(0,)]


def test_more_leads_go_than_a_batch_holds(
    hub: TestHub, laptops: list[Laptop], monkeypatch: pytest.MonkeyPatch
) -> None:
    boss, rep = laptops
    for number in range(5):
        add_lead(rep.desk, NewLead(f"陈{number}", owner="王", phones=[f"1380013800{number}"]))
    rep.sync()
    boss.sync()
    monkeypatch.setattr(outbox, "_MOST_ROWS", 4)
    for _lead in range(5):
        undo_last(rep.desk)
    add_lead(rep.desk, NewLead("周总", owner="王"))
    rep.sync()
    boss.sync()
    assert boss.ask("SELECT name FROM lead") == [("周总",)]
    assert boss.ask("SELECT count(*) FROM reach") == [(0,)]
    assert rep.ask("SELECT count(*) FROM sync_dirty") == [(0,)]
    with connect(hub.owner) as owner:
        there = "SELECT tbl FROM leadq.item WHERE NOT gone ORDER BY tbl"
        assert owner.execute(there).fetchall() == [("followup",), ("lead",)]


@pytest.mark.parametrize("changed", [2**70, "oops", "[1]", '{"name": "x"}', '{"name": 1}'])
def test_stamps_that_a_laptop_cannot_read(
    changed: object, hub: TestHub, laptops: list[Laptop]
) -> None:
    boss, rep = laptops
    add_lead(rep.desk, NewLead("陈总", owner="王", phones=["13800138000"]))
    fields = {**next(f for (tbl, _), f in rep.rows().items() if tbl == "lead"), "changed": changed}
    uid = fields.pop("lead")
    push(hub.urls["王"], {"new": [["lead", uid, uid, fields]]})
    add_lead(boss.desk, NewLead("周总"))
    done = boss.sync()
    assert done is not None and done.received["unreadable"] == 1
    assert boss.ask("SELECT name FROM lead") == [("周总",)]


@pytest.mark.parametrize("live", ["9" * 30, '"yes"', "[]", "null"])
def test_spans_that_a_laptop_cannot_keep(live: str, hub: TestHub, laptops: list[Laptop]) -> None:
    boss, rep = laptops
    add_lead(rep.desk, NewLead("陈总", owner="王", phones=["13800138000"]))
    rep.sync()
    with connect(hub.owner) as owner:
        owner.execute(
            "UPDATE leadq.standing SET spans = jsonb_set(spans, '{0,-1}', %s::jsonb)", (live,)
        )
    done = boss.sync()
    assert done is not None and done.received["unreadable"] == 1
    assert boss.ask("SELECT name FROM lead") == [("陈总",)]


def test_somebody_is_erased_while_a_batch_is_on_its_way(
    hub: TestHub, laptops: list[Laptop]
) -> None:
    boss, rep = laptops
    for name, phone in (("陈总", "13800138000"), ("周总", "13900139000")):
        add_lead(rep.desk, NewLead(name, owner="王", phones=[phone]))

    class Slow(FaultyHub):
        def push(self, *given: Any) -> dict[str, Any]:
            answer = super().push(*given)
            if rep.ask("SELECT 1 FROM lead WHERE name = '陈总'"):
                erase_people(rep.desk, plan_erasure(rep.desk, ["陈总"]))
            return answer

    with connect(rep.url) as connection:
        sync_store(rep.desk, Slow(connection), lambda _one: True)
    boss.sync()
    assert boss.ask("SELECT name FROM lead") == rep.ask("SELECT name FROM lead") == [("周总",)]
    again = rep.sync()
    assert again is not None and not again.renewed and not again.sent
    with connect(hub.owner) as owner:
        assert owner.execute("SELECT count(*) FROM leadq.erased").fetchone() == (1,)
        found = owner.execute("SELECT fields::text FROM leadq.item").fetchall()
    assert "陈总" not in str(found)

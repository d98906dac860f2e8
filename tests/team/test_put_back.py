"""A hub that was put back from a backup: laptops find out, however far it has come since."""

from __future__ import annotations

from leadq.usecases.leads.add import NewLead, add_lead

from .laptop import Laptop
from .server import TestHub, connect

_STATE = ("item", "device", "standing")


def test_a_laptop_that_only_pulled_misses_nothing(
    trio: tuple[TestHub, Laptop, Laptop, Laptop],
) -> None:
    hub, boss, wang, li = trio
    for laptop in (boss, wang, li):
        laptop.sync()
    with connect(hub.owner) as owner:
        for name in _STATE:
            owner.execute(f"CREATE TABLE kept_{name} AS SELECT * FROM leadq.{name}")
        kept = owner.execute("SELECT seq FROM leadq.clock").fetchone()
    for number in range(3):
        add_lead(wang.desk, NewLead(f"陈{number}", owner="王", phones=[f"1380013800{number}"]))
        wang.sync()
    boss.sync()
    with connect(hub.owner) as owner:
        owner.execute("TRUNCATE leadq.item, leadq.device, leadq.standing")
        for name in _STATE:
            owner.execute(f"INSERT INTO leadq.{name} SELECT * FROM kept_{name}")
        owner.execute("UPDATE leadq.clock SET seq = %s", kept)
    add_lead(li.desk, NewLead("周总", owner="李", phones=["13900139000"]))
    li.sync()
    for number in range(5):
        add_lead(li.desk, NewLead(f"吴{number}", owner="李", phones=[f"1370013700{number}"]))
        li.sync()
    done = boss.sync()
    assert done is not None and done.renewed
    assert ("周总",) in boss.ask("SELECT name FROM lead")
    again = boss.sync()
    assert again is not None and not again.renewed

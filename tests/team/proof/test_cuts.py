"""A cable that breaks at any byte of a sync: nothing is lost, nothing is there twice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from leadq.adapters.hub.address import read_address
from leadq.adapters.hub.calls import HubCalls
from leadq.adapters.hub.connect import connect
from leadq.errors import StoreError
from leadq.store.team.shapes import SOFT
from leadq.usecases.grading.note_facts import note_facts
from leadq.usecases.leads.add import NewLead, add_lead
from leadq.usecases.leads.edit import Change, edit_lead
from leadq.usecases.team.sync import sync_store

from ..laptop import Laptop
from ..server import TestHub
from ..server import connect as connect_bare
from ..wires import Cable, answer

Make = Callable[..., TestHub]
NAMES = ("经理", "王")
WAYS = ("there", "back")


class Team:
    """A rep and a manager with a laptop each, and what was typed on one of them."""

    def __init__(self, folder: Path, hub: TestHub) -> None:
        self.hub = hub
        self.manager, self.rep = (
            Laptop(folder / str(place), name, hub.urls[name]) for place, name in enumerate(NAMES)
        )
        for laptop in (self.manager, self.rep):
            laptop.join(NAMES)
        self.count = 0

    def work(self) -> None:
        """Let the rep add a lead, and change it and the one before."""
        self.rep.pass_time(1)
        self.count += 1
        phone = f"138{self.count:08}"
        add_lead(self.rep.desk, NewLead(f"客户{self.count}", phones=(phone,), owner="王"))
        note_facts(self.rep.desk, str(self.count), {"money": "yes"})
        change = Change({"note": f"第{self.count}次"})
        edit_lead(self.rep.desk, str(max(1, self.count - 1)), change)

    def sync_by(self, cable: Cable) -> bool:
        """Let the rep synchronise by way of a cable; False when it broke."""
        with answer(cable.serve) as port:
            address = read_address(cable.url(port))
            try:
                with connect(address.url, [address.password]) as connection:
                    sync_store(self.rep.desk, HubCalls(connection), lambda _one: True)
            except StoreError as error:
                assert error.key == "hub_cut"
                return False
        return True

    def check(self) -> None:
        """Assert that hub and manager have what the rep has, once, and that nothing gave way."""
        self.rep.sync()
        self.manager.sync()
        rows = hard(self.rep)
        assert hard(self.manager) == rows
        with connect_bare(self.hub.owner) as owner:
            kept = owner.execute("SELECT tbl, uid FROM leadq.item WHERE NOT gone").fetchall()
            assert owner.execute("SELECT count(*) FROM leadq.lost").fetchone() == (0,)
        assert sorted(kept) == sorted(rows)
        assert self.rep.ask("SELECT count(*) FROM lead") == [(self.count,)]


def hard(laptop: Laptop) -> dict[tuple[str, str], dict[str, Any]]:
    """Return what a laptop has, but when it was last changed."""
    return {
        key: {name: value for name, value in fields.items() if name not in SOFT}
        for key, fields in laptop.rows().items()
    }


def cut(team: Team, seed: int, times: int) -> None:
    """Cut as many syncs, each somewhere between its first byte and its last."""
    random = Random(seed)
    whole = Cable(team.hub.urls["王"])
    team.work()
    assert team.sync_by(whole)
    broken = 0
    for place in range(times):
        team.work()
        way = WAYS[place % 2]
        length = whole.carried[way]
        broken += not team.sync_by(Cable(team.hub.urls["王"], **{way: random.randrange(length)}))
        if place % 5 == 0:
            team.check()
    team.check()
    assert broken > times / 2


def test_a_cable_breaks(make_team: Make, tmp_path: Path) -> None:
    cut(Team(tmp_path, make_team(*NAMES)), 0, 30)


@pytest.mark.nightly
@pytest.mark.parametrize("seed", range(1, 21))
def test_a_cable_breaks_again_and_again(make_team: Make, tmp_path: Path, seed: int) -> None:
    cut(Team(tmp_path, make_team(*NAMES)), seed, 50)

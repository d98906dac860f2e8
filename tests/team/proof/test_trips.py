"""How often a sync asks its hub: each time is a way there and back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from leadq.adapters.hub.calls import HubCalls
from leadq.usecases.leads.add import NewLead, add_lead
from leadq.usecases.leads.edit import Change, edit_lead
from leadq.usecases.team.sync import sync_store

from ..laptop import Laptop
from ..server import TestHub, connect


class Counted(HubCalls):
    """A hub that notes what it is asked."""

    def __init__(self, connection: Any) -> None:
        super().__init__(connection)
        self.asked: list[str] = []

    def hello(self, *given: Any) -> dict[str, Any]:
        """Note it, and ask."""
        self.asked.append("hello")
        return super().hello(*given)

    def push(self, *given: Any) -> dict[str, Any]:
        """Note it, and ask."""
        self.asked.append("push")
        return super().push(*given)

    def feed(self, *given: Any) -> Any:
        """Note it, and ask."""
        self.asked.append("feed")
        return super().feed(*given)

    def seen(self, *given: Any) -> None:
        """Note it, and ask."""
        self.asked.append("seen")
        super().seen(*given)


def ask(laptop: Laptop) -> list[str]:
    with connect(laptop.url) as connection:
        hub = Counted(connection)
        sync_store(laptop.desk, hub, lambda _one: True)
    return hub.asked


def test_a_day_is_three_ways_there_and_back(
    tmp_path: Path, make_team: Callable[..., TestHub]
) -> None:
    hub = make_team("经理", "王")
    boss, rep = (Laptop(tmp_path / name, name, url) for name, url in hub.urls.items())
    for laptop in (boss, rep):
        laptop.join(tuple(hub.urls))
    add_lead(rep.desk, NewLead("陈总", owner="王", phones=["13800138000"]))
    assert ask(rep) == ["hello", "push", "feed"]
    assert ask(boss) == ["hello", "feed", "seen"]
    edit_lead(boss.desk, "1", Change({"address": "长沙"}))
    boss.sync()
    edit_lead(rep.desk, "1", Change({"note": "先打电话"}))
    assert ask(rep)[:4] == ["hello", "push", "feed", "seen"]
    assert ask(rep) == ["hello", "feed", "seen"]

"""A manager wins a rep's lead: what follows is planned on the rep's laptop, and there alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from leadq.usecases.care.undo import undo_last
from leadq.usecases.followup.close import reopen_lead, win_lead
from leadq.usecases.leads.add import NewLead, add_lead

from .laptop import Laptop
from .server import TestHub

PLANNED = (
    "SELECT slot FROM followup WHERE state IN ('open', 'queued') AND set_by = 'rule' ORDER BY slot"
)


@pytest.fixture
def pair(tmp_path: Path, make_team: Callable[..., TestHub]) -> Iterator[tuple[Laptop, Laptop]]:
    """A manager and a rep who both have the rep's lead."""
    hub = make_team("经理", "王")
    boss, rep = (Laptop(tmp_path / name, name, url) for name, url in hub.urls.items())
    for laptop in (boss, rep):
        laptop.join(tuple(hub.urls))
    add_lead(rep.desk, NewLead("陈总", owner="王", phones=["13800138000"]))
    meet(rep, boss)
    yield boss, rep


def meet(*laptops: Laptop) -> None:
    for laptop in laptops:
        laptop.pass_time(1)
        laptop.sync()


def slots(laptop: Laptop) -> list[str]:
    return [slot for (slot,) in laptop.ask(PLANNED)]


def test_the_owners_laptop_plans_what_follows(pair: tuple[Laptop, Laptop]) -> None:
    boss, rep = pair
    win_lead(boss.desk, "1", 80_000.0)
    assert slots(boss) == []
    meet(boss, rep)
    assert slots(rep) == ["delivery", "revisit", "service"]
    assert len(rep.ask("SELECT id FROM followup WHERE state = 'open'")) == 1
    meet(boss, rep, boss)
    assert slots(boss) == slots(rep) == ["delivery", "revisit", "service"]


def test_what_the_manager_leaves_out_is_left_out(pair: tuple[Laptop, Laptop]) -> None:
    boss, rep = pair
    win_lead(boss.desk, "1", 80_000.0, without=["delivery", "revisit"])
    meet(boss, rep, boss)
    assert slots(rep) == slots(boss) == ["service"]


def test_what_was_planned_goes_with_the_win(pair: tuple[Laptop, Laptop]) -> None:
    boss, rep = pair
    win_lead(boss.desk, "1", None)
    meet(boss, rep, boss)
    reopen_lead(boss.desk, "1")
    meet(boss, rep, boss)
    for laptop in pair:
        assert set(slots(laptop)).isdisjoint({"delivery", "revisit", "service"})
        assert len(laptop.ask("SELECT id FROM followup WHERE state = 'open'")) == 1
    win_lead(boss.desk, "1", None)
    meet(boss, rep, boss)
    assert slots(rep) == slots(boss) == ["delivery", "revisit", "service"]


def test_what_the_rep_has_planned_is_not_planned_again(pair: tuple[Laptop, Laptop]) -> None:
    boss, rep = pair
    win_lead(rep.desk, "1", None)
    before = rep.ask("SELECT uid, state FROM followup ORDER BY id")
    win_lead(boss.desk, "1", None)
    meet(boss, rep, boss)
    assert rep.ask("SELECT uid, state FROM followup ORDER BY id") == before
    assert slots(boss) == ["delivery", "revisit", "service"]


def test_a_win_that_was_taken_back_unsent_plans_nothing(pair: tuple[Laptop, Laptop]) -> None:
    boss, rep = pair
    stood = slots(rep)
    win_lead(boss.desk, "1", None)
    undo_last(boss.desk)
    meet(boss, rep)
    assert slots(rep) == stood

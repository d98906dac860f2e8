"""A sync that is killed at any point: the next one goes on, and nothing is lost or there twice."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

import leadq
from leadq.store.team.shapes import SOFT
from leadq.usecases.followup.log import Contacted, log_touch
from leadq.usecases.followup.plan import StepWish, plan_next
from leadq.usecases.leads.add import NewLead, add_lead
from leadq.usecases.leads.edit import Change, edit_lead
from leadq.usecases.leads.merge import merge_leads
from leadq.usecases.privacy.erase import erase_people, plan_erasure

from ..laptop import Laptop
from ..server import TestHub, make_database
from .schedule import check_replicas, hub_lost, hub_rows

if sys.platform == "win32":
    pytest.skip("there is no kill -9 and no fork", allow_module_level=True)

_PLACES = (Path(leadq.__file__).parents[1], Path(__file__).resolve().parents[3])
"""Where leadq lies that is tested, and the tests."""
BOSS, WANG, LI = "经理", "王", "李"
POINTS: tuple[dict[str, Any], ...] = (
    *({"fault": name} for name in ("before push", "after push", "after feed", "seen")),
    *({"fault": "within feed", "after": count} for count in (1, 12)),
)
"""A batch is frozen, pushed and not acknowledged; all is staged, all is taken; some is staged."""
_LATER = 60


class Town:
    """A hub and the laptops of a manager and a rep, of which copies can be made."""

    def __init__(self, hub: TestHub, folder: Path) -> None:
        self.hub, self.folder = hub, folder
        self.boss, self.wang = (
            Laptop(folder / name, name, hub.urls[name]) for name in (BOSS, WANG)
        )
        for laptop in (self.boss, self.wang):
            laptop.pass_time(_LATER)

    def copy(self, server: str, folder: Path) -> Town:
        """Return a hub and laptops that are just as these."""
        shutil.copytree(self.folder, folder)
        return Town(self.hub.copy(server), folder)

    def outcome(self) -> dict[str, Any]:
        """Let both synchronise; return what is there then, by what it says and not by its keys."""
        assert self.wang.ask("PRAGMA integrity_check") == [("ok",)]
        for laptop in (self.wang, self.boss):
            assert laptop.sync() is not None
        check_replicas(self.hub, (self.boss, self.wang))
        found: dict[str, Any] = {
            one.name: _told((tbl, fields) for (tbl, _uid), fields in one.rows().items())
            for one in (self.boss, self.wang)
        }
        found["hub"] = _told((one["tbl"], one["fields"]) for one in hub_rows(self.hub))
        found["gave way"] = sorted(map(str, hub_lost(self.hub)))
        for table in ("sync_lost", "sync_out", "sync_gone", "lead", "reach", "outlook", "lookup"):
            found[table] = self.wang.ask(f"SELECT count(*) FROM {table}")
        return found


def _told(rows: Iterable[tuple[str, Mapping[str, Any]]]) -> list[str]:
    kept = (
        (table, {name: str(value) for name, value in fields.items() if name not in SOFT})
        for table, fields in rows
    )
    return sorted(f"{table} {sorted(fields.items())}" for table, fields in kept)


@pytest.fixture(scope="module")
def town(server: str, tmp_path_factory: pytest.TempPathFactory) -> Town:
    """Wang's next sync has much to send and to take, and gives way once."""
    hub = TestHub(make_database(server), BOSS, WANG, LI)
    folder = tmp_path_factory.mktemp("town")
    made = Town(hub, folder)
    boss, wang = made.boss, made.wang
    for laptop in (boss, wang):
        laptop.pass_time(-_LATER)
        laptop.join(tuple(hub.urls))
    for place, name in enumerate(("陈总", "周总", "吴总", "郑总", "钱总")):
        add_lead(wang.desk, NewLead(name, owner=WANG, phones=[f"1380013800{place}"]))
    for laptop in (wang, boss):
        laptop.sync()
        laptop.pass_time(1)
    day = boss.desk.today
    edit_lead(boss.desk, "陈总", Change({"address": "长沙"}))
    plan_next(boss.desk, "周总", StepWish(day + timedelta(2), goal="带合同"))
    log_touch(boss.desk, "周总", Contacted(day, said="问价", promises=[("寄样品", None)]))
    edit_lead(boss.desk, "吴总", Change({"owner": LI}))
    erase_people(boss.desk, plan_erasure(boss.desk, ["郑总"]))
    add_lead(boss.desk, NewLead("孙总", owner=WANG, phones=["13700137000"]))
    boss.sync()
    edit_lead(wang.desk, "陈总", Change({"address": "株洲", "note": "先打电话"}))
    plan_next(wang.desk, "周总", StepWish(day + timedelta(3), goal="看样机"))
    log_touch(wang.desk, "陈总", Contacted(day, said="要报价", promises=[("发报价", None)]))
    add_lead(wang.desk, NewLead("李总", owner=WANG, emails=["li@example.com"]))
    merge_leads(wang.desk, "陈总", "钱总")
    return Town(hub, folder)


@pytest.fixture(scope="module")
def unbroken(town: Town, server: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What comes of it when nobody is killed."""
    return town.copy(server, tmp_path_factory.mktemp("unbroken") / "town").outcome()


class Killer:
    """The program whose copies synchronise and die."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.team.proof.dying"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, _PLACES))},
        )

    def run(self, laptop: Laptop, **point: Any) -> dict[str, Any]:
        """Let a laptop synchronise and die at a point; return how that ended."""
        order = {
            "folder": str(laptop.folder),
            "name": laptop.name,
            "url": laptop.url,
            "minutes": _LATER,
            **point,
        }
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        told: dict[str, Any] = json.loads(self._process.stdout.readline())
        return told

    def close(self) -> None:
        """Let it end."""
        self._process.communicate()


@pytest.fixture(scope="module")
def killer() -> Iterator[Killer]:
    started = Killer()
    yield started
    started.close()


@pytest.mark.parametrize("point", POINTS, ids=str)
def test_killed_at_a_point_of_a_sync(
    point: dict[str, Any], town: Town, unbroken: dict[str, Any], server: str, killer: Killer,
    tmp_path: Path,
) -> None:  # fmt: skip
    place = town.copy(server, tmp_path / "town")
    assert killer.run(place.wang, **point)["code"] == -signal.SIGKILL
    assert place.outcome() == unbroken


def kill_at_statements(
    town: Town, unbroken: dict[str, Any], server: str, killer: Killer, folder: Path, times: int
) -> None:
    whole = killer.run(town.copy(server, folder / "whole").wang)
    assert whole["code"] == 0
    for turn in range(times):
        statement = 1 + whole["statements"] * turn // times
        place = town.copy(server, folder / str(statement))
        assert killer.run(place.wang, statement=statement)["code"] == -signal.SIGKILL
        assert place.outcome() == unbroken, f"before statement {statement}"
        shutil.rmtree(place.folder)


def test_killed_before_a_few_statements(
    town: Town, unbroken: dict[str, Any], server: str, killer: Killer, tmp_path: Path
) -> None:
    kill_at_statements(town, unbroken, server, killer, tmp_path, 6)


@pytest.mark.nightly
def test_killed_before_many_statements(
    town: Town, unbroken: dict[str, Any], server: str, killer: Killer, tmp_path: Path
) -> None:
    kill_at_statements(town, unbroken, server, killer, tmp_path, 200)

"""What is a colleague's: copies of it go, and whoever erases it is told whose it is."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from leadq.errors import RefusedError, StoreError
from leadq.store.search.filters import Filter
from leadq.usecases.care.backup import keep_before
from leadq.usecases.leads.add import NewLead, add_lead
from leadq.usecases.leads.edit import Change, edit_lead
from leadq.usecases.leads.handover import hand_over
from leadq.usecases.privacy.erase import erase_people, plan_erasure
from leadq.usecases.team.enter import join_by_line
from leadq.usecases.team.foreign import let_go_of_foreign
from leadq.usecases.team.outcome import Foreign, Vanishing

from .laptop import Laptop
from .server import TestHub

NAMES = "SELECT name FROM lead ORDER BY name"
Three = tuple[Laptop, Laptop, Laptop]


@pytest.fixture
def three(tmp_path: Path, make_team: Callable[..., TestHub]) -> Iterator[Three]:
    """A manager and two reps, the first of whom has a lead."""
    hub = make_team("经理", "王", "李")
    boss, wang, li = (Laptop(tmp_path / name, name, url) for name, url in hub.urls.items())
    for laptop in (boss, wang):
        laptop.join(tuple(hub.urls))
    add_lead(wang.desk, NewLead("陈总", owner="王", phones=["13800138000"]))
    meet(wang, boss)
    yield boss, wang, li


def meet(*laptops: Laptop) -> None:
    for laptop in laptops:
        laptop.pass_time(1)
        laptop.sync()


def hand_on(one: Laptop, other: Laptop) -> None:
    """Copy a store, and the password beside it, to another laptop."""
    for file in one.folder.glob("leadq.db*"):
        shutil.copy(file, other.folder)


def test_a_copy_of_a_colleagues_store_goes_on_as_ones_own(three: Three) -> None:
    boss, wang, li = three
    erase_people(wang.desk, plan_erasure(wang.desk, ["1"]))
    add_lead(wang.desk, NewLead("何总", owner="王", phones=["13800138009"]))
    meet(wang)
    edit_lead(wang.desk, "何总", Change({"address": "长沙"}))
    hand_on(wang, li)
    with pytest.raises(RefusedError, match="others_store") as caught:
        join_by_line(li.desk, li.url)
    assert caught.value.params["member"] == "王"
    assert join_by_line(li.desk, li.url, copy=True).member == "李"
    li.pass_time(0)
    add_lead(li.desk, NewLead("赵总", phones=["13800138001"]))
    asked: list[Foreign | Vanishing] = []
    with pytest.raises(RefusedError, match="foreign_leads"):
        li.sync(confirm=lambda one: bool(asked.append(one)))
    assert asked == [Foreign(1, ("何总",))]
    assert li.ask(NAMES) == [("何总",), ("赵总",)]
    done = li.sync()
    assert done is not None and done.foreign == 1
    assert li.ask(NAMES) == [("赵总",)]
    assert list((li.folder / "backups").glob("*-sync*.db"))
    meet(wang, boss, li)
    assert wang.ask(NAMES) == [("何总",)]
    assert boss.ask("SELECT name, address FROM lead ORDER BY name") == [
        ("何总", "长沙"), ("赵总", None),
    ]  # fmt: skip
    assert wang.rows().keys() < boss.rows().keys()


def test_only_what_is_foreign_goes(three: Three) -> None:
    boss, _wang, _li = three
    refusal = StoreError("hub_foreign", hint="hub_foreign")

    class Knowing:
        def list_foreign(self, leads: list[str]) -> list[str]:
            return []

    with pytest.raises(StoreError, match="hub_foreign"):
        let_go_of_foreign(boss.desk, Knowing(), lambda _one: True, refusal)  # type: ignore[arg-type]
    assert boss.ask(NAMES) == [("陈总",)]


def test_who_had_a_lead_and_erases_it_is_told_whose_it_is(three: Three) -> None:
    boss, wang, li = three
    li.join(("经理", "王", "李"))
    hand_over(boss.desk, "王", "李", Filter(owner="王", statuses=()))
    boss.sync()
    gone = erase_people(wang.desk, plan_erasure(wang.desk, ["1"]))
    assert gone.in_team
    done = wang.sync()
    assert done is not None and dict(done.kept) == {"李": 1}
    meet(li, boss)
    assert wang.ask(NAMES) == []
    assert li.ask(NAMES) == boss.ask(NAMES) == [("陈总",)]
    again = wang.sync()
    assert again is not None and not again.kept
    erase_people(li.desk, plan_erasure(li.desk, ["1"]))
    meet(li, boss)
    assert boss.ask(NAMES) == []


def test_who_never_had_it_is_not_told_whose_it_is(three: Three) -> None:
    boss, wang, li = three
    hand_on(wang, li)
    join_by_line(li.desk, li.url, copy=True)
    li.pass_time(0)
    erase_people(li.desk, plan_erasure(li.desk, ["1"]))
    done = li.sync()
    assert done is not None and dict(done.kept) == {"": 1}
    meet(wang, boss)
    assert boss.ask(NAMES) == wang.ask(NAMES) == [("陈总",)]


def test_what_had_gone_before_it_was_erased_goes_from_backups_too(three: Three) -> None:
    boss, wang, li = three
    li.join(("经理", "王", "李"))
    keep_before(wang.desk, "merge")
    (kept,) = (wang.folder / "backups").glob("*-merge*.db")
    hand_over(boss.desk, "王", "李", Filter(owner="王", statuses=()))
    meet(boss, wang, li)
    assert wang.ask(NAMES) == []
    assert "陈总".encode() in kept.read_bytes()
    erase_people(li.desk, plan_erasure(li.desk, ["1"]))
    meet(li, wang)
    assert "陈总".encode() not in kept.read_bytes()

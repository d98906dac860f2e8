"""What two changed at once: both see it, either takes it back, nobody is asked twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from leadq.adapters.hub.calls import HubCalls
from leadq.errors import RefusedError
from leadq.i18n import set_language
from leadq.render.parts.look import Look
from leadq.render.team.conflicts import _value, _words
from leadq.store.team.lost import Lost
from leadq.usecases.care.doctor import examine
from leadq.usecases.followup.plan import StepWish, plan_next
from leadq.usecases.leads.add import NewLead, add_lead
from leadq.usecases.leads.edit import Change, edit_lead
from leadq.usecases.privacy.erase import erase_people, plan_erasure
from leadq.usecases.team.conflicts import Conflict, keep_value, list_conflicts, take_value
from leadq.usecases.team.fetch import look_ahead

from .laptop import Laptop
from .server import TestHub, connect


@pytest.fixture
def pair(tmp_path: Path, make_team: Callable[..., TestHub]) -> Iterator[tuple[Laptop, Laptop]]:
    """A manager and a rep who both have the rep's lead."""
    hub = make_team("经理", "王")
    laptops = [Laptop(tmp_path / name, name, url) for name, url in hub.urls.items()]
    for laptop in laptops:
        laptop.join(tuple(hub.urls))
    boss, rep = laptops
    add_lead(rep.desk, NewLead("陈总", company="远大", owner="王", phones=["13800138000"]))
    rep.sync()
    boss.sync()
    yield boss, rep


def address(laptop: Laptop) -> str:
    return str(laptop.ask("SELECT address FROM lead")[0][0])


def clash(boss: Laptop, rep: Laptop) -> None:
    edit_lead(boss.desk, "1", Change({"address": "长沙"}))
    edit_lead(rep.desk, "1", Change({"address": "株洲"}))
    for laptop in (boss, rep, boss):
        laptop.sync()


def test_the_later_stands_and_both_see_the_other(pair: tuple[Laptop, Laptop]) -> None:
    clash(*pair)
    for laptop in pair:
        assert address(laptop) == "株洲"
        ((lost, lead),) = list_conflicts(laptop.desk)
        assert lead is not None and lead.name == "陈总"
        assert (lost.field, lost.value, lost.who) == ("address", "长沙", "经理")
        assert (lost.kept, lost.kept_who) == ("株洲", "王")


def test_taken_back_it_is_nobodys_conflict_any_more(pair: tuple[Laptop, Laptop]) -> None:
    boss, rep = pair
    clash(boss, rep)
    ((lost, _lead),) = list_conflicts(rep.desk)
    take_value(rep.desk, lost.id)
    rep.sync()
    boss.sync()
    for laptop in pair:
        assert address(laptop) == "长沙"
        assert list_conflicts(laptop.desk) == []
    with pytest.raises(RefusedError, match="no_conflict"):
        take_value(rep.desk, lost.id)


def test_kept_nothing_changes(pair: tuple[Laptop, Laptop]) -> None:
    boss, rep = pair
    clash(boss, rep)
    ((lost, _lead),) = list_conflicts(boss.desk)
    keep_value(boss.desk, lost.id)
    assert list_conflicts(boss.desk) == []
    assert address(boss) == "株洲"


def test_what_one_has_looked_at_the_other_need_not(pair: tuple[Laptop, Laptop]) -> None:
    boss, rep = pair
    clash(boss, rep)
    ((lost, _lead),) = list_conflicts(boss.desk)
    keep_value(boss.desk, lost.id)
    assert look_ahead_of(boss) == 1
    sent = boss.sync()
    assert sent is not None and sent.sent.total() == 1
    assert look_ahead_of(boss) == 0
    assert len(list_conflicts(rep.desk)) == 1
    done = rep.sync()
    assert done is not None and (done.conflicts, done.received.total()) == (0, 1)
    assert list_conflicts(rep.desk) == []
    assert address(rep) == address(boss) == "株洲"


def look_ahead_of(laptop: Laptop) -> int:
    """Return how many rows a sync would send."""
    with connect(laptop.url) as connection:
        return look_ahead(laptop.desk, HubCalls(connection)).send


def test_what_stands_is_what_stands_today(pair: tuple[Laptop, Laptop]) -> None:
    boss, rep = pair
    clash(boss, rep)
    edit_lead(rep.desk, "1", Change({"address": "湘潭"}))
    for laptop in (rep, boss):
        laptop.sync()
        ((lost, _lead),) = list_conflicts(laptop.desk)
        assert (lost.value, lost.kept, lost.kept_who) == ("长沙", "湘潭", None)
        assert "湘潭" in drawn(list_conflicts(laptop.desk)[0])
    edit_lead(rep.desk, "1", Change({"address": "长沙"}))
    assert list_conflicts(rep.desk) == []
    rep.sync()
    done = boss.sync()
    assert done is not None and done.conflicts == 0


LOOK = Look("table", False, "zh", "CN", date(2026, 11, 23))


def drawn(conflict: Conflict) -> str:
    """Return a conflict as it is shown."""
    return "\n".join(_words(conflict, LOOK))


def test_a_field_that_was_emptied_can_be_emptied_again(pair: tuple[Laptop, Laptop]) -> None:
    boss, rep = pair
    edit_lead(rep.desk, "1", Change({"address": "长沙"}))
    for laptop in (rep, boss):
        laptop.sync()
    edit_lead(boss.desk, "1", Change({"address": ""}))
    edit_lead(rep.desk, "1", Change({"address": "株洲"}))
    for laptop in (boss, rep, boss):
        laptop.sync()
    ((lost, _lead),) = list_conflicts(rep.desk)
    assert (lost.value, lost.kept) == (None, "株洲")
    take_value(rep.desk, lost.id)
    for laptop in (rep, boss):
        laptop.sync()
        assert laptop.ask("SELECT address FROM lead") == [(None,)]
        assert list_conflicts(laptop.desk) == []


def test_of_two_next_steps_one_is_open_and_the_other_can_be_had(
    pair: tuple[Laptop, Laptop],
) -> None:
    boss, rep = pair
    day = boss.desk.today
    plan_next(boss.desk, "1", StepWish(day.replace(day=25), goal="带合同"))
    plan_next(rep.desk, "1", StepWish(day.replace(day=26), goal="看样机"))
    for laptop in (boss, rep, boss):
        laptop.sync()
    goals = "SELECT goal FROM followup WHERE state = 'open'"
    assert boss.ask(goals) == rep.ask(goals) == [("看样机",)]
    (lost,) = (one for one, _lead in list_conflicts(rep.desk) if one.field == "state")
    take_value(rep.desk, lost.id)
    rep.sync()
    boss.sync()
    assert boss.ask(goals) == rep.ask(goals) == [("带合同",)]


def test_doctor_asks_the_hub(pair: tuple[Laptop, Laptop]) -> None:
    boss, _rep = pair
    edit_lead(boss.desk, "1", Change({"address": "长沙"}))
    (hub,) = (one for one in examine(boss.desk) if one.check == "hub")
    assert (hub.state, hub.params) == ("ok", {"send": 1, "receive": 0})


def test_a_reps_word_erases_the_reps_own_leads_alone(
    trio: tuple[TestHub, Laptop, Laptop, Laptop],
) -> None:
    _hub, boss, wang, li = trio
    for laptop in (wang, li):
        lead = NewLead("陈总", company="远大", owner=laptop.name, phones=["13800138000"])
        add_lead(laptop.desk, lead)
        laptop.sync()
    boss.sync()
    erase_people(wang.desk, plan_erasure(wang.desk, ["1"]))
    for laptop in (wang, li, boss):
        laptop.sync()
    assert [len(one.ask("SELECT id FROM lead")) for one in (boss, wang, li)] == [1, 0, 1]
    erase_people(boss.desk, plan_erasure(boss.desk, ["陈总"]))
    for laptop in (boss, li):
        laptop.sync()
    assert [len(one.ask("SELECT id FROM lead")) for one in (boss, wang, li)] == [0, 0, 0]


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("tags", '["老客户", "VIP"]', "老客户、VIP"),
        ("key_customer", "yes", "是"),
        ("budget", 200_000.0, "20万"),
        ("reaches", [["phone", "13800138000", "+8613800138000", "13800138000"]], "138 0013 8000"),
        ("note", None, "空"),
    ],
)
def test_what_gave_way_is_said_as_people_read_it(field: str, value: object, words: str) -> None:
    lost = Lost("lead", "u", "u", field, value, "王芳", None, None, 1)
    set_language("zh")
    try:
        assert _value(lost, value, LOOK) == words
    finally:
        set_language("en")

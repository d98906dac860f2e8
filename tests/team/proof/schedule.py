"""Random schedules of a team: who does what when, where a sync breaks, and what is true after it.

Every text that is typed is unlike any other, so that it can be looked for afterwards.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

from leadq.errors import LeadqError
from leadq.store.team.shapes import REACHES, SOFT
from leadq.usecases.care.undo import redo_last, undo_last
from leadq.usecases.followup.close import win_lead
from leadq.usecases.followup.log import Contacted, log_touch
from leadq.usecases.followup.plan import StepWish, plan_next, snooze_step
from leadq.usecases.grading.note_facts import note_facts
from leadq.usecases.importing.import_file import import_file
from leadq.usecases.importing.import_order import Order
from leadq.usecases.leads.add import NewLead, add_lead
from leadq.usecases.leads.edit import Change, edit_lead
from leadq.usecases.leads.merge import merge_leads
from leadq.usecases.privacy.erase import erase_people, plan_erasure

from ..laptop import FAULTS, Laptop
from ..server import TestHub, connect

MANAGER, REPS, MORE_MANAGERS = "经理", ("王", "李"), ("赵",)
"""Two who see everything, so that many leads are on several laptops."""
STEPS = 30
_MOST = 6
_FIELDS = ("company", "address", "note", "region")
_FACTS = ("money", "authority", "need")


@dataclass
class Typed:
    """A text that somebody typed: into which field of which lead, and what stood there before.

    ``were`` are the leads it has hung on before these were merged.
    """

    text: str
    laptop: str
    lead: str
    field: str
    before: str | None
    command: str = ""
    gone: bool = False
    were: set[str] = field(default_factory=set)


@dataclass
class Schedule:
    """One run; ``log`` is what happened, to be read when something is wrong."""

    seed: int
    folder: Path
    hub: TestHub
    log: list[str] = field(default_factory=list)
    typed: list[Typed] = field(default_factory=list)
    erased: set[str] = field(default_factory=set)
    secrets: dict[str, str] = field(default_factory=dict)
    merged: set[str] = field(default_factory=set)
    erased_at_hub: set[str] = field(default_factory=set)
    count: int = 0

    def __post_init__(self) -> None:
        self.random = Random(self.seed)
        for name in MORE_MANAGERS:
            self.hub.add(name, manages=True)
        self.laptops = []
        for name, url in self.hub.urls.items():
            ahead = timedelta(hours=self.random.choice((0, 0, -10, 3, 10)))
            laptop = Laptop(self.folder / str(len(self.laptops)), name, url, ahead)
            laptop.join(tuple(self.hub.urls))
            self.laptops.append(laptop)

    def run(self) -> None:
        """Begin with a few leads, do the steps, then synchronise until all is quiet."""
        for owner in (*REPS, MANAGER):
            _add_for(self, self.laptops[0], owner)
        for laptop in self.laptops:
            laptop.sync()
        for _step in range(STEPS):
            laptop = self.random.choice(self.laptops)
            for one in self.laptops:
                one.pass_time(self.random.randint(1, 90))
            kinds, weights = zip(*_ACTIONS, strict=True)
            act = self.random.choices(kinds, weights)[0]
            try:
                said = act(self, laptop)
            except LeadqError as error:
                said = f"refused: {error.key}"
            self.log.append(f"{laptop.name} {act.__name__.strip('_')}: {said}")
        for turn in range(4):
            for laptop in self.laptops:
                laptop.pass_time(1)
                self.log.append(f"{laptop.name} last sync {turn}: {laptop.sync()}")

    def new_text(self) -> str:
        """Return a text that nobody has typed."""
        self.count += 1
        return f"t{self.seed}x{self.count}x"

    def lead(self, laptop: Laptop) -> tuple[str, str] | None:
        """Return the number and key of one of a laptop's leads."""
        rows = laptop.ask("SELECT number, uid FROM lead ORDER BY id")
        if not rows:
            return None
        number, uid = self.random.choice(rows)
        return str(number), uid

    def note(self, laptop: Laptop, lead: str, name: str, text: str, before: Any = None) -> None:
        """Remember what was typed."""
        (command,) = laptop.ask("SELECT command FROM journal ORDER BY id DESC LIMIT 1")[0]
        self.typed.append(Typed(text, laptop.name, lead, name, before, command))


def _add(run: Schedule, laptop: Laptop) -> str:
    return _add_for(run, laptop, run.random.choice((*REPS, laptop.name)))


def _add_for(run: Schedule, laptop: Laptop, owner: str) -> str:
    if len(laptop.ask("SELECT id FROM lead")) >= _MOST:
        return "enough"
    name = run.new_text()
    phone = f"138{run.seed % 1000:03d}{run.count:05d}"
    add_lead(laptop.desk, NewLead(name, owner=owner, phones=[phone]))
    (uid,) = laptop.ask("SELECT uid FROM lead ORDER BY id DESC LIMIT 1")[0]
    run.note(laptop, uid, "name", name)
    return f"{name} of {owner}"


def _with_lead(act: Callable[[Schedule, Laptop, str, str], str]) -> Callable[..., str]:
    def found(run: Schedule, laptop: Laptop) -> str:
        lead = run.lead(laptop)
        return act(run, laptop, *lead) if lead else "nobody"

    found.__name__ = act.__name__
    return found


@_with_lead
def _edit(run: Schedule, laptop: Laptop, number: str, uid: str) -> str:
    name, text = run.random.choice(_FIELDS), run.new_text()
    ((before,),) = laptop.ask(f"SELECT {name} FROM lead WHERE uid = ?", uid)
    edit_lead(laptop.desk, number, Change({name: text}))
    run.note(laptop, uid, name, text, before)
    return f"{number} {name} {before} -> {text}"


@_with_lead
def _reach(run: Schedule, laptop: Laptop, number: str, uid: str) -> str:
    text = f"{run.new_text()}@example.com"
    edit_lead(laptop.desk, number, Change(emails=[text]))
    return f"{number} {text}"


@_with_lead
def _fact(run: Schedule, laptop: Laptop, number: str, uid: str) -> str:
    fact, note = run.random.choice(_FACTS), run.new_text()
    note_facts(laptop.desk, number, {fact: run.random.choice(("yes", "no"))}, note)
    run.note(laptop, uid, "fact", note)
    return f"{number} {fact} {note}"


@_with_lead
def _log(run: Schedule, laptop: Laptop, number: str, uid: str) -> str:
    said, promise = run.new_text(), run.new_text()
    today = laptop.desk.today
    days = [today + timedelta(run.random.randint(1, 9)), None]
    contacted = Contacted(today, said=said, promises=[(promise, None)], next_on=days[0])
    if run.random.random() < 0.5:
        contacted = Contacted(today, said=said, promises=[(promise, None)])
    log_touch(laptop.desk, number, contacted)
    run.note(laptop, uid, "said", said)
    run.note(laptop, uid, "promise", promise)
    return f"{number} {said} {promise}"


@_with_lead
def _next(run: Schedule, laptop: Laptop, number: str, uid: str) -> str:
    goal = run.new_text()
    day = laptop.desk.today + timedelta(run.random.randint(1, 9))
    plan_next(laptop.desk, number, StepWish(day, goal=goal))
    return f"{number} {goal}"


@_with_lead
def _snooze(run: Schedule, laptop: Laptop, number: str, uid: str) -> str:
    day = laptop.desk.today + timedelta(run.random.randint(1, 9))
    snooze_step(laptop.desk, number, StepWish(day, reason=run.new_text()))
    return number


@_with_lead
def _win(run: Schedule, laptop: Laptop, number: str, uid: str) -> str:
    win_lead(laptop.desk, number, float(1000 + run.count))
    return number


@_with_lead
def _merge(run: Schedule, laptop: Laptop, number: str, uid: str) -> str:
    other = run.lead(laptop)
    if other is None or other[1] == uid:
        return "one only"
    stood = laptop.rows()["lead", other[1]]
    merge_leads(laptop.desk, number, other[0])
    run.merged |= {uid, other[1]}
    for typed in run.typed:
        # whoever merges has seen what the other lead says
        if typed.lead == other[1] and stood.get(typed.field) == typed.text:
            typed.gone = True
        if typed.lead == other[1] and typed.field not in _FIELDS:
            # whoever erases the other lead meanwhile erases what this laptop has not heard of it
            typed.were.add(typed.lead)
            typed.lead = uid
    return f"{other[0]} into {number}"


@_with_lead
def _hand_over(run: Schedule, laptop: Laptop, number: str, uid: str) -> str:
    owner = run.random.choice(REPS)
    edit_lead(laptop.desk, number, Change({"owner": owner}))
    return f"{number} to {owner}"


def _undo(run: Schedule, laptop: Laptop) -> str:
    done = undo_last(laptop.desk).command
    for typed in run.typed:
        typed.gone |= typed.command == done.id
    return done.verb


def _redo(run: Schedule, laptop: Laptop) -> str:
    done = redo_last(laptop.desk).command
    for typed in run.typed:
        typed.gone &= typed.command != done.id
    return done.verb


@_with_lead
def _erase(run: Schedule, laptop: Laptop, number: str, uid: str) -> str:
    ((name,),) = laptop.ask("SELECT name FROM lead WHERE uid = ?", uid)
    plan = plan_erasure(laptop.desk, [number])
    erase_people(laptop.desk, plan)
    run.erased |= plan.wanted.uids
    run.secrets[uid] = name
    return f"{number} {name}"


def _import(run: Schedule, laptop: Laptop) -> str:
    names = [run.new_text() for _ in range(2)]
    file = run.folder / f"{run.count}.csv"
    lines = [f"{name},{name}@example.com,{laptop.name}" for name in names]
    file.write_text("\n".join(["Name,Email,Owner", *lines]) + "\n", "utf-8")
    import_file(laptop.desk, Order(file), lambda *_given: None)  # type: ignore[arg-type,return-value]
    for name in names:
        for (uid,) in laptop.ask("SELECT uid FROM lead WHERE name = ?", name):
            run.note(laptop, uid, "name", name)
    return " ".join(names)


def _sync(run: Schedule, laptop: Laptop) -> str:
    return str(laptop.sync())


def _broken_sync(run: Schedule, laptop: Laptop) -> str:
    fault = run.random.choice(FAULTS)
    done = laptop.sync(fault, run.random.randint(0, 8))
    return f"{fault}: {done}"


def _keep_copy(run: Schedule, laptop: Laptop) -> str:
    laptop.keep_copy()
    return "kept"


def _put_back(run: Schedule, laptop: Laptop) -> str:
    before = laptop.rows()
    if not laptop.put_back():
        return "no copy"
    known = json.dumps(hub_rows(run.hub), ensure_ascii=False) + json.dumps(
        hub_lost(run.hub), ensure_ascii=False
    )
    for typed in run.typed:
        # what went with the disk, and nobody else had
        if typed.laptop == laptop.name and typed.text not in known:
            typed.gone = True
    return f"{len(before)} -> {len(laptop.rows())} rows"


_ACTIONS: tuple[tuple[Callable[[Schedule, Laptop], str], int], ...] = (
    (_add, 6), (_edit, 18), (_reach, 6), (_fact, 8), (_log, 8), (_next, 6), (_snooze, 5),
    (_win, 3), (_merge, 4), (_hand_over, 5), (_undo, 8), (_redo, 5), (_erase, 2), (_import, 2),
    (_sync, 34), (_broken_sync, 14), (_keep_copy, 3), (_put_back, 3),
)  # fmt: skip


def hub_rows(hub: TestHub) -> list[dict[str, Any]]:
    """Return what the hub has that is not gone."""
    query = "SELECT uid, tbl, lead, book, fields FROM leadq.item WHERE NOT gone"
    with connect(hub.owner) as owner:
        rows = owner.execute(query).fetchall()
    names = ("uid", "tbl", "lead", "book", "fields")
    return [dict(zip(names, row, strict=True)) for row in rows]


def hub_lost(hub: TestHub) -> list[Any]:
    """Return the values that gave way, at the hub."""
    with connect(hub.owner) as owner:
        return [row[0] for row in owner.execute("SELECT value FROM leadq.lost").fetchall()]


def check(run: Schedule) -> None:
    """Hold what must be true after a schedule."""
    items = hub_rows(run.hub)
    with connect(run.hub.owner) as owner:
        # whoever was merged with somebody is erased along
        rows = owner.execute("SELECT lead FROM leadq.erased").fetchall()
        run.erased_at_hub = {row[0] for row in rows}
        run.erased |= run.erased_at_hub
    check_replicas(run.hub, run.laptops)
    for laptop in run.laptops:
        _check_steps(laptop)
        _check_erased(run, laptop)
    _check_typed(run, items)


def check_replicas(hub: TestHub, laptops: Iterable[Laptop]) -> None:
    """Hold each laptop's store against the hub: a manager has all of it, a rep one's own."""
    items = hub_rows(hub)
    with connect(hub.owner) as owner:
        query = "SELECT name, id FROM leadq.member WHERE NOT manages"
        books = dict(owner.execute(query).fetchall())
    for laptop in laptops:
        _check_replica(laptop, items, books.get(laptop.name))


def _check_replica(laptop: Laptop, items: list[dict[str, Any]], book: int | None) -> None:
    wanted = {
        (one["tbl"], one["uid"]): _bare({**one["fields"], "lead": one["lead"]})
        for one in items
        if book is None or one["book"] == book
    }
    ours = {key: _bare(fields) for key, fields in laptop.rows().items()}
    ours = {key: one for key, one in ours.items() if key[0] != REACHES or one[REACHES]}
    wanted = {key: one for key, one in wanted.items() if key[0] != REACHES or one[REACHES]}
    assert ours == wanted, f"{laptop.name} differs from the hub"
    assert laptop.ask("SELECT tbl, uid FROM sync_dirty WHERE tbl <> 'outlook'") == []


def _bare(fields: dict[str, Any]) -> dict[str, Any]:
    return {n: value for n, value in fields.items() if n not in SOFT and value is not None}


def _check_steps(laptop: Laptop) -> None:
    without = laptop.ask(
        "SELECT l.number, l.owner FROM lead l WHERE l.status IN ('open', 'won') AND NOT EXISTS"
        " (SELECT 1 FROM followup f WHERE f.lead_id = l.id AND f.state = 'open')"
    )
    assert without == [], f"{laptop.name} has leads without a next step"
    outlooks = laptop.ask("SELECT id FROM lead WHERE id NOT IN (SELECT lead_id FROM outlook)")
    assert outlooks == []


def _check_erased(run: Schedule, laptop: Laptop) -> None:
    content = laptop.store.read_bytes()
    for uid, secret in run.secrets.items():
        if uid in run.merged or uid not in run.erased_at_hub:
            # part of a lead, or a lead, that is a colleague's by now, who is to erase it
            continue
        assert secret.encode() not in content, f"{laptop.name} still knows {secret}"


def _check_typed(run: Schedule, items: list[dict[str, Any]]) -> None:
    there = json.dumps([one["fields"] for one in items], ensure_ascii=False)
    kept = json.dumps(hub_lost(run.hub), ensure_ascii=False) + "".join(
        str(row) for one in run.laptops for row in one.ask("SELECT value FROM sync_lost")
    )
    replaced = {typed.before for typed in run.typed}
    for typed in run.typed:
        is_erased = bool({typed.lead, *typed.were} & run.erased)
        if typed.gone or is_erased or typed.text in replaced:
            continue
        assert typed.text in there or typed.text in kept, f"lost: {typed}"

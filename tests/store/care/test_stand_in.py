"""Whoever reads while a long write is under way gets what was there before, at any moment of it."""

from __future__ import annotations

import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from leadq.errors import StoreError
from leadq.files import list_left
from leadq.store import opening
from leadq.store.care import stand_in
from leadq.store.care.stand_in import LongWrite, is_stand_in, stand_in_place
from leadq.store.connect import let_go, open_reader
from leadq.store.search.filters import Filter
from leadq.usecases.care.doctor import examine
from leadq.usecases.care.undo import redo_last, undo_last
from leadq.usecases.desk import Desk
from leadq.usecases.followup.due import list_due
from leadq.usecases.importing.import_file import import_file
from leadq.usecases.importing.import_order import Order
from leadq.usecases.leads.browse import list_leads
from tests.usecases.bring_in import no_rejects
from tests.usecases.helpers import add, make_desk, other_desk

ROWS = 4000
"""More than SQLite holds in memory by itself: it writes into the store long before the end."""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Return a desk with a lead, and a file of many; a copy is laid out soon, nobody waits long."""
    monkeypatch.setattr(stand_in, "_LEAST", 1 << 20)
    monkeypatch.setattr(stand_in, "_PAGES_KEPT", 10)
    monkeypatch.setattr(stand_in, "_ROOM", 1 << 18)
    monkeypatch.setattr(opening, "BUSY_SECONDS", 0.02)
    found = make_desk(tmp_path)
    add(found, "王建国")
    lines = (f"Lead {n},Firm {n},+86138{n:08d},{'x' * 200}" for n in range(ROWS))
    (tmp_path / "many.csv").write_text("name,company,phone,note\n" + "\n".join(lines), "utf-8")
    return found


class Reader:
    """Reads as somebody else would, at every step of a write, and counts what it met."""

    def __init__(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        self.desk = other_desk(desk)
        self.before = self.read()
        self.asked = self.shut_out = self.steps = 0
        look = LongWrite.look

        def look_and_ask(write: LongWrite) -> None:
            look(write)
            self.steps += 1
            if self.steps < 60 or self.steps % 500 == 0:
                self.ask()

        monkeypatch.setattr(LongWrite, "look", look_and_ask)

    def read(self) -> object:
        # a long list is read as it is passed through: its first part stands for it
        return list_due(self.desk), list_leads(self.desk, Filter(limit=50))

    def ask(self) -> None:
        self.asked += 1
        assert self.read() == self.before
        with closing(sqlite3.connect(self.desk.store, timeout=0)) as conn:
            try:
                conn.execute("SELECT count(*) FROM lead").fetchone()
            except sqlite3.OperationalError:
                self.shut_out += 1

    def expect_shut_out(self) -> None:
        """The store itself was closed for a while, or this has tested nothing; nothing is left."""
        assert 0 < self.shut_out < self.asked
        assert list_left(self.desk.store.parent) == []
        assert self.read() != self.before


def bring_in(desk: Desk) -> None:
    import_file(desk, Order(desk.store.with_name("many.csv")), no_rejects)


def test_there_is_room_for_pages_besides_those_that_are_changed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    held, room = [], []
    count, close = LongWrite._count_held, LongWrite.close

    def note_held(write: LongWrite, stood: int) -> int:
        held.append(count(write, stood))
        return held[-1]

    def note_room(write: LongWrite) -> None:
        room.append(-1024 * write._conn.execute("PRAGMA cache_size").fetchone()[0])
        close(write)

    monkeypatch.setattr(LongWrite, "_count_held", note_held)
    monkeypatch.setattr(LongWrite, "close", note_room)
    import_file(desk, Order(desk.store.parent / "many.csv"), no_rejects)
    # of what is changed nothing more is held than when the copy was laid out
    assert room[0] >= held[-1] + stand_in._ROOM
    assert held[-1] >= stand_in._LEAST


def test_a_reader_never_waits_for_an_import(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    reader = Reader(desk, monkeypatch)
    bring_in(desk)
    reader.expect_shut_out()
    assert list_leads(desk, Filter()).total == ROWS + 1


@pytest.mark.parametrize("again", [False, True], ids=["undo", "redo"])
def test_a_reader_never_waits_for_what_takes_an_import_back(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, again: bool
) -> None:
    bring_in(desk)
    if again:
        undo_last(desk)
    reader = Reader(desk, monkeypatch)
    (redo_last if again else undo_last)(desk)
    reader.expect_shut_out()


def test_changed_rules_wait_until_a_long_write_is_over(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_in(desk)
    changed = other_desk(desk, days_off=("sun",))
    seen = []

    def look(write: LongWrite) -> None:
        looked(write)
        with changed.read() as conn:
            seen.append((changed.rules_changed(conn), is_stand_in(conn), changed.regraded))

    looked = LongWrite.look
    monkeypatch.setattr(LongWrite, "look", look)
    undo_last(desk)
    monkeypatch.setattr(LongWrite, "look", looked)
    assert {(True, False, 0), (True, True, 0)} == set(seen)
    with changed.read() as conn:
        assert not changed.rules_changed(conn)


def test_a_writer_that_died_leaves_nothing_that_is_believed(
    desk: Desk, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Store, journal and copy are kept as they lie in the middle of a write, and opened later."""
    dead = make_desk(tmp_path_factory.mktemp("dead"))
    columns = ("uid", "number", "name", "profile", "created_on")
    before = list_due(desk)

    class Stop(Exception):
        pass

    with pytest.raises(Stop), desk.write("import") as unit:
        rows = [("n" * 36 + f"{n}", n + 2, "x" * 900, "general", "2026-11-23") for n in range(ROWS)]
        for start in range(0, ROWS, 100):
            unit.insert_many("lead", columns, rows[start : start + 100])
        # another program: this one would let go of its locks
        subprocess.run(["cp", "-r", f"{desk.store.parent}/.", str(dead.store.parent)], check=True)
        raise Stop
    assert dead.store.with_name("leadq.db-journal").stat().st_size
    assert stand_in_place(dead.store).exists()
    assert list_due(dead) == before
    add(dead, "Later")
    assert not stand_in_place(dead.store).exists()
    inside = ("store", "tables", "references", "journal", "next_steps", "outlooks")
    found = {one.check: one.state for one in examine(dead)}
    assert {found[name] for name in inside} == {"ok"}


def test_whoever_reads_for_long_lets_others_write(desk: Desk) -> None:
    with desk.read() as conn:
        let_go(conn)
        add(desk, "Li")
        assert conn.execute("SELECT count(*) FROM lead").fetchone() == (2,)


def test_what_stands_in_is_of_this_version(desk: Desk) -> None:
    place = stand_in_place(desk.store)
    with closing(sqlite3.connect(desk.store, isolation_level=None)) as writer:
        writer.execute("BEGIN EXCLUSIVE")
        for content in (b"", b"x" * 5000):
            place.write_bytes(content)
            with pytest.raises(StoreError):
                open_reader(desk.store)


def test_without_room_for_a_copy_the_write_goes_on(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(stand_in, "part_beside", full)
    bring_in(desk)
    assert list_leads(desk, Filter()).total == ROWS + 1


def test_a_small_write_lays_nothing_out(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stand_in, "part_beside", lambda _place: pytest.fail("a copy"))
    add(desk, "李四")
    undo_last(desk)
    redo_last(desk)

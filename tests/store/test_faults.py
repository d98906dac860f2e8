"""What a rep is told when the store is of no use, and that it is left as it is."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from leadq.store.care.backup_folder import list_backups

from .faults import READS, WRITES, assert_two_lines

Run = Callable[..., Any]
PAGE = 4096


@pytest.fixture
def store(filled: Path) -> Path:
    return filled


def zero(store: Path, first: int, count: int = 1) -> None:
    data = bytearray(store.read_bytes())
    data[first * PAGE : (first + count) * PAGE] = bytes(count * PAGE)
    store.write_bytes(bytes(data))


def set_header(store: Path, field: str, value: int) -> None:
    with closing(sqlite3.connect(store)) as conn:
        conn.execute(f"PRAGMA {field} = {value}")


def make_foreign(store: Path) -> None:
    store.unlink()
    with closing(sqlite3.connect(store)) as conn:
        conn.execute("CREATE TABLE song (name)")
        conn.commit()


HARM: dict[str, tuple[Callable[[Path], object], str]] = {
    "cut in half": (lambda p: os.truncate(p, p.stat().st_size // 2), "is damaged"),
    "cut within a page": (lambda p: os.truncate(p, p.stat().st_size - 2000), "is damaged"),
    "cut to a page": (lambda p: os.truncate(p, PAGE), "is damaged"),
    "cut in the header": (lambda p: os.truncate(p, 60), "is damaged"),
    "garbage": (lambda p: p.write_bytes(b"\xa5" * 9000), "is not a store of leadq"),
    "a byte": (lambda p: p.write_bytes(b"x"), "is not a store of leadq"),
    "a text": (lambda p: p.write_text("name,phone\n" * 900), "is not a store of leadq"),
    "zeroed": (lambda p: p.write_bytes(bytes(9000)), "is not a store of leadq"),
    "zeroed after the header": (lambda p: zero(p, 1, 99), "is damaged"),
    "another program's": (make_foreign, "is not a store of leadq"),
    "a newer one": (lambda p: set_header(p, "user_version", 99), "newer leadq (version 99"),
}


@pytest.mark.parametrize("harm", HARM)
def test_a_store_of_no_use_is_named_and_left_alone(run: Run, store: Path, harm: str) -> None:
    do, words = HARM[harm]
    do(store)
    before = store.read_bytes()
    for command in (*READS, *WRITES, ["backup"], ["backup", str(store.parent / "b.db")]):
        assert_two_lines(run(*command), words)
        assert store.read_bytes() == before, command
    assert not (store.parent / "b.db").exists()
    assert list_backups(store) == []


@pytest.mark.parametrize("harm", HARM)
def test_the_newest_good_backup_is_named_and_comes_back(run: Run, store: Path, harm: str) -> None:
    run("add", "Zhao")
    run("backup")
    before = json.loads(run("list", "--json").out)
    HARM[harm][0](store)
    done = run("due")
    assert (done.code, len(done.err.splitlines())) == (3, 2)
    if harm in ("another program's", "a newer one"):
        assert "restore" not in done.err
        return
    assert "leadq restore leadq-2026-11-23-manual.db" in done.err
    assert "leadq restore leadq-2026-11-23-manual.db" in run("due", "--lang", "zh").err
    assert "2026-11-23" in done.err
    words = done.err.split("leadq ")[-1].split()
    assert run(*words, "--yes").code == 0
    assert json.loads(run("list", "--json").out) == before
    assert run("doctor").code == 0


def test_a_store_that_lost_every_byte(run: Run, store: Path) -> None:
    run("backup")
    store.write_bytes(b"")
    for words in (*READS, *WRITES):
        assert_two_lines(run(*words), "is empty, but there are backups")
    assert store.read_bytes() == b""


def test_any_zeroed_page_is_harmless_or_said(run: Run, store: Path) -> None:
    """A page that a command does not touch cannot disturb it; one that it does is named."""
    whole = store.read_bytes()
    seen = set()
    for page in range(1, len(whole) // PAGE):
        store.write_bytes(whole)
        zero(store, page)
        before = store.read_bytes()
        for words in (["list", "--json"], ["show", "1"], ["due", "--within", "30"]):
            done = run(*words)
            assert done.code in (0, 3), (page, words, done)
            assert store.read_bytes() == before
            seen.add(done.code)
        checked = run("doctor")
        assert checked.code == 3, (page, checked)
        assert "is damaged" in checked.err and len(checked.err.splitlines()) == 2
        assert checked.out.startswith("! ")
        assert store.read_bytes() == before
        done = run("add", "Zhao", "--phone", "13900000001")
        assert done.code in (0, 3), (page, done)
        assert done.code == 0 or store.read_bytes() == before
    assert seen == {0, 3}

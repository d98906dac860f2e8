"""What was sent is remembered, whatever happens on the way."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from threading import Barrier, Thread

import pytest

import leadq
from leadq.errors import StoreError
from leadq.store.reminding.sent import send_once, sent_file

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
Send = Callable[[], None]


def fail() -> None:
    raise RuntimeError("no network")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return sent_file(tmp_path / "leadq.db")


def test_each_gets_it_once_a_day(file: Path) -> None:
    got: list[str] = []
    for day in (MONDAY, MONDAY, TUESDAY):
        for target in ("one", "other", "one"):
            send_once(file, day, target, lambda told=f"{day:%a} {target}": got.append(told))
    assert got == ["Mon one", "Mon other", "Tue one", "Tue other"]
    assert send_once(file, TUESDAY, "one", lambda: got.append("again"), again=True)
    assert got[-1] == "again"


def test_what_failed_is_tried_again(file: Path) -> None:
    got: list[int] = []
    with pytest.raises(RuntimeError):
        send_once(file, MONDAY, "one", fail)
    assert send_once(file, MONDAY, "one", lambda: got.append(1))
    with pytest.raises(RuntimeError):
        send_once(file, MONDAY, "one", fail, again=True)
    assert not send_once(file, MONDAY, "one", lambda: got.append(2))
    assert got == [1]


def test_who_is_killed_while_sending_has_sent_to_those_before(file: Path) -> None:
    code = (
        "import os, sys\nfrom datetime import date\nfrom pathlib import Path\n"
        "from leadq.store.reminding.sent import send_once\n"
        "file, day = Path(sys.argv[1]), date(2026, 11, 23)\n"
        "assert send_once(file, day, 'one', lambda: None)\n"
        "send_once(file, day, 'other', lambda: os._exit(9))\n"
    )
    words = [sys.executable, "-c", code, str(file)]
    root = str(Path(leadq.__file__).parents[1])
    assert subprocess.run(words, env={"PYTHONPATH": root}, check=False).returncode == 9
    got: list[str] = []
    for target in ("one", "other"):
        send_once(file, MONDAY, target, lambda target=target: got.append(target))
    assert got == ["other"]


def test_two_runs_at_once_send_one_message(file: Path) -> None:
    got: list[int] = []
    together = Barrier(4)

    def run() -> None:
        together.wait()
        send_once(file, MONDAY, "one", lambda: got.append(1))

    threads = [Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == [1]


@pytest.mark.parametrize("content", [b"no database", b"SQLite format 3\0" + b"x" * 5000])
def test_a_damaged_file_is_made_anew(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    assert send_once(file, MONDAY, "one", lambda: None)
    assert not send_once(file, MONDAY, "one", lambda: None)


def test_nothing_is_sent_that_cannot_be_remembered(file: Path) -> None:
    file.mkdir()
    with pytest.raises(StoreError):
        send_once(file, MONDAY, "one", fail)


@pytest.mark.skipif(sys.platform == "win32", reason="files have no modes there")
def test_only_its_owner_reads_it(file: Path) -> None:
    send_once(file, MONDAY, "one", lambda: None)
    assert file.stat().st_mode & 0o077 == 0

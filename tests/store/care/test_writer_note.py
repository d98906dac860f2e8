"""Who waits for a long write hears which command it is; a note that lies is not believed."""

from __future__ import annotations

import sqlite3
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

import pytest

from leadq.errors import StoreError
from leadq.files import list_left
from leadq.store import opening
from leadq.store.care.writer_note import Writer, note_writer, read_writer, writer_place
from leadq.store.unit import open_unit

BEGAN = datetime(2026, 11, 23, 21, 40).astimezone()


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "leadq.db"
    with open_unit(path, "add", BEGAN):
        pass
    return path


def test_who_waits_is_told_by_whom_it_is_kept(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[Writer | None] = []
    monkeypatch.setattr(opening, "tell_waiting", lambda path: heard.append(read_writer(path)))
    monkeypatch.setattr("leadq.store.connect.sleep", lambda _seconds: None)
    with open_unit(store, "import", BEGAN) as unit:
        rows = [(f"u{n}", n, "x", "general", "[]", "{}", "2026-11-23") for n in range(1, 1500)]
        columns = ("uid", "number", "name", "profile", "tags", "extra", "created_on")
        for start in range(0, len(rows), 100):
            unit.insert_many("lead", columns, rows[start : start + 100])
        with pytest.raises(StoreError) as caught, open_unit(store, "log", BEGAN):
            pass
        assert (caught.value.key, caught.value.params["verb"]) == ("store_locked_by", "import")
        assert caught.value.params["since"] == "21:40"
        assert heard == [Writer("import", "21:40")]
    assert read_writer(store) is None
    assert list_left(store.parent) == []


def test_a_short_write_and_another_program_say_nothing(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("leadq.store.connect.sleep", lambda _seconds: None)
    other = sqlite3.connect(store)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError) as caught, open_unit(store, "log", BEGAN):
        pass
    other.close()
    assert caught.value.key == "store_locked"
    with open_unit(store, "log", BEGAN):
        assert not writer_place(store).exists()


@pytest.mark.parametrize(
    "content", ["import 21:40 \x1b[31m", "import", "", "rm -rf 21:40", "x" * 10_000, "导入 21:40"]
)
def test_what_somebody_else_has_laid_there_is_not_believed(store: Path, content: str) -> None:
    with note_writer(store, "import", BEGAN):
        writer_place(store).write_text(content, encoding="utf-8")
        assert read_writer(store) is None


def test_what_a_killed_writer_left_and_links_are_not_believed(store: Path, tmp_path: Path) -> None:
    writer_place(store).write_text("import 21:40")
    assert read_writer(store) is None
    assert list_left(store.parent) == [writer_place(store)], "it is swept as any unfinished file"
    writer_place(store).unlink()
    elsewhere = tmp_path / "elsewhere.db"
    with ExitStack() as stack:
        stack.enter_context(note_writer(elsewhere, "import", BEGAN))
        writer_place(store).symlink_to(writer_place(elsewhere))
        assert read_writer(store) is None

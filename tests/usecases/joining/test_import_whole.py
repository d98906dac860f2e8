"""All of a file or nothing of it, however it ends; and never much of it in memory."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest

from leadq.errors import RefusedError
from leadq.exchange.tables.table import AnyTable
from leadq.usecases.desk import Desk
from leadq.usecases.importing import import_leads as under_test
from leadq.usecases.importing.import_file import import_file
from leadq.usecases.importing.import_order import Imported, Order

from ..bring_in import bring_in, no_rejects
from ..helpers import add, rows


def many(count: int, rest: str = "") -> str:
    lines = (f"客户{n},138{n:08d},备注{n},2026-12-{n % 28 + 1:02d}\n" for n in range(count))
    return "姓名,手机,备注,下次联系时间\n" + "".join(lines) + rest


def test_a_break_in_the_middle_leaves_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    add(desk, "王")
    before = rows(desk, "SELECT * FROM lead"), rows(desk, "SELECT * FROM journal")

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(under_test, "plan_first_steps", interrupted)
    with pytest.raises(KeyboardInterrupt):
        bring_in(desk, many(2100))
    assert before == (rows(desk, "SELECT * FROM lead"), rows(desk, "SELECT * FROM journal"))


def test_a_file_that_breaks_off_leaves_nothing(desk: Desk) -> None:
    with pytest.raises(RefusedError, match="bad_quotes") as caught:
        bring_in(desk, many(2100, '"never closed,1\n'))
    assert caught.value.params["line"] == 2102
    assert rows(desk, "SELECT * FROM lead") == []


def test_rejects_that_cannot_be_kept_leave_nothing(desk: Desk) -> None:
    def full(_result: Imported, _table: AnyTable) -> Path:
        raise RefusedError("disk_full", hint="disk_full", file="x")

    file = desk.store.with_name("in.csv")
    file.write_text("name,phone\nA,\nB,1.38E+10\n")
    with pytest.raises(RefusedError, match="disk_full"):
        import_file(desk, Order(file), full)
    assert rows(desk, "SELECT * FROM lead") == []


def test_progress_tells_bytes_to_the_end(desk: Desk) -> None:
    file = desk.store.with_name("in.csv")
    file.write_text(many(2000), "utf-8")
    heard: list[tuple[int, int]] = []
    import_file(desk, Order(file), no_rejects, lambda done, total: heard.append((done, total)))
    size = file.stat().st_size
    assert len(heard) > 5
    assert heard == sorted(heard)
    assert heard[-1] == (size, size)


def test_memory_does_not_grow_with_the_file(desk: Desk, tmp_path: Path) -> None:
    wide = ",".join(["x" * 2000] * 4)
    peaks = []
    for count in (4000, 12_000):
        file = tmp_path / f"{count}.csv"
        with file.open("w", encoding="utf-8") as out:
            out.write("name,phone,a,b,c,d\n")
            # half of them cannot be taken
            out.writelines(f"{count}N{n},{'' if n % 2 else '1E9'},{wide}\n" for n in range(count))
        tracemalloc.start()
        result = import_file(desk, Order(file, dry_run=True), no_rejects)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert (result.new, len(result.rejected)) == (count / 2, count / 2)
    # the second file has 64 MB more of text
    assert peaks[1] < peaks[0] + 4_000_000

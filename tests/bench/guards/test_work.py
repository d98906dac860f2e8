"""What SQLite is asked to do: as much at 4,000 leads as at 400, wherever the answer is as long."""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import leadq

from ..stores import environment
from .conftest import BIG, SMALL, Watched
from .watch import scans

_LOGGED = "log 201 --by phone --said x --next +3d --goal y --json"
_LEARNT = "fact 201 money=yes --json"
_PUT_OFF = "snooze 201 +5d --reason away --json"
_MAN = "man 201 --money yes --authority no --json"
_NEXT = "next 201 fri --by visit --time 14:30 --json"
_NOTE = "note 201 钱够 --accept --json"
_EDIT = "edit 201 --company Maurice --tag vip --json"
# Part of the spelling of every second company.
_SPELT = "list youxiangongsi --limit 20"
# A morning looks for birthdays; a plan asks who is away, what was tried and by what it can be done.
# Statements of any kind, BEGIN and PRAGMA included; a write says that no page leaves memory early.
_STATEMENTS = {
    "due": 18,
    "due --json --limit 20": 18,
    "list --limit 20": 15,
    "list --json --limit 20": 14,
    "list --grade A --limit 20": 15,
    _SPELT: 15,
    # three of them: who brought whom, and what waits behind the next step
    "show 201": 28,
    "show 201 --json": 28,
    # two of them: which ids erased rows may have had, so that no new row gets one, and which
    # command wrote last, so that new keys are above its keys
    _LOGGED: 61,
    _LEARNT: 55,
    _PUT_OFF: 58,
    _MAN: 52,
    _NEXT: 64,
    _NOTE: 64,
    _EDIT: 50,
    "history 201 --json": 49,
    "report reps": 20,
    "report lift": 14,
    "report week": 30,
    "add Newcomer --phone 13912345678 --json": 52,
}
_DAILY = ("due", "due --json --limit 20", "show 201", "show 201 --json", _LOGGED, _LEARNT, _PUT_OFF,
          _MAN, _NEXT, _NOTE)  # fmt: skip
# What is not limited by an index looks at every lead, but at each of them briefly.
_STEPS_A_LEAD = {
    "list --limit 20": 45,
    "list --grade A --limit 20": 10,
    _SPELT: 60,
    "show 62000200": 12,
    # what is counted: each step with the touch that closed it, each lead's facts, in one pass
    "report reps": 280,
    "report calibration": 45,
    "report lift": 95,
    "report questions": 160,
    "report decay": 80,
    "report week": 340,
    "report pipeline": 85,
    "report funnel": 90,
    "report sources": 75,
}
_SCANNED = {
    "list --limit 20": {"outlook", "lead"},
    "list --json --limit 20": {"outlook"},
    "list --grade A --limit 20": set(),
    _SPELT: {"lookup"},
    "show 62000200": {"lookup"},
}
# Two pages a row shown, since rows lie further apart in a big store; its tables have thousands.
_PAGES = 100 * 4096


@pytest.mark.parametrize("typed", _STATEMENTS)
def test_statements_do_not_multiply(work_of: Watched, typed: str) -> None:
    few, many = (len(work_of(size, *shlex.split(typed)).statements) for size in (SMALL, BIG))
    assert few == many
    assert many <= _STATEMENTS[typed]


@pytest.mark.parametrize(
    "typed", [*_DAILY, "list --json --limit 20", "history 201 --json", "report day --json"]
)
def test_what_is_found_by_an_index_costs_the_same_in_a_big_store(
    work_of: Watched, typed: str
) -> None:
    few, many = (work_of(size, *shlex.split(typed)).steps for size in (SMALL, BIG))
    assert many <= few * 1.2, f"{few} instructions became {many}"


@pytest.mark.parametrize("typed", _STEPS_A_LEAD)
def test_what_goes_through_all_leads_looks_at_each_briefly(work_of: Watched, typed: str) -> None:
    few, many = (work_of(size, *shlex.split(typed)).steps for size in (SMALL, BIG))
    assert (many - few) / (BIG - SMALL) <= _STEPS_A_LEAD[typed]


@pytest.mark.parametrize(
    "typed",
    [
        *_DAILY,
        *("due --within 7", "due --owner 'Ann Keller'", "show '010-62000200'"),
        *("report day", "report overdue", "report grades"),
    ],
)
def test_nothing_daily_goes_through_a_table(work_of: Watched, planned: Path, typed: str) -> None:
    statements = work_of(BIG, *shlex.split(typed)).reads()
    assert statements
    assert scans(planned, statements) == {}


@pytest.mark.parametrize("typed", _SCANNED)
def test_a_search_goes_through_the_narrow_tables_only(
    work_of: Watched, planned: Path, typed: str
) -> None:
    found = scans(planned, work_of(BIG, *shlex.split(typed)).reads())
    assert set(found) <= _SCANNED[typed]


@pytest.mark.skipif(not Path("/proc/self/io").exists(), reason="the system does not count it")
@pytest.mark.parametrize("typed", ["due", "due --json", "show 201 --json"])
def test_a_big_store_is_not_read_through(homes: dict[int, Path], typed: str) -> None:
    # the least of three: a module may just be compiled, or swapped out
    few, many = (
        min(_bytes_read(homes[size], shlex.split(typed)) for _ in range(3)) for size in (SMALL, BIG)
    )
    assert many - few <= _PAGES


def _bytes_read(home: Path, words: list[str]) -> int:
    """Run leadq in a new process and return how many bytes it has read, of whatever file."""
    code = (
        f"from leadq.__main__ import main\nassert main({words!r}) == 0\n"
        "import sys\nfrom pathlib import Path\n"
        "sys.stderr.write(Path('/proc/self/io').read_text())"
    )
    env = environment(home) | {"PYTHONPATH": str(Path(leadq.__file__).parents[1])}
    done = subprocess.run(
        [sys.executable, "-c", code], env=env, capture_output=True, encoding="utf-8", check=True
    )
    return int(done.stderr.partition("rchar: ")[2].split()[0])

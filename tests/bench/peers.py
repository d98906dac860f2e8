"""The same morning list in other programs, each as far as it is installed."""

from __future__ import annotations

import json
import shutil
import subprocess
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from .lines import Group, Line
from .lives import TODAY
from .measure import Case, has_terminal
from .stores import environment

_A_DAY = 50
_DUE = "SELECT l.number, l.name, l.company, o.grade, o.next_on FROM outlook o"
_DUE += f" JOIN lead l ON l.id = o.lead_id WHERE o.live = 1 AND o.next_on <= '{TODAY}' LIMIT 50"


def plan_peers(folder: Path, store: Path, quick: bool) -> Group:
    """Return the lists of the peers, 50 entries each; what is not installed is left out."""
    cases: list[tuple[Case, str]] = []
    for size in (1000,) if quick else (1000, 10_000):
        with suppress(FileNotFoundError):
            cases.append((_task(folder / f"task{size}", size), f"taskwarrior due, {size:,} tasks"))
    for make, what in ((_todoman, "todoman list"), (_khal, "khal list")):
        with suppress(FileNotFoundError):
            cases.append((make(folder / what.split()[0], 1000), f"{what}, 1,000 entries"))
    for name in ("sqlite3", "sqlite-utils"):
        with suppress(FileNotFoundError):
            cases.append((_query(name, store), f"{name}, the 50 rows of due alone"))
    lines = [Line(case.name, what, case.name) for case, what in cases]
    return Group([case for case, _what in cases], lines, 1)


def _find(*names: str) -> str:
    for name in names:
        if program := shutil.which(name):
            return program
    raise FileNotFoundError(names[0])


def _task(home: Path, size: int) -> Case:
    program = _find("task")
    env = environment(home) | {"TASKRC": str(home / "taskrc"), "TASKDATA": str(home)}
    if not (home / "pending.data").exists():
        home.mkdir(parents=True, exist_ok=True)
        (home / "taskrc").write_text("confirmation=0\n", "utf-8")
        tasks = [
            {
                "description": f"lead {number}", "uuid": str(UUID(int=number + 1 << 64)),
                "status": "pending", "entry": "20260831T080000Z",
                "due": f"{TODAY + timedelta(number // _A_DAY):%Y%m%d}T080000Z",
            }
            for number in range(size)
        ]  # fmt: skip
        given, words = json.dumps(tasks).encode(), [program, "import", "-"]
        subprocess.run(words, env=env, input=given, check=True, capture_output=True)
    due = program, f"due.before:{TODAY + timedelta(1)}", "list"
    return Case(f"task-{size}", due, env, tty=has_terminal())


def _todoman(home: Path, size: int) -> Case:
    program = _find("todoman", "todo")
    env = environment(home)
    _write_items(home / "list", size, "VTODO", "DUE")
    settings = home / "settings.py"
    settings.write_text(
        f"path = {str(home / '*')!r}\ncache_path = {str(home / 'cache.db')!r}\n"
        "date_format = '%Y-%m-%d'\ntime_format = '%H:%M'\n",
        "utf-8",
    )
    words = program, "--config", str(settings), "list", "--due", "24"
    return Case("todoman", words, env, tty=has_terminal())


def _khal(home: Path, size: int) -> Case:
    program = _find("khal")
    _write_items(home / "list", size, "VEVENT", "DTSTART")
    settings, day = home / "settings", "%Y-%m-%d"
    settings.write_text(
        f"[calendars]\n[[list]]\npath = {home / 'list'}\n[sqlite]\npath = {home / 'cache.db'}\n"
        "[locale]\nlocal_timezone = UTC\ndefault_timezone = UTC\ntimeformat = %H:%M\n"
        f"dateformat = {day}\nlongdateformat = {day}\n"
        f"datetimeformat = {day} %H:%M\nlongdatetimeformat = {day} %H:%M\n",
        "utf-8",
    )
    words = program, "-c", str(settings), "list", TODAY.isoformat(), "1d"
    return Case("khal", words, environment(home), tty=has_terminal())


def _write_items(folder: Path, size: int, kind: str, when: str) -> None:
    """Write a calendar folder: one file for each entry, fifty of them a day."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(len(list(folder.glob("*.ics"))), size):
        day = TODAY + timedelta(number // _A_DAY)
        ends = f"DTEND;VALUE=DATE:{day + timedelta(1):%Y%m%d}" if kind == "VEVENT" else "PRIORITY:0"
        lines = (
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//leadq//bench//EN", f"BEGIN:{kind}",
            f"UID:{number}@leadq.example", "DTSTAMP:20260831T080000Z", f"SUMMARY:lead {number}",
            f"{when};VALUE=DATE:{day:%Y%m%d}", ends, f"END:{kind}", "END:VCALENDAR", "",
        )  # fmt: skip
        (folder / f"{number}.ics").write_bytes("\r\n".join(lines).encode())


def _query(name: str, store: Path) -> Case:
    words = [_find(name), *(["query"] if name == "sqlite-utils" else []), str(store), _DUE]
    return Case(name, words, environment(store.parent))

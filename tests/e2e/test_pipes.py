"""Pipes, consoles of other encodings, colours: what only a new process can show."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import leadq

from .terminal import Terminal

Run = Callable[..., Any]
Start = Callable[..., "subprocess.CompletedProcess[bytes]"]
READS = [["due"], ["list"], ["show", "1"], ["grade", "1"], ["history", "1"], ["--help"]]
NEEDS_TERMINAL = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
WOULD_ASK = [
    (["add"], 2, "Give NAME"),
    (["ask", "1"], 2, "--answers"),
    (["grade"], 2, "leadq grade"),
    (["grade", "1", "--set", "A"], 2, "--reason"),
    (["lose", "1"], 2, "--reason"),
    (["drop", "1"], 2, "--reason"),
    (["due", "--work"], 2, "leadq due --json"),
    (["show", "华北"], 1, "number"),
    (["grade", "1"], 0, ""),
    (["man", "1"], 0, ""),
]


@pytest.fixture
def leads(run: Run, home: Path) -> None:
    """Two leads with Han names, one of them graded and due, the other with hostile text."""
    run(
        "add", "王建国", "--company", "华北路桥", "--phone", "13800138000", "--profile", "equipment"
    )
    run("fact", "1", "engagement=bargaining", "reason=yes", "site=yes", "money=yes", "plan=yes")
    run("log", "1", "--said", "价格再低点就定 🚜", "--promise", "带报价 @ 今天")
    run("next", "1", "today", "--goal", "签合同")
    run("add", "\x1b[31mred\x1b[0m", "--company", "华北二局")


@pytest.fixture
def start(leads: None) -> Start:
    """Run leadq in a new process and keep the bytes it writes."""

    def start_there(*words: str, **env: str) -> subprocess.CompletedProcess[bytes]:
        place = str(Path(leadq.__file__).parents[1])
        return subprocess.run(
            [sys.executable, "-m", "leadq", *words],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            env={**os.environ, "PYTHONPATH": place, **env},
            timeout=600,
            check=False,
        )

    return start_there


@pytest.mark.parametrize("words", [*READS, ["list", "--json"], ["export"], ["config", "show"]])
def test_a_reader_that_has_left_is_no_error(leads: None, words: list[str]) -> None:
    read_end, write_end = os.pipe()
    os.close(read_end)
    done = subprocess.run(
        [sys.executable, "-m", "leadq", *words],
        stdin=subprocess.DEVNULL,
        stdout=write_end,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path(leadq.__file__).parents[1])},
        timeout=600,
        check=False,
    )
    os.close(write_end)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("words", READS, ids=" ".join)
def test_a_chinese_console_shows_chinese(start: Start, words: list[str], lang: str) -> None:
    done = start(*words, PYTHONIOENCODING="gbk", LEADQ_LANG=lang)
    whole = start(*words, PYTHONIOENCODING="utf-8", LEADQ_LANG=lang).stdout.decode()
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == whole.encode("gbk", "replace")
    assert ("王建国" in whole) is (words != ["--help"])
    assert {char for char in whole if not char.encode("gbk", "ignore")} <= {"🚜"}


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("words", READS, ids=" ".join)
def test_a_console_that_knows_nothing_still_works(
    start: Start, words: list[str], lang: str
) -> None:
    done = start(*words, PYTHONIOENCODING="ascii", LEADQ_LANG=lang)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode("ascii").strip()


@pytest.mark.parametrize("words", READS[:4], ids=" ".join)
def test_data_is_whole_on_any_console(start: Start, words: list[str]) -> None:
    done = start(*words, "--json", PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    data = json.loads(done.stdout.decode("ascii"))
    if words != ["grade", "1"]:
        first = data[0] if isinstance(data, list) else data
        assert first["name"] == "王建国"


@pytest.mark.parametrize("words", READS, ids=" ".join)
def test_a_pipe_gets_no_escape_codes(start: Start, words: list[str]) -> None:
    done = start(*words, TERM="xterm-256color", PYTHONIOENCODING="utf-8")
    assert done.returncode == 0
    assert b"\x1b" not in done.stdout + done.stderr
    assert b"\r" not in done.stdout.replace(b"\r\n", b"")


@NEEDS_TERMINAL
@pytest.mark.parametrize(
    ("words", "env", "coloured"),
    [
        ([], {}, True),
        (["--no-color"], {}, False),
        ([], {"NO_COLOR": "1"}, False),
        ([], {"TERM": "dumb"}, False),
    ],
)
def test_a_terminal_gets_colours_unless_unwanted(
    leads: None,
    words: list[str],
    env: dict[str, str],
    coloured: bool,
) -> None:
    with Terminal("due", *words, env=env) as term:
        code, _rest = term.end()
    assert code == 0
    assert ("\x1b[" in term.written) is coloured
    assert "\x1b[31mred" not in term.written


@NEEDS_TERMINAL
@pytest.mark.parametrize(("words", "code", "hint"), WOULD_ASK, ids=lambda x: str(x))
def test_no_input_never_asks(leads: None, words: list[str], code: int, hint: str) -> None:
    with Terminal(*words, "--no-input") as term:
        ended, rest = term.end()
    assert (ended, hint in rest) == (code, True)


@pytest.mark.parametrize(("words", "code", "hint"), WOULD_ASK, ids=lambda x: str(x))
def test_off_a_terminal_nothing_asks(start: Start, words: list[str], code: int, hint: str) -> None:
    done = start(*words, PYTHONIOENCODING="utf-8")
    assert (done.returncode, hint in done.stderr.decode()) == (code, True)


def test_results_and_remarks_go_separate_ways(start: Start, tmp_path: Path) -> None:
    done = start("export", str(tmp_path / "leads.csv"), PYTHONIOENCODING="utf-8")
    assert done.stdout == b""
    assert "leads.csv" in done.stderr.decode()
    done = start("show", "nobody", PYTHONIOENCODING="utf-8")
    assert (done.returncode, done.stdout) == (1, b"")
    assert len(done.stderr.decode().splitlines()) == 2

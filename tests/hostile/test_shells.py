"""Completion in real shells, with leads whose names want to be run."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

import leadq

from .texts import SHELL_NAMES, steering

if sys.platform == "win32":
    pytest.skip("these shells are POSIX", allow_module_level=True)

LAST = "Zhlast"
RUN, READ = "$`\\", "'\";|&<>(){}[]!*:%~="
"""Signs that shells act on; the second kind stands in the program's own words as well."""
STARTS = {
    "bash": ["--norc", "--noprofile", "-i"],
    "zsh": ["-f", "-i"],
    "fish": ["--no-config", "-c"],
}
READY = {
    "bash": "bind 'set show-all-if-ambiguous on'; bind 'set completion-query-items 0';"
    " bind 'set page-completions off'; bind 'set enable-bracketed-paste off'",
    "zsh": "autoload -Uz compinit; compinit -u -D; LISTMAX=999",
}
TYPED = ["leadq show ", "leadq show 2", "leadq log 3", "leadq merge 1 ", "leadq grade "]
LEADS = len(SHELL_NAMES) + 1
SHOWN = dict.fromkeys(TYPED, 20) | {"leadq show 2": 11, "leadq log 3": LEADS - 28}
"""How many leads are offered; the last of them is the one to wait for."""


@pytest.fixture
def place(tmp_path: Path, run: Callable[..., Any]) -> Path:
    """A folder to stand in, a program called leadq on the path, and leads of hostile names."""
    rows = tmp_path / "in.csv"
    with rows.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["name"], *([name] for name in (*SHELL_NAMES, LAST))])
    assert run("import", str(rows)).code == 0
    bin_folder, here = tmp_path / "bin", tmp_path / "here"
    bin_folder.mkdir()
    here.mkdir()
    program = bin_folder / "leadq"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m leadq "$@"\n')
    program.chmod(0o755)
    return here


def surroundings(place: Path) -> dict[str, str]:
    path = os.pathsep.join([str(place.parent / "bin"), os.environ["PATH"]])
    kept: Mapping[str, str] = {k: v for k, v in os.environ.items() if k != "COLUMNS"}
    root = str(Path(leadq.__file__).parents[1])
    return {**kept, "PATH": path, "PYTHONPATH": root, "TERM": "dumb", "LC_ALL": "C.UTF-8"}


def find(shell: str) -> str:
    found = shutil.which(shell)
    if found is None:
        pytest.skip(f"no {shell} on this machine")
    return found


def press_tab(shell: str, place: Path, typed: str, awaited: str) -> str:
    """Return what stands on the screen after a line was typed and Tab was pressed."""
    import pexpect

    child = pexpect.spawn(
        find(shell), STARTS[shell], cwd=str(place), env=surroundings(place), encoding="utf-8",
        codec_errors="replace", timeout=60, dimensions=(80, 100),
    )  # fmt: skip
    try:
        child.sendline(f"{READY[shell]}; source <(leadq --show-completion {shell}); echo re''ady")
        child.expect("ready\r?\n")
        child.send(f"{typed}\t")
        child.expect(awaited)
        shown = str(child.before) + str(child.after)
        child.send("\x03")
        child.sendline("echo do''ne")
        child.expect("done\r?\n")
    finally:
        child.close(force=True)
    return shown


@pytest.mark.parametrize("typed", TYPED)
def test_zsh_runs_nothing(place: Path, typed: str) -> None:
    last = {"2": 29, "3": LEADS}.get(typed[-1], 20)
    shown = press_tab("zsh", place, typed, rf"{last} +-- {last} ")
    assert "touch PWNED" in shown
    assert list(place.iterdir()) == []


@pytest.mark.parametrize("typed", TYPED)
def test_bash_runs_nothing(place: Path, typed: str) -> None:
    press_tab("bash", place, typed, {"2": "29", "3": str(LEADS)}.get(typed[-1], "20"))
    assert list(place.iterdir()) == []


def test_bash_completes_what_follows_an_equals_sign(place: Path) -> None:
    press_tab("bash", place, "leadq fact 1 engagement=barg", "engagement=bargaining ")
    press_tab("bash", place, "leadq add X --profile=eq", "--profile=equipment ")
    press_tab("bash", place, f"leadq show {LAST[:4]}", f"show {LAST} ")


@pytest.mark.parametrize("typed", TYPED)
def test_fish_runs_nothing(place: Path, typed: str) -> None:
    words = f"leadq --show-completion fish | source; complete -C '{typed}'"
    done = subprocess.run(
        [find("fish"), *STARTS["fish"], words],
        capture_output=True, cwd=place, env=surroundings(place), check=True, timeout=60,
    )  # fmt: skip
    shown = done.stdout.decode().replace("\t", " ")
    assert done.stderr == b""
    assert "touch PWNED" in shown
    assert len(shown.splitlines()) == SHOWN[typed]
    assert not steering(shown)
    assert list(place.iterdir()) == []


def test_fish_completes_files_where_nothing_is_offered(place: Path) -> None:
    (place / "leads.csv").touch()
    words = "leadq --show-completion fish | source; complete -C 'leadq import le'"
    done = subprocess.run(
        [find("fish"), *STARTS["fish"], words],
        capture_output=True, cwd=place, env=surroundings(place), check=True, timeout=60,
    )  # fmt: skip
    assert done.stdout.decode().split("\t")[0].strip() == "leads.csv"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell", "pwsh"])
@pytest.mark.parametrize("typed", ["", "B", "$", "a", "-", "王", "'"])
def test_what_is_offered_is_plain(
    place: Path, run: Callable[..., Any], shell: str, typed: str
) -> None:
    """Where a shell is not at hand, what it would be told is looked at."""
    asked = {"_LEADQ_COMPLETE": shell, "_LEADQ_LINE": f"leadq show {typed}", "_LEADQ_WORD": typed}
    done = run(env=asked)
    assert (done.code, done.err) == (0, "")
    for line in done.out.splitlines():
        value, _mark, about = line.replace("\t", ":", 1).partition(":")
        assert all(char.isalnum() or char in "-_.=" for char in value), line
        assert not steering(about) and not set(RUN) & set(about), line
        assert typed == "-" or not set(READ) & set(about), line

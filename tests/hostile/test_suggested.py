"""Commands that are suggested can be pasted: nothing stored or named by a stranger runs in them."""

from __future__ import annotations

import csv
import re
import shlex
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from leadq.render.parts.text import clean, shell_word

from .texts import SHELL_NAMES, steering

READS = [
    ["list"], ["due", "--within=30"], ["show", "1"], ["grade", "1"], ["history", "1"], ["dupes"],
    ["report", "day"], ["report", "overdue"], ["report", "week"],
    ["report", "questions"], ["undo", "--list"], ["type", "1"], ["man", "1"],
    ["privacy", "find", "PWNED"], ["show", "PWNED"], ["log", "touch"], ["export", "--format=ics"],
    ["merge", "1", "2", "--dry-run"], ["next", "1"], ["spread"], ["ask", "1", "nothing"],
]  # fmt: skip


def suggested(shown: str) -> list[str]:
    """Return what an output tells to type."""
    return re.findall(r"\bleadq [^\n]*", shown)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_stored_name_stands_in_a_command(
    run: Callable[..., Any], tmp_path: Path, lang: str
) -> None:
    rows = tmp_path / "in.csv"
    with rows.open("w", encoding="utf-8", newline="") as file:
        names = [[name, name, name, name] for name in SHELL_NAMES]
        csv.writer(file).writerows([["name", "company", "owner", "note"], *names])
    assert run("import", str(rows)).code == 0
    seen = 0
    for call in READS:
        done = run(*call, env={"LEADQ_LANG": lang})
        assert "Traceback" not in done.err and "Error" not in done.err, (call, done)
        for line in suggested(done.out + done.err):
            seen += 1
            assert "PWNED" not in line and not set("$`") & set(line), line
    assert seen > len(READS) // 2


@pytest.mark.parametrize("name", [*SHELL_NAMES, "plain", "名", ""])
def test_a_word_stays_one_word(name: str) -> None:
    assert shlex.split(shell_word(name)) == [clean(name)]
    assert not steering(shell_word(name))


FISHY = ("a\\'b\"; touch PWNED; #", "\\'; touch PWNED; '\\", "\\\\'$(touch PWNED)", "a\\")
"""Names that fish would run between quotes that are made for other shells."""


@pytest.mark.skipif(sys.platform == "win32", reason="these shells are POSIX")
@pytest.mark.parametrize("shell", ["sh", "bash", "zsh", "fish"])
def test_every_shell_takes_a_word_for_the_same_text(home: Path, shell: str) -> None:
    found = shutil.which(shell)
    if found is None:
        pytest.skip(f"no {shell} on this machine")
    names = [*SHELL_NAMES, *FISHY]
    words = " ".join(map(shell_word, names))
    done = subprocess.run(
        [found, "-c", f"printf '%s\\n' {words}"],
        cwd=home, check=True, capture_output=True, timeout=60,
    )  # fmt: skip
    assert done.stdout.decode().splitlines() == [clean(name) for name in names]
    assert not (home / "PWNED").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="no such names there")
def test_a_backup_is_named_so_that_it_can_be_pasted(run: Callable[..., Any], home: Path) -> None:
    store = home / "x'; touch PWNED; '$(touch PWNED).db"
    run("add", "Wang", "--db", str(store))
    run("backup", "--db", str(store))
    store.write_bytes(b"damaged" * 5000)
    done = run("list", "--db", str(store))
    assert done.code == 3
    (command,) = suggested(done.err)
    (_leadq, _restore, word) = shlex.split(command)
    assert word.endswith(".db")
    subprocess.run(["sh", "-c", f"echo {command}"], cwd=home, check=True, capture_output=True)
    assert not (home / "PWNED").exists()
    with sqlite3.connect(home / "backups" / word) as conn:
        assert conn.execute("SELECT count(*) FROM lead").fetchone() == (1,)
    conn.close()

"""Runs whole processes and keeps how long each took and how much memory it held at most."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

SAY = Callable[[str], None]
_TAIL = 400
_KIB = 1024 if sys.platform == "darwin" else 1
"""What the system counts the peak in, in KiB."""


class BenchError(Exception):
    """Something that keeps the measuring from going on, in one line."""


class Run(NamedTuple):
    """One run of a process: seconds in all, seconds of a processor, MiB at its peak.

    The last two are 0 where the system cannot tell, the peak also where it is not above what the
    bench itself holds. ``told`` is what the process has measured itself.
    """

    seconds: float
    busy: float
    peak: float
    told: float = 0.0


@dataclass(frozen=True)
class Case:
    """A command to measure; ``prepare`` runs before each run of it, outside the measured time.

    ``tells``: the last line it prints is a figure.
    """

    name: str
    words: Sequence[str]
    env: Mapping[str, str]
    tty: bool = False
    prepare: Callable[[], object] | None = None
    tells: bool = False


def has_terminal() -> bool:
    """Say whether a process can be run on a pseudo-terminal here."""
    return os.name == "posix"


def measure(
    cases: Sequence[Case], rounds: int, warm: bool, out: Path, say: SAY, complain: SAY
) -> dict[str, list[Run]]:
    """Run all cases in turn, round by round, so that a busy moment of the machine hits them all.

    A case that is given more than once is run as often in each round. ``warm``: one more round
    before, which does not count. A case that fails is complained of and has no runs.
    """
    found: dict[str, list[Run]] = {case.name: [] for case in cases}
    failed: set[str] = set()
    for number in range(rounds + warm):
        for case in cases:
            if case.name in failed:
                continue
            say(f"round {number + 1 - warm} of {rounds}: {case.name}")
            try:
                run = run_once(case, out)
            except (BenchError, OSError) as error:
                complain(f"{case.name}: {error}\n")
                failed.add(case.name)
                found[case.name].clear()
                continue
            if number >= warm:
                found[case.name].append(run)
    return found


def run_once(case: Case, out: Path) -> Run:
    """Run a case once; what it prints goes to a file or through a terminal. Raises BenchError."""
    if case.prepare:
        case.prepare()
    run = _run_on_terminal if case.tty else _run_into_file
    run_, code = run(case, out)
    if code:
        said = out.read_text("utf-8", "replace")[-_TAIL:].strip()
        raise BenchError(f"{' '.join(case.words)}\n  ended with {code}: {said}")
    return run_._replace(told=_read_told(out)) if case.tells else run_


def _read_told(out: Path) -> float:
    """Return the figure in the last line of what was printed."""
    last = out.read_text("utf-8", "replace").rstrip().rpartition("\n")[2]
    try:
        return float(last)
    except ValueError as error:
        raise BenchError(f"no figure: {last[-_TAIL:]!r}") from error


def _run_into_file(case: Case, out: Path) -> tuple[Run, int]:
    with out.open("wb") as file:
        start = perf_counter()
        child = subprocess.Popen(
            case.words,
            env=case.env,
            cwd=out.parent,
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=file,
        )
        return _wait(child, start)


def _run_on_terminal(case: Case, out: Path) -> tuple[Run, int]:
    import pty

    ours, theirs = pty.openpty()
    said = bytearray()
    try:
        start = perf_counter()
        child = subprocess.Popen(
            case.words, env=case.env, cwd=out.parent, stdin=theirs, stdout=theirs, stderr=theirs
        )
        os.close(theirs)
        # Linux tells the end of a terminal by an error
        with suppress(OSError):
            while part := os.read(ours, 1 << 16):
                said += part
        found = _wait(child, start)
    finally:
        os.close(ours)
    out.write_bytes(said)
    return found


def _wait(child: subprocess.Popen[bytes], start: float) -> tuple[Run, int]:
    if not hasattr(os, "wait4"):
        code = child.wait()
        return Run(perf_counter() - start, 0.0, 0.0), code
    _pid, status, used = os.wait4(child.pid, 0)
    seconds = perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    peak = _own_peak(used.ru_maxrss) / _KIB / 1024
    return Run(seconds, used.ru_utime + used.ru_stime, peak), child.returncode


def _own_peak(peak: int) -> int:
    """Return 0 for a process that held no more than this one, whose memory it began with."""
    import resource

    return 0 if peak <= resource.getrusage(resource.RUSAGE_SELF).ru_maxrss else peak

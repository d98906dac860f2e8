"""A home of its own for every test, and two ways to run leadq: in this process and in a new one."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import leadq
from leadq.__main__ import main

TODAY = "2026-11-23"
_SETTLED = ("LEADQ_DB", "LEADQ_CONFIG", "NO_COLOR", "LC_ALL", "LC_MESSAGES", "LANG", "FORCE_COLOR")


def pytest_configure(config: pytest.Config) -> None:
    """Look for examples a little every day, and long where ``-m ""`` asks for the nightly runs."""
    nightly = "not nightly" not in config.getoption("markexpr")
    settings.register_profile(
        "leadq",
        max_examples=1000 if nightly else 30,
        deadline=None,
        # the one measures time, the other forbids tmp_path, which examples may share
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    )
    settings.load_profile("leadq")


@dataclass(frozen=True)
class Result:
    """What a run left behind: its exit code and what it wrote."""

    code: int
    out: str
    err: str


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty LEADQ_HOME; the settings of whoever runs the tests are out of reach."""
    place = tmp_path / "home"
    elsewhere = tmp_path / "elsewhere"
    for folder in (place, elsewhere):
        folder.mkdir()
    for name in _SETTLED:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LEADQ_HOME", str(place))
    monkeypatch.setenv("LEADQ_TODAY", TODAY)
    monkeypatch.setenv("LEADQ_LANG", "en")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("HOME", str(elsewhere))
    monkeypatch.setenv("USERPROFILE", str(elsewhere))
    monkeypatch.chdir(elsewhere)
    return place


@pytest.fixture
def run(home: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run leadq in this process: ``run("due", "--json", stdin="…", env={…})``."""

    def run_here(*words: str, stdin: str = "", env: Mapping[str, str] | None = None) -> Result:
        out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="")
        err = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="")
        with monkeypatch.context() as patch:
            for name, value in (env or {}).items():
                patch.setenv(name, value)
            patch.setattr(sys, "stdin", io.StringIO(stdin))
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            try:
                code = int(main(words))
            except SystemExit as left:
                code = left.code if isinstance(left.code, int) else 1
        return Result(code, _written(out), _written(err))

    return run_here


@pytest.fixture
def spawn(home: Path) -> Callable[..., Result]:
    """Run leadq as a user's shell would, in a new process; for what only that can show."""

    def run_there(*words: str, stdin: str = "", env: Mapping[str, str] | None = None) -> Result:
        place = str(Path(leadq.__file__).parents[1])
        done = subprocess.run(
            [sys.executable, "-m", "leadq", *words],
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            env={**os.environ, "PYTHONPATH": place, "PYTHONIOENCODING": "utf-8", **(env or {})},
            timeout=600,
            check=False,
        )
        return Result(done.returncode, done.stdout, done.stderr)

    return run_there


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    raw = stream.buffer
    assert isinstance(raw, io.BytesIO)
    return raw.getvalue().decode("utf-8", "replace")

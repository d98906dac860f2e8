"""What each daily command loads: start-up is most of its time, and every module is paid for."""

from __future__ import annotations

import shutil
import sys
from functools import cache
from pathlib import Path

import pytest

import leadq

from ..measure import Case, has_terminal, run_once
from ..stores import environment
from .allowed import COMMANDS, HEAVY
from .conftest import SMALL

_ROOT = Path(leadq.__file__).parent


@cache
def _loaded(typed: str, home: Path) -> frozenset[str]:
    """Run leadq in a fresh interpreter and return the modules it has loaded."""
    code = (
        f"from leadq.__main__ import main\nassert main({typed.split()!r}) == 0\n"
        "import sys\nsys.stderr.write('MODULES ' + ' '.join(sys.modules))"
    )
    env = environment(home) | {"PYTHONPATH": str(_ROOT.parent)}
    tty = COMMANDS[typed].tty and has_terminal()
    run_once(Case(typed, [sys.executable, "-c", code], env, tty), home / "said")
    return frozenset((home / "said").read_text("utf-8").rpartition("MODULES ")[2].split())


@pytest.fixture(scope="session")
def home(homes: dict[int, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the small store, to be written to."""
    place = tmp_path_factory.mktemp("loads")
    shutil.copyfile(homes[SMALL] / "leadq.db", place / "leadq.db")
    return place


@pytest.mark.parametrize("typed", COMMANDS)
def test_no_package_is_loaded_in_vain(typed: str, home: Path) -> None:
    tops = {name.partition(".")[0] for name in _loaded(typed, home)}
    others = {name for name in tops - sys.stdlib_module_names if not name.startswith("_")}
    assert sorted(others - {"leadq"} - COMMANDS[typed].packages) == []


@pytest.mark.parametrize("typed", [typed for typed in COMMANDS if not COMMANDS[typed].writes])
def test_nothing_heavy_of_python_itself_is_loaded(typed: str, home: Path) -> None:
    assert sorted(_loaded(typed, home) & HEAVY) == []

"""What each daily command loads: start-up is most of its time, and every module is paid for."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import pytest

import leadq

from ..measure import Case, has_terminal, run_once
from ..stores import environment
from .allowed import COMMANDS, HEAVY, OWN, TAB, TAB_LOADS
from .conftest import SMALL

_ROOT = Path(leadq.__file__).parent


def _loaded(
    typed: str, home: Path, more: Mapping[str, str] = MappingProxyType({})
) -> frozenset[str]:
    """Run leadq in a fresh interpreter and return the modules it has loaded.

    Each command has a store of its own, so that none finds what another has left.
    """
    place = home / str(len(list(home.iterdir())))
    place.mkdir()
    shutil.copyfile(home / "leadq.db", place / "leadq.db")
    words = typed.format(home=home).split()
    code = (
        f"from leadq.__main__ import main\nassert main({words!r}) == 0\n"
        "import sys\nsys.stderr.write('MODULES ' + ' '.join(sys.modules))"
    )
    env = environment(place) | {"PYTHONPATH": str(_ROOT.parent), **more}
    tty = typed in COMMANDS and COMMANDS[typed].tty and has_terminal()
    run_once(Case(typed, [sys.executable, "-c", code], env, tty), place / "said")
    return frozenset((place / "said").read_text("utf-8").rpartition("MODULES ")[2].split())


@pytest.fixture(scope="session")
def home(homes: dict[int, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the small store, to be written to."""
    place = tmp_path_factory.mktemp("loads")
    store = place / "leadq.db"
    shutil.copyfile(homes[SMALL] / "leadq.db", store)
    (place / "leads.csv").write_text("name,phone\nNew,13912345670\n", "utf-8")
    (place / "purchases.csv").write_text("lead,date,amount\n201,2026-10-01,300\n", "utf-8")
    code = "from leadq.__main__ import main\nassert main(['win', '202']) + main(['undo']) == 0"
    env = environment(place) | {"PYTHONPATH": str(_ROOT.parent)}
    run_once(Case("prepare", [sys.executable, "-c", code], env), place / "said")
    return place


@pytest.mark.parametrize("typed", COMMANDS)
def test_nothing_is_loaded_in_vain(typed: str, home: Path) -> None:
    allowed, loaded = COMMANDS[typed], _loaded(typed, home)
    tops = {name.partition(".")[0] for name in loaded}
    others = {name for name in tops - sys.stdlib_module_names if not name.startswith("_")}
    assert sorted(others - {"leadq"} - allowed.packages) == []
    assert sorted(loaded & HEAVY - allowed.heavy) == []


@pytest.mark.parametrize("typed", OWN)
def test_no_more_of_our_own_is_loaded_than_a_command_needs(typed: str, home: Path) -> None:
    assert len(_own(_loaded(typed, home))) <= OWN[typed]


def test_tab_loads_what_a_command_takes_and_not_what_it_does(home: Path) -> None:
    loaded = _loaded("", home, {"_LEADQ_COMPLETE": "bash", "_LEADQ_LINE": TAB})
    assert len(_own(loaded)) <= TAB_LOADS


def _own(loaded: frozenset[str]) -> set[str]:
    return {name for name in loaded if name.partition(".")[0] == "leadq"}

"""Who loads what: domain stays pure, and nothing slow is loaded before it is needed."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import leadq

ROOT = Path(leadq.__file__).parent
SLOW = {"sqlmodel", "sqlalchemy", "pydantic", "questionary", "rich", "prompt_toolkit", "holidays"}


def modules_after(code: str, home: Path) -> set[str]:
    """Run code in a fresh interpreter and return the modules it has loaded."""
    shown = f"{code}\nimport sys\nsys.stderr.write('MODULES ' + ' '.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", shown],
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT.parent,
        timeout=600,
        check=True,
    )
    return set(done.stderr.rpartition("MODULES ")[2].split())


def test_importing_leadq_imports_nothing_else_of_it(home: Path) -> None:
    loaded = modules_after("import leadq", home)
    assert {name for name in loaded if name.startswith("leadq")} == {"leadq"}


@pytest.mark.parametrize("words", [[], ["config", "show", "--help"], ["no-such"]])
def test_help_loads_nothing_slow(words: list[str], home: Path) -> None:
    loaded = modules_after(f"from leadq.__main__ import main\nmain({words!r})", home)
    assert not {name.partition(".")[0] for name in loaded} & SLOW


def test_settings_load_nothing_slow(home: Path) -> None:
    words = ["config", "path"]
    loaded = modules_after(f"from leadq.__main__ import main\nassert main({words!r}) == 0", home)
    assert not {name.partition(".")[0] for name in loaded} & SLOW


def test_domain_is_the_standard_library_only() -> None:
    for file in sorted((ROOT / "domain").rglob("*.py")):
        for name in imported_names(file):
            top = name.partition(".")[0]
            own = name.startswith(("leadq.domain", "leadq.errors"))
            assert own or top in sys.stdlib_module_names, f"{file.name} imports {name}"


def test_only_the_clock_reads_a_clock() -> None:
    readers = {"today", "now", "utcnow", "time", "time_ns", "localtime", "gmtime"}
    for file in sorted(ROOT.rglob("*.py")):
        if file.name == "clock.py":
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                owner = node.func.value
                named = owner.id if isinstance(owner, ast.Name) else ""
                reads = named in {"date", "datetime", "time"} and node.func.attr in readers
                assert not reads, f"{file.name}:{node.lineno} reads a clock"


def test_files_and_functions_stay_short() -> None:
    for file in sorted(ROOT.rglob("*.py")):
        if file.parent.name == "i18n":
            continue
        source = file.read_text(encoding="utf-8")
        assert source.count("\n") < 300, f"{file} is too long"
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                length = (node.end_lineno or node.lineno) - node.body[0].lineno
                assert length < 40, f"{file.name}:{node.lineno} {node.name} is too long"


def imported_names(file: Path) -> list[str]:
    """Return every module that a file imports, inside functions too."""
    names: list[str] = []
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names.append(node.module or "")
    return names


ROOMS = [file.parent for file in ROOT.rglob("*/__init__.py") if file.parent != ROOT]


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: str(room.relative_to(ROOT)))
def test_a_room_is_small_and_says_what_lives_there(room: Path) -> None:
    assert sum(1 for file in room.glob("*.py") if file.stem != "__init__") <= 14
    about = ast.get_docstring(ast.parse((room / "__init__.py").read_text(encoding="utf-8")))
    assert about is not None and len(about.split()) > 4

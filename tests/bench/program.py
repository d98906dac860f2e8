"""The leadq that is measured: the one installed beside the interpreter, ready to start."""

from __future__ import annotations

import compileall
import sys
import sysconfig
from pathlib import Path

from .measure import BenchError


def find_program() -> str:
    """Return the path of leadq's own script, its modules compiled.

    Raises BenchError when leadq is not installed, or when the script starts another interpreter
    than this one, since each would be measured against the other.
    """
    scripts = Path(sysconfig.get_path("scripts"))
    found = [scripts / name for name in ("leadq", "leadq.exe") if (scripts / name).exists()]
    if not found:
        raise BenchError(f"no leadq in {scripts}: install it there first (pip install .)")
    start = found[0].read_bytes()[:512]
    if start.startswith(b"#!"):
        interpreter = Path(start[2:].split(b"\n")[0].strip().decode())
        if interpreter.parent != Path(sys.executable).parent:
            raise BenchError(f"{found[0]} runs {interpreter}, not {sys.executable}")
    import leadq

    package = Path(leadq.__file__).parent
    if not compileall.compile_dir(package, quiet=2):
        raise BenchError(f"{package} cannot be compiled")
    return str(found[0])


def leave_checkout() -> None:
    """Make ``import leadq`` find the installed package, not the checkout this was started in."""
    checkout = Path(__file__).resolve().parents[2]
    if Path(sys.path[0] or ".").resolve() == checkout:
        del sys.path[0]

"""``python -m tests.bench``: makes stores, measures leadq and its peers, prints the table.

Run it with the interpreter that leadq is installed in, or name that one with ``--python``.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from .program import leave_checkout


def main() -> int:
    """Measure the leadq that is installed, wherever this was started; return the exit code."""
    options = read_options()
    if options.python:
        named = ("--python", options.python, f"--python={options.python}")
        words = [arg for arg in sys.argv[1:] if arg not in named]
        return subprocess.call([options.python, "-m", "tests.bench", *words])
    leave_checkout()
    if find_spec("leadq") is None:
        sys.stderr.write(f"{sys.executable} has no leadq: install it there, or give --python\n")
        return 1
    # loads leadq, so it must come second
    from .runner import measure_all

    return measure_all(options)


def read_options() -> argparse.Namespace:
    """Return what was typed."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench", description=__doc__, allow_abbrev=False
    )
    parser.add_argument("--quick", action="store_true", help="1k and 10k leads only, few runs")
    parser.add_argument("--large", action="store_true", help="import a million leads as well")
    parser.add_argument("--size", type=int, metavar="N", help="the biggest store, in leads")
    parser.add_argument("--only", metavar="NAME", help="the lines whose name begins so")
    parser.add_argument("--rounds", type=int, metavar="N", help="runs of each read")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write the table there too")
    parser.add_argument("--python", metavar="PATH", help="the interpreter that has leadq")
    where = Path(tempfile.gettempdir()) / "leadq-bench"
    parser.add_argument("--folder", type=Path, default=where, help=f"for the stores ({where})")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())

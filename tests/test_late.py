"""Modules that are put off: whole when something is asked of them, and whoever asks first."""

from __future__ import annotations

import subprocess
import sys

from leadq.late import _LateModule, put_off


def fresh(program: str) -> str:
    """Return what a new Python that has put modules off prints."""
    words = [sys.executable, "-c", f"from leadq.late import put_off; put_off()\n{program}"]
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout.strip()


def test_a_module_runs_when_something_of_it_is_asked_for_and_once() -> None:
    assert (
        fresh(
            "import sys, textwrap; late = sys.modules['textwrap']\n"
            "print('wrap' in vars(late), textwrap.shorten('a b', 9), 'wrap' in vars(late))\n"
            "import textwrap as again; from textwrap import dedent\n"
            "print(again is late, dedent is late.dedent, hasattr(late, 'nothing'))"
        )
        == "False a b True\nTrue True False"
    )


def test_a_program_is_called_and_a_traceback_shown_as_ever() -> None:
    assert (
        fresh(
            "import subprocess, sys, traceback\n"
            "print(subprocess.run([sys.executable, '-c', 'print(7)'], stdout=-1).stdout.strip())\n"
            "try: [].pop()\n"
            "except IndexError: print(traceback.format_exc().splitlines()[-1])"
        )
        == "b'7'\nIndexError: pop from empty list"
    )


def test_what_is_loaded_stays_as_it_is() -> None:
    before = sys.modules["subprocess"]
    put_off()
    assert sys.modules["subprocess"] is before and not isinstance(before, _LateModule)


def test_many_threads_find_it_whole() -> None:
    found = fresh(
        "import textwrap\nfrom concurrent.futures import ThreadPoolExecutor\n"
        "with ThreadPoolExecutor(8) as pool:\n"
        "    print(len(set(pool.map(lambda _: textwrap.fill('a b', 1), range(64)))))"
    )
    assert found == "1"

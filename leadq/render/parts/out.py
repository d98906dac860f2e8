"""The one writer for stdout and the one for stderr."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from itertools import islice
from typing import Any, TextIO

from leadq.render.parts.text import clean

_PARTS_AT_ONCE = 500


def prepare_streams() -> None:
    """Make stdout and stderr degrade what a console cannot encode, never crash on it."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, _open_nowhere())
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def drop_stdout() -> None:
    """Send what is still to be written to stdout nowhere: its reader has gone."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except (OSError, ValueError, AttributeError):
        sys.stdout = _open_nowhere()


def finish_stdout() -> None:
    """Write out what is left of stdout; if that fails, nothing of it is tried again at exit."""
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        drop_stdout()


def _open_nowhere() -> TextIO:
    return os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")


def write_line(line: str = "") -> None:
    """Write a line of results to stdout; nothing in it can steer a terminal."""
    sys.stdout.write(clean(line, newlines=True) + "\n")


def write_offer(value: str, about: str, mark: str) -> None:
    """Write a word that a shell may complete, and after a mark what it means."""
    meaning = f"{mark}{clean(about)}" if mark and about else ""
    sys.stdout.write(f"{clean(value)}{meaning}\n")


def write_version() -> None:
    """Write the program's name and version."""
    from leadq import __version__

    write_line(f"leadq {__version__}")


def say_line(line: str) -> None:
    """Write a line that is no result to stderr, after the results written so far."""
    with suppress(OSError, ValueError):
        sys.stdout.flush()
    sys.stderr.write(clean(line, newlines=True) + "\n")
    sys.stderr.flush()


def write_json(data: Any) -> None:
    """Write results as JSON: days as YYYY-MM-DD, Han characters as they are if stdout has them."""
    from leadq.render.plain.json_lines import json_parts

    encoding = (getattr(sys.stdout, "encoding", None) or "").lower().replace("-", "")
    parts = json_parts(data, plain=not encoding.startswith("utf"))
    # many at once, since nothing may stand between here and the system
    while written := "".join(islice(parts, _PARTS_AT_ONCE)):
        sys.stdout.write(written)
    sys.stdout.write("\n")


def write_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write results as CSV under a header; None is an empty cell, lists are joined by ``; ``.

    Truth is written as in JSON, so that one reader serves both.
    No cell can be taken for a formula by the program that opens it.
    """
    import csv

    from leadq.exchange.tables.guard import guard_text

    def as_cell(value: object) -> object:
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, (list, tuple)):
            value = "; ".join(map(str, value))
        return guard_text(clean(value, newlines=True)) if isinstance(value, str) else value

    lines = csv.writer(sys.stdout, lineterminator="\n")
    lines.writerow(map(as_cell, header))
    lines.writerows([as_cell(value) for value in row] for row in rows)

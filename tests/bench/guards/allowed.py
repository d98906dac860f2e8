"""What each daily command may load; whoever adds a line makes that command slower for everybody."""

from __future__ import annotations

from typing import NamedTuple


class Allowed(NamedTuple):
    """Packages of others; ``tty``: what is loaded to draw on a terminal."""

    packages: frozenset[str]
    tty: bool = False
    writes: bool = False


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TYPER = frozenset({"annotated_doc", "shellingham", "typer"})
COMMANDS = {
    "--version": Allowed(frozenset()),
    "--help": Allowed(_TYPER),
    "due": Allowed(_TYPER | {"rich"}, tty=True),
    "due --json": Allowed(_TYPER),
    "list --limit 20": Allowed(_TYPER | {"rich"}, tty=True),
    "list --json --limit 20": Allowed(_TYPER),
    "show 201": Allowed(_TYPER | {"rich"}, tty=True),
    "show 201 --json": Allowed(_TYPER),
    "log 201 --by phone --said x --next +3d --goal y --json": Allowed(_TYPER, writes=True),
}
HEAVY = _names(
    "asyncio calendar concurrent csv ctypes decimal email fractions hashlib hmac html http "
    "importlib.metadata importlib.resources logging multiprocessing secrets socket ssl "
    "sysconfig tempfile unittest xml zipfile zoneinfo"
)
"""Modules of Python that no read needs, and that cost more than a command of ours."""

"""What each daily command may load; whoever adds a line makes that command slower for everybody."""

from __future__ import annotations

from typing import NamedTuple


class Allowed(NamedTuple):
    """Packages of others; ``tty``: what is loaded to draw on a terminal. ``heavy``: modules of
    Python that this command needs."""

    packages: frozenset[str]
    tty: bool = False
    heavy: frozenset[str] = frozenset()


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TYPER = frozenset({"annotated_doc", "shellingham", "typer"})
_TABLES = _names("calendar csv html importlib.resources shutil tempfile threading zipfile")
_HEAVY_OF = {"erase": _names("hashlib hmac"), "home": _TABLES, "doctor": _names("shutil")}
"""What a command needs in whose words one of these stands."""
_WRITES = (
    "add Newcomer --phone 13912345678 --need-by 2027-02-01",
    "log 201 --by phone --said x --next +3d --goal y --promise quote@2026-12-01",
    "log 201 钱够，老婆不同意，周五下午三点去工地 --accept",
    "note 201 钱够 --accept",
    "add Newcomer --text 钱够，13912345677 --accept",
    "fact 201 money=yes engagement=bargaining",
    "man 201 --money yes --authority no",
    "next 201 fri --by visit --time 14:30",
    "snooze 201 +5d --reason away",
    "contact 201 Lee --role approver",
    "edit 201 --company Maurice --tag vip --phone 13912345679",
    "grade 201 --set A --reason known",
    "privacy consent 201 --given",
    "purchase 201 300",
    "purchase --import {home}/purchases.csv",
    "complaint 201 leaks",
    "complaint 201 leaks --promise seal@2026-12-01 --solved replaced",
    "win 205 --amount 500k",
    "lose 206 --reason price",
    "drop 207 --reason spam",
    "park 208 --until 2027-03-01",
    "reopen 204",
    "spread --per-day 6",
    "away 2026-12-01 2026-12-05",
    "handover 李雷 周舟",
    "merge 211 212",
    "import {home}/leads.csv",
    "undo",
    "undo --redo",
    "privacy erase 213 --reason request --yes",
    "doctor",
)
COMMANDS = {
    "--version": Allowed(frozenset()),
    "--help": Allowed(frozenset()),
    "due": Allowed(_TYPER | {"rich"}, tty=True),
    "due --json": Allowed(_TYPER),
    "list --limit 20": Allowed(_TYPER | {"rich"}, tty=True),
    "list --json --limit 20": Allowed(_TYPER),
    "list --fact money=yes --json --limit 20": Allowed(_TYPER),
    "find quote --limit 20": Allowed(_TYPER | {"rich"}, tty=True),
    "find quote --json --limit 20": Allowed(_TYPER),
    "show 201": Allowed(_TYPER | {"rich"}, tty=True),
    "show 201 --json": Allowed(_TYPER),
    "history 201 --json": Allowed(_TYPER),
    "report day --json": Allowed(_TYPER),
    "remind --json": Allowed(_TYPER),
    "remind --for manager --json": Allowed(_TYPER),
} | {
    f"{typed} --json": Allowed(
        _TYPER,
        heavy=frozenset().union(*(needs for word, needs in _HEAVY_OF.items() if word in typed)),
    )
    for typed in _WRITES
}
OWN = {
    "--version": 7,
    "--help": 38,
    "due --json": 85,
    "due": 92,
    "list --json --limit 20": 81,
    "fact 201 money=yes engagement=bargaining --json": 156,
    "log 201 --by phone --said x --next +3d --goal y --promise quote@2026-12-01 --json": 177,
}
"""How many modules of ours some commands load; each costs as much as a hundred rows."""
TAB, TAB_LOADS = "leadq show 201", 64
HEAVY = _names(
    "ast asyncio calendar concurrent csv ctypes decimal dis email fractions hashlib hmac html http "
    "importlib.metadata importlib.resources logging multiprocessing pickle platform rich.console "
    "secrets shutil socket ssl subprocess sysconfig tempfile textwrap threading tokenize unittest "
    "uuid xml zipfile zoneinfo"
)
"""Modules that no daily command needs, and that cost more than a command of ours."""

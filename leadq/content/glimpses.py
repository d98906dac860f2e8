"""Single values of the built-in content, for screens that need no whole trade."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from leadq.content.folders import BUILTIN, toml_files
from leadq.content.loader import Mistakes, read_toml

_BASE = "general"


@cache
def built_in_patience(profile: str) -> Mapping[str, int]:
    """Return the days that each grade allows in a trade; ``general``'s for any other (§5)."""
    days: dict[str, int] = {}
    for table in _tables("profiles", _BASE, profile):
        days |= table.get("overdue_days", {})
    return days


@cache
def built_in_goal(profile: str, case: str) -> Mapping[str, str]:
    """Return what a trade wants to reach in a case, by language (§14)."""
    for table in _tables("plays", profile, _BASE):
        for play in table["plays"]:
            if play["for"] == case:
                goal: Mapping[str, str] = play["goal"]
                return goal
    return {}


def _tables(folder: str, *ids: str) -> Iterator[dict[str, Any]]:
    files = toml_files(BUILTIN / folder)
    for id_ in dict.fromkeys(ids):
        path = files.get(id_)
        if path and (table := read_toml(path, Mistakes(path))):
            yield table

"""How late a follow-up may be in a built-in trade, without reading the whole trade (method §5)."""

from __future__ import annotations

from collections.abc import Mapping

from leadq.content.folders import BUILTIN, toml_files
from leadq.content.loader import Mistakes, read_toml

_BASE = "general"


def built_in_patience(profile: str) -> Mapping[str, int]:
    """Return the days that each grade allows in a trade; those of ``general`` for any other."""
    files = toml_files(BUILTIN / "profiles")
    days: dict[str, int] = {}
    for path in dict.fromkeys((files[_BASE], files.get(profile, files[_BASE]))):
        table = (read_toml(path, Mistakes(path)) or {}).get("overdue_days")
        days |= table if isinstance(table, dict) else {}
    return days

"""A store with something in every table."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def filled(run: Callable[..., Any], home: Path) -> Path:
    """A store of some pages in every table, with no backup yet."""
    table = home / "in.csv"
    rows = "".join(f"Lead {n},138{n:08d},said {n} things\n" for n in range(60))
    table.write_text(f"name,phone,note\n{rows}", encoding="utf-8")
    assert run("import", str(table)).code == 0
    run("log", "1", "--said", "wants a quote", "--promise", "bring it @ +3d")
    run("fact", "1", "money=yes", "need=yes")
    shutil.rmtree(home / "backups")
    return home / "leadq.db"

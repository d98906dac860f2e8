"""Numbered migrations, append-only: step n brings a store from version n - 1 to n.

A step never imports today's tables: it must do the same for ever.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from importlib import import_module

STEPS = (
    *("m0001_first", "m0002_erasures", "m0003_purchases", "m0004_attitudes"),
    *("m0005_changes", "m0006_rank", "m0007_title", "m0008_birthdays"),
    *("m0009_customers", "m0010_complaints", "m0011_reports", "m0012_team"),
    *("m0013_lists", "m0014_words"),
)
VERSION = len(STEPS)


def load_step(number: int) -> Callable[[sqlite3.Connection], None]:
    """Return the function that brings a store to version ``number`` (1 or more)."""
    module = import_module(f"leadq.store.migrations.{STEPS[number - 1]}")
    step: Callable[[sqlite3.Connection], None] = module.apply
    return step

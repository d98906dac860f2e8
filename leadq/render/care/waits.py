"""Says on stderr why a command takes longer than it should."""

from __future__ import annotations

from pathlib import Path

from leadq.i18n import text
from leadq.render.parts.out import say_line
from leadq.store.care.writer_note import read_writer

LONG_MIGRATION = 100 << 20
"""Bytes from which on a store takes more than a moment to be brought to today's version."""


def say_waiting(store: Path) -> None:
    """Say, while a command waits for the store, who is writing there."""
    writer = read_writer(store)
    if writer is None:
        say_line(text("notice.waiting"))
    else:
        say_line(text("notice.waiting_for", **writer._asdict()))


def say_migrating(store: Path) -> None:
    """Say that a big store is backed up and brought to today's version first."""
    if (size := store.stat().st_size) >= LONG_MIGRATION:
        say_line(text("notice.migrating", size=size >> 20))

"""The password of a laptop at its hub, in a file of its own beside the store."""

from __future__ import annotations

from pathlib import Path

NAME = "hub.password"


def password_file(store: Path) -> Path:
    """Return where the password is kept."""
    return store.with_name(NAME)


def read_password(store: Path) -> str:
    """Return the password, or "" when there is none."""
    try:
        return password_file(store).read_text("utf-8").strip()
    except FileNotFoundError:
        return ""

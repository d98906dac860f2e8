"""The passwords of a laptop at its hub, in a file of their own beside the store."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from leadq.errors import StoreError
from leadq.files import write_bytes
from leadq.store.team.membership import password_file

_BYTES = 24


def new_password() -> str:
    """Return a password that nobody guesses."""
    return secrets.token_urlsafe(_BYTES)


def read_passwords(store: Path) -> list[str]:
    """Return the passwords to try, the likeliest first.

    There are two while one is being changed: whichever the hub knows when that breaks off.
    """
    place = password_file(store)
    with _file_errors(place, "hub_password_file"):
        try:
            return place.read_text("utf-8").splitlines()
        except FileNotFoundError:
            return []


def own_passwords(store: Path) -> list[str]:
    """Return the passwords of a laptop that has joined. Raises StoreError where there is none."""
    found = read_passwords(store)
    if not any(found):
        file = str(password_file(store))
        raise StoreError("hub_no_password", hint="hub_no_password", file=file)
    return found


def write_passwords(store: Path, passwords: Sequence[str]) -> None:
    """Keep passwords where nobody but the user reads them."""
    place = password_file(store)
    with _file_errors(place, "store_cannot_open"):
        if place.exists():
            place.chmod(0o600)
        write_bytes(place, "".join(f"{one}\n" for one in passwords).encode(), replace=True)


@contextmanager
def _file_errors(place: Path, key: str) -> Iterator[None]:
    try:
        yield
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(key, hint=key, file=str(place), cause=str(error)) from error

"""The passwords of a laptop at its hub, in a file of their own beside the store."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from leadq.errors import StoreError
from leadq.files import write_bytes

_BYTES = 24


def new_password() -> str:
    """Return a password that nobody guesses."""
    return secrets.token_urlsafe(_BYTES)


def password_file(store: Path) -> Path:
    """Return where the passwords are kept."""
    return store.with_name(f"{store.name}.password")


def read_passwords(store: Path) -> list[str]:
    """Return the passwords to try, the likeliest first.

    There are two while one is being changed: whichever the hub knows when that breaks off.
    """
    place = password_file(store)
    with _file_errors(place):
        try:
            return place.read_text("utf-8").splitlines()
        except FileNotFoundError:
            return []


def write_passwords(store: Path, passwords: Sequence[str]) -> None:
    """Keep passwords where nobody but the user reads them."""
    place = password_file(store)
    with _file_errors(place):
        if place.exists():
            place.chmod(0o600)
        write_bytes(place, "".join(f"{one}\n" for one in passwords).encode(), replace=True)


@contextmanager
def _file_errors(place: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(
            "store_cannot_open", hint="store_cannot_open", file=str(place), cause=str(error)
        ) from error

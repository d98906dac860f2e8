"""Which command is writing into the store for long: a note beside it, for those who wait."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from leadq.files import is_abandoned, lie_at, part_beside

_NOTE = r"([a-z]{1,20}) ([0-2][0-9]:[0-5][0-9])"
_LONGEST = 40


class Writer(NamedTuple):
    """The verb of a command, and the time of day at which it began."""

    verb: str
    since: str


def writer_place(store: Path) -> Path:
    """Return where the note of a store lies; what is left there is swept as an unfinished file."""
    real = store.resolve()
    return real.with_name(f".leadq-{real.name}.part-by")


@contextmanager
def note_writer(store: Path, verb: str, began: datetime) -> Iterator[None]:
    """Say beside the store who writes there, for as long as it takes; where that can be done."""
    place = writer_place(store)
    with part_beside(place) as part:
        part.write_text(f"{verb} {began.astimezone():%H:%M}", encoding="ascii")
        with lie_at(part, place):
            yield


def read_writer(store: Path) -> Writer | None:
    """Return who says to be writing into a store, None where nobody does."""
    try:
        place = writer_place(store)
        if place.is_symlink() or is_abandoned(place):
            return None
        with place.open("rb") as stream:
            found = re.fullmatch(_NOTE, stream.read(_LONGEST).decode("ascii"))
    except (OSError, RuntimeError, UnicodeDecodeError):
        return None
    return Writer(found[1], found[2]) if found else None

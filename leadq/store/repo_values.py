"""Plain values that the writes take; importing them loads no ORM."""

from typing import NamedTuple


class ReachValue(NamedTuple):
    """A way to reach somebody: what was typed, its E.164 form if any, what it is compared by."""

    kind: str
    typed: str
    e164: str | None
    norm: str


class Extras(NamedTuple):
    """What a step carries besides day, channel and goal."""

    time: str | None = None
    place: str | None = None
    reason: str | None = None
    slot: str | None = None

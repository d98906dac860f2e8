"""What a sync did, or would do."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple


@dataclass
class Synced:
    """What a sync did: rows ``sent`` and ``received`` by kind, and what there is to look at.

    ``renewed``: this store was a copy or put back, so that it is a device of its own now.
    """

    sent: Counter[str] = field(default_factory=Counter)
    received: Counter[str] = field(default_factory=Counter)
    conflicts: int = 0
    renewed: bool = False


class Vanishing(NamedTuple):
    """How many of how many leads one pull would take away."""

    gone: int
    leads: int


class Ahead(NamedTuple):
    """How many rows a sync would send, and take."""

    send: int
    receive: int

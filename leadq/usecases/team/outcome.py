"""What a sync did, or would do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple


@dataclass
class Synced:
    """What a sync did: rows ``sent`` and ``received`` by kind, and what there is to look at.

    ``renewed``: this store was a copy or put back, so that it is a device of its own now.
    ``foreign`` counts the leads of colleagues that went because they had come by a copy, ``kept``
    those that were erased here and stay with whoever has them (by name, empty: not told).
    """

    sent: Counter[str] = field(default_factory=Counter)
    received: Counter[str] = field(default_factory=Counter)
    conflicts: int = 0
    renewed: bool = False
    foreign: int = 0
    kept: Counter[str] = field(default_factory=Counter)


class Vanishing(NamedTuple):
    """How many of how many leads one pull would take away."""

    gone: int
    leads: int


class Foreign(NamedTuple):
    """How many leads of a store are colleagues', and the names of the first of them."""

    leads: int
    names: tuple[str, ...]


Confirm = Callable[[Vanishing | Foreign], bool]
"""Asks whether leads may go from the store."""


class Ahead(NamedTuple):
    """How many rows a sync would send, and take."""

    send: int
    receive: int

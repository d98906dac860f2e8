"""The stratified sample of a satisfaction survey (method §11)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256

SHARE_PERCENT = 80
"""The share of one certifier's survey, as the source tells it (§11)."""


def sample_size(count: int, share_percent: int) -> int:
    """Return how many of a stratum are asked: the share, rounded, halves upwards (§11)."""
    return (count * share_percent + 50) // 100


def draw_sample(
    strata: Mapping[str, Iterable[str]], share_percent: int, seed: int
) -> dict[str, list[str]]:
    """Return the keys drawn from each stratum, regardless of anything else about them (§11).

    The same seed draws the same keys whatever order they come in, on any computer; and a larger
    share keeps whoever a smaller one has drawn.
    """
    drawn = {}
    for name, keys in strata.items():
        shuffled = sorted(keys, key=lambda key: (_lot(key, seed), key))
        drawn[name] = shuffled[: sample_size(len(shuffled), share_percent)]
    return drawn


def _lot(key: str, seed: int) -> bytes:
    return sha256(f"{seed}:{key}".encode()).digest()

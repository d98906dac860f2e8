"""Runs leadq and then prints what it had of its hub: ``size``, the MiB of compressed batches,
``trips``, how often it asked, or ``talk``, the seconds of the sync itself, once it was connected.

A program of its own, beside which nothing of the checkout is found: it measures the leadq that is
installed.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable
from time import perf_counter
from types import SimpleNamespace
from typing import Any

_ASKED = ("hello", "push", "feed", "seen", "erase", "retire")
_MIB = 1 << 20


def main(what: str, words: list[str]) -> int:
    """Run leadq with words, print the figure; return leadq's exit code."""
    from leadq.__main__ import main as leadq

    told = {"size": count_size, "trips": count_trips, "talk": time_talk}[what]()
    code = leadq(words)
    print(f"\n{told()}", flush=True)
    return code


def count_size() -> Callable[[], float]:
    """Weigh the batches when they are compressed to be kept until the hub has answered."""
    from leadq.store.team import outbox

    sizes: list[int] = []

    def compress(data: bytes, level: int) -> bytes:
        packed = zlib.compress(data, level)
        sizes.append(len(packed))
        return packed

    outbox.zlib = SimpleNamespace(  # type: ignore[assignment]
        compress=compress, decompress=zlib.decompress
    )
    return lambda: sum(sizes) / _MIB


def count_trips() -> Callable[[], float]:
    """Count the calls of the hub, each of which is one way there and back."""
    from leadq.adapters.hub.calls import HubCalls

    asked: list[str] = []

    def counted(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def ask(*given: Any) -> Any:
            asked.append(name)
            return call(*given)

        return ask

    for name in _ASKED:
        if call := getattr(HubCalls, name, None):
            setattr(HubCalls, name, counted(name, call))
    return lambda: len(asked)


def time_talk() -> Callable[[], float]:
    """Measure how long the sync takes, without the program's start and the packages it loads."""
    from leadq.usecases.team import sync

    took: list[float] = []
    call = sync.sync_store

    def timed(*given: Any) -> Any:
        start = perf_counter()
        done = call(*given)
        took.append(perf_counter() - start)
        return done

    sync.sync_store = timed
    return lambda: sum(took)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))

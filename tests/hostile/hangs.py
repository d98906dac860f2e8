"""What has not ended after a minute of computing hangs, on whatever machine."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

_SECONDS = 60


@contextmanager
def no_hang() -> Iterator[None]:
    """Break off what computes for too long, where the system has alarms; waiting does not count."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def stop(*_: object) -> None:
        raise TimeoutError(f"computes for more than {_SECONDS} s")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, _SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)

"""Asks for the reason that a command needs, where somebody can be asked."""

from __future__ import annotations

from leadq.cli.frame.asking import ask_reason
from leadq.cli.frame.work import Work
from leadq.errors import UsageError


def need_reason(work: Work, given: str | None) -> str:
    """Return the reason given or typed now. Raises UsageError when there is none to be had."""
    if given and given.strip():
        return given
    if work.asker is None:
        raise UsageError("reason_needed", hint="reason_needed")
    return ask_reason(work.asker)

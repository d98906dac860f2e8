"""Asks for the reason that a command needs, where somebody can be asked."""

from __future__ import annotations

from leadq.cli.work import Work


def need_reason(work: Work, given: str | None) -> str:
    """Return the reason given or typed now. Raises UsageError when there is none to be had."""
    from leadq.errors import UsageError
    from leadq.i18n import text

    if given and given.strip():
        return given
    if work.asker is None:
        raise UsageError("reason_needed", hint="reason_needed")
    typed = ""
    while not typed:
        typed = work.asker.ask_text(text("ask.reason"))
    return typed

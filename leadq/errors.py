"""The errors leadq reports: each owns its exit code, a message key, and what the user can do."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What the process returns; the numbers are part of the command line's contract."""

    DONE = 0
    REFUSED = 1
    USAGE = 2
    STORE = 3
    CONFIG = 4
    INTERRUPTED = 130


class LeadqError(Exception):
    """One thing that went wrong: a message key with its parameters and the key of a hint.

    The texts live in the dictionaries under ``error.<key>`` and ``hint.<hint>``;
    both are filled from ``params``. An empty hint means the message says it all.
    """

    exit_code = ExitCode.REFUSED

    def __init__(self, key: str, hint: str = "", **params: object) -> None:
        super().__init__(key)
        self.key = key
        self.hint = hint
        self.params = params

    def __str__(self) -> str:
        return f"{self.key} {self.params}" if self.params else self.key


class RefusedError(LeadqError):
    """What is in the store or in the content does not allow it (exit 1)."""

    exit_code = ExitCode.REFUSED


class UsageError(LeadqError):
    """The words typed cannot be read (exit 2)."""

    exit_code = ExitCode.USAGE


class StoreError(LeadqError):
    """The store is locked, damaged, read-only, full or newer than this program (exit 3)."""

    exit_code = ExitCode.STORE


class ConfigError(LeadqError):
    """A settings or content file has a mistake (exit 4)."""

    exit_code = ExitCode.CONFIG

"""Where the program starts, and the one place where errors end."""

from __future__ import annotations

import atexit
import errno
import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from leadq.errors import ExitCode, LeadqError

if TYPE_CHECKING:
    from leadq.cli.frame.flags import Flags

_OBJECTS_BETWEEN_LOOKS = 50_000


def main(words: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; no traceback is shown without ``--debug``."""
    if words is None:
        _spare_collector()
    from leadq.render.parts.out import drop_stdout, prepare_streams, write_version

    typed = sys.argv[1:] if words is None else list(words)
    prepare_streams()
    if typed == ["--version"]:
        # The most asked question of scripts needs no parser: a sixth of the time.
        write_version()
        return ExitCode.DONE
    from leadq.cli.frame.flags import peek_flags

    flags = peek_flags(typed)
    try:
        from leadq.cli.frame.app import run

        code = run(typed, flags)
        sys.stdout.flush()
    except SystemExit:
        raise
    except BaseException as error:
        if _reader_left(error):
            drop_stdout()
            return ExitCode.DONE
        return _report(error, flags)
    return code


def _spare_collector() -> None:
    """Look for garbage seldom, and not at all at the end: a fifth of a short command's time.

    What modules make while they load is no garbage, and the system takes back what is left.
    """
    gc.set_threshold(_OBJECTS_BETWEEN_LOOKS)
    atexit.register(gc.freeze)


def _report(error: BaseException, flags: Flags) -> ExitCode:
    """Show an error on stderr in the user's language and return the exit code it stands for."""
    from leadq.cli.frame.session import settle_language
    from leadq.render.parts import errors, out

    with suppress(OSError):
        settle_language(flags)
        if flags.glance("debug"):
            errors.show_traceback(error)
        if isinstance(error, LeadqError):
            errors.show_error(error)
        elif _is_interrupt(error):
            errors.show_interrupted()
        elif _is_from_store(error):
            errors.show_store_trouble(error)
        else:
            errors.show_unexpected(error)
    out.finish_stdout()
    if isinstance(error, LeadqError):
        return error.exit_code
    if _is_interrupt(error):
        return ExitCode.INTERRUPTED
    return ExitCode.STORE if _is_from_store(error) else ExitCode.REFUSED


def _reader_left(error: BaseException) -> bool:
    """Say whether a write failed because the reader of the pipe has closed it."""
    if isinstance(error, BrokenPipeError):
        return True
    return os.name == "nt" and isinstance(error, OSError) and error.errno == errno.EINVAL


def _is_interrupt(error: BaseException) -> bool:
    """Say whether the user stopped it: Ctrl-C, or the end of what is typed."""
    return isinstance(error, (KeyboardInterrupt, EOFError)) or type(error).__name__ == "Abort"


def _is_from_store(error: BaseException) -> bool:
    """Say whether an error is SQLite's own; it can only be when sqlite3 has been loaded."""
    sqlite3 = sys.modules.get("sqlite3")
    return sqlite3 is not None and isinstance(error, sqlite3.Error)


if __name__ == "__main__":
    sys.exit(main())

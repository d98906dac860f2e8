"""Where the program starts, and the one place where errors end.

What it needs is loaded by the functions: garbage is not to be looked for meanwhile.
"""

import atexit
import errno
import gc
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from leadq.cli.frame.flags import Flags
    from leadq.errors import ExitCode

_OBJECTS_BETWEEN_LOOKS = 50_000


def main(words: "Sequence[str] | None" = None) -> int:
    """Run one command and return its exit code; no traceback is shown without ``--debug``."""
    if words is None:
        _spare_collector()
    from leadq.errors import ExitCode
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
        code = _answer(typed, flags)
        sys.stdout.flush()
    except SystemExit:
        raise
    except BaseException as error:
        if _reader_left(error):
            drop_stdout()
            return ExitCode.DONE
        return _report(error, flags)
    return code


def _answer(typed: list[str], flags: "Flags") -> int:
    """Do what was typed and return the exit code; to show what there is needs no parser either."""
    from leadq.cli.frame.flags import HELP
    from leadq.errors import ExitCode
    from leadq.late import put_off

    if len(typed) == 1 and typed[0] in HELP:
        with put_off():
            from leadq.cli.frame.pages import draw_first_page
            from leadq.cli.frame.session import settle_language
        from leadq.render.parts.out import write_line

        settle_language(flags)
        write_line(draw_first_page())
        return ExitCode.DONE
    from leadq.domain.typing.quotes import join_quoted

    with put_off():
        from leadq.cli.frame.app import run

    return run(join_quoted(typed), flags)


def _spare_collector() -> None:
    """Look for garbage seldom, and not at all at the end: a fifth of a short command's time.

    What modules make while they load is no garbage, and the system takes back what is left.
    """
    gc.set_threshold(_OBJECTS_BETWEEN_LOOKS)
    atexit.register(gc.freeze)


def _report(error: BaseException, flags: "Flags") -> "ExitCode":
    """Show an error on stderr in the user's language and return the exit code it stands for."""
    from contextlib import suppress

    from leadq.cli.frame.session import settle_language
    from leadq.render.parts import errors, out

    with suppress(OSError):
        settle_language(flags)
        if flags.glance("debug"):
            errors.show_traceback(error)
        errors.show_end(error)
    out.finish_stdout()
    return errors.code_for(error)


def _reader_left(error: BaseException) -> bool:
    """Say whether a write failed because the reader of the pipe has closed it."""
    if isinstance(error, BrokenPipeError):
        return True
    return os.name == "nt" and isinstance(error, OSError) and error.errno == errno.EINVAL


if __name__ == "__main__":
    sys.exit(main())

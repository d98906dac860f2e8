"""Errors and remarks on stderr: what is wrong, and what to do about it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from datetime import date

from leadq.content.texts import Named
from leadq.errors import ExitCode, LeadqError
from leadq.i18n import has_text, language, text
from leadq.render.parts.out import say_line
from leadq.render.parts.text import clean, one_line, shell_word, short_path, signs

_WIDEST, _WIDEST_LIST = 200, 800
_PATHS = ("file", "folder")
_WORDS = ("backup", "typed", "word")
"""Params that stand in a command to be typed."""


def code_for(error: BaseException) -> ExitCode:
    """Return the exit code of what ended a command."""
    if isinstance(error, LeadqError):
        return error.exit_code
    if _is_interrupt(error):
        return ExitCode.INTERRUPTED
    return ExitCode.STORE if _is_from_store(error) else ExitCode.REFUSED


def show_end(error: BaseException) -> None:
    """Write what ended a command, each kind in its words."""
    if isinstance(error, LeadqError):
        show_error(error)
    elif _is_interrupt(error):
        # ends the line that Ctrl-C left open
        say_line("")
    elif _is_from_store(error):
        show_store_trouble(error)
    else:
        show_unexpected(error)


def show_error(error: LeadqError) -> None:
    """Write an error as two lines: what is wrong, then what to do (if there is a hint).

    A hint may have richer forms, ``hint.<hint>.near`` and ``hint.<hint>.allowed``, for when the
    error carries a nearest spelling or a list of what is allowed. A param that is a token of the
    program reads as ``token.<param>.<value>``.
    """
    say_line(error_line(error))
    if error.hint:
        say_line(hint_line(error))


def hint_line(error: LeadqError) -> str:
    """Return the line that says what to do; empty where there is nothing to say."""
    if not error.hint:
        return ""
    params = _params(error.params)
    return text(_hint_key(error.hint, params), **params)


def error_line(error: LeadqError) -> str:
    """Return the line that says what is wrong, for a question that is asked again."""
    return text(f"error.{error.key}", **_params(error.params))


def error_words(error: LeadqError) -> str:
    """Return what is wrong and what to do in one line, for a question that is asked again."""
    if not error.hint:
        return error_line(error)
    params = _params(error.params)
    return f"{error_line(error)}  {text(_hint_key(error.hint, params), **params)}"


def show_remark(key: str, **params: object) -> None:
    """Write one line beside the results, under ``remark.<key>``."""
    say_line(text(f"remark.{key}", **_params(params)))


def show_unexpected(error: BaseException) -> None:
    """Write what a crash looks like to a user: one line what, one line how to report it."""
    what = one_line(f"{type(error).__name__}: {error}", _WIDEST)
    say_line(text("error.unexpected", what=what))
    say_line(text("hint.unexpected"))


def show_store_trouble(error: BaseException) -> None:
    """Write what SQLite said when nothing else could word it."""
    say_line(text("error.store_trouble", what=one_line(str(error), _WIDEST)))
    say_line(text("hint.store_trouble"))


def show_traceback(error: BaseException) -> None:
    """Write the traceback, for ``--debug`` only."""
    import traceback

    sys.stdout.flush()
    shown = "".join(traceback.format_exception(error))
    sys.stderr.write(clean(shown, newlines=True))


def _is_interrupt(error: BaseException) -> bool:
    """Say whether the user stopped it: Ctrl-C, or the end of what is typed."""
    return isinstance(error, (KeyboardInterrupt, EOFError)) or type(error).__name__ == "Abort"


def _is_from_store(error: BaseException) -> bool:
    """Say whether an error is SQLite's own; it can only be when sqlite3 has been loaded."""
    sqlite3 = sys.modules.get("sqlite3")
    return sqlite3 is not None and isinstance(error, sqlite3.Error)


def _listed(items: Iterable[object]) -> str:
    """Return items as a list of the language, as many whole ones as anybody reads."""
    comma = text("list.comma")
    words = comma.join(one_line(_word(item), _WIDEST) for item in items)
    shown = one_line(words, _WIDEST_LIST)
    return words if shown == words else f"{shown.rpartition(comma)[0]}{comma}{signs().more}"


def _word(item: object) -> str:
    """Return an item of a list as it is shown: an id with what it is called behind it."""
    if not isinstance(item, Named):
        return str(item)
    label = item.label.pick(language())
    return item.id if label == item.id else f"{item.id} {label}"


def _hint_key(hint: str, params: Mapping[str, object]) -> str:
    """Return the richest form of a hint that the params can fill."""
    for param in ("near", "allowed"):
        if params.get(param) and has_text(f"hint.{hint}.{param}"):
            return f"hint.{hint}.{param}"
    return f"hint.{hint}"


def _params(given: Mapping[str, object]) -> dict[str, object]:
    return {name: _shown(name, value) for name, value in given.items()}


def _shown(name: str, value: object) -> object:
    """Make a param safe to print: text on one line, lists joined, numbers as they are."""
    if isinstance(value, Named):
        return one_line(_word(value), _WIDEST)
    if isinstance(value, (list, tuple, set, frozenset)):
        return _listed(value)
    if value is None or isinstance(value, (int, float, date)):
        return value
    if name in _WORDS:
        return shell_word(one_line(str(value), _WIDEST))
    shown = (short_path if name in _PATHS else one_line)(str(value), _WIDEST)
    token = f"token.{name}.{value}"
    return text(token) if has_text(token) else shown

"""Reads a file of answers: TOML or JSON, fact id to value."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

from leadq.cli.frame.remarks import remark_mended
from leadq.cli.hearing.pasted import ask_for_input
from leadq.domain.typing.texts import mend
from leadq.errors import RefusedError, UsageError

_LARGEST = 1_000_000


def read_answers(given: str) -> dict[str, object]:
    """Return the answers in a file, or in standard input for "-".

    Raises UsageError for a file that cannot be read, RefusedError for one that holds no answers.
    """
    content = _read_stdin() if given == "-" else _read_file(Path(given))
    parsed = _parse(content, given)
    if not isinstance(parsed, dict) or not parsed:
        raise RefusedError("answers_empty", hint="answers_form", file=given)
    for fact_id, value in parsed.items():
        if not isinstance(value, str | int | float | bool | date | None):
            raise RefusedError("answers_nested", hint="answers_form", file=given, fact=fact_id)
    return _mended(parsed)


def _mended(answers: dict[str, object]) -> dict[str, object]:
    """Replace what is no text, such as half characters that JSON lets through, and say so."""
    sound = {
        mend(fact_id): mend(value) if isinstance(value, str) else value
        for fact_id, value in answers.items()
    }
    if sound != answers:
        remark_mended()
    return sound


def _read_stdin() -> str:
    ask_for_input()
    try:
        content = sys.stdin.read(_LARGEST + 1) if sys.stdin else ""
    except UnicodeDecodeError:
        raise RefusedError("answers_encoding", hint="answers_encoding", file="-") from None
    if len(content) > _LARGEST:
        raise RefusedError("answers_too_big", hint="answers_form", file="-")
    return content.removeprefix("\ufeff")


def _read_file(path: Path) -> str:
    try:
        if path.stat().st_size > _LARGEST:
            raise RefusedError("answers_too_big", hint="answers_form", file=str(path))
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise UsageError("no_file", hint="no_file", file=str(path)) from None
    except UnicodeDecodeError:
        raise RefusedError("answers_encoding", hint="answers_encoding", file=str(path)) from None
    except OSError as error:
        raise UsageError(
            "file_unreadable", hint="file_unreadable", file=str(path), cause=error.strerror
        ) from None


def _parse(text: str, name: str) -> Any:
    import json
    import re
    import tomllib

    try:
        if text.lstrip().startswith(("{", "[{")):
            return json.loads(text)
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        told = re.search(r"line (\d+)", str(error))
        line = told[1] if told else text.count("\n") + 1
        raise RefusedError("answers_syntax", hint="answers_form", file=name, line=line) from None

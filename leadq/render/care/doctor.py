"""What the doctor found: a line each, and below it what to do."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from leadq.i18n import has_text, text
from leadq.render.care.backups import size_text
from leadq.render.parts.dates import short_day
from leadq.render.parts.errors import error_line, hint_line
from leadq.render.parts.lines import DIM, Line, Piece, line, text_width, wrap_line, write_lines
from leadq.render.parts.look import Look
from leadq.render.parts.marks import LATE_STYLE
from leadq.render.parts.out import say_line
from leadq.render.parts.show import show
from leadq.render.parts.text import one_line, signs

if TYPE_CHECKING:
    from leadq.usecases.care.doctor import Finding

_COLUMNS = ("check", "state", "text", "advice", "looked_at", "out_of")
_WIDEST = 200


def show_findings(findings: Iterable[Finding], look: Look) -> list[Finding]:
    """Show every finding: √ or !, and what to do where there is something to do; return them.

    On a screen each line appears when it is found, since looking at a large store takes a while.
    """
    seen = []
    for one in findings:
        seen.append(one)
        if look.fmt == "table":
            write_lines(_lines(one, look), color=look.color)
            sys.stdout.flush()
    if look.fmt == "table":
        fix = any(one.fixable for one in seen)
        write_lines([line(""), line(text("doctor.fix"))] if fix else [], color=look.color)
    else:
        show(seen, look, screen=lambda _seen, _look: (), data=_data, columns=_COLUMNS)
    _say_damage(seen, look)
    return seen


def _data(seen: Sequence[Finding], look: Look) -> list[dict[str, Any]]:
    return [_as_json(one, look) for one in seen]


def _say_damage(seen: Iterable[Finding], look: Look) -> None:
    """Say on stderr what is damaged first and what to do, as every other command would."""
    damaged = next((one for one in seen if one.state == "damaged"), None)
    if damaged is not None:
        for said in filter(None, (_words(damaged, look), _advice(damaged, look))):
            say_line(said)


def _lines(one: Finding, look: Look) -> Iterable[Line]:
    sound = one.state in ("ok", "fixed")
    sign = Piece(signs().met if sound else signs().late, "" if sound else LATE_STYLE)
    yield from _hang(sign, Piece(_words(one, look)))
    if advice := _advice(one, look):
        yield from _hang(Piece(" "), Piece(advice, DIM))


def _hang(sign: Piece, words: Piece) -> Iterable[Line]:
    """Set a text beside its sign, every line of it two cells in."""
    for part in wrap_line(line(words), text_width() - 2):
        yield line(sign, " ", *part)
        sign = Piece(" ")


def _words(one: Finding, look: Look) -> str:
    key = _key(one)
    if one.trouble is not None and not has_text(key):
        return error_line(one.trouble)
    return text(key, **_params(one, look))


def _advice(one: Finding, look: Look) -> str:
    if one.trouble is not None:
        return hint_line(one.trouble)
    key = f"{_key(one)}.do"
    return text(key, **_params(one, look)) if has_text(key) else ""


def _key(one: Finding) -> str:
    key = f"doctor.{one.check}.{one.state}"
    return key if one.looked_at is None else f"{key}.sample"


def _params(one: Finding, look: Look) -> dict[str, Any]:
    looked_at = {"looked_at": one.looked_at, "out_of": one.out_of}
    return {name: _shown(name, value, look) for name, value in (one.params | looked_at).items()}


def _shown(name: str, value: object, look: Look) -> object:
    if name == "size" and isinstance(value, int):
        return size_text(value)
    if name == "last" and isinstance(value, str):
        return one_line(value)
    if isinstance(value, date):
        return short_day(value, look.lang, look.today)
    if isinstance(value, list):
        value = text("list.comma").join(value)
    return one_line(value, _WIDEST) if isinstance(value, str) else value


def _as_json(one: Finding, look: Look) -> dict[str, Any]:
    return {
        "check": one.check,
        "state": one.state,
        "text": _words(one, look),
        "advice": _advice(one, look) or None,
        "looked_at": one.looked_at,
        "out_of": one.out_of,
    }

"""Suggests leads, and words that leads have already, to a shell that completes a word."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from leadq.errors import RefusedError
from leadq.store.read.lookups import list_used, suggest
from leadq.usecases.desk import Desk
from leadq.usecases.keys import fold

_LOOKED_AT = 500
_SAFE = frozenset("-_.")
"""What may stand in a word besides letters and digits: no shell takes it for anything else."""


def suggest_leads(desk: Desk, text: str, limit: int) -> list[tuple[str, str]]:
    """Return the words that a beginning may be meant for, each with who is behind it.

    Shells put them into the line as they are and only if they begin with what was typed: so
    names and companies come without spaces, in which form they are looked up as well, and only
    those of plain letters and digits.
    """
    if not desk.store.exists():
        return []
    with desk.read() as conn:
        names = suggest(conn, fold(text), _LOOKED_AT)
    found: dict[str, str] = {}
    for number, name, company in names:
        about = f"{number} {name} {company or ''}".strip()
        for word in _words(str(number), name, company or "", text):
            found.setdefault(word, about)
    return list(found.items())[:limit]


def trade_of(desk: Desk, given: str) -> str:
    """Return the id of a lead's trade, "" unless one lead is meant."""
    if not desk.store.exists():
        return ""
    from leadq.store.read.read_details import read_core
    from leadq.usecases.leads.find import find_lead

    with desk.read() as conn, suppress(RefusedError):
        return read_core(conn, find_lead(conn, desk, given)).profile
    return ""


def used_words(desk: Desk, field: str) -> list[str]:
    """Return what leads have in a field: source, product, owner or tags, the most used first."""
    if not desk.store.exists():
        return []
    with desk.read() as conn:
        return list_used(conn, field, _LOOKED_AT)


def _words(number: str, name: str, company: str, typed: str) -> Iterator[str]:
    if number.startswith(typed):
        yield number
    for whole in (name, company):
        plain = "".join(whole.split())
        if typed and plain.casefold().startswith(typed.casefold()):
            word = typed + plain[len(typed) :]
            if word[0].isalnum() and all(char.isalnum() or char in _SAFE for char in word):
                yield word

"""Suggests leads to a shell that completes a word."""

from __future__ import annotations

from leadq.store import sql
from leadq.usecases.desk import Desk
from leadq.usecases.keys import fold


def suggest_leads(desk: Desk, text: str, limit: int) -> list[tuple[str, str]]:
    """Return what to type for the leads that a text may mean, each with a word on who it is.

    A name that only one lead has stands for it; any other is told by its number.
    """
    if not desk.store.exists():
        return []
    with desk.read() as conn:
        rows = conn.execute(sql.SUGGEST, {"text": fold(text), "limit": limit}).fetchall()
    return [
        (name if count == 1 and not text.isdigit() else str(number), f"{number} {name} {company}")
        for number, name, company, count in rows
    ]

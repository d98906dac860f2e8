"""Turns rows of tables of what belongs to leads into what the store keeps of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from leadq.domain.grading.grade import REP, RULE
from leadq.domain.leads.mask import is_masked
from leadq.domain.typing.days import FIRST_YEAR, LAST_YEAR
from leadq.domain.typing.typed import parse_money
from leadq.domain.words import AFTER_SLOTS, SLOTS
from leadq.errors import LeadqError, RefusedError, UsageError
from leadq.exchange.cells.dates import DateColumn
from leadq.exchange.cells.money import in_wan, without_wan
from leadq.exchange.columns.aliases import map_channel
from leadq.exchange.columns.belonging_columns import map_outcome, map_state
from leadq.store.statements import Values
from leadq.usecases.aftersale.purchase import WIN, refuse_ahead, refuse_nothing
from leadq.usecases.desk import Desk
from leadq.usecases.grading.values import read_answer
from leadq.usecases.importing.row_lead import UID
from leadq.usecases.joining.newer_fields import read_instant

_CLOCK = re.compile(r"(?<![\d:])([01]?\d|2[0-3]):([0-5]\d)(?![\d])")
_OVER = ("done", "moved", "cancelled")
AHEAD = timedelta(days=1)
"""How far ahead of ours the calendar of another rep may be, far to the east."""


@dataclass
class RowContext:
    """What the rows of one table are read with.

    ``own`` says that leadq has written the table; ``headers`` name the columns, by field, in
    what is said of a row that cannot be taken. ``now`` is the instant of the import (UTC).
    """

    desk: Desk
    own: bool
    headers: Mapping[str, str]
    dates: DateColumn
    now: str


Cells = Mapping[str, str]
"""The filled cells of a row, stripped, by field."""


def parse_row(what: str, context: RowContext, cells: Cells, profile: str) -> Values:
    """Return a row of one of those tables; ``uid`` is empty where it brings none.

    ``profile`` is the trade of its lead. Raises LeadqError with the reason to reject it.
    """
    given = cells.get("id", "")
    values = {
        "uid": given if UID.fullmatch(given) else "",
        "owner": cells.get("owner") or (None if context.own else context.desk.me or None),
        "created_at": read_instant(cells.get("created_at")) or context.now,
    }
    return values | _READERS[what](context, cells, profile)


def _read_touch(context: RowContext, cells: Cells, _profile: str) -> Values:
    on = _read_day(context, cells)
    ahead = AHEAD if context.own else timedelta()
    if on > context.desk.today + ahead:
        raise UsageError("touch_in_future", hint="touch_in_future", day=on)
    said = [cells["said"]] if "said" in cells else []
    by = _read_word(context, cells, "by", map_channel, "phone", said)
    outcome = _read_word(context, cells, "outcome", map_outcome, "reached", said)
    return {
        "by": by,
        "outcome": outcome,
        "on_day": on.isoformat(),
        "at_time": _read_time(cells),
        "said": "\n".join(said) or None,
        "objection": cells.get("objection"),
    }


def _read_step(context: RowContext, cells: Cells, _profile: str) -> Values:
    goal = [cells["goal"]] if "goal" in cells else []
    if context.own and "goal_id" in cells:
        goal = [f"@{cells['goal_id']}"]
    by = _read_word(context, cells, "by", map_channel, "phone", goal)
    state = _read_word(context, cells, "state", map_state, "open", goal)
    set_by = cells.get("set_by", REP)
    return {
        "on_day": _read_day(context, cells, past=state in _OVER).isoformat(),
        "at_time": _read_time(cells),
        "place": None if is_masked(cells.get("place", "")) else cells.get("place"),
        "by": by,
        "goal": "\n".join(goal),
        "set_by": set_by if set_by in (REP, RULE) else REP,
        "set_on": _read_own_day(cells.get("set_on"), context.desk.today),
        "slot": slot if (slot := cells.get("slot")) in (*SLOTS, *AFTER_SLOTS) else None,
        "state": state,
        "reason": cells.get("reason"),
        "updated_at": read_instant(cells.get("updated_at")) or context.now,
    }


def _read_fact(context: RowContext, cells: Cells, profile: str) -> Values:
    desk, own = context.desk, context.own
    noted_on = _read_day(context, cells) if own or "date" in cells else desk.today
    if noted_on > desk.today + AHEAD:
        raise _bad_date(context, cells["date"])
    library, given = desk.library, cells.get("value")
    definition, value = read_answer(library, cells.get("fact", ""), given, profile, desk.today)
    return {
        "fact": definition.id,
        "value": value,
        "note": cells.get("note"),
        "noted_on": noted_on.isoformat(),
    }


def _read_purchase(context: RowContext, cells: Cells, _profile: str) -> Values:
    on = _read_day(context, cells)
    refuse_ahead(context.desk, on - AHEAD if context.own else on)
    money = cells.get("amount", "")
    header = context.headers.get("amount", "")
    amount = parse_money(in_wan(money) if without_wan(header) else money)
    refuse_nothing(amount)
    noted_by = cells.get("noted_by") if context.own else None
    return {
        "on_day": on.isoformat(),
        "amount": float(amount),
        "product": cells.get("product"),
        "note": cells.get("note"),
        "noted_by": noted_by if noted_by in (REP, WIN) else "file",
        "updated_at": read_instant(cells.get("updated_at")) or context.now,
    }


def _read_day(context: RowContext, cells: Cells, past: bool = True) -> date:
    given = cells.get("date", "")
    try:
        day = context.dates.read(given, past)
    except ValueError:
        day = None
    if day is None:
        raise _bad_date(context, given)
    return day


def _bad_date(context: RowContext, given: str) -> LeadqError:
    return RefusedError("row_bad_date", field=context.headers["date"], given=given)


def _read_own_day(given: str | None, otherwise: date) -> str:
    try:
        day = date.fromisoformat(given or "")
    except ValueError:
        return otherwise.isoformat()
    return (day if FIRST_YEAR <= day.year <= LAST_YEAR else otherwise).isoformat()


def _read_time(cells: Cells) -> str | None:
    """Return the time of day from its own column, or from behind the day."""
    found = _CLOCK.search(cells.get("time", "") or cells.get("date", ""))
    # midnight is how other programs write that there is no time
    if found is None or not ("time" in cells or found.group().strip("0:")):
        return None
    return f"{int(found[1]):02d}:{found[2]}"


def _read_word(
    context: RowContext,
    cells: Cells,
    field: str,
    meaning: Callable[[str], str | None],
    otherwise: str,
    words: list[str],
) -> str:
    """Return the token that a word stands for; one that nobody knows is kept among the words.

    Raises RefusedError bad_cell for a word that leadq itself cannot have written.
    """
    given = cells.get(field)
    if given is None:
        return otherwise
    token = meaning(given)
    if token is None:
        if context.own:
            raise RefusedError("bad_cell", field=context.headers[field], given=given)
        words.append(given)
        return "other" if field == "by" else otherwise
    return token


_READERS: dict[str, Callable[[RowContext, Cells, str], dict[str, Any]]] = {
    "touches": _read_touch,
    "followups": _read_step,
    "facts": _read_fact,
    "purchases": _read_purchase,
}

"""What was taken back or done again, and what can be."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from leadq.i18n import has_text, text
from leadq.render.parts.dates import as_day, plain_day
from leadq.render.parts.lines import Line, line, wrapped
from leadq.render.parts.look import Look
from leadq.render.parts.out import say_line
from leadq.render.parts.show import show
from leadq.render.parts.text import one_line
from leadq.usecases.desk import AGENT

if TYPE_CHECKING:
    from leadq.store.care.since import FromFile
    from leadq.usecases.care.undo import TakenBack

_MANY = ("spread", "away", "handover")
"""Commands about many leads: naming one of them would mislead."""
_LONGEST = 60
_COLUMNS = ("at", "verb", "lead", "leads", "new", "updated", "changes", "owner", "undone")


def say_undone(taken: TakenBack, key: str, look: Look) -> None:
    """Say in one line what was taken back ("undone") or done again ("redone")."""
    show(
        taken,
        look,
        screen=lambda taken, _look: wrapped([line(text(f"undo.{key}", what=_words(taken)))]),
        data=lambda taken, _look: _as_json(taken) | {"undone": key == "undone"},
        columns=_COLUMNS,
    )
    if taken.erased_on:
        say_line(text("undo.erased", day=plain_day(as_day(taken.erased_on), look.lang)))
    if taken.others:
        say_line(text("undo.others", who=text("list.comma").join(taken.others)))


def show_undoable(found: Sequence[TakenBack], look: Look) -> None:
    """List the newest commands, those that were undone marked."""
    show(found, look, screen=_draw, each=_as_json, columns=_COLUMNS)


def _draw(found: Sequence[TakenBack], _look: Look) -> list[Line]:
    if not found:
        return wrapped([line(text("undo.none"))])
    lines = []
    for one in found:
        at = datetime.fromisoformat(one.command.at).astimezone()
        key = "undo.line_undone" if one.command.undone else "undo.line"
        what = [_words(one), *([text("undo.by_agent")] if one.command.owner == AGENT else [])]
        lines.append(line(text(key, at=f"{at:%m-%d %H:%M}", what=" · ".join(what))))
    return wrapped(lines)


def _words(taken: TakenBack) -> str:
    command = taken.command
    if taken.brought is not None:
        return _brought_words(taken.brought)
    verb = text(f"cmd.{command.verb}") if has_text(f"cmd.{command.verb}") else command.verb
    if not taken.lead or command.verb in _MANY:
        return verb
    return text("undo.about", verb=verb, lead=one_line(taken.lead, _LONGEST))


def _brought_words(brought: FromFile) -> str:
    """Return what an import did: new leads, known ones it changed; else the rows it added."""
    counts = {"new": brought.new, "changed": brought.changed}
    parts = [text(f"undo.import_{name}", count=count) for name, count in counts.items() if count]
    parts = parts or [
        text(f"undo.what.{table}", count=count) for table, count in brought.rows.items()
    ]
    what = text("list.comma").join(parts) or text("undo.import_nothing")
    return text("undo.import", what=what)


def _as_json(taken: TakenBack) -> dict[str, Any]:
    command = taken.command
    return {
        "at": command.at,
        "verb": command.verb,
        "lead": taken.lead or None,
        "leads": command.leads,
        "new": taken.brought.new if taken.brought else None,
        "updated": taken.brought.changed if taken.brought else None,
        "changes": command.changes,
        "owner": command.owner,
        "undone": command.undone,
    }

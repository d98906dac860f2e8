"""What a pasted text would make of a new lead, where nobody could be asked: nothing is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from leadq.i18n import text
from leadq.render.hearing.proposals import command_lines, draw_proposals, heard_json
from leadq.render.parts.lines import Line, line
from leadq.render.parts.show import show

if TYPE_CHECKING:
    from leadq.render.parts.look import Look
    from leadq.usecases.hearing.heard import HeardReport

_COLUMNS = ("kind", "field", "value", "words", "rule")


def show_unsaved(report: HeardReport, look: Look) -> None:
    """Write what was understood and the command that saves it; as data, without a number."""
    show(
        report,
        look,
        screen=_draw,
        data=_data,
        columns=_COLUMNS,
        rows=lambda report, look: heard_json(report)["proposals"],
    )


def _draw(report: HeardReport, look: Look) -> list[Line]:
    said = draw_proposals(report.things, look)
    return [line(text("hear.unsaved")), *said, *command_lines("hear.save", report.again)]


def _data(report: HeardReport, look: Look) -> dict[str, Any]:
    return {"number": None, **heard_json(report, "understood")}

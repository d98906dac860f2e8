"""What an import did, or would do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from leadq.i18n import text
from leadq.render.dates import short_day
from leadq.render.errors import error_line
from leadq.render.look import Look
from leadq.render.out import say_line, write_csv, write_json, write_line
from leadq.render.text import one_line

if TYPE_CHECKING:
    from leadq.usecases.import_order import Imported

_SHOWN = 5
_WIDEST = 60


def show_imported(result: Imported, dry_run: bool, look: Look) -> None:
    """Show what landed, what was there already and what could not be taken."""
    if look.fmt == "json":
        write_json(imported_json(result, dry_run))
        return
    if look.fmt == "csv":
        plain = imported_json(result, dry_run)
        names = ("rows", "new", "known", "updated", "rejected", "landed", "suppressed")
        write_csv(names, [[plain[name] for name in names]])
        return
    for line in _lines(result, dry_run, look):
        write_line(line)
    for rejected in result.rejected[:_SHOWN]:
        say_line(text("import.rejected_row", line=rejected.line, why=error_line(rejected.reason)))
    if len(result.rejected) > _SHOWN:
        say_line(text("import.rejected_more", count=len(result.rejected) - _SHOWN))
    if result.rejects_file is not None:
        key = "import.rejects_file" if result.landed else "import.rejects_file_strict"
        say_line(text(key, file=one_line(str(result.rejects_file))))


def _lines(result: Imported, dry_run: bool, look: Look) -> list[str]:
    state = "would" if dry_run else "landed" if result.landed else "taken_back"
    lines = [
        text(f"import.{state}", new=result.new, rows=result.rows, file=one_line(result.file.name)),
        text("import.read_as", encoding=result.encoding, delimiter=_delimiter(result.delimiter)),
    ]
    if state != "taken_back":
        lines += _landed_lines(result)
    if result.rejected:
        lines.append(text("import.rejected", count=len(result.rejected)))
    lines += _column_lines(result.columns)
    if state != "taken_back" and result.first_step and result.last_step:
        first, last = (
            short_day(day, look.lang, look.today) for day in (result.first_step, result.last_step)
        )
        steps = text(
            "import.steps" if first != last else "import.steps_one_day", first=first, last=last
        )
        lines.append(f"{steps}  {text('import.see_steps')}" if result.landed else steps)
    return lines


def _landed_lines(result: Imported) -> list[str]:
    lines = []
    if result.new:
        words = (
            text("import.status", count=count, status=text(f"status.{status}"))
            for status, count in result.statuses.most_common()
        )
        lines.append(text("import.statuses", parts=text("list.joint").join(words)))
    if result.known:
        lines.append(text("import.known", count=result.known))
    if result.updated:
        lines.append(text("import.updated", count=result.updated))
    if result.suppressed:
        lines.append(text("import.suppressed", count=result.suppressed))
    return lines + _odd_lines(result)


def _odd_lines(result: Imported) -> list[str]:
    """Say what was not understood: it is kept, but in no field."""
    lines = []
    if result.unread:
        parts = (
            text("import.unread_column", column=one_line(column, _WIDEST), count=count)
            for column, count in result.unread.most_common()
        )
        lines.append(text("import.unread", parts=text("list.joint").join(parts)))
    if result.longer:
        shown = text("list.comma").join(map(str, result.longer[:_SHOWN]))
        lines.append(text("import.longer", count=len(result.longer), lines=shown))
    return lines


def _column_lines(columns: Mapping[str, str | None]) -> list[str]:
    kept = [one_line(header, _WIDEST) for header, field in columns.items() if field is None]
    if not kept:
        return []
    return [text("import.extra", columns=text("list.comma").join(kept))]


def _delimiter(sign: str) -> str:
    return text("import.tab") if sign == "\t" else sign


def imported_json(result: Imported, dry_run: bool) -> dict[str, Any]:
    """Return what an import did as plain data."""
    return {
        "file": str(result.file),
        "encoding": result.encoding,
        "delimiter": result.delimiter,
        "columns": result.columns,
        "rows": result.rows,
        "new": result.new,
        "known": result.known,
        "updated": result.updated,
        "suppressed": result.suppressed,
        "unread": dict(result.unread),
        "longer": result.longer,
        "rejected": len(result.rejected),
        "rejects": [
            {"line": one.line, "reason": error_line(one.reason)} for one in result.rejected
        ],
        "rejects_file": str(result.rejects_file) if result.rejects_file else None,
        "statuses": dict(result.statuses),
        "first_step": result.first_step,
        "last_step": result.last_step,
        "dry_run": dry_run,
        "landed": result.landed,
    }

"""What an import did, or would do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from leadq.i18n import text
from leadq.render.importing.import_tables import (
    column_lines,
    conflict_lines,
    edited_lines,
    preview_lines,
)
from leadq.render.importing.rejects_again import rejects_command
from leadq.render.parts.data import lead_json
from leadq.render.parts.dates import short_day
from leadq.render.parts.errors import error_line, show_remark
from leadq.render.parts.lines import EMPTY, Line, line, wrapped, write_lines
from leadq.render.parts.look import Look
from leadq.render.parts.marks import name_title, word_of
from leadq.render.parts.out import say_line
from leadq.render.parts.show import show
from leadq.render.parts.text import one_line

if TYPE_CHECKING:
    from leadq.store.read.rows import LeadData
    from leadq.usecases.importing.import_order import Imported, Met, Shared

_SHOWN = 5
_WIDEST = 60
_NAME = 30
_COUNTS = (
    "rows", "new", "known", "updated", "rejected", "landed", "suppressed", "newer",
    "overdue", "clashes", "conflicts", "edited",
)  # fmt: skip
_PREVIEW_KEYS = ("name", "company", "phones", "source", "owner", "budget", "status", "next")


def show_imported(result: Imported, dry_run: bool, look: Look) -> None:
    """Show what landed, what was there already and what could not be taken."""
    show(
        result,
        look,
        screen=lambda result, look: _all_lines(result, dry_run, look),
        data=lambda result, look: imported_json(result, dry_run, look.own),
        columns=_COUNTS,
        rows=lambda result, _look: _counts(result, dry_run),
    )
    if look.fmt == "table":
        _say_odd_ones(result, look)


def _counts(result: Imported, dry_run: bool) -> dict[str, Any]:
    counts = imported_json(result, dry_run)
    counts |= {"conflicts": len(result.conflicts), "edited": len(result.edited)}
    if result.what != "leads":
        for name in ("new", "known", "updated"):
            counts[name] += sum(tally[name] for tally in counts["brought"].values())
    return counts


def show_import_plan(result: Imported, look: Look) -> None:
    """Show on stderr what an import would do, before somebody is asked whether it shall."""
    write_lines([EMPTY, *_all_lines(result, True, look), EMPTY], color=look.color, stderr=True)
    _say_odd_ones(result, look)


def _say_odd_ones(result: Imported, look: Look) -> None:
    """Say on stderr what was odd about the file, and which rows were not taken."""
    for remark in result.remarks:
        show_remark(remark.key, **remark.params)
    for rejected in result.rejected[:_SHOWN]:
        place = {"line": rejected.line, "why": error_line(rejected.reason)}
        if rejected.sheet:
            say_line(text("import.rejected_in_sheet", sheet=one_line(rejected.sheet), **place))
        else:
            key = "import.rejected_record" if result.in_records else "import.rejected_row"
            say_line(text(key, **place))
    if len(result.rejected) > _SHOWN:
        say_line(text("import.rejected_more", count=len(result.rejected) - _SHOWN))
    lacks_leads = result.what != "leads" and all(
        one.reason.key == "row_without_lead" for one in result.rejected
    )
    if result.rejected and lacks_leads:
        say_line(text("import.leads_first"))
    if any(one.reason.key == "no_member" for one in result.rejected):
        say_line(text("import.members_first"))
    if result.rejects_file is not None:
        key = "import.rejects_file" if result.landed else "import.rejects_file_strict"
        key = "import.rejects_kept" if lacks_leads else key
        say_line(text(key, file=one_line(str(result.rejects_file))))
        again = rejects_command(look.typed, result.file, result.rejects_file)
        if again and result.landed and not lacks_leads:
            say_line(text("import.rejects_again", command=again))


def _all_lines(result: Imported, dry_run: bool, look: Look) -> list[Line]:
    """Return all that is to be said of an import: a dry run shows columns and first rows too."""
    lines = wrapped(line(words) for words in _lines(result, dry_run, look))
    tables = [conflict_lines(result.conflicts, look), edited_lines(result.edited, look)]
    if dry_run:
        tables += [] if result.own else [column_lines(result.columns, result.held)]
        tables.append(preview_lines(result.preview, look))
    for table in tables:
        lines += [EMPTY, *table] if table else []
    return lines


def _lines(result: Imported, dry_run: bool, look: Look) -> list[str]:
    state = "would" if dry_run else "landed" if result.landed else "taken_back"
    others = result.what != "leads" and state != "taken_back"
    key = f"import.{state}_rows" if others else f"import.{state}"
    lines = [
        text(key, new=result.new, rows=result.rows, file=one_line(result.file.name)),
        *_source_lines(result),
    ]
    if dry_run and result.own:
        lines.append(text("import.own_export"))
    if state != "taken_back":
        lines += _landed_lines(result)
    if result.rejected:
        lines.append(text("import.rejected", count=len(result.rejected)))
    if result.what == "leads" and not result.brought and state != "taken_back":
        counts = {"new": result.new, "known": result.known, "aside": len(result.rejected)}
        besides = {"erased": result.suppressed, "no_leads": len(result.totals)}
        more = (text(f"import.sum_{name}", count=n) for name, n in besides.items() if n)
        lines.append(text("import.sum", rows=result.rows, more="".join(more), **counts))
    if result.own or not dry_run:
        lines += _kept_lines(result)
    if result.overdue:
        lines.append(text("import.overdue", count=result.overdue))
    if state != "taken_back" and result.first_step and result.last_step:
        first, last = (
            short_day(day, look.lang, look.today) for day in (result.first_step, result.last_step)
        )
        steps = text(
            "import.steps" if first != last else "import.steps_one_day", first=first, last=last
        )
        lines += [steps, text("import.see_steps")] if result.landed else [steps]
    return lines


def _source_lines(result: Imported) -> list[str]:
    """Say how the file was read: a text in its encoding, or a sheet of a workbook."""
    if result.sheet:
        return [text("import.sheet", sheet=one_line(result.sheet, _WIDEST))]
    if not result.delimiter:
        return []
    return [
        text("import.read_as", encoding=result.encoding, delimiter=_delimiter(result.delimiter))
    ]


def _landed_lines(result: Imported) -> list[str]:
    lines = []
    if result.statuses:
        words = (
            text("import.status", count=count, status=text(f"status.{status}"))
            for status, count in result.statuses.most_common()
        )
        lines.append(text("import.statuses", parts=text("list.joint").join(words)))
    if result.known:
        lines.append(text("import.known", count=result.known))
        lines += _met_lines(result.met)
    lines += _shared_lines(result.shared)
    if result.updated:
        lines.append(text("import.updated", count=result.updated))
    if result.newer:
        lines.append(text("import.newer", count=result.newer))
    if result.clashes:
        lines.append(text("import.clashes", count=result.clashes))
    for name, tally in result.brought.items():
        lines.append(
            text(
                "import.brought", what=word_of("what", name), new=tally.new, known=tally.known,
                updated=tally.updated,
            )
        )  # fmt: skip
    if result.suppressed:
        lines.append(text("import.suppressed", count=result.suppressed))
    return lines + _odd_lines(result)


def _met_lines(met: Sequence[Met]) -> list[str]:
    """Name rows whose leads are there under another name, so that somebody looks at them."""
    if not met:
        return []
    lines = [text("import.met", count=len(met))]
    for one in met[:_SHOWN]:
        lead = f"{one.number} {name_title(one.lead, one.lead_company, _NAME)}"
        given = name_title(one.name, one.company, _NAME)
        lines.append(text("import.met_row", line=one.line, given=given, lead=lead))
    if len(met) > _SHOWN:
        lines.append(text("import.met_more", count=len(met) - _SHOWN))
    return lines


def _shared_lines(shared: Sequence[Shared]) -> list[str]:
    """Name new leads that share a number or an address with somebody who is called otherwise."""
    if not shared:
        return []
    lines = [text("import.shared", count=len({one.line for one in shared}))]
    for one in shared[:_SHOWN]:
        given, lead = one_line(one.name, _NAME), f"{one.number} {one_line(one.lead, _NAME)}"
        typed = one_line(one.typed, _NAME)
        lines.append(text("import.shared_row", line=one.line, given=given, typed=typed, lead=lead))
    if len(shared) > _SHOWN:
        lines.append(text("import.met_more", count=len(shared) - _SHOWN))
    return lines


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


def _kept_lines(result: Imported) -> list[str]:
    unknown = [header for header, field in result.columns.items() if field is None]
    kept = [one_line(header, _WIDEST) for header in unknown if header in result.held]
    if not kept:
        return []
    return [text("import.extra", columns=text("list.comma").join(kept))]


def _delimiter(sign: str) -> str:
    return text("import.tab") if sign == "\t" else sign


def imported_json(
    result: Imported, dry_run: bool, own: Callable[[str], str] | None = None
) -> dict[str, Any]:
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
            {"line": one.line, "reason": error_line(one.reason), "sheet": one.sheet or None}
            for one in result.rejected
        ],
        "rejects_file": str(result.rejects_file) if result.rejects_file else None,
        "statuses": dict(result.statuses),
        "first_step": result.first_step,
        "last_step": result.last_step,
        "dry_run": dry_run,
        "landed": result.landed,
        "sheet": result.sheet or None,
        "remarks": [{"remark": one.key} | one.params for one in result.remarks],
        "preview": [_preview_json(lead, own) for lead in result.preview],
        "brought": {name: asdict(tally) for name, tally in result.brought.items()},
        "newer": result.newer,
        "overdue": result.overdue,
        "clashes": result.clashes,
        "met": [one._asdict() for one in result.met],
        "shared": [one._asdict() for one in result.shared],
        "conflicts": [one._asdict() for one in result.conflicts],
        "edited": [one._asdict() for one in result.edited],
    }


def _preview_json(lead: LeadData, own: Callable[[str], str] | None) -> dict[str, Any]:
    """Return a lead as it would land; it gets its number when it does."""
    data = lead_json(lead, own)
    return {"number": None} | {key: data[key] for key in _PREVIEW_KEYS}

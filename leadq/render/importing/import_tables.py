"""The tables of an import: columns and their fields, the first rows, what two reps changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import TYPE_CHECKING, Any

from leadq.domain.fields import TYPED
from leadq.i18n import has_text, text
from leadq.render.parts.dates import as_day, short_day
from leadq.render.parts.lines import (
    BOLD,
    DIM,
    EMPTY,
    Line,
    Piece,
    line,
    write_wrapped,
)
from leadq.render.parts.marks import money_text, phone_text, value_words, word_of
from leadq.render.parts.table import TITLED, Column, table_lines
from leadq.render.parts.text import cell_width, one_line, signs

if TYPE_CHECKING:
    from leadq.render.parts.look import Look
    from leadq.store.read.rows import LeadData
    from leadq.usecases.importing.import_look import UnknownColumns
    from leadq.usecases.importing.import_order import Conflict, EditedInFile

_LEAST = 6
_WIDEST = 60
_SAMPLE = 24
_CONFLICTS = 20
_EDIT_OPTIONS = {field.name: f"--{field.typed.replace('_', '-')}" for field in TYPED}
"""How `leadq edit` sets a field; how a lead stands has commands of its own."""
_NEVER_CUT = frozenset({"phones", "status", "next"})


def column_lines(columns: Mapping[str, str | None], held: Set[str]) -> list[Line]:
    """Return each column of a file with the field it goes to; ``held`` are kept aside."""
    if not columns:
        return []
    heads = [text(f"import.column_{name}") for name in ("header", "field", "meaning")]
    return _draw(
        heads,
        [_column_row(header, field, header in held) for header, field in columns.items()],
        frozenset(),
    )


def _column_row(header: str, field: str | None, held: bool) -> list[Line]:
    if field is None:
        what = text("import.aside" if held else "import.empty_column")
        return [line(one_line(header, _WIDEST)), _none(), line(Piece(what, DIM))]
    meaning = word_of("field", field) if has_text(f"field.{field}") else word_of("into", field)
    return [line(one_line(header, _WIDEST)), line(field), line(meaning)]


def preview_lines(leads: Sequence[LeadData], look: Look) -> list[Line]:
    """Return leads as they would land; a column that none of them fills is left out."""
    if not leads:
        return []
    rows = [_preview_row(lead, look) for lead in leads]
    names = [name for name in rows[0] if any(row[name] for row in rows)]
    heads = [text("column.reach" if name == "phones" else f"column.{name}") for name in names]
    cells = [[line(row[name]) if row[name] else _none() for name in names] for row in rows]
    kept = {place for place, name in enumerate(names) if name in _NEVER_CUT}
    return _draw(heads, cells, kept)


def _preview_row(lead: LeadData, look: Look) -> dict[str, str]:
    step = lead["next"]
    day = short_day(as_day(step["on"]), look.lang, look.today) if step else ""
    return {
        "name": one_line(lead["name"], _WIDEST),
        "company": one_line(lead["company"] or "", _WIDEST),
        "phones": one_line(phone_text(lead["phones"][0], look), _SAMPLE) if lead["phones"] else "",
        "source": one_line(lead["source"] or "", _WIDEST),
        "owner": one_line(lead["owner"] or "", _WIDEST),
        "budget": money_text(lead["budget"]) if lead["budget"] is not None else "",
        "status": word_of("status", lead["status"]),
        "next": f"{day} {word_of('by', step['by'])}" if step else "",
    }


def conflict_lines(conflicts: Sequence[Conflict], look: Look) -> list[Line]:
    """Return fields that were changed here and in the file: what stands, what was dropped."""
    if not conflicts:
        return []
    heads = [text(f"column.{name}") for name in ("number", "name", "field")]
    heads += [text(f"import.conflict_{name}") for name in ("kept", "dropped", "from")]
    lines = [line(text("import.conflicts", count=len(conflicts)))]
    lines += _draw(heads, [_conflict_row(one, look) for one in conflicts[:_CONFLICTS]])
    if len(conflicts) > _CONFLICTS:
        lines.append(line(text("import.conflicts_more", count=len(conflicts) - _CONFLICTS)))
    return lines


def _conflict_row(one: Conflict, look: Look) -> list[Line]:
    whose = text("import.theirs" if one.theirs else "import.ours")
    return [
        line(str(one.number)),
        line(one_line(one.name, _WIDEST)),
        line(word_of("field", one.field)),
        line(_value(one.field, one.kept, look)),
        line(Piece(_value(one.field, one.dropped, look), DIM)),
        line(whose),
    ]


def edited_lines(edited: Sequence[EditedInFile], look: Look) -> list[Line]:
    """Return fields that were changed in the file itself: what stands, what the file has."""
    if not edited:
        return []
    heads = [text(f"column.{name}") for name in ("number", "name", "field")]
    heads += [text(f"import.{name}") for name in ("conflict_kept", "edited_in_file")]
    rows = [
        [
            line(str(one.number)),
            line(one_line(one.name, _WIDEST)),
            line(word_of("field", one.field)),
            line(_value(one.field, one.kept, look)),
            line(Piece(_value(one.field, one.in_file, look), DIM)),
        ]
        for one in edited[:_CONFLICTS]
    ]
    lines = [line(text("import.edited", count=len(edited)))]
    options = ((one.number, _EDIT_OPTIONS.get(one.field)) for one in edited)
    number, option = next(((number, option) for number, option in options if option), (0, ""))
    if option:
        lines.append(line(text("import.edited_take", command=f"leadq edit {number} {option} …")))
    lines += _draw(heads, rows)
    if len(edited) > _CONFLICTS:
        lines.append(line(text("import.conflicts_more", count=len(edited) - _CONFLICTS)))
    return lines


def _value(field: str, value: Any, look: Look) -> str:
    """Return a value of a lead's field on one line; a dash for none."""
    if value is None or value in ("", [], {}):
        return signs().none
    if isinstance(value, (list, tuple)):
        return one_line(text("list.comma").join(map(str, value)), _WIDEST)
    if isinstance(value, Mapping):
        pairs = (f"{key}={part}" for key, part in value.items())
        return one_line(text("list.comma").join(pairs), _WIDEST)
    return one_line(value_words(field, value, look), _WIDEST)


def show_unknown(file: str, count: int, total: int) -> None:
    """Say on stderr how much of a file is not known, and how the questions are answered."""
    words = text("import.unknown", file=one_line(file, _WIDEST), count=count, total=total)
    write_wrapped([line(words)], color=False, stderr=True)


def show_column(place: int, column: str, unknown: UnknownColumns, look: Look) -> None:
    """Write on stderr a column that is asked about, with some of its values."""
    head = f"{place}/{len(unknown.samples)}"
    values = " · ".join(one_line(value, _SAMPLE) for value in unknown.samples[column])
    shown = [line(Piece(f"{head}  ", DIM), Piece(one_line(column, _WIDEST), BOLD)), line(values)]
    write_wrapped([EMPTY, *shown], color=look.color, stderr=True)


def _none() -> Line:
    return line(Piece(signs().none, DIM))


def _draw(
    heads: Sequence[str], rows: Sequence[Sequence[Line]], kept: Set[int] = frozenset({0})
) -> list[Line]:
    """Return a table that fits the screen; the widest cells give way, those ``kept`` never."""
    columns = [
        Column(
            head,
            least=0 if place in kept else max(_LEAST, cell_width(head)),
            goes=len(heads) - place if place else 0,
            below=TITLED if place else "",
        )
        for place, head in enumerate(heads)
    ]
    return table_lines(columns, rows)

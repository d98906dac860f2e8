"""Tables without boxes: dim headers, wrapped cells, widths in terminal cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from leadq.render.parts.out import open_console
from leadq.render.parts.text import clean


def write_table(header: Sequence[str], rows: Iterable[Sequence[object]], *, color: bool) -> None:
    """Write rows under a header to stdout; numbers stand on the right, nothing is cut."""
    from rich.table import Table
    from rich.text import Text

    lines = [list(row) for row in rows]
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")
    for place, title in enumerate(header):
        numbers = bool(lines) and all(isinstance(row[place], int) for row in lines)
        # What stands first is typed: it is never broken.
        table.add_column(
            title,
            justify="right" if numbers else "left",
            overflow="fold",
            no_wrap=place == 0,
        )
    for row in lines:
        table.add_row(*(Text(clean(str(cell), newlines=True)) for cell in row))
    open_console(color=color).print(table)

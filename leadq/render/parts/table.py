"""Tables of styled cells, no wider than the screen: columns give way in a stated order.

What does not fit is tried in this order: columns that are told elsewhere leave (``goes``), cells
are cut (to ``least``, then to ``tight``), columns move to a second line below (``below``).
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple, TypeVar

from leadq.render.parts.lines import DIM, EMPTY, Line, Piece, flat, line, pad_line, trim, wrap_line
from leadq.render.parts.text import cell_width, one_line, screen_width, signs

BARE, TITLED = "bare", "titled"
_GAP = 2
_WIDEST_BELOW = 100
_LINES_BELOW = 2
_BLOCK = 1000
One = TypeVar("One")
_BARELY = 6
"""So much of a cell that can be cut is left on the narrowest of screens."""


class Column(NamedTuple):
    """A column and how it gives way; widths are in cells, 0 stands for "not at all".

    ``most``: no wider on any screen. ``least``: cut down to this, those of a lower ``turn`` first,
    the widest first; ``tight``: to this before anything moves to the second line. ``wraps``: a
    cell that is too wide goes on below itself. ``goes``: the place in the order in which columns
    leave. ``below``: then the column stands on the second line, ``BARE`` or ``TITLED``; ``spills``:
    any of its cells that is too wide does so too. ``wide``: on a narrower screen it has left.
    """

    title: str
    right: bool = False
    most: int = 0
    least: int = 0
    tight: int = 0
    turn: int = 0
    wraps: bool = False
    goes: int = 0
    below: str = ""
    spills: bool = False
    wide: int = 0


class Table(NamedTuple):
    """A table laid out: its dim header, the lines of each row, the cells that a row takes."""

    head: Line
    rows: list[list[Line]]
    width: int


def table_lines(columns: Sequence[Column], rows: Sequence[Sequence[Line]]) -> list[Line]:
    """Return a header and rows, fit for the screen."""
    table = lay_out(columns, rows)
    return [table.head, *(part for row in table.rows for part in row)]


def blocks_of(items: Sequence[One]) -> Iterator[list[One]]:
    """Yield the items of a table: all of a short one, else by the thousand.

    Each block of a long table is laid out by itself, under a header of its own, so that no more
    than one is held in memory.
    """
    if isinstance(items, list | tuple):
        yield list(items)
        return
    left = iter(items)
    while block := list(islice(left, _BLOCK)):
        yield block


def lay_out(columns: Sequence[Column], rows: Sequence[Sequence[Line]], *, indent: int = 0) -> Table:
    """Return a table that fits the screen, with ``indent`` cells left free in front of it."""
    sizes = [[cell_width(flat(cell)) for cell in row] for row in rows]
    room = screen_width() - indent
    widths = _natural_widths(columns, sizes)
    kept = _choose(columns, widths, room)
    _narrow(columns, widths, kept, room)
    layout = _Layout(columns, widths, kept, room)
    titles = [line(Piece(column.title, DIM)) for column in columns]
    head = layout.row(titles, [cell_width(column.title) for column in columns], header=True)[0]
    drawn = [layout.row(cells, size) for cells, size in zip(rows, sizes, strict=True)]
    return Table(head, drawn, _total(widths, kept))


def is_too_wide(columns: Sequence[Column], rows: Sequence[Sequence[Line]]) -> bool:
    """Say whether something has to give way on this screen."""
    sizes = [[cell_width(flat(cell)) for cell in row] for row in rows]
    return _total(_natural_widths(columns, sizes), range(len(columns))) > screen_width()


def _natural_widths(columns: Sequence[Column], sizes: Sequence[Sequence[int]]) -> list[int]:
    """Return the width of every column: its widest cell within its limit, or its title."""
    widths = []
    for place, column in enumerate(columns):
        widest = max([size[place] for size in sizes], default=0)
        widest = min(widest, column.most) if column.most else widest
        widths.append(max(widest, cell_width(column.title)))
    return widths


def _choose(columns: Sequence[Column], widths: Sequence[int], room: int) -> list[int]:
    """Return the places of the columns that stay in the row."""

    def over(tight: bool) -> bool:
        lows = ((tight and one.tight) or one.least for one in columns)
        lowest = [min(width, low or width) for width, low in zip(widths, lows, strict=True)]
        return _total(lowest, kept) > room

    kept = [place for place, one in enumerate(columns) if one.wide <= screen_width()]
    order = sorted((one.goes, place) for place, one in enumerate(columns) if one.goes)
    for moves in (False, True):
        for _goes, place in order:
            if place in kept and bool(columns[place].below) == moves and over(tight=moves):
                kept.remove(place)
    return kept


def _narrow(columns: Sequence[Column], widths: list[int], kept: Sequence[int], room: int) -> None:
    """Cut columns cell by cell until the row fits, each time the widest of those in turn."""
    flexible = [place for place in kept if columns[place].least]
    limits = [
        [(place, columns[place].least) for place in flexible if columns[place].turn == turn]
        for turn in sorted({columns[place].turn for place in flexible})
    ]
    limits += [[(place, columns[place].tight or columns[place].least) for place in flexible]]
    limits += [[(place, _BARELY) for place in flexible]]
    over = _total(widths, kept) - room
    for group in limits:
        while over > 0 and (able := [place for place, low in group if widths[place] > low]):
            widths[max(able, key=widths.__getitem__)] -= 1
            over -= 1


def _total(widths: Sequence[int], kept: Sequence[int]) -> int:
    return sum(widths[place] for place in kept) + _GAP * max(0, len(kept) - 1)


class _Layout:
    """What stands where: the columns of a row, and below it those that have no room there."""

    def __init__(
        self, columns: Sequence[Column], widths: list[int], kept: Sequence[int], room: int
    ) -> None:
        self.columns, self.widths, self.kept = columns, widths, kept
        self.moved = [p for p, one in enumerate(columns) if one.below and p not in kept]
        if kept and columns[kept[-1]].spills:
            widths[kept[-1]] = max(widths[kept[-1]], room - _total(widths, kept[:-1]) - _GAP)
        self.start = self._start(room)
        self.below = max(_BARELY, min(room, _WIDEST_BELOW) - self.start)

    def _start(self, room: int) -> int:
        """Return where the second line begins: under the first name, or near the edge."""
        cut = [place for place, one in enumerate(self.kept) if self.columns[one].least]
        for count in (cut[0] if cut else 1, 1):
            start = _total(self.widths, self.kept[:count]) + _GAP
            if count and start * 3 <= room:
                return start
        return _GAP

    def row(self, cells: Sequence[Line], sizes: Sequence[int], header: bool = False) -> list[Line]:
        """Return the lines of a row."""
        spans: list[Piece] = []
        more: list[tuple[int, list[Line]]] = []
        moved = list(self.moved)
        at = free = 0
        for place in self.kept:
            cell, size = cells[place], sizes[place]
            column, width = self.columns[place], self.widths[place]
            if size > width:
                if column.wraps:
                    cell, *rest = wrap_line(cell, width)
                    more.append((at, rest))
                elif column.spills:
                    moved.append(place)
                    cell = EMPTY
                else:
                    cell = (Piece(one_line(flat(cell), width), cell[0].style),)
                size = cell_width(flat(cell))
            space = max(0, width - size)
            if free := free + (space if column.right else 0):
                spans.append(Piece(" " * free))
            spans += cell
            free = _GAP + (0 if column.right else space)
            at += width + _GAP
        lines = [trim(tuple(spans)), *_side_by_side(more)]
        return lines if header else [*lines, *self._below(cells, moved)]

    def _below(self, cells: Sequence[Line], moved: list[int]) -> list[Line]:
        """Return the second line of a row, wrapped where it has to be."""
        words: list[str] = []
        for place in moved:
            column, shown = self.columns[place], flat(cells[place])
            if column.most and not column.spills:
                shown = one_line(shown, column.most)
            if shown not in ("", signs().none):
                words.append(f"{column.title} {shown}" if column.below == TITLED else shown)
        if not words:
            return []
        whole = line(Piece(" · ".join(words), DIM))
        parts = wrap_line(whole, self.below, _LINES_BELOW + (len(words) > 1))
        return [(Piece(" " * self.start), *part) for part in parts]


def _side_by_side(columns: Iterable[tuple[int, list[Line]]]) -> list[Line]:
    """Return the lines on which cells go on, each below its beginning."""
    found: list[Line] = []
    for at, parts in columns:
        for number, part in enumerate(parts):
            if number == len(found):
                found.append(EMPTY)
            found[number] = (*pad_line(found[number], at), *part)
    return found

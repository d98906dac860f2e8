"""Cells merged downwards in the rows of a sheet: what the first one says holds for all of them."""

from __future__ import annotations

from collections.abc import Iterable

from leadq.exchange.workbooks.xlsx_formulas import Merge


class MergedCells:
    """Fills the rows of a sheet one after the other; false where nothing is merged."""

    def __init__(self, merges: Iterable[Merge], header_row: int) -> None:
        self._waiting = sorted(
            (one for one in merges if one[1] > header_row), key=lambda one: one[1], reverse=True
        )
        self._open: dict[int, tuple[int, str]] = {}

    def __bool__(self) -> bool:
        return bool(self._waiting or self._open)

    def fill(self, number: int, cells: list[str]) -> None:
        """Put what is merged into the empty cells of a row."""
        while self._waiting and self._waiting[-1][1] <= number:
            column, first, last = self._waiting.pop()
            if first == number and column < len(cells):
                self._open[column] = (last, cells[column])
        for column, (last, value) in list(self._open.items()):
            if last < number:
                del self._open[column]
                continue
            if column >= len(cells):
                cells.extend([""] * (column + 1 - len(cells)))
            cells[column] = cells[column] if cells[column].strip() else value

"""The table: what was measured, beside what it is measured against and the goal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from statistics import median
from typing import NamedTuple

from .measure import Case, Run

RATIO, MEMORY, SECONDS, BUSY = "×", "MiB", "s", "s CPU"
WORK = "× CPU"
"""A ratio of processor time, of what is too close for the clock."""
_RATIOS = (RATIO, WORK)
FAILED = "failed"
PASS = "python -c pass"
_HEADERS = (
    *("What", "Against", "Median", "Min", "Max", "Must", "Stretch"),
    *("Met", "CPU", "Time", "Peak"),
)
_GOALS = _HEADERS.index("Must")
_SHORT = _HEADERS.index("Met")


@dataclass(frozen=True)
class Line:
    """One row of the table: a case, what it is divided by (another case), and its goals.

    ``told``: the figure is the one that the process has measured itself.
    """

    name: str
    what: str
    case: str
    base: str = PASS
    must: float | None = None
    stretch: float | None = None
    unit: str = RATIO
    told: bool = False


@dataclass(frozen=True)
class Group:
    """Cases that are measured in turn, and the lines that come of them."""

    cases: Sequence[Case]
    lines: Sequence[Line]
    rounds: int
    warm: bool = True


class Figures(NamedTuple):
    """The least, the middle and the most of the runs, in the unit of the line."""

    least: float
    middle: float
    most: float


Results = Mapping[str, Sequence[Run]]


def figure(line: Line, results: Results) -> Figures:
    """Return a line's figures; a ratio divides by the median of what it is measured against."""
    runs = results[line.case]
    of_unit = {MEMORY: "peak", BUSY: "busy", WORK: "busy"}
    read = attrgetter("told" if line.told else of_unit.get(line.unit, "seconds"))
    values = [*map(read, runs)]
    if line.unit in _RATIOS:
        base = median(map(read, results[line.base]))
        values = [value / base for value in values]
    return Figures(min(values), median(values), max(values))


def verdict(line: Line, figures: Figures) -> str:
    """Say which goal the median meets."""
    if line.must is None:
        return ""
    if line.stretch is not None and figures.middle <= line.stretch:
        return "stretch"
    return "must" if figures.middle <= line.must else "NO"


def make_rows(lines: Sequence[Line], results: Results) -> list[tuple[str, ...]]:
    """Return the cells of the table, headers first.

    A line of a case that failed says so; one of what is not installed here is left out.
    """
    rows: list[tuple[str, ...]] = [_HEADERS]
    for line in lines:
        needed = [line.case, line.base] if line.unit in _RATIOS else [line.case]
        if any(name not in results for name in needed):
            continue
        if not all(results[name] for name in needed):
            rows.append(_failed_row(line))
            continue
        figures, runs = figure(line, results), results[line.case]
        seconds, peak = median(run.seconds for run in runs), median(run.peak for run in runs)
        rows.append((
            line.what,
            line.base if line.unit in _RATIOS else "",
            *(_amount(figures[place], line.unit) for place in (1, 0, 2)),
            _goal(line.must, line.unit),
            _goal(line.stretch, line.unit),
            verdict(line, figures),
            _busy(line, results),
            f"{seconds * 1000:.0f} ms" if seconds < 10 else f"{seconds:.1f} s",
            f"{peak:.0f} MiB" if peak else "",
        ))  # fmt: skip
    return rows


def _failed_row(line: Line) -> tuple[str, ...]:
    cells = [line.what, line.base if line.unit in _RATIOS else "", FAILED]
    return (*cells, *[""] * (len(_HEADERS) - len(cells)))


def _busy(line: Line, results: Results) -> str:
    """Return the ratio of processor time, which a busy machine disturbs less."""
    base = median(run.busy for run in results[line.base]) if line.unit == RATIO else 0
    if not base:
        return ""
    return _amount(median(run.busy for run in results[line.case]) / base, RATIO)


def _amount(value: float, unit: str) -> str:
    digits = 2 if value < 2 else 1 if value < 100 else 0
    return f"{value:.{digits}f} {unit}".replace(" ×", "×")


def _goal(value: float | None, unit: str) -> str:
    return "" if value is None else f"≤ {value:g} {unit}".replace(" ×", "×")


def draw_plain(rows: Sequence[Sequence[str]]) -> str:
    """Return the table for a terminal."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if place < 2 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


def draw_markdown(rows: Sequence[Sequence[str]]) -> str:
    """Return the table as Markdown: what has a goal, shortened, then everything."""
    short = [row[:_SHORT] for row in rows if row[_GOALS]]
    return f"{_draw_rows(short)}\n{_draw_rows(rows)}"


def _draw_rows(rows: Sequence[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    rule = "|---|---|" + "--:|" * (len(rows[0]) - 2)
    return "\n".join((lines[0], rule, *lines[1:])) + "\n"

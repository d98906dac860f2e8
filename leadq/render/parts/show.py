"""The one place that decides how a result is written: lines on a screen, json, or csv."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from leadq.render.parts.lines import Line
    from leadq.render.parts.look import Look

Result = TypeVar("Result")
Rows = Mapping[str, Any] | Iterable[Mapping[str, Any]]


def show(
    result: Result,
    look: Look,
    *,
    screen: Callable[[Result, Look], Iterable[Line]],
    data: Callable[[Result, Look], Any] | None = None,
    each: Callable[[Any], Mapping[str, Any]] = dict,
    columns: Sequence[str] = (),
    rows: Callable[[Result, Look], Rows] | None = None,
    of_leads: bool = False,
) -> None:
    """Write a result in the format that is asked for.

    ``screen`` draws it, ``data`` returns it with the keys of the contract; where it consists of
    several, ``each`` may do so for one of them. In csv it has ``columns``; its rows are the data
    (one record or several), unless ``rows`` returns others. ``of_leads``: the records are leads,
    whose own columns come before these. Only what a format needs is loaded and called.
    """
    if look.fmt == "table":
        from leadq.render.parts.lines import write_lines

        write_lines(screen(result, look), color=look.color)
        return
    source = rows if rows is not None and look.fmt == "csv" else data
    several: Any = result
    found = source(result, look) if source else [each(one) for one in several]
    if look.fmt == "json":
        from leadq.render.parts.out import write_json

        write_json(found)
        return
    from leadq.render.plain.flat import LEAD_COLUMNS, flatten, write_rows

    records = [found] if isinstance(found, Mapping) else found
    if of_leads:
        write_rows((*LEAD_COLUMNS, *columns), map(flatten, records))
    else:
        write_rows(columns, records)

"""A progress bar on stderr, where somebody watches."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from leadq.render.parts.look import Look

Progress = Callable[[int, int], None]


@contextmanager
def progress_bar(look: Look, shown: bool = True) -> Iterator[Progress | None]:
    """Give a function that is told how much of how much is done; None off a terminal.

    ``shown``: whether it takes long enough for somebody to wait.
    """
    if not shown or look.fmt != "table" or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TaskProgressColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    console = Console(stderr=True, no_color=not look.color, highlight=False)
    columns = (BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Bar(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)

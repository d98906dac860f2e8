"""What an export has to do, and the formats it can be done in: each is one file, ``to_<name>.py``.

Such a file has ``USUAL`` (what is exported unless ``--what`` says so), ``check(export)`` (raises
UsageError for what the format cannot hold) and ``write(export)``, which returns how many were
written, or None where it says so itself. Its name is the ending of its files and the choice of
``--format``; nothing else has to know of it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any

from leadq.domain.typing.tokens import worded
from leadq.errors import UsageError
from leadq.exchange.tables.encodings import find_codec
from leadq.i18n import language

if TYPE_CHECKING:
    from leadq.cli.frame.work import Work
    from leadq.store.search.filters import Filter

USUAL_ENCODING = "utf-8-sig"
_FORMAT = "to_"


@dataclass(frozen=True)
class Export:
    """One order: which table of which leads, where to, and how."""

    work: Work
    format: str
    what: str
    file: str | None
    wanted: Filter
    encoding: str | None = None
    mask: bool = False
    force: bool = False
    facts_in: str = ""
    """The language in which facts have columns; empty: they have none."""

    def write_text(self, parts: Iterable[str]) -> None:
        """Write a text in UTF-8 to the file, or to standard output; there it steers no terminal."""
        if self.file is not None:
            from leadq.exchange.tables.whole_file import write_parts

            write_parts(self.file, parts, self.force)
            return
        from leadq.render.parts.text import clean

        out = open_stdout("utf-8")
        for part in parts:
            out.write(clean(part, newlines=True) if out.isatty() else part)


def format_names() -> list[str]:
    """Return the names of the formats, from the files there are."""
    import leadq.cli.exporting as room

    names = (module.name for module in iter_modules(room.__path__))
    return sorted(name.removeprefix(_FORMAT) for name in names if name.startswith(_FORMAT))


def open_format(name: str) -> Any:
    """Return the module of a format."""
    return import_module(f"leadq.cli.exporting.{_FORMAT}{name}")


def check_holds(export: Export, *whats: str) -> None:
    """Raise UsageError where a format holds other things only, or is asked for an encoding."""
    if export.what not in whats:
        params = {"format": export.format, "what": worded(export.what, language())}
        raise UsageError("not_in_format", hint="not_in_format", **params)
    if export.encoding is not None:
        raise UsageError("utf8_only", hint="utf8_only", format=export.format)


def open_stdout(encoding: str | None) -> Any:
    """Return standard output in an encoding from here on; a terminal keeps its own."""
    if (encoding or not sys.stdout.isatty()) and hasattr(sys.stdout, "reconfigure"):
        codec = find_codec(encoding or USUAL_ENCODING)
        sys.stdout.reconfigure(encoding=codec, errors="replace", newline="")
    return sys.stdout

"""JSON in: a list of objects as a table, or the records of a whole store, one after another."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Set
from pathlib import Path
from typing import Any, TextIO

from leadq.errors import RefusedError
from leadq.exchange.tables.encodings import detect_encoding
from leadq.exchange.tables.json_cells import cell_of, covers_of, flat_record, storable, unwrap
from leadq.exchange.tables.table import MOST_COLUMNS, Record, Remark, cannot_read, name_columns

WHOLE_KEY = "leads"
"""The key that the records of a whole store stand under."""
_CHUNK = 1 << 16
# No record is longer, in characters: a bracket that never closes must not fill the memory.
_LONGEST = 1 << 24
# No name or escape of JSON is longer: one that is cut off is wrong only near the end.
_LONGEST_WORD = 16
_NO_BLANK = re.compile(r"[^ \t\r\n]")
_START = re.compile(r"\s*\{\s*\"" + WHOLE_KEY + r"\"\s*:\s*\[")


class JsonTable:
    """A list of objects, or one object a line, as a table; rows count from 1."""

    encoding = "json"
    delimiter = ""
    sheet = None

    def __init__(self, path: Path, wanted: str | None = None) -> None:
        self.path = path
        self.size = path.stat().st_size
        self.remarks: list[Remark] = []
        self._place = 0
        self._codec = detect_encoding(path, wanted)
        names: dict[str, None] = {}
        filled = False
        for record in self._records():
            flat = flat_record(record)
            names.update(dict.fromkeys(flat))
            if len(names) > MOST_COLUMNS:
                raise RefusedError(
                    "too_many_columns", hint="too_many_columns", file=path, most=MOST_COLUMNS
                )
            filled = filled or any(cell_of(value).strip() for value in flat.values())
        if not filled:
            raise RefusedError("no_records", hint="no_records", file=path)
        unsaid = self._find_unsaid(names)
        self._names = [name for name in names if name not in unsaid]
        self.headers = name_columns(map(storable, self._names))

    def rows(self) -> Iterator[Record]:
        """Yield each object that holds something, as cells; unknown is empty.

        Raises RefusedError bad_json or not_records, with the line.
        """
        self._place = 0
        for number, record in enumerate(self._records(), start=1):
            flat = flat_record(record)
            cells = [cell_of(flat.get(name)) for name in self._names]
            if any(cell.strip() for cell in cells):
                yield number, cells
        self._place = self.size

    def _find_unsaid(self, names: Collection[str]) -> Set[str]:
        """Return the keys that are objects in some records, and say nothing in all others."""
        unsaid = {cover for name in names for cover in covers_of(name)}.intersection(names)
        for record in self._records() if unsaid else ():
            flat = flat_record(record)
            unsaid -= {name for name in unsaid if cell_of(flat.get(name)).strip()}
        return unsaid

    def position(self) -> int:
        """Return about how many bytes of the file have been read so far."""
        return self._place

    def _records(self) -> Iterator[dict[str, Any]]:
        try:
            with self.path.open("r", encoding=self._codec) as file:
                source = _Source(file, self.path)
                for record in unwrap(source.each_record()):
                    self._place = min(self.size, source.read)
                    yield record
        except OSError as error:
            raise cannot_read(self.path, error) from None


def is_whole(start: str) -> bool:
    """Say whether a text that begins so is a whole store."""
    return _START.match(start.removeprefix("\ufeff")) is not None


def each_whole_record(path: Path, wanted: str | None = None) -> Iterator[dict[str, Any]]:
    """Yield the records of a whole store as they stand in the file, in flat memory.

    What they hold is not looked at; ``wanted`` insists on an encoding. Raises RefusedError
    bad_json or not_records with the line, bad_encoding or cannot_read.
    """
    try:
        with path.open("r", encoding=detect_encoding(path, wanted)) as file:
            source = _Source(file, path)
            source.skip(_START)
            yield from source.each_record(inside=True)
    except OSError as error:
        raise cannot_read(path, error) from None


class _Source:
    """Objects of a text, decoded one by one; ``read`` counts the characters used so far."""

    def __init__(self, file: TextIO, path: Path) -> None:
        self._file = file
        self._path = path
        self._decoder = json.JSONDecoder()
        self._text = ""
        self._at = 0
        self._ended = False
        self._line = 1
        self.read = 0
        self._fill()
        self._use(int(self._text.startswith("\ufeff")))

    def each_record(self, inside: bool = False) -> Iterator[dict[str, Any]]:
        """Yield the objects of a list, or objects that follow one another.

        ``inside`` says that the list has been opened, within an object that ends after it.
        """
        listed = inside or self._take("[")
        if not (listed and self._take("]")):
            yield self._object()
            while self._take(",") if listed else self._peek():
                yield self._object()
            if listed and not self._take("]"):
                raise self._broken()
        if inside and not self._take("}"):
            raise self._broken()
        if self._peek():
            raise self._broken()

    def skip(self, start: re.Pattern[str]) -> None:
        """Go on behind the beginning of a file."""
        if found := start.match(self._text, self._at):
            self._use(found.end())

    def _object(self) -> dict[str, Any]:
        first = self._peek()
        if first != "{":
            raise self._broken() if first in ("", ",", "]", "}") else self._refused("not_records")
        while True:
            try:
                value, end = self._decoder.raw_decode(self._text, self._at)
            except (ValueError, RecursionError) as error:
                if self._ended or not _breaks_off(error, self._text):
                    raise self._broken(error) from None
                length = len(self._text) - self._at
                if length > _LONGEST:
                    raise self._refused("record_too_long") from None
                # as much again, so that a long record is not decoded from its start too often
                self._fill(length)
                continue
            self._use(end)
            record: dict[str, Any] = value
            return record

    def _peek(self) -> str:
        """Return the next character that is no blank; nothing at the end."""
        while True:
            found = _NO_BLANK.search(self._text, self._at)
            self._use(found.start() if found else len(self._text))
            if self._at < len(self._text) or self._ended:
                return self._text[self._at : self._at + 1]
            self._fill()

    def _take(self, sign: str) -> bool:
        if self._peek() != sign:
            return False
        self._use(self._at + 1)
        return True

    def _fill(self, least: int = 0) -> None:
        try:
            more = self._file.read(max(_CHUNK, least))
        except UnicodeError:
            raise RefusedError(
                "bad_encoding", hint="bad_encoding", file=self._path, tried=self._file.encoding
            ) from None
        self._ended = not more
        # only now: cut off record by record, the rest of a long text would be copied each time
        self._text = self._text[self._at :] + more
        self._at = 0

    def _use(self, end: int) -> None:
        """Go on behind a place of the text."""
        self._line += self._text.count("\n", self._at, end)
        self.read += end - self._at
        self._at = end

    def _broken(self, error: Exception | None = None) -> RefusedError:
        if isinstance(error, json.JSONDecodeError):
            self._line += self._text.count("\n", self._at, error.pos)
        return self._refused("bad_json")

    def _refused(self, key: str) -> RefusedError:
        return RefusedError(key, hint=key, file=self._path, line=self._line)


def _breaks_off(error: Exception, text: str) -> bool:
    """Say whether a text may be without fault as far as it goes."""
    if not isinstance(error, json.JSONDecodeError):
        return False
    return error.msg.startswith("Unterminated") or error.pos > len(text) - _LONGEST_WORD

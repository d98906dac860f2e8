"""JSON text for people and programs: a line for each key of a record, one for each of a list."""

from collections.abc import Iterator, Mapping
from datetime import date
from json import JSONEncoder
from typing import Any

from leadq.render.parts.text import clean

_ENCODERS = {
    plain: JSONEncoder(ensure_ascii=plain, default=lambda value: _as_json(value))
    for plain in (False, True)
}


class _HeldIteratorError(TypeError):
    """A record holds what is to be written piece by piece; nothing was taken from it yet."""


def json_line(data: Any, *, plain: bool = False) -> str:
    """Return results as JSON in one line; ``plain`` escapes everything that is not ASCII."""
    written = _ENCODERS[plain].encode(data)
    if written.isprintable():
        return written
    # the invisible characters that the standard lets through
    unusual = (char for char in set(written) if not char.isprintable() and clean(char) != char)
    return written.translate({ord(char): _ENCODERS[True].encode(char)[1:-1] for char in unusual})


def json_parts(data: Any, *, plain: bool = False, margin: str = "") -> Iterator[str]:
    """Yield JSON text; an iterator, also one that a record holds, is a list never held whole.

    What a list holds is not spread over lines: that takes four times as long and twice the room.
    """
    inner = f"\n{margin}  "
    if isinstance(data, Mapping) and data:
        before = "{"
        for key, value in data.items():
            # a key that is no text is written as one, as a whole record has it
            yield f"{before}{inner}{json_line({key: 0}, plain=plain)[1:-2]}"
            yield from json_parts(value, plain=plain, margin=inner[1:])
            before = ","
        yield f"\n{margin}}}"
    elif isinstance(data, list | tuple | Iterator):
        before = "["
        for one in data:
            try:
                yield before + inner + json_line(one, plain=plain)
            except _HeldIteratorError:
                yield before + inner
                yield from json_parts(one, plain=plain, margin=inner[1:])
            before = ","
        yield "[]" if before == "[" else f"\n{margin}]"
    else:
        yield json_line(data, plain=plain)


def _as_json(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (set, frozenset)):
        return list(value)
    if isinstance(value, Iterator):
        raise _HeldIteratorError
    raise TypeError(f"{type(value).__name__} has no JSON form")

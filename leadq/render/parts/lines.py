"""Lines of styled text: padded, wrapped and cut in terminal cells, then written.

Rich is loaded only where there is colour to show: a pipe gets the same characters without it.
"""

import sys
from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

from leadq.render.parts.help import wrap
from leadq.render.parts.text import (
    can_encode,
    cell_width,
    clean,
    one_line,
    screen_width,
    signs,
)

DIM, BOLD = "dim", "bold"
_PLAIN = {"“": '"', "”": '"', "’": "'", "·": "-", "–": "-", "…": "...", "√": "+", "→": "->"}
_WIDEST = 100
_CHARACTERS_PER_CELL = 4
_PAGE = 1000


class Piece(NamedTuple):
    """A run of text in one style; the style is a Rich one, empty for none."""

    text: str
    style: str = ""


Line = tuple[Piece, ...]
EMPTY: Line = ()


def line(*parts: str | Piece) -> Line:
    """Return one line made of plain texts and styled runs."""
    return tuple(part if isinstance(part, Piece) else Piece(part) for part in parts)


def flat(shown: Line) -> str:
    """Return the characters of a line."""
    return shown[0].text if len(shown) == 1 else "".join([span.text for span in shown])


def pad_line(shown: Line, width: int, *, right: bool = False) -> Line:
    """Return a line filled with spaces up to a width in cells."""
    space = Piece(" " * max(0, width - cell_width(flat(shown))))
    return (space, *shown) if right else (*shown, space)


def wrap_line(shown: Line, width: int, most: int = 0) -> list[Line]:
    """Break a line at a width in cells, keeping styles; ``most`` lines, the last one cut."""
    if most and len(flat(shown)) > (longest := (most + 1) * width * _CHARACTERS_PER_CELL):
        # of a text that goes on for pages, no more is looked at than can be shown
        shown = (*_slice(shown, 0, longest), Piece(signs().more))
    whole = flat(shown)
    if cell_width(whole) <= width:
        return [shown]
    found: list[Line] = []
    start = 0
    for piece in wrap(whole, width):
        start = whole.index(piece, start)
        if most and len(found) == most - 1 and start + len(piece) < len(whole):
            rest = _slice(shown, start, len(whole))
            style = rest[0].style if rest else ""
            return [*found, (Piece(one_line(flat(rest), width), style),)]
        found.append(_slice(shown, start, start + len(piece)))
        start += len(piece)
    return found


def _slice(shown: Line, start: int, end: int) -> Line:
    found: list[Piece] = []
    place = 0
    for span in shown:
        first, last = max(start - place, 0), min(end - place, len(span.text))
        if first < last:
            found.append(Piece(span.text[first:last], span.style))
        place += len(span.text)
    return tuple(found)


def text_width() -> int:
    """Return how wide running text is set: the screen, but no wider than is read with ease."""
    return max(40, min(screen_width(), _WIDEST))


def label_lines(label: str, values: Iterable[Line], start: int, most: int = 0) -> list[Line]:
    """Return values below each other, each wrapped, with a dim label before the first.

    ``start`` is the cell in which the values begin; ``most`` lines of each are kept.
    """
    found: list[Line] = []
    for value in values:
        for part in wrap_line(value, text_width() - start, most):
            lead = Piece("" if found else label, DIM)
            found.append((*pad_line((lead,), start), *part))
    return found


def trim(shown: Line) -> Line:
    """Return a line without the spaces at its end."""
    if not shown or shown[-1].text[-1:].strip():
        return shown
    kept = list(shown)
    while kept and not kept[-1].text.strip():
        kept.pop()
    if kept:
        kept[-1] = Piece(kept[-1].text.rstrip(), kept[-1].style)
    return tuple(kept)


def write_lines(lines: Iterable[Line], *, color: bool, stderr: bool = False) -> None:
    """Write lines to stdout, or to stderr after what stdout holds; of many, one page at a time."""
    from leadq.render.parts.out import say_line, write_line

    stream = sys.stderr if stderr else sys.stdout
    encoding = getattr(stream, "encoding", None) or "ascii"
    left = map(trim, lines)
    while page := list(islice(left, _PAGE)):
        page = _safe(page, encoding)
        if color:
            from leadq.render.parts.paint import write_styled

            write_styled(page, stderr=stderr)
            continue
        for one in page:
            (say_line if stderr else write_line)(flat(one))


def _safe(page: list[Line], encoding: str) -> list[Line]:
    """Return lines that the console has the signs for and that cannot steer a terminal."""
    whole = "".join([span.text for one in page for span in one])
    if whole.isprintable() and can_encode(whole, encoding):
        return page
    return [_degrade(_cleaned(one), encoding) for one in page]


def _cleaned(shown: Line) -> Line:
    """Return a line that cannot steer a terminal, whoever has put it together."""
    return tuple(Piece(clean(span.text), span.style) for span in shown)


def wrapped(lines: Iterable[Line]) -> list[Line]:
    """Return lines, broken where they are too wide for running text."""
    width = text_width()
    return [part for one in lines for part in wrap_line(one, width)]


def write_wrapped(lines: Iterable[Line], *, color: bool, stderr: bool = False) -> None:
    """Write lines, breaking those that are too wide for the screen."""
    write_lines(wrapped(lines), color=color, stderr=stderr)


def sentence(words: str, style: str = "") -> list[Line]:
    """Return running text in one style, wrapped at the width of the screen."""
    return wrap_line(line(Piece(words, style)), text_width())


def _degrade(shown: Line, encoding: str) -> Line:
    """Return a line in which signs that the console lacks have their plain forms."""
    whole = flat(shown)
    try:
        whole.encode(encoding)
    except LookupError:
        return shown
    except UnicodeEncodeError:
        table = str.maketrans({sign: plain for sign, plain in _PLAIN.items() if sign in whole})
        return tuple(Piece(span.text.translate(table), span.style) for span in shown)
    return shown

"""Several questions on one screen: a digit answers a row, Enter takes the whole sheet."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from leadq.ask import BrokenOffError, SheetBackError, SheetRow
from leadq.domain.grading.facts import UNKNOWN
from leadq.i18n import text

_YES, _NO, _OPEN = ("y", "Y"), ("n", "N"), ("?", "？", "0")
Pieces = list[tuple[str, str]]


class AnswerSheet:
    """What stands on the sheet now; ``given`` holds what was answered, row by row."""

    def __init__(self, title: str, rows: Sequence[SheetRow], how: str = "") -> None:
        self.title, self.rows, self.how = title, rows, how
        self.at = 0
        self.given: dict[str, str] = {}
        self.problem = ""

    @property
    def row(self) -> SheetRow:
        """Return the row that is answered now."""
        return self.rows[self.at]

    def move(self, by: int) -> None:
        """Go to a row above or below; the ends stay."""
        self.at = min(max(self.at + by, 0), len(self.rows) - 1)
        self.problem = ""

    def key(self, typed: str) -> None:
        """Take a key: into a row that is typed, else as the answer that it stands for."""
        self.problem = ""
        if not self.row.choices:
            if typed.isprintable():
                self.given[self.row.id] = self.given.get(self.row.id, "") + typed
            return
        picked = _value(self.row, typed)
        if picked is not None:
            self.given[self.row.id] = picked
            self.move(1)

    def erase(self) -> None:
        """Take back the last sign typed, or the answer of the row."""
        self.problem = ""
        left = "" if self.row.choices else self.given.get(self.row.id, "")[:-1]
        self.given[self.row.id] = left
        if not left:
            del self.given[self.row.id]

    def clear(self) -> None:
        """Take back the whole answer of the row."""
        self.problem = ""
        self.given.pop(self.row.id, None)

    def keep_readable(self) -> None:
        """Leave the answers that can be read, stripped: what is shown last is what is kept."""
        kept = {}
        for row in self.rows:
            typed = self.given.get(row.id, "").strip()
            if typed and not (row.check and row.check(typed)):
                kept[row.id] = typed
        self.given = kept

    def is_whole(self) -> bool:
        """Check what was typed; at the first wrong answer say why and go there."""
        for place, row in enumerate(self.rows):
            typed = self.given.get(row.id, "").strip()
            if typed and row.check and (problem := row.check(typed)):
                self.at, self.problem = place, problem
                return False
        return True

    def pieces(self, is_done: bool) -> Pieces:
        """Return what is drawn: while answering every row, afterwards what was answered."""
        shown = [row for row in self.rows if not is_done or row.id in self.given]
        drawn: Pieces = [("class:question", f"? {self.title}")]
        if not is_done:
            drawn += _beside("class:instruction", self.how, _width(f"? {self.title}"))
        for row in shown:
            drawn.append(("", "\n"))
            drawn += self._row(row, is_done)
        if not is_done:
            drawn += [("", "\n"), *_lines("class:question", self.row.question)]
            drawn += _lines("class:instruction", self.row.hint)
            drawn += _lines("class:problem", self.problem and f"! {self.problem}")
        return drawn

    def _row(self, row: SheetRow, is_done: bool) -> Pieces:
        here = row is self.row and not is_done
        gap = " " * (max(map(_cells, self.rows)) - _cells(row) + 2)
        head = f"{'>' if here else ' '} {row.label}{gap}"
        drawn: Pieces = [("class:pointer" if here else "", head)]
        given = self.given.get(row.id)
        if not row.choices:
            typed = given or ""
            sign = "_" if here else ""
            before = text("ask.so_far", value=row.known) if row.known and not typed else ""
            before = f" {before}" if sign and before else before
            return [*drawn, ("class:picked", f"{typed}{sign}"), ("class:instruction", before)]
        start = at = _width(head)
        for place, choice in enumerate(row.choices, start=1):
            is_given = choice.value == given
            if is_done and not is_given:
                continue
            was = given is None and choice.value == row.known
            words = f"({choice.words})" if was else choice.words
            words = words if is_done else f"[{words}]" if is_given else words
            words = words if is_done else f"{place} {words}  "
            if at + _width(words.rstrip()) > _room() and at > start:
                drawn.append(("", f"\n{' ' * start}"))
                at = start
            at += _width(words)
            words = words if at <= _room() else words.rstrip()
            drawn.append(("class:picked" if is_given else "", words))
        return drawn


def _beside(style: str, words: str, start: int) -> Pieces:
    """Return running text behind a head that ends at a cell, below it if it does not fit there."""
    fits = start + 2 + _width(words) <= _room()
    return [(style, f"  {words}")] if fits else _lines(style, words)


def _lines(style: str, words: str) -> Pieces:
    """Return running text on lines of its own, none of them cut at the end of the screen."""
    from leadq.render.parts.help import wrap

    lines = wrap(words, _room()) if words else []
    return [(style, f"\n{line}") for line in lines]


def _room() -> int:
    """Return how many cells a line has; in the last one a terminal may begin a new line."""
    from leadq.render.parts.text import screen_width

    return screen_width() - 1


def _width(words: str) -> int:
    from prompt_toolkit.utils import get_cwidth

    return get_cwidth(words)


def _cells(row: SheetRow) -> int:
    """Return how many cells of a terminal a row's label takes."""
    return _width(row.label)


def _value(row: SheetRow, typed: str) -> str | None:
    values = [choice.value for choice in row.choices]
    if typed.isdecimal() and 1 <= int(typed) <= len(values):
        return values[int(typed) - 1]
    named = {
        **dict.fromkeys(_YES, "yes"),
        **dict.fromkeys(_NO, "no"),
        **dict.fromkeys(_OPEN, UNKNOWN),
    }
    wanted = named.get(typed)
    return wanted if wanted in values else None


def run_sheet(sheet: AnswerSheet, look: Mapping[str, Any]) -> dict[str, str]:
    """Show a sheet until it is taken and return what was answered, what is typed stripped.

    Raises BrokenOffError, with what had been answered and can be read, at Ctrl-C; at Esc
    SheetBackError.
    """
    from prompt_toolkit.application import Application, get_app
    from prompt_toolkit.layout import FormattedTextControl, Layout, Window

    def draw() -> Any:
        return sheet.pieces(get_app().is_done)

    control = FormattedTextControl(draw, focusable=True, show_cursor=False)
    screen = Window(control, wrap_lines=True, dont_extend_height=True)
    app: Application[None] = Application(
        Layout(screen), key_bindings=_keys(sheet), mouse_support=False, **look
    )
    app.ttimeoutlen = 0.05
    app.run()
    return sheet.given


def _keys(sheet: AnswerSheet) -> Any:
    from prompt_toolkit.key_binding import KeyBindings
    from prompt_toolkit.keys import Keys

    keys = KeyBindings()

    def on(act: Callable[[], None], *names: str) -> None:
        for name in names:
            keys.add(name, eager=True)(lambda _event: act())

    on(lambda: sheet.move(-1), "up", "s-tab")
    on(lambda: sheet.move(1), "down", "tab")
    on(sheet.erase, "backspace", "delete")
    on(sheet.clear, "c-u")

    @keys.add("enter", eager=True)
    def _take(event: Any) -> None:
        if sheet.is_whole():
            sheet.keep_readable()
            event.app.exit()

    def leave(name: str, error: type[BrokenOffError]) -> None:
        def left(event: Any) -> None:
            sheet.keep_readable()
            event.app.exit(exception=error(sheet.given))

        keys.add(name, eager=True)(left)

    leave("c-c", BrokenOffError)
    leave("escape", SheetBackError)

    @keys.add(Keys.BracketedPaste)
    @keys.add(Keys.Any)
    def _type(event: Any) -> None:
        sheet.key(event.data)

    return keys

"""Asks on a terminal with questionary; the prompts go to stderr, for stdout is data."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from leadq.ask import BackError, Check, Choice, SheetRow
from leadq.domain.typing.texts import mend
from leadq.i18n import text

_MARK = "?"
_POINTER = ">"
_WIDEST = 400
_SHORTCUTS = 36
"""The digits and letters that can stand for an answer."""


class TerminalAsker:
    """Puts every question on stderr; ``color`` False keeps it plain.

    Nothing is loaded before the first question: most commands that could ask one do not.
    """

    def __init__(self, color: bool) -> None:
        self._color = color

    @cached_property
    def _look(self) -> dict[str, Any]:
        from prompt_toolkit.output import ColorDepth, create_output
        from prompt_toolkit.styles import Style

        return {
            "output": create_output(stdout=sys.stderr),
            "color_depth": None if self._color else ColorDepth.DEPTH_1_BIT,
            "style": Style(
                [
                    ("qmark", "bold"),
                    ("question", "bold"),
                    ("answer", "noinherit"),
                    ("pointer", "bold"),
                    ("highlighted", "bold"),
                    ("selected", "noinherit"),
                    ("instruction", "fg:ansibrightblack"),
                    ("picked", "bold"),
                ]
            ),
        }

    def ask_text(
        self, words: str, *, default: str = "", check: Check | None = None, back: bool = False
    ) -> str:
        """Return what was typed, stripped; a wrong answer says why and stays to be mended.

        It stays selected, as in any form: what is typed takes its place, an arrow key keeps it.
        """
        import questionary

        problem: str | None = None
        while True:
            question = questionary.text(_shown(words), default=default, qmark=_MARK, **self._look)
            if problem:
                _select_whole(question)
            if back:
                _leave_with_escape(question, on_empty=True)
            typed = str(question.unsafe_ask())
            problem = check(typed.strip()) if check and typed.strip() else None
            if not problem:
                break
            _say(problem)
            default = typed.strip()
        if (sound := mend(typed)) != typed:
            from leadq.render.parts.errors import show_remark

            show_remark("mended")
        return sound.strip()

    def choose(self, words: str, choices: Sequence[Choice], default: str | None = None) -> str:
        """Return the value picked with the arrow keys or by its key; Esc raises BackError."""
        import questionary

        question = questionary.select(
            _shown(words),
            choices=_offered(choices),
            default=default,
            qmark=_MARK,
            pointer=_POINTER,
            use_shortcuts=len(choices) <= _SHORTCUTS,
            use_jk_keys=False,
            instruction=text("ask.choose_how"),
            **self._look,
        )
        _leave_with_escape(question)
        return str(question.unsafe_ask())

    def choose_several(self, words: str, choices: Sequence[Choice]) -> list[str]:
        """Return the values that stay ticked: space changes one, Enter takes them, Esc is Ctrl-C.

        The list leaves the screen when it is answered: what follows says what was taken.
        """
        import questionary

        offered = [
            questionary.Choice(_shown_lines(one.words), one.value, checked=True) for one in choices
        ]
        question = questionary.checkbox(
            _shown(words),
            choices=offered,
            qmark=_MARK,
            pointer=_POINTER,
            use_jk_keys=False,
            use_search_filter=False,
            instruction=text("hear.ask_how"),
            erase_when_done=True,
            **self._look,
        )
        _leave_with_escape(question)
        return [str(value) for value in question.unsafe_ask()]

    def confirm(self, words: str, default: bool = True) -> bool:
        """Return whether the answer is yes; Enter takes the default."""
        import questionary

        shown = text("ask.yes_no" if default else "ask.no_yes", words=_shown(words))
        while True:
            typed = str(questionary.text(shown, qmark=_MARK, **self._look).unsafe_ask())
            answer = _read_yes(typed, default)
            if answer is not None:
                return answer
            _say(text("ask.bad_yes_no"))

    def fill(self, title: str, rows: Sequence[SheetRow], how: str = "") -> dict[str, str]:
        """Return what was answered on a sheet of several rows."""
        from leadq.ask.sheet import AnswerSheet, run_sheet

        shown = [
            row._replace(
                label=_shown(row.label), question=_shown(row.question), hint=_shown(row.hint),
                known=_shown(row.known),
            )
            for row in rows
        ]  # fmt: skip
        sheet = AnswerSheet(_shown(title), shown, how or text("ask.sheet_how"))
        answers = run_sheet(sheet, self._look)
        return {row_id: mend(typed) for row_id, typed in answers.items()}


def _say(problem: str) -> None:
    """Write why an answer will not do, whole however narrow the screen is."""
    from leadq.render.parts.lines import Piece, line, write_wrapped

    write_wrapped([line(Piece(problem))], color=False, stderr=True)


def _select_whole(question: Any) -> None:
    """Select what stands in the line of a question, and show that it is."""
    from prompt_toolkit.filters import shift_selection_mode
    from prompt_toolkit.key_binding import KeyBindings, merge_key_bindings
    from prompt_toolkit.styles import Style, merge_styles

    keys = KeyBindings()

    @keys.add("<bracketed-paste>", filter=shift_selection_mode)
    def _paste_over(event: Any) -> None:
        event.current_buffer.cut_selection()
        event.current_buffer.insert_text(" ".join(event.data.splitlines()))

    application = question.application
    marked = Style([("selected", "reverse")])
    application.style = merge_styles([application.style, marked])
    buffer = application.current_buffer
    buffer.cursor_position = 0
    buffer.start_selection()
    buffer.selection_state.enter_shift_mode()
    buffer.cursor_position = len(buffer.text)
    application.key_bindings = merge_key_bindings([application.key_bindings, keys])


def _leave_with_escape(question: Any, on_empty: bool = False) -> None:
    """Let Esc break a list off, or a line as long as it is empty (``on_empty``).

    A typed answer keeps Esc for the input method.
    """
    from prompt_toolkit.application import get_app
    from prompt_toolkit.filters import Condition
    from prompt_toolkit.key_binding import KeyBindings, merge_key_bindings

    keys = KeyBindings()

    @keys.add(
        "escape",
        eager=True,
        filter=Condition(lambda: not (on_empty and get_app().current_buffer.text)),
    )
    def _leave(event: Any) -> None:
        event.app.exit(exception=BackError)

    question.application.key_bindings = merge_key_bindings(
        [question.application.key_bindings, keys]
    )


def _offered(choices: Sequence[Choice]) -> list[Any]:
    """Return the answers as they are drawn: each with the key of its place, if it can be picked."""
    from questionary import Choice as Offered
    from questionary.prompts.common import InquirerControl

    keys = InquirerControl.SHORTCUT_KEYS
    few = len(choices) <= _SHORTCUTS
    return [
        Offered(
            _shown(choice.words),
            choice.value,
            disabled=text("import.taken") if choice.taken else None,
            shortcut_key=not choice.taken and (choice.key or (keys[place] if few else True)),
        )
        for place, choice in enumerate(choices)
    ]


def _shown(words: str) -> str:
    """Return words that may hold a stored text, without what could steer the terminal."""
    from leadq.render.parts.text import one_line

    return one_line(words, _WIDEST)


def _shown_lines(words: str) -> str:
    """Return words of several lines, each without what could steer the terminal."""
    from leadq.render.parts.text import clean

    return "\n".join(clean(part) for part in words.split("\n"))


def _read_yes(typed: str, default: bool) -> bool | None:
    word = typed.strip().casefold()
    if not word:
        return default
    if word in ("y", "yes", "是", "好", "1"):
        return True
    return False if word in ("n", "no", "否", "不", "不要", "0") else None

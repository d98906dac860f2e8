"""A rep at the keyboard: leadq in a pseudo-terminal, read and typed at like a person would."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from io import StringIO
from pathlib import Path
from typing import Any

import leadq
from leadq.content.library import open_library
from leadq.i18n import en, zh

ROWS, COLUMNS = 60, 80
_PATIENCE = 120
_ESCAPE = r"(?:\x1b\[[0-9;?]*[A-Za-z])*"
_GAP = rf"(?:{_ESCAPE}[ \r\n]*)*"


class Words:
    """The texts of one language, as the screen shows them."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.texts = zh.TEXTS if lang == "zh" else en.TEXTS
        self.library = open_library(None)

    def __getitem__(self, key: str) -> str:
        return self.texts[key]

    def head(self, key: str) -> str:
        """Return a text up to the first thing that is filled in."""
        return self.texts[key].partition("{")[0].strip()

    def tail(self, key: str) -> str:
        """Return a text from behind the last thing that is filled in."""
        return self.texts[key].rpartition("}")[2].strip()

    def label(self, fact: str, profile: str = "equipment") -> str:
        """Return the name of a fact, which stands in front of its answers."""
        return self.library.fact(fact, profile).label.pick(self.lang)

    def answer(self, fact: str, value: str, profile: str = "equipment") -> str:
        """Return the words of one answer to a fact's question."""
        definition = self.library.fact(fact, profile)
        words = definition.choices or definition.says
        return words[value].pick(self.lang)

    def digit(self, fact: str, value: str, profile: str = "equipment") -> str:
        """Return the key that answers a row of a sheet."""
        values = [*reversed(self.library.fact(fact, profile).values), "unknown"]
        return str(values.index(value) + 1)


class Terminal:
    """One run of leadq; every wait is for words, and gives up where a busy machine would not."""

    def __init__(self, *words: str, lang: str = "en", env: Mapping[str, str] | None = None) -> None:
        import pexpect

        place = str(Path(leadq.__file__).parents[1])
        self.words = Words(lang)
        self.written = ""
        self._end = pexpect.EOF
        self.child: Any = pexpect.spawn(
            sys.executable,
            ["-m", "leadq", *words],
            env={
                **{name: value for name, value in os.environ.items() if name != "COLUMNS"},
                "PYTHONPATH": place,
                "PYTHONIOENCODING": "utf-8",
                "LEADQ_LANG": lang,
                "TERM": "xterm-256color",
                "PROMPT_TOOLKIT_NO_CPR": "1",
                **(env or {}),
            },
            dimensions=(ROWS, COLUMNS),
            encoding="utf-8",
            codec_errors="replace",
            timeout=_PATIENCE,
        )
        self._record = StringIO()
        self.child.logfile_read = self._record

    def see(self, *texts: str) -> Terminal:
        """Wait until these texts have come, one after the other."""
        for text in texts:
            self.child.expect(_loosely(text))
        return self

    def pick(self, words: str) -> Terminal:
        """Wait for an answer to choose, type the key in front of it, and Enter."""
        self.child.expect(rf"([0-9a-z]){_ESCAPE}\) {_loosely(words)}")
        self.child.send(f"{self.child.match[1]}\r")
        return self

    def press(self, *keys: str) -> Terminal:
        """Press keys one after the other, without Enter."""
        for key in keys:
            self.child.send(key)
        return self

    def type(self, text: str = "") -> Terminal:
        """Type a line over whatever stands in the field, and Enter."""
        self.child.send(f"\x15{text}\r")
        return self

    def enter(self) -> Terminal:
        """Press Enter: skip the question, or keep what stands in the field."""
        self.child.send("\r")
        return self

    def interrupt(self) -> Terminal:
        """Press Ctrl-C."""
        self.child.sendcontrol("c")
        return self

    def end(self) -> tuple[int, str]:
        """Wait until leadq has ended; return its exit code and what it wrote last, as text."""
        self.child.expect(self._end)
        self.written = str(self.child.before)
        rest = re.sub(_ESCAPE, "", self.written).replace("\r\n", "\n")
        self.child.close()
        return self.child.exitstatus, rest

    def everything(self) -> str:
        """Return all that was on the screen so far, as text."""
        return re.sub(_ESCAPE, "", self._record.getvalue())

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_error: object) -> None:
        self.child.close(force=True)


def _loosely(text: str) -> str:
    """Return a pattern for a text as a terminal gets it: with colours, and broken into lines."""
    return _ESCAPE.join(_GAP if char == " " else re.escape(char) for char in text)

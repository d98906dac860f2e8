"""Text out of the HTML in which some programs keep what is written of a lead."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_TAG = re.compile(
    r"</?(?:p|br|div|span|b|i|u|em|strong|ul|ol|li|a|h[1-6]|table|font)\b[^<>]*/?>", re.I
)
_BREAKS = frozenset(
    {"p", "br", "div", "li", "ul", "ol", "tr", "table", *(f"h{n}" for n in "123456")}
)
_SILENT = frozenset({"style", "script", "head", "title"})


def plain_text(text: str) -> str:
    """Return what HTML says, a line for each of its blocks; any other text as it is."""
    if "<" not in text or _TAG.search(text) is None:
        return text
    reader = _Reader()
    reader.feed(text)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.said).split("\n"))
    return "\n".join(line for line in lines if line and line != "-")


class _Reader(HTMLParser):
    """Gathers the text between tags."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._silent += tag in _SILENT
        if tag in _BREAKS:
            self.said.append("\n- " if tag == "li" else "\n")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in _SILENT and self._silent > 0
        if tag in _BREAKS:
            self.said.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.said.append(data)

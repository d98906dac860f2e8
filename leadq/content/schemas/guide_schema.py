"""A guide: one screen of advice on one topic; its shape, and how a file is read into it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from leadq.content.loader import Mistakes
from leadq.content.schemas.schema import VERSION, Toml
from leadq.content.texts import Text

GUIDE_KEYS = ("version", "id", "title", "keywords", "order", "blocks")
BLOCK_KEYS = ("head", "rows", "lines")
ROW_KEYS = ("left", "right")
LAST = 999
"""The place of a guide that names none: behind all that do."""


class GuideRow(NamedTuple):
    """Two cells side by side: a name and what it means."""

    left: Text
    right: Text


class Block(NamedTuple):
    """A heading with its rows and, below them, plain lines; one of the two may be empty."""

    head: Text
    rows: tuple[GuideRow, ...]
    lines: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Guide:
    """How to do one thing, short enough for one screen.

    ``keywords``: words parted by spaces, only searched. ``order``: its place in the list of all.
    """

    id: str
    title: Text
    keywords: Text
    blocks: tuple[Block, ...]
    order: int
    source: Path


def read_guide(data: dict[str, object], report: Mistakes) -> Guide | None:
    """Return a guide, or None with the mistakes in the report; the id must be the file's name."""
    table = Toml(data, "", report)
    table.only(GUIDE_KEYS)
    if table.need("version", (str(VERSION),)):
        given = table.data["version"]
        if given != VERSION or isinstance(given, bool):
            table.bad("version", "wrong_version", given, (str(VERSION),))
    id_ = table.word("id", (report.path.stem,))
    title, keywords = table.text("title"), table.text("keywords")
    order = table.whole("order", 1, LAST) if table.has("order") else LAST
    if not table.data.get("blocks"):
        table.bad("blocks", "missing", "", ("[[blocks]]",))
    blocks = [_read_block(one) for one in table.tables("blocks")]
    if report.errors or not (id_ and title and keywords and order):
        return None
    found = tuple(block for block in blocks if block)
    return Guide(id_, title, keywords, found, order, report.path)


def _read_block(one: Toml) -> Block | None:
    one.only(BLOCK_KEYS)
    head = one.text("head")
    rows = [_read_row(row) for row in one.tables("rows")]
    lines = [_read_text(line) for line in one.tables("lines")]
    if not one.data.get("rows") and not one.data.get("lines"):
        one.bad("lines", "missing", "", ("rows", "lines"))
    if head is None:
        return None
    return Block(head, tuple(row for row in rows if row), tuple(line for line in lines if line))


def _read_row(row: Toml) -> GuideRow | None:
    row.only(ROW_KEYS)
    left, right = row.text("left"), row.text("right")
    return GuideRow(left, right) if left and right else None


def _read_text(line: Toml) -> Text | None:
    line.only(Text._fields)
    words = [line.string(lang) for lang in Text._fields]
    return Text(words[0] or "", words[1] or "") if all(words) else None

"""The leads that a text could mean, when it means several."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from leadq.i18n import text
from leadq.render.parts.lines import line, write_lines
from leadq.render.parts.marks import name_title
from leadq.render.parts.text import signs

if TYPE_CHECKING:
    from leadq.store.read.lookups import LeadName

_LONGEST = 36


def show_matches(matches: Sequence[LeadName], count: int) -> None:
    """Write the leads that match on stderr, one a line, and how many more there are."""
    width = max((len(str(match.number)) for match in matches), default=0)
    lines = [line(f"  {match.number:>{width}} {match_words(match)}") for match in matches]
    if count > len(matches):
        more = text("list.more", count=count - len(matches), more=signs().more)
        lines.append(line(f"  {more}"))
    write_lines(lines, color=False, stderr=True)


def match_words(match: LeadName) -> str:
    """Return the name and company of a lead that matches."""
    return name_title(match.name, match.company, _LONGEST)

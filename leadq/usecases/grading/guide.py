"""Opens a guide by its name, or finds those that speak of something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leadq.errors import RefusedError
from leadq.usecases.desk import Desk

if TYPE_CHECKING:
    from leadq.content.schemas.guide_schema import Guide


def find_guides(desk: Desk, wanted: str, lang: str) -> list[Guide]:
    """Return the guide of a name, else every guide that holds the words; all for no words.

    Raises RefusedError when there is none.
    """
    word = wanted.strip().casefold()
    if word in desk.library.guide_ids():
        return [desk.library.guide(word)]
    found = desk.library.find_guides(wanted, lang)
    if not found:
        raise RefusedError(
            "no_guide", hint="no_guide", given=wanted, allowed=desk.library.guide_ids()
        )
    return found

"""How results are to look: format, colour, language, and what display depends on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Look:
    """``fmt`` is table, json or csv; ``region`` the phone region that counts as home.

    ``own`` words the goals that trades word themselves, stored as ``@<profile>.<slot>``.
    """

    fmt: str
    color: bool
    lang: str
    region: str
    today: date
    own: Callable[[str], str] | None = None

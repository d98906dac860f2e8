"""How results are to look: format, colour, language, and what display depends on."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from leadq.domain.followup.workdays import DayOff
    from leadq.store.read.rows import LeadData


class Look:
    """``fmt`` is table, json or csv; ``region`` the phone region that counts as home.

    ``own`` words the goals that trades word themselves, stored as ``@<profile>.<slot>``.
    ``day_off`` tells from which day that is not worked a lead's next step was moved. ``typed`` are
    the words of the command. ``trade`` tells what a trade is called by its id.
    """

    def __init__(
        self,
        fmt: str,
        color: bool,
        lang: str,
        region: str,
        today: date,
        own: Callable[[str], str] | None = None,
        day_off: "Callable[[LeadData], DayOff | None] | None" = None,
        typed: tuple[str, ...] = (),
        trade: Callable[[str], str] | None = None,
    ) -> None:
        self.fmt, self.color, self.lang, self.region = fmt, color, lang, region
        self.today, self.typed = today, typed
        self.own, self.day_off, self.trade = own, day_off, trade

    def changed(self, **changes: Any) -> "Look":
        """Return the same look but for some values."""
        return Look(**(vars(self) | changes))

    def unlimited(self, usual: str) -> str:
        """Return the command as it was typed, but without a limit; ``usual`` where none was."""
        return self.again_with(usual, "--limit", "0")

    def again_with(self, usual: str, option: str, value: str) -> str:
        """Return the command as it was typed, but with an option of another value."""
        from leadq.render.parts.text import shell_word

        kept: list[str] = []
        words = iter(self.typed or usual.split())
        for word in words:
            if word == option:
                next(words, None)
            elif not word.startswith(f"{option}="):
                kept.append(shell_word(word))
        return " ".join(["leadq", *kept, option, value])

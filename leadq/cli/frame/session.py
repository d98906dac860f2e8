"""What a command works with: settings, folders, the day, and whether someone can be asked."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from leadq import clock, paths
from leadq.cli.frame.flags import Flags
from leadq.cli.frame.trusted import is_trusted
from leadq.config import Config, FolderFile, load_config
from leadq.config_file import FILE_NAME, find_config_file
from leadq.errors import LeadqError
from leadq.i18n import LANGUAGES, set_language, system_language

if TYPE_CHECKING:
    from leadq.render.parts.look import Look


class Session:
    """One call of a command; everything in it is found out when it is first needed."""

    def __init__(self, flags: Flags) -> None:
        self.flags = flags

    @cached_property
    def config_file(self) -> Path | None:
        """The user's own settings file, or None. Raises ConfigError when a named one is missing."""
        return find_config_file(self.flags.config, os.environ, own_folders())

    @cached_property
    def folder_file(self) -> FolderFile | None:
        """The settings file of the current folder, unless that is the user's own or one is named.

        A folder may come from a stranger, so that most of such a file does not count.
        """
        file = Path.cwd() / FILE_NAME
        if self.flags.config or os.environ.get("LEADQ_CONFIG") or not file.is_file():
            return None
        if any(
            os.path.realpath(folder) == os.path.realpath(Path.cwd()) for folder in own_folders()
        ):
            return None
        return FolderFile(file, is_trusted(file, paths.config_folder(os.environ)))

    @cached_property
    def config(self) -> Config:
        """The settings in force. Raises ConfigError for a file with a mistake."""
        flags = {"db": self.flags.db, "lang": self.flags.lang}
        return load_config(self.config_file, os.environ, flags, self.folder_file)

    @cached_property
    def lang(self) -> str:
        """The language to speak: ``en`` or ``zh``."""
        return self.config.lang or system_language(os.environ)

    @cached_property
    def today(self) -> date:
        """The day the program believes in. Raises UsageError for a bad LEADQ_TODAY."""
        return clock.today()

    @cached_property
    def store_path(self) -> Path:
        """The file of the store; nothing is made here."""
        return paths.store_path(self.config.db, os.environ)

    @cached_property
    def content_folder(self) -> Path:
        """The folder with the user's own profiles and scripts; it need not exist."""
        return paths.content_folder(os.environ)

    @property
    def fmt(self) -> str:
        """How the result is asked for: ``table``, ``json`` or ``csv``."""
        return "json" if self.flags.json else self.flags.format

    @cached_property
    def look(self) -> Look:
        """How results are to be shown. Raises ConfigError or UsageError as the settings do."""
        from leadq.render.parts.look import Look

        region, typed = self.config.phone_region, self.flags.typed
        return Look(self.fmt, self.color, self.lang, region, self.today, typed=typed)

    @cached_property
    def interactive(self) -> bool:
        """Whether someone can be asked: all three streams are terminals and no --no-input."""
        if self.flags.no_input:
            return False
        return all(is_terminal(stream) for stream in (sys.stdin, sys.stdout, sys.stderr))

    @cached_property
    def color(self) -> bool:
        """Whether stdout takes colour: a terminal, no NO_COLOR, no --no-color."""
        if self.flags.no_color or os.environ.get("NO_COLOR"):
            return False
        return is_terminal(sys.stdout) and os.environ.get("TERM") != "dumb"


def open_session(ctx: Any) -> Session:
    """Return the session of a command's context, speaking the user's language from here on."""
    session = Session(ctx.ensure_object(Flags))
    set_language(session.lang)
    return session


def settle_language(flags: Flags) -> None:
    """Choose the language for help and errors: as in a session, but never failing."""
    glanced = Flags(config=flags.glance("config"))
    asked = flags.glance("lang")
    if asked in ("en", "zh"):
        set_language(asked)
        return
    try:
        set_language(Session(glanced).lang)
    except (LeadqError, OSError):
        wanted = os.environ.get("LEADQ_LANG", "").strip().lower()[:2]
        set_language(wanted if wanted in LANGUAGES else system_language(os.environ))


def own_folders() -> list[Path]:
    """Return where the user's own settings file is looked for; the folder one stands in first."""
    found = [paths.config_folder(os.environ)]
    with suppress(RuntimeError):
        found.insert(0, Path.home())
    here = os.path.realpath(Path.cwd())
    return sorted(found, key=lambda folder: os.path.realpath(folder) != here)


def is_terminal(stream: Any) -> bool:
    """Say whether a stream is a terminal; a closed one is none."""
    try:
        return bool(stream is not None and stream.isatty())
    except ValueError:
        return False

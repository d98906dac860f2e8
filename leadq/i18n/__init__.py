"""The words of the program in two languages: ``text(key, **params)``; one dictionary is loaded.

``en`` and ``zh`` have the same keys. Help pages have their words in ``help``, where both languages
stand beside each other; they are loaded when a word of them is asked for.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib import import_module

LANGUAGES = ("en", "zh")
_OF_HELP = frozenset(["arg", "cmd", "help", "meta", "opt", "panel"])

_language = "en"
_texts: Mapping[str, str] | None = None


class _Count(int):
    """A number that words can follow: ``{n} {n:lead|leads}``."""

    def __format__(self, spec: str) -> str:
        if "|" in spec:
            one, many = spec.split("|", 1)
            return one if self == 1 else many
        return int.__format__(self, spec)


def set_language(lang: str) -> None:
    """Speak a language from now on; anything but ``zh`` is English."""
    global _language, _texts
    wanted = lang if lang in LANGUAGES else "en"
    if wanted != _language:
        _language, _texts = wanted, None


def language() -> str:
    """Return the language spoken now: ``en`` or ``zh``."""
    return _language


def has_text(key: str) -> bool:
    """Say whether there are words under this key."""
    return _words(key) is not None


def text(key: str, **params: object) -> str:
    """Return the words of a key, filled with params; a key without words comes back as it is.

    Params are put in as they are, so braces in a stored text mean nothing here.
    """
    words = _words(key)
    if words is None:
        return key
    if not params:
        return words
    filled = {name: _countable(value) for name, value in params.items()}
    return words.format_map(filled)


def system_language(environ: Mapping[str, str]) -> str:
    """Return the language of the system's locale: ``zh`` for any Chinese one, else ``en``."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environ.get(name):
            return _language_of(environ[name])
    if sys.platform in ("win32", "darwin"):
        import locale

        return _language_of(locale.getlocale()[0] or "")
    return "en"


def _language_of(locale_name: str) -> str:
    return "zh" if locale_name.lower().startswith(("zh", "chinese")) else "en"


def _words(key: str) -> str | None:
    global _texts
    if _texts is None:
        _texts = import_module(f"leadq.i18n.{_language}").TEXTS
    if key in _texts or key.partition(".")[0] not in _OF_HELP:
        return _texts.get(key)
    return next((words[key] for words in _help_rooms(_language) if key in words), None)


def help_words(lang: str) -> dict[str, str]:
    """Return the words of all help pages in a language."""
    return {key: words for room in _help_rooms(lang) for key, words in room.items()}


def _help_rooms(lang: str) -> Iterator[Mapping[str, str]]:
    """Yield the help of one room after the other; a room is loaded when the search comes to it."""
    from leadq.i18n.help import ROOMS

    place = LANGUAGES.index(lang)
    for room in ROOMS:
        yield _room(room, place)


@lru_cache
def _room(room: str, place: int) -> dict[str, str]:
    pairs = import_module(f"leadq.i18n.help.{room}").HELP
    return {key: pair[place] for key, pair in pairs.items()}


def _countable(value: object) -> object:
    return _Count(value) if type(value) is int else value

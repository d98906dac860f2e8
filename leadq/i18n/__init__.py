"""The words of the program in two languages: ``text(key, **params)``; one dictionary is loaded."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from importlib import import_module

LANGUAGES = ("en", "zh")

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
    return key in _dictionary()


def text(key: str, **params: object) -> str:
    """Return the words of a key, filled with params; a key without words comes back as it is.

    Params are put in as they are, so braces in a stored text mean nothing here.
    """
    words = _dictionary().get(key)
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


def _dictionary() -> Mapping[str, str]:
    global _texts
    if _texts is None:
        loaded: Mapping[str, str] = import_module(f"leadq.i18n.{_language}").TEXTS
        _texts = loaded
    return _texts


def _countable(value: object) -> object:
    return _Count(value) if type(value) is int else value

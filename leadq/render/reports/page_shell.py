"""What every page has around it: nothing from outside, no script, fit to be printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from leadq.render.reports.page_style import STYLE

_LANGS = {"en": "en", "zh": "zh-Hans"}


def safe(words: str) -> str:
    """Return a text for the middle of a page: cleaned and escaped."""
    from leadq.render.parts.text import clean

    return escape(clean(words))


def wrap_page(
    lang: str, title: str, aside: str, body: Iterable[str], contents: Iterable[str] = ()
) -> Iterator[str]:
    """Yield a page piece by piece; ``aside`` stands below its title, ``contents`` below that."""
    yield (
        f'<!DOCTYPE html>\n<html lang="{_LANGS[lang]}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{safe(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
    )
    yield f'<header>\n<h1>{safe(title)}</h1>\n<p class="quiet">{safe(aside)}</p>\n'
    yield from contents
    yield "</header>\n<main>\n"
    yield from body
    yield "</main>\n</body>\n</html>\n"

"""Nearest spellings by rapidfuzz, for "did you mean"."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(text: str, candidates: Iterable[str], limit: int = 3, cutoff: float = 60) -> list[str]:
    """Return the candidates most like a text, best first, each once; case does not count.

    ``cutoff`` is the least likeness, 0 to 100.
    """
    from rapidfuzz import fuzz, process

    found = process.extract(
        text,
        list(dict.fromkeys(candidates)),
        scorer=fuzz.ratio,
        processor=str.casefold,
        limit=limit,
        score_cutoff=cutoff,
    )
    return [candidate for candidate, _score, _at in found]

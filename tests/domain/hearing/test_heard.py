"""What is understood of reps' own ways of speaking: right before rich."""

from __future__ import annotations

import pytest

from .listening import score, sentences

_LEAST_RIGHT, _LEAST_FOUND = 0.98, 0.9


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", ["heard.json", "held.json"])
def test_right_before_rich(name: str, lang: str) -> None:
    """``held.json`` was written before the rules and kept back while they were made."""
    total = score([row for row in sentences(name) if row["lang"] == lang])
    print(f"{name} {lang} {total}")
    assert total.forbidden == [], str(total)
    assert total.precision >= _LEAST_RIGHT, str(total)
    assert total.recall >= _LEAST_FOUND, str(total)

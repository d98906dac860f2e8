"""Whatever stands in a content file, reading it ends in content or in named mistakes."""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from leadq.content.library import open_library
from leadq.content.loader import Mistakes
from leadq.content.schemas.profile_schema import read_profile
from leadq.content.schemas.script_schema import defined_facts, read_script
from leadq.content.template import template

LIBRARY = open_library(None)
GENERAL = LIBRARY.profile("general")
JUNK: list[Any] = [
    *("", "x", "unknown", "\x1b[2J", 0, -1, 10**30, 1.5, float("nan"), float("inf"), True),
    *([], [1], [[]], [{}], ["a", "a"], {}, {"en": "a"}, {"en": 1, "zh": "b"}, {"fact": []}),
]


def places(value: object, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value)  # type: ignore[arg-type]
    for key, one in inner:
        yield (*path, key)
        if isinstance(one, dict | list):
            yield from places(one, (*path, key))


PROFILE = tomllib.loads(template("profile", "mine"))
SCRIPT = tomllib.loads(template("script", "mine"))


def mutated(data: dict[str, Any], path: tuple[Any, ...], junk: object) -> dict[str, Any]:
    changed = copy.deepcopy(data)
    spot: Any = changed
    for key in path[:-1]:
        spot = spot[key]
    spot[path[-1]] = junk
    return changed


@given(st.sampled_from(sorted(places(PROFILE), key=str)), st.sampled_from(JUNK))
def test_a_profile_with_junk_in_it(path: tuple[Any, ...], junk: object) -> None:
    report = Mistakes(Path("profiles/mine.toml"))
    data = mutated(PROFILE, path, junk)
    profile = read_profile(data, report, GENERAL.facts, GENERAL.rules)
    assert (profile is None) == bool(report.errors)


@given(st.sampled_from(sorted(places(SCRIPT), key=str)), st.sampled_from(JUNK))
def test_a_script_with_junk_in_it(path: tuple[Any, ...], junk: object) -> None:
    report = Mistakes(Path("scripts/mine.toml"))
    data = mutated(SCRIPT, path, junk)
    known = {**GENERAL.facts, **defined_facts(data, report)}
    script = read_script(data, report, known.get, {}, ("general",))
    assert (script is None) == bool(report.errors)

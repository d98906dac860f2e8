"""Every command as Typer knows it, filled with one text wherever a text can be typed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from leadq.cli.frame.door import build_command
from leadq.cli.frame.table import TABLE

_SOUND = {
    "lead": "1",
    "keep": "1",
    "other": "2",
    "number": "1",
    "date": "+3d",
    "first": "+1d",
    "last": "+2d",
    "until": "+9d",
    "facts": "money=yes",
    "on": "today",
    "reason": "why",
    "name": "Someone",
    "role": "decider",
}
_UNTOUCHED = frozenset({"help", "version", "debug"})


def all_words() -> list[str]:
    """Return the words of every command that does something."""
    return [entry.words for entry in TABLE if entry.place]


def calls_with(words: str, bad: str) -> Iterator[list[str]]:
    """Yield calls of a command that type a text at one place each, sound words elsewhere."""
    entry = next(entry for entry in TABLE if entry.words == words)
    params = [p for p in build_command(entry).params if p.name not in _UNTOUCHED]
    arguments = [p for p in params if p.param_type_name == "argument"]
    options = [p for p in params if p.param_type_name == "option" and not p.is_flag]
    needed = [word for p in options if p.required for word in _given(p, _sound(p))]
    for place, _argument in enumerate(arguments):
        typed = [_sound(p) for p in arguments]
        typed[place] = bad
        kept = [word for at, word in enumerate(typed) if at <= place or arguments[at].required]
        yield [*words.split(), *needed, "--", *kept]
    sound = [_sound(p) for p in arguments if p.required]
    for option in options:
        others = [
            w for p in options if p.required and p is not option for w in _given(p, _sound(p))
        ]
        yield [*words.split(), *others, *_given(option, bad), "--", *sound]
    yield [*words.split(), f"--{bad}"]


def codes_of(call: list[str]) -> tuple[int, ...]:
    """Return the exit codes that are right for a call that may be refused."""
    elsewhere = call[0] == "team" or any(word.startswith("--db=") for word in call)
    return (0, 1, 2, 3, 4) if elsewhere else (0, 1, 2, 4)


def _sound(param: Any) -> str:
    return _SOUND.get(param.name, "x")


def _given(param: Any, value: str) -> list[str]:
    return [f"{max(param.opts, key=len)}={value}"]

"""The words of which a text must hold one for a pattern to match, found without parsing it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

CLASSES = r"\{([\w-]+)\}"
SLOT_SIGNS = {"day": "\ue000", "time": "\ue002", "money": "\ue004", "number": "\ue006"}
FILLER = "\ue00f"
"""What stands in a shadow for the rest of the words that a slot's sign stands for."""
# compiled when a pattern is taken apart: the wheel holds what comes of it
_OPTIONAL = r"\[[^\[\]]*\]|\([^()]*\)\?|.\?"
_GROUP = r"\([^()]*\)"
_PART = (
    r"\{(?P<word>[\w-]+)\}|<(?P<slot>[\w-]+)>|\((?P<group>[^()]*)\)"
    r"|(?P<plain>[^\0{}<>()|^$~. ?]+)"
)
_NEVER = "\ue00e" * 9
"""A key that no shadow has: that of a class without words, the most telling of all."""
PackedKeys = Sequence[Sequence[str]]
"""The keys of each part of a pattern, in which ``{class}`` stands for the words of a class."""


def find_keys(
    source: str, lang: str, words: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[str, ...]]:
    """Yield the words of each part that cannot be missing, without parsing."""
    for keys in _keys(source, words):
        yield tuple(map(_whole, keys)) if lang == "en" else keys


def pack_keys(source: str, lang: str, words: Mapping[str, tuple[str, ...]]) -> PackedKeys:
    """Return what ``find_keys`` yields, with ``{class}`` in the place of a class's words."""
    classes = re.findall(CLASSES, source)
    packed = []
    for part in _keys(source, words):
        keys = list(part)
        for name in classes:
            held = list(_class_keys(name, words))
            for at in range(len(keys) - len(held) + 1):
                if keys[at : at + len(held)] == held:
                    keys[at : at + len(held)] = ["{" + name + "}"]
                    break
        packed.append([key if key[:1] == "{" or lang != "en" else _whole(key) for key in keys])
    return packed


def spell_out(
    part: Sequence[str], lang: str, words: Mapping[str, tuple[str, ...]]
) -> tuple[str, ...]:
    """Return the words of a packed part."""
    keys: list[str] = []
    for key in part:
        if key[:1] != "{":
            keys.append(key)
        else:
            held = _class_keys(key[1:-1], words)
            keys += map(_whole, held) if lang == "en" else held
    return tuple(keys)


def _keys(source: str, words: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    bare = source
    while ("[" in bare or "?" in bare) and (less := re.sub(_OPTIONAL, "\0", bare)) != bare:
        bare = less
    if "|" in bare and "|" in re.sub(_GROUP, "", bare):
        return
    for part in re.finditer(_PART, bare):
        if keys := _part_keys(part, words):
            yield keys


def _whole(key: str) -> str:
    """Return the part of an English key that is always written so."""
    return key.partition("'")[0]


def _part_keys(part: re.Match[str], words: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    if part["word"]:
        return _class_keys(part["word"], words)
    if part["slot"]:
        return (SLOT_SIGNS.get(part["slot"], ""),)
    if part["plain"]:
        # of "'s" nothing is always written so
        return (part["plain"],) if _whole(part["plain"]) else ()
    keys: list[str] = []
    for choice in part["group"].split("|"):
        if choice.isalnum():
            # nearly every choice is one word
            keys.append(choice)
            continue
        inner = [_part_keys(one, words) for one in re.finditer(_PART, choice)]
        if not (inner := [one for one in inner if one]):
            return ()
        best = max(inner, key=weight)
        keys += best
    return tuple(keys)


def _class_keys(name: str, words: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    keys: list[str] = []
    for word in words[name]:
        joined = re.findall(CLASSES, word) if "{" in word else ()
        keys += _class_keys(joined[-1], words) if joined else [word.removesuffix("~")]
    return tuple(keys) or (_NEVER,)


def weight(keys: Sequence[str]) -> float:
    """Return how telling some words are: long ones, and few."""
    return min(map(len, keys)) - len(keys) / 20

"""The language of the rules' patterns: words, classes, gaps and slots, compiled when needed.

``{money}`` a class of words · ``(a|b)`` one of them · ``[a]`` may be missing, so may the sign
before ``?`` · ``..`` a gap of up to
three characters (two words in English), ``...`` of up to eight (five) · ``<day>`` ``<time>``
``<money>`` ``<number>`` what such words were read as · ``^`` ``$`` the clause's ends · ``compar~``
a word that begins so. There is no repetition without a bound: reading takes linear time.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from leadq.domain.hearing.keys import (
    CLASSES,
    FILLER,
    SLOT_SIGNS,
    PackedKeys,
    find_keys,
    spell_out,
    weight,
)
from leadq.domain.typing.texts import has_any

_TOKEN = re.compile(
    r"\{(?P<word>[\w-]+)\}|<(?P<slot>[\w-]+)>|(?P<gap>\.{2,3})|(?P<sign>[()\[\]|^$~ ?])"
    r"|(?P<plain>[^{}<>()\[\]|^$~ .*+?\\]+|\.(?!\.))"
)
_GAPS = {"zh": {"..": 3, "...": 8}, "en": {"..": 2, "...": 5}}
_CONTRACTION = re.compile(r"\b(?!(?:we'(?:ll|re|d)|s?he'(?:ll|d)|i'(?:ll|d))\b)([a-z]+)'([a-z]+)")
_SPACE = " {1,2}"
_LONGEST_WORD = 24
MOST_GAPS = 3


class BadPatternError(ValueError):
    """A pattern that means nothing; the text says which part."""


class _Node(NamedTuple):
    kind: str
    text: str = ""
    parts: "tuple[tuple[_Node, ...], ...]" = ()


class Pattern:
    """One pattern of a language; ``keys`` are words of which a clause must hold one."""

    def __init__(
        self,
        source: str,
        lang: str,
        words: Mapping[str, tuple[str, ...]],
        packed: PackedKeys | None = None,
    ) -> None:
        self.source = source
        self.lang = lang
        self._words = words
        self._packed = packed
        self._worked_out: list[tuple[str, ...]] = []

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Words of which a text must hold one; none when that cannot be told at a glance."""
        return max(self.parts, key=weight, default=())

    @cached_property
    def parts(self) -> list[tuple[str, ...]]:
        """The keys of each part that cannot be missing."""
        return list(self.each_part())

    def each_part(self) -> Iterator[tuple[str, ...]]:
        """Yield the keys of each part, worked out once and one by one: most lack the first."""
        yield from self._worked_out
        for keys in self._rest:
            self._worked_out.append(keys)
            yield keys

    @cached_property
    def _rest(self) -> Iterator[tuple[str, ...]]:
        if self._packed is None:
            return find_keys(self.source, self.lang, self._words)
        return (spell_out(part, self.lang, self._words) for part in self._packed)

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The compiled pattern; gaps are groups, the first of each slot and class is a named one.

        Raises BadPatternError.
        """
        nodes = _parse(self.source, self.lang, self._words)
        body = _compile(nodes, self.lang, self._words, set())
        if self.lang == "en":
            # a sign such as % may follow a letter
            front = "(?<![a-z0-9])" if self.source[0].isalnum() or self.source[0] in "([{" else ""
            body = rf"{front}{body}(?![a-z0-9])"
        return re.compile(body)


def is_in(pattern: Pattern, text: str) -> bool:
    """Say whether a pattern holds somewhere in a text."""
    if not all(has_any(text, keys) for keys in pattern.parts):
        return False
    return pattern.regex.search(text) is not None


def _parse(source: str, lang: str, words: Mapping[str, tuple[str, ...]]) -> tuple[_Node, ...]:
    tokens: list[tuple[str, str]] = []
    at = 0
    while at < len(source):
        found = _TOKEN.match(source, at)
        if not found:
            raise BadPatternError(source[at:])
        tokens.append((found.lastgroup or "", found[found.lastgroup or 0]))
        at = found.end()
    if lang == "zh":
        tokens = [token for token in tokens if token != ("sign", " ")]
    if sum(kind == "gap" for kind, _ in tokens) > MOST_GAPS:
        raise BadPatternError(source)
    parts, end = _parse_choice(tokens, 0, words)
    if end != len(tokens):
        raise BadPatternError(tokens[end][1])
    return parts[0] if len(parts) == 1 else (_Node("group", parts=parts),)


def _parse_choice(
    tokens: list[tuple[str, str]], at: int, words: Mapping[str, tuple[str, ...]]
) -> tuple[tuple[tuple[_Node, ...], ...], int]:
    choices: list[tuple[_Node, ...]] = []
    nodes: list[_Node] = []
    while at < len(tokens):
        kind, text = tokens[at]
        if kind == "sign" and text in ")]":
            break
        at += 1
        if kind == "sign" and text == "|":
            choices.append(tuple(nodes))
            nodes = []
        elif kind == "sign" and text == "?":
            if not nodes or nodes[-1].kind not in ("plain", "group", "word"):
                raise BadPatternError(text)
            last = nodes.pop()
            if last.kind == "plain" and len(last.text) > 1:
                nodes.append(_Node("plain", last.text[:-1]))
                last = _Node("plain", last.text[-1])
            nodes.append(_Node("option", parts=((last,),)))
        elif kind == "sign" and text in "([":
            parts, at = _parse_choice(tokens, at, words)
            if at >= len(tokens) or tokens[at][1] != {"(": ")", "[": "]"}[text]:
                raise BadPatternError(text)
            at += 1
            nodes.append(_Node("group" if text == "(" else "option", parts=parts))
        else:
            nodes.append(_leaf(kind, text, words))
    return (*choices, tuple(nodes)), at


def _leaf(kind: str, text: str, words: Mapping[str, tuple[str, ...]]) -> _Node:
    if kind == "word" and text not in words:
        raise BadPatternError("{" + text + "}")
    if kind == "slot" and text not in SLOT_SIGNS:
        raise BadPatternError(f"<{text}>")
    return _Node(text if kind == "sign" else kind, text)


def _compile(
    nodes: tuple[_Node, ...], lang: str, words: Mapping[str, tuple[str, ...]], used: set[str]
) -> str:
    out: list[str] = []
    place = 0
    while place < len(nodes):
        node = nodes[place]
        after = nodes[place + 1] if place + 1 < len(nodes) else None
        place += 1
        if node.kind == " ":
            if after and after.kind == "gap":
                continue
            if after and after.kind == "option":
                out.append(f"(?:{_SPACE}{_choice(after, lang, words, used)})?")
                place += 1
                continue
            out.append(_SPACE)
        elif node.kind == "option":
            begins = not out and after is not None and after.kind == " "
            place += begins
            out.append(f"(?:{_choice(node, lang, words, used)}{_SPACE if begins else ''})?")
        elif node.kind == "gap" and lang == "en" and after is not None:
            place += after.kind == " "
            out.append(_one(node, lang, words, used) + _SPACE)
        else:
            out.append(_one(node, lang, words, used))
    return "".join(out)


def _choice(node: _Node, lang: str, words: Mapping[str, tuple[str, ...]], used: set[str]) -> str:
    return "(?:" + "|".join(_compile(part, lang, words, used) for part in node.parts) + ")"


def _one(node: _Node, lang: str, words: Mapping[str, tuple[str, ...]], used: set[str]) -> str:
    if node.kind == "group":
        return _choice(node, lang, words, used)
    if node.kind == "gap":
        most = _GAPS[lang][node.text]
        if lang == "zh":
            return f"(.{{0,{most}}}?)"
        return rf"((?: {{1,2}}[^ ]{{1,{_LONGEST_WORD}}}){{0,{most}}}?)"
    if node.kind == "slot":
        name = "?:" if node.text in used else f"?P<{node.text}>"
        used.add(node.text)
        return f"({name}{SLOT_SIGNS[node.text]}{FILLER}{{0,40}})"
    if node.kind == "word":
        name = "?:" if node.text in used else f"?P<{node.text.replace('-', '_')}>"
        used.add(node.text)
        return f"({name}{_alternatives(node.text, words)})"
    if node.kind == "~":
        return "[a-z]{0,12}"
    # a clause keeps the spaces at its ends
    return {"^": "^ {0,2}", "$": " {0,2}$"}.get(node.kind) or literal(node.text)


def literal(words: str) -> str:
    """Return a pattern of some words; thumbs leave out apostrophes where no other word arises."""
    return _CONTRACTION.sub(r"\1'?\2", re.escape(words))


def _alternatives(name: str, words: Mapping[str, tuple[str, ...]]) -> str:
    longest = sorted(words[name], key=len, reverse=True)
    return "|".join(_literal(word, words) for word in longest) or "(?!)"


def _literal(word: str, words: Mapping[str, tuple[str, ...]]) -> str:
    if "{" in word:
        joined = re.findall(CLASSES, word)
        return "".join(f"(?:{_alternatives(name, words)})" for name in joined)
    begins = word.removesuffix("~")
    return literal(begins) + ("[a-z]{0,12}" if begins != word else "")

"""How alike two names are, or two companies: by spelling, by sound, by surname."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import permutations
from typing import Any

from leadq.adapters.pinyin import spell
from leadq.adapters.similarity import is_near
from leadq.domain.leads.duplicates import (
    DIFFERENT,
    MISSING,
    NEAR,
    PINYIN,
    SAME,
    SURNAME,
    company_core,
    contains_company,
    has_han,
    is_surname_of,
    is_whole_name,
    name_key,
)

_MOST_WORDS = 3


class Likenesses:
    """Compares names in the form of ``name_key``, companies as ``company_core`` leaves them.

    How a text sounds is worked out once.
    """

    def __init__(self) -> None:
        self._spelled: dict[str, tuple[str, ...]] = {}

    def compare_names(self, one: str, other: str) -> str:
        """Return SAME, PINYIN, NEAR, SURNAME or DIFFERENT; an empty name is like no other."""
        if not one or not other:
            return DIFFERENT
        if is_surname_of(one, other) or is_surname_of(other, one):
            return SURNAME
        if one == other:
            return SAME
        if self._sounds_alike(one, other):
            return PINYIN
        # Williams and Williamson are two surnames, Johnson and Johnsen may be one
        bare = not (is_whole_name(one) or is_whole_name(other))
        if bare and (one.startswith(other) or other.startswith(one)):
            return DIFFERENT
        return NEAR if is_near(one, other) else DIFFERENT

    def compare_companies(self, one: str, other: str) -> str:
        """Return SAME, NEAR, MISSING (one is empty) or DIFFERENT."""
        if not one or not other:
            return MISSING
        if one == other:
            return SAME
        near = contains_company(one, other) or self._sounds_alike(one, other)
        return NEAR if near or is_near(one, other) else DIFFERENT

    def may_be_one(self, row: Mapping[str, Any], lead: Mapping[str, Any]) -> bool:
        """Tell whether two that share a way to be reached are called alike, or one is not called.

        Two names that disagree are two people, colleagues with one number too; without two
        names the companies decide. Who is called by a company has no name of their own.
        """
        names, cores = zip(_called(row), _called(lead), strict=True)
        if all(names):
            alike = self.compare_names(*names) != DIFFERENT or _is_part_of(*names)
            return alike or _is_firm_of(row, lead) or _is_firm_of(lead, row)
        return self.compare_companies(*cores) != DIFFERENT

    def _sounds_alike(self, one: str, other: str) -> bool:
        if not (has_han(one) or has_han(other)):
            return False
        return not set(self.spell(one)).isdisjoint(self.spell(other))

    def spell(self, text: str) -> tuple[str, ...]:
        """Return the pinyin of a text; of Latin words, every order of them."""
        if text not in self._spelled:
            self._spelled[text] = _spell_out(text)
        return self._spelled[text]


def is_called(fields: Mapping[str, Any]) -> bool:
    """Tell whether somebody has a name or a company."""
    return any(_called(fields))


def _called(fields: Mapping[str, Any]) -> tuple[str, str]:
    """Return name and company as they are compared; a number or an address is no name."""
    given, core = fields["name"] or "", company_core(fields["company"])
    is_name = "@" not in given and any(map(str.isalpha, given))
    if not is_name or (core and company_core(given) == core):
        return "", core
    return name_key(given), core


def _is_part_of(one: str, other: str) -> bool:
    """Tell whether one name is the other without some of its words: Ann of Ann Denson."""
    if has_han(one) and has_han(other):
        short, long = sorted((one, other), key=len)
        return len(short) > 1 and short in long
    words = set(one.split()), set(other.split())
    return words[0] <= words[1] or words[1] <= words[0]


def _is_firm_of(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Tell whether one is noted under the name of the other's company, without a person."""
    core = company_core(other["company"])
    return not one["company"] and core != "" and company_core(one["name"]) == core


def _spell_out(text: str) -> tuple[str, ...]:
    if has_han(text):
        return spell(text)[:1]
    words = text.split()
    if len(words) > _MOST_WORDS:
        return ("".join(words),)
    return tuple("".join(order) for order in permutations(words))

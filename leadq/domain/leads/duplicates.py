"""Likely duplicates: the forms in which names are compared, and how sure a likeness is.

A shared name proves nothing by itself: it counts together with the company, or with a number.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

SAME, PINYIN, NEAR, SURNAME, MISSING, DIFFERENT = (
    "same", "pinyin", "near", "surname", "missing", "different",
)  # fmt: skip
REACHES = ("phone", "email", "wechat", "contact_phone")
STRONG = 75
"""From this score on, leads are shown as one group; below it, two by two."""

_SUREST = 99
_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_RUN = re.compile(rf"[{_HAN}]+|[^\W_{_HAN}]+")
_IS_HAN = re.compile(f"[{_HAN}]")
_TITLES = frozenset({"mr", "mrs", "ms", "miss", "dr", "prof", "mister"})
_HAN_TITLES = re.compile(
    "(?:先生|女士|小姐|太太|老师|师傅|老板|总经理|经理|主任|厂长|处长|科长|局长|董事长|董事|院长|所长)$"
)
_SHORT_TITLES = "总工董"
_FORMS = frozenset(
    {
        *("co", "company", "corp", "corporation", "inc", "incorporated", "ltd", "limited", "llc"),
        *("llp", "lp", "plc", "pte", "pty", "gmbh", "ag", "kg", "sa", "sarl", "sas", "srl", "spa"),
        *("bv", "nv", "oy", "ab", "as", "aps", "kk", "group", "holding", "holdings"),
    }
)
_HAN_FORMS = re.compile("(?:股份有限公司|有限责任公司|有限公司|总公司|公司|集团|股份|控股)$")
_NOTHING = frozenset(
    {
        *("无", "暂无", "没有", "未知", "不详", "个人", "个体", "自己", "客户", "匿名"),
        *("na", "none", "nil", "unknown", "private", "self"),
    }
)
_BY_NAME = {
    (SAME, SAME): 90,
    (PINYIN, SAME): 82,
    (SAME, NEAR): 80,
    (NEAR, SAME): 78,
    (PINYIN, NEAR): 68,
    (NEAR, NEAR): 65,
    (SURNAME, SAME): 60,
}
_BY_NAME_ALONE = 55
_LEAST_HAN, _LEAST_LATIN = 3, 6


class Likeness(NamedTuple):
    """What comparing two leads came to.

    ``reaches`` are those of REACHES that they share; ``contradicted`` tells that each has a
    phone, email or WeChat of its own.
    """

    reaches: tuple[str, ...] = ()
    name: str = DIFFERENT
    company: str = DIFFERENT
    contradicted: bool = True


class Pair(NamedTuple):
    """Two leads, by their places, that look like one: how sure (1 to 99), and why."""

    one: int
    other: int
    score: int
    reasons: tuple[str, ...]


class Group(NamedTuple):
    """Leads that look like one: how sure, why, and their places in rising order."""

    score: int
    reasons: tuple[str, ...]
    members: tuple[int, ...]


def name_key(name: str) -> str:
    """Return a person's name without case, width, accents, signs, titles and order of words."""
    words = [word for word in _join_letters(_words(name)) if word not in _TITLES]
    han = _without_title("".join(word for word in words if has_han(word)))
    latin = sorted(word for word in words if not has_han(word))
    key = " ".join([han, *latin] if han else latin)
    return "" if key in _NOTHING else key


def company_core(company: str | None) -> str:
    """Return a company's own name: no legal form, case, width, spaces or signs; "" for none."""
    if not company:
        return ""
    words = [word for word in _join_letters(_words(company)) if word not in ("the", "and")]
    while len(words) > 1 and words[-1] in _FORMS:
        words.pop()
    core = "".join(words)
    while (shorter := _HAN_FORMS.sub("", core)) not in ("", core):
        core = shorter
    return "" if core in _NOTHING else core


def is_whole_name(key: str) -> bool:
    """Tell whether a name is more than a surname: two words, or two Han characters."""
    return " " in key or (len(key) > 1 and has_han(key))


def has_han(text: str) -> bool:
    """Tell whether a text has Han characters."""
    return not text.isascii() and _IS_HAN.search(text) is not None


def is_surname_of(key: str, other: str) -> bool:
    """Tell whether a name is the bare surname of the other, as 王总 is of 王建国."""
    return len(key) == 1 and has_han(key) and other.startswith(key)


def contains_company(core: str, other: str) -> bool:
    """Tell whether one company's name lies in the other's, as 华北路桥 in 北京华北路桥."""
    short, long = sorted((core, other), key=len)
    if has_han(short):
        return len(short) >= _LEAST_HAN and short in long
    return len(short) >= _LEAST_LATIN and long.startswith(short)


def is_filler(norm: str) -> bool:
    """Tell whether a number was typed only to fill a field: 00000000."""
    return norm.isdigit() and len(set(norm)) == 1


def score_likeness(like: Likeness) -> tuple[int, tuple[str, ...]]:
    """Return how surely two leads are one, 0 to 99, and the reasons, the strongest first.

    Same names in different companies are no duplicates; nor is a bare surname.
    """
    score = max(_score_reaches(like), _BY_NAME.get((like.name, like.company), 0))
    if like.name == SAME and like.company == MISSING and not like.contradicted:
        score = max(score, _BY_NAME_ALONE)
    if not score:
        return 0, ()
    reasons = list(like.reaches)
    reasons += [f"{like.name}_name"] if like.name in (SAME, PINYIN, NEAR, SURNAME) else []
    reasons += [f"{like.company}_company"] if like.company in (SAME, NEAR) else []
    return score, tuple(reasons)


def _score_reaches(like: Likeness) -> int:
    if not like.reaches:
        return 0
    only_contact = like.reaches == ("contact_phone",)
    if like.name in (SAME, PINYIN, NEAR):
        score = 90 if only_contact else 97
    elif like.company == SAME or like.name == SURNAME:
        score = STRONG if only_contact else 85
    else:
        score = 60 if only_contact else STRONG
    return min(_SUREST, score + 8 * (len(like.reaches) - 1))


def group_pairs(pairs: Iterable[Pair]) -> list[Group]:
    """Put leads that are surely one together; return the groups, the surest first.

    A weak likeness never joins two groups, so that no chain of them can grow.
    """
    ranked = sorted(pairs, key=lambda pair: (-pair.score, pair.one, pair.other))
    parents: dict[int, int] = {}
    strong = [pair for pair in ranked if pair.score >= STRONG]
    for pair in strong:
        parents[_root(parents, pair.other)] = _root(parents, pair.one)
    found: dict[int, list[Pair]] = {}
    for pair in strong:
        found.setdefault(_root(parents, pair.one), []).append(pair)
    groups = [_make_group(members) for members in found.values()]
    seen: set[frozenset[int]] = set()
    for pair in ranked[len(strong) :]:
        ends = frozenset((_root(parents, pair.one), _root(parents, pair.other)))
        if len(ends) == 2 and ends not in seen:
            seen.add(ends)
            groups.append(_make_group([pair]))
    return sorted(groups, key=lambda group: (-group.score, group.members))


def _root(parents: dict[int, int], place: int) -> int:
    while (parent := parents.get(place, place)) != place:
        parents[place] = parents.get(parent, parent)
        place = parent
    return place


def _make_group(pairs: list[Pair]) -> Group:
    members = {place for pair in pairs for place in (pair.one, pair.other)}
    reasons = dict.fromkeys(reason for pair in pairs for reason in pair.reasons)
    return Group(pairs[0].score, tuple(reasons), tuple(sorted(members)))


def _words(text: str) -> list[str]:
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        text = "".join(char for char in text if not unicodedata.combining(char))
    return _RUN.findall(text.replace("'", "").replace("’", "").casefold())


def _without_title(han: str) -> str:
    if len(han) == 2 and han[1] in _SHORT_TITLES:
        return han[0]
    shorter = _HAN_TITLES.sub("", han)
    return shorter or han


def _join_letters(words: list[str]) -> list[str]:
    """Put single letters together, as in S.A. and L.L.C."""
    joined: list[str] = []
    single = False
    for word in words:
        letter = len(word) == 1 and word.isascii() and word.isalpha()
        if letter and single:
            joined[-1] += word
        else:
            joined.append(word)
        single = letter
    return joined

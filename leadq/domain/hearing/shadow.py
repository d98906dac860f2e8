"""A text's shadow: of the same length, plain, with days, hours and sums as signs of one kind."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date
from operator import attrgetter
from typing import NamedTuple, TypeVar

from leadq.domain.hearing.keys import FILLER, SLOT_SIGNS
from leadq.domain.hearing.narrow import make_plain
from leadq.domain.typing.amounts import MoneySpan, find_money
from leadq.domain.typing.spans import DaySpan, TimeSpan, find_days, find_times

_ENDS = re.compile(
    r"[,](?![0-9])|(?<![0-9]),|[。!?;\n、…]|:(?! ?[\ue000-\ue00f])"
    r"|(?<!\bmr)(?<!\bdr)(?<!\bms)(?<!mrs)(?<!\bno)\.(?=\s|$)"
    r"|\s-+\s|—"
)
_SPACE_IN_HAN = (
    r"(?<=[\u3400-\u9fff]) +(?=[^ \ue000-\ue00f])|(?<=[^ \ue000-\ue00f]) +(?=[\u3400-\u9fff])"
)
_SPACE_BEFORE_DAY = rf"(?<=[\u3400-\u9fff]) +(?={SLOT_SIGNS['day']})"
_DAY_AND_DEED = rf"{SLOT_SIGNS['day']}.*[\u3400-\u9fff]{{2}}$"
_LONGEST_CLAUSE = 60
_NEAR = 14
_Span = TypeVar("_Span", DaySpan, TimeSpan, MoneySpan)


class Shadow(NamedTuple):
    """The plain text and what was read in it; every place is one of the text itself."""

    plain: str
    days: Sequence[DaySpan]
    times: Sequence[TimeSpan]
    sums: Sequence[MoneySpan]


def cast_shadow(text: str, today: date, region: str) -> Shadow:
    """Return the shadow of a text; what cannot be seen becomes a space."""
    plain = make_plain(text)
    days = find_days(plain, today, region)
    times = [one for one in _times_beside(plain, days) if not _overlaps(one, days)]
    times = [one for one in times if not one.bound or _is_beside(one, days)]
    sums = [one for one in find_money(plain) if not (_overlaps(one, days) or _overlaps(one, times))]
    signs: list[tuple[DaySpan | TimeSpan | MoneySpan, str]] = [
        *((one, "day") for one in days),
        *((one, "time") for one in times),
        *((one, "money" if one.sure else "number") for one in sums),
    ]
    out, at = [], 0
    for span, slot in sorted(signs, key=lambda pair: pair[0].start):
        size = span.end - span.start
        out += [plain[at : span.start], SLOT_SIGNS[slot], FILLER * (size - 1)]
        at = span.end
    return Shadow("".join([*out, plain[at:]]), days, times, sums)


def _times_beside(plain: str, days: Sequence[DaySpan]) -> list[TimeSpan]:
    """Return the hours of a text; the half of a day that a day's words end with is theirs too."""
    found = []
    for one in find_times(plain):
        before = bisect_left(days, one.end, key=attrgetter("start")) - 1
        if before >= 0 and one.start < days[before].end < one.end:
            # 明晚八点: the day keeps its words, the hour what follows them
            one = one._replace(start=days[before].end, bound=False)
        found.append(one)
    return found


def clause_ends(plain: str, lang: str) -> Iterator[tuple[int, int, str]]:
    """Yield where clauses end: start and end of the sign, and the sign."""
    found = [(one.start(), one.end(), one[0].strip() or "\n") for one in _ENDS.finditer(plain)]
    if lang == "zh" and " " in plain:
        found += [(one.start(), one.end(), ",") for one in re.finditer(_SPACE_IN_HAN, plain)]
        found += _before_further_days(plain, sorted(found))
    yield from sorted(found)


def _before_further_days(
    plain: str, ends: Sequence[tuple[int, int, str]]
) -> Iterator[tuple[int, int, str]]:
    """Yield the spaces before a day in clauses in which something has a day already."""
    begin = 0
    for space in re.finditer(_SPACE_BEFORE_DAY, plain):
        place = bisect_left(ends, (space.start(), 0, ""))
        begin = max(begin, ends[place - 1][1] if place else 0, space.start() - _LONGEST_CLAUSE)
        if re.search(_DAY_AND_DEED, plain[begin : space.start()]):
            yield space.start(), space.end(), ","
            begin = space.end()


def within(spans: Sequence[_Span], start: int, end: int) -> Sequence[_Span]:
    """Return those that begin from ``start`` to before ``end``; they stand in order."""
    first = bisect_left(spans, start, key=attrgetter("start"))
    return spans[first : bisect_left(spans, end, key=attrgetter("start"))]


def _overlaps(one: TimeSpan | MoneySpan, others: Sequence[_Span]) -> bool:
    """Say whether a span lies on one of others, which stand in order, apart."""
    before = bisect_left(others, one.end, key=attrgetter("start")) - 1
    return before >= 0 and others[before].end > one.start


def _is_beside(time: TimeSpan, days: Sequence[DaySpan]) -> bool:
    """Say whether an hour follows a day, or goes right before one."""
    place = bisect_left(days, time.start, key=attrgetter("start"))
    return any(
        0 <= time.start - day.end <= _NEAR or 0 <= day.start - time.end <= _NEAR
        for day in days[max(place - 1, 0) : place + 1]
    )

"""The reports on how leads end and on the reps: lost, touches, reps, calibration (§3, §5)."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable

from leadq.domain.followup.statistics import (
    BEYOND,
    ENOUGH,
    TOUCH_BANDS,
    middle_of,
    rate_of,
    share_given_up,
    share_of,
    source_share,
    touch_band,
)
from leadq.domain.grading.man import VERDICTS
from leadq.domain.grading.signals import SIGNALS, Signals
from leadq.domain.words import GRADES
from leadq.store.read import read_reports as reads
from leadq.store.read.read_due import count_overdue
from leadq.store.read.read_reports import Scope
from leadq.usecases.reports.report_rows import (
    BandRow,
    DealRow,
    GivenUpRow,
    ReasonRow,
    Report,
    RepRow,
    Sections,
)

_NOTHING = ("none", 0, "???")
_NO_RATE = (None, None, None)
_STATUSES = ("lost", "dropped")


def report_lost(conn: sqlite3.Connection, scope: Scope) -> Report:
    """Return why leads were given up, and after how many contacts (§5).

    Reasons that differ in case or spaces only are one.
    """
    names: dict[str, str] = {}
    reasons: dict[str, Counter[str]] = {}
    bands: Counter[tuple[str, str]] = Counter()
    for reason, status, touches, count in reads.count_given_up(conn, scope):
        key = " ".join(reason.casefold().split())
        names.setdefault(key, reason)
        reasons.setdefault(key, Counter()).update({status: count, "touches": touches * count})
        bands[touch_band(touches), status] += count
    total = sum(bands.values())
    rows = []
    for key, counts in reasons.items():
        lost, dropped = (counts[status] for status in _STATUSES)
        mean = round(counts["touches"] / (lost + dropped), 1)
        share = share_of(lost + dropped, total)
        rows.append(ReasonRow(names[key] or None, lost, dropped, lost + dropped, share, mean))
    rows.sort(key=lambda row: (row.reason is None, -row.leads, (row.reason or "").casefold()))
    given_up = []
    for band in TOUCH_BANDS if total else ():
        lost, dropped = (bands[band, status] for status in _STATUSES)
        given_up.append(GivenUpRow(band, lost, dropped, lost + dropped, share_given_up(band)))
    early = total - sum(row.leads for row in given_up if row.touches == BEYOND)
    about = {"leads": total, "within_twelve": early}
    sections: Sections = {"reasons": rows, "given_up": given_up}
    return Report("lost", scope.day, scope.owner, sections, about)


def report_touches(conn: sqlite3.Connection, scope: Scope) -> Report:
    """Return after how many contacts deals were won, beside the source's rule of thumb (§5).

    The own shares and the median are given once enough deals are won.
    """
    counts = reads.count_won(conn, scope)
    total = sum(counts.values())
    bands: Counter[str] = Counter()
    for touches, deals in counts.items():
        bands[touch_band(touches)] += deals
    enough = total >= ENOUGH
    rows = [
        DealRow(b, bands[b], share_of(bands[b], total) if enough else None, source_share(b))
        for b in TOUCH_BANDS
    ]
    about = {"won": total, "needed": ENOUGH, "median": middle_of(counts) if enough else None}
    return Report("touches", scope.day, scope.owner, {"deals": rows}, about)


def report_reps(conn: sqlite3.Connection, scope: Scope) -> Report:
    """Return each rep's open leads, overdue ones, next steps kept, and wins (§5).

    A step is kept when it was done on or before its day; steps that were moved or cancelled
    are not counted.
    """
    reps: dict[str, Counter[str]] = {}
    names: dict[str, str] = {}

    def counted(owner: str) -> Counter[str]:
        names.setdefault(owner.casefold(), owner)
        return reps.setdefault(owner.casefold(), Counter())

    for owner, grade, leads in reads.count_loads(conn, scope):
        counted(owner).update({grade: leads, "open": leads})
    late = count_overdue(conn, scope.day, scope.owner, scope.conditions)
    for owner, overdue in late.items():
        counted(owner).update({"overdue": overdue})
    for owner, closed, won in reads.count_closings(conn, scope):
        counted(owner).update({"closed": closed, "won": won})
    for owner, done, kept in reads.count_kept(conn, scope):
        counted(owner).update({"done": done, "kept": kept})
    rows = [
        RepRow(
            names[key] or None, c["A"], c["B"], c["C"], c["none"], c["open"], c["overdue"],
            c["done"], c["kept"], share_of(c["kept"], c["done"]), c["closed"], c["won"],
        )
        for key, c in reps.items()
    ]  # fmt: skip
    rows.sort(key=lambda row: (row.owner is None, -row.open, (row.owner or "").casefold()))
    return Report("reps", scope.day, scope.owner, {"reps": rows})


def report_calibration(conn: sqlite3.Connection, scope: Scope) -> Report:
    """Return how often leads were won by how they stood when they were closed (§3).

    Leads of which nothing at all was known then are counted apart: they prove no rule.
    """
    grades, signals, man = (Counter[tuple[str, bool]]() for _ in range(3))
    total = unknown = 0
    for grade, met, code, won, count in reads.count_closed(conn, scope):
        total += count
        if (grade, met, code) == _NOTHING:
            unknown += count
            continue
        for bands, band in ((grades, grade), (signals, str(met)), (man, code)):
            bands[band, bool(won)] += count
    known = total > unknown
    ranks = [str(count) for count in range(len(SIGNALS), -1, -1)]
    order = {code: place for place, code in enumerate(VERDICTS)}
    codes = sorted({band for band, _won in man}, key=lambda code: (order.get(code, 99), code))
    sections = {
        "grades": _bands(grades, (*GRADES, "none") if known else ()),
        "signals": _bands(signals, ranks if known else (), odds=True),
        "man": _bands(man, codes),
    }
    about = {"closed": total, "nothing_known": unknown, "needed": ENOUGH}
    return Report("calibration", scope.day, scope.owner, sections, about)


def _bands(
    counts: Counter[tuple[str, bool]], bands: Iterable[str], odds: bool = False
) -> list[BandRow]:
    """Return the bands with their rate; below the least number of closed leads there is none."""
    rows = []
    for band in bands:
        won, closed = counts[band, True], counts[band, True] + counts[band, False]
        share, low, high = (rate_of(won, closed) if closed >= ENOUGH else None) or _NO_RATE
        says = Signals(SIGNALS[: int(band)], (), ()).source_odds if odds else None
        rows.append(BandRow(band, closed, won, share, low, high, says))
    return rows

"""Draws the sample of a satisfaction survey by telephone (method §11)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from leadq.domain.aftersale.sample import draw_sample
from leadq.domain.words import CONSENT
from leadq.store.aftersale.read_customers import read_survey_answers
from leadq.store.read.read_leads import each_lead
from leadq.store.read.read_purchases import WonRow, read_won
from leadq.store.read.read_reports import Scope
from leadq.store.read.rows import LeadData
from leadq.usecases.aftersale.report_customers import SATISFACTION, YEAR
from leadq.usecases.desk import Desk


@dataclass(frozen=True)
class Stratum:
    """A trade or a region: how many customers, how many of them are asked."""

    name: str | None
    customers: int
    asked: int


@dataclass(frozen=True)
class Survey:
    """The sample: who is asked, by trade and totalled by region (§11).

    ``withdrawn`` counts the customers who do not want to be contacted; they are in no stratum.
    ``answered`` holds by number when those of the sample answered who did within a year.
    """

    share: int
    seed: int
    asked: tuple[tuple[LeadData, str | None], ...]
    trades: tuple[Stratum, ...]
    regions: tuple[Stratum, ...]
    withdrawn: int
    answered: Mapping[int, str]


def draw_survey(desk: Desk, share: int, seed: int, owner: str = "") -> Survey:
    """Draw a share, in per cent, of the customers of each trade, regardless of importance (§11).

    The same seed draws the same customers. Each comes with the day of the last purchase.
    """
    with desk.read() as conn:
        found = read_won(conn, CONSENT, desk.today, owner)
        willing = [row for row in found if not row.withdrawn]
        strata: dict[str, list[str]] = {}
        for row in willing:
            strata.setdefault(row.profile, []).append(row.uid)
        drawn = draw_sample(strata, share, seed)
        wanted = {uid for keys in drawn.values() for uid in keys}
        chosen = [row for row in willing if row.uid in wanted]
        chosen.sort(key=lambda row: (row.profile, row.region is None, row.region or ""))
        leads = each_lead(conn, [row.lead_id for row in chosen], desk.today)
        asked = tuple((lead, row.last_bought) for lead, row in zip(leads, chosen, strict=True))
        said = read_survey_answers(conn, Scope(desk.today), desk.today - YEAR, [SATISFACTION])
        numbers = {lead["number"] for lead, _last in asked}
        answered = {one.number: one.on for one in said if one.number in numbers}
    trades = tuple(Stratum(name, len(strata[name]), len(drawn[name])) for name in sorted(strata))
    regions, withdrawn = _regions(willing, wanted), len(found) - len(willing)
    return Survey(share, seed, asked, trades, regions, withdrawn, answered)


def _regions(rows: list[WonRow], wanted: set[str]) -> tuple[Stratum, ...]:
    every = Counter(row.region for row in rows)
    asked = Counter(row.region for row in rows if row.uid in wanted)
    names = sorted(every, key=lambda name: (name is None, name or ""))
    return tuple(Stratum(name, every[name], asked[name]) for name in names)

"""The sample of a satisfaction survey: by trade, by region, and the list to call from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from leadq.i18n import text
from leadq.render.parts.lines import BOLD, DIM, EMPTY, Line, Piece, line, sentence, wrapped
from leadq.render.parts.show import show
from leadq.render.parts.table import Column, table_lines
from leadq.render.parts.text import one_line
from leadq.render.plain.flat import csv_phones
from leadq.store.read.rows import pick_keys

if TYPE_CHECKING:
    from leadq.render.parts.look import Look
    from leadq.store.read.rows import LeadData
    from leadq.usecases.aftersale.survey import Stratum, Survey

_KEYS = ("number", "name", "company", "phones", "wechat", "region", "profile", "product", "owner")
_WIDEST = 40


def show_survey(survey: Survey, trades: Mapping[str, str], look: Look) -> None:
    """Write who is to be asked; on a screen, how many of each trade and region.

    ``trades`` are the trades' names by id.
    """
    columns = (*_KEYS, "last_purchase", "answered_on")
    show(
        survey, look, screen=lambda survey, _look: _draw(survey, trades), data=_survey_json,
        columns=columns, rows=_rows,
    )  # fmt: skip
    if survey.withdrawn:
        from leadq.render.parts.out import say_line

        say_line(text("survey.withdrawn", count=survey.withdrawn))


def _draw(survey: Survey, trades: Mapping[str, str]) -> list[Line]:
    customers = sum(one.customers for one in survey.trades)
    if not customers:
        return sentence(text("survey.none"))
    head = text("survey.head", asked=len(survey.asked), customers=customers)
    how = text("survey.how", share=survey.share, seed=survey.seed)
    by_trade = [(trades.get(one.name or "", one.name), one) for one in survey.trades]
    by_region = [(one.name, one) for one in survey.regions]
    lines = [*wrapped([line(Piece(head, BOLD), Piece(f" · {how}", DIM))]), EMPTY]
    lines += [*_table("survey.trade", by_trade), EMPTY, *_table("survey.region", by_region), EMPTY]
    if survey.answered:
        lines += sentence(text("survey.answered", count=len(survey.answered)))
    lines += sentence(text("survey.list", share=survey.share, seed=survey.seed), DIM)
    return lines + sentence(text("survey.ask"), DIM)


def _table(title: str, strata: Sequence[tuple[str | None, Stratum]]) -> list[Line]:
    columns = [
        Column(text(title), most=_WIDEST, least=10),
        Column(text("survey.customers"), right=True),
        Column(text("survey.asked"), right=True),
    ]
    rows = [
        [
            line(one_line(name, _WIDEST) if name else Piece(text("survey.no_region"), DIM)),
            line(str(one.customers)),
            line(str(one.asked)),
        ]
        for name, one in strata
    ]
    return table_lines(columns, rows)


def _rows(survey: Survey, _look: Look) -> Iterator[dict[str, Any]]:
    for lead, last_bought in survey.asked:
        yield _lead_json(survey, lead, last_bought) | {"phones": csv_phones(lead)}


def _lead_json(survey: Survey, lead: LeadData, last_bought: str | None) -> dict[str, Any]:
    data = pick_keys(lead, _KEYS)
    answered = survey.answered.get(lead["number"])
    return data | {"last_purchase": last_bought, "answered_on": answered}


def _survey_json(survey: Survey, _look: Look) -> dict[str, Any]:
    return {
        "share": survey.share,
        "seed": survey.seed,
        "trades": [_stratum(one, "profile") for one in survey.trades],
        "regions": [_stratum(one, "region") for one in survey.regions],
        "withdrawn": survey.withdrawn,
        "asked": [_lead_json(survey, lead, on) for lead, on in survey.asked],
    }


def _stratum(one: Stratum, key: str) -> dict[str, Any]:
    return {key: one.name, "customers": one.customers, "asked": one.asked}

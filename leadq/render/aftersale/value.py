"""What customers are worth: classes with their remedies, the 20/80, lifetime value (method §10)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from leadq.domain.aftersale.value import BOTTOM_PERCENT, CLASSES, ORDER, TOP_PERCENT
from leadq.i18n import text
from leadq.render.aftersale.purchase import round_money
from leadq.render.aftersale.value_data import (
    PORTRAIT_COLUMNS,
    WORTH_COLUMNS,
    customer_rows,
    measure_rows,
    portrait_json,
    worth_json,
)
from leadq.render.parts.dates import plain_day
from leadq.render.parts.lines import (
    BOLD,
    DIM,
    EMPTY,
    Line,
    Piece,
    label_lines,
    line,
    sentence,
    wrapped,
)
from leadq.render.parts.marks import head_lines, money_text, name_title
from leadq.render.parts.show import show
from leadq.render.parts.table import TITLED, Column, table_lines
from leadq.render.parts.text import cell_width

if TYPE_CHECKING:
    from leadq.domain.aftersale.value import Measured, Outlay, Scale, Slice
    from leadq.render.parts.look import Look
    from leadq.usecases.aftersale.value import Customer, CustomerPortrait, Worth

_CLASS_WIDTH = 6


def show_worth(worth: Worth, look: Look) -> None:
    """Write every customer's class, then what to do for each class, and what they make together."""
    show(worth, look, screen=_draw, data=worth_json, columns=WORTH_COLUMNS, rows=customer_rows)


def _draw(worth: Worth, look: Look) -> list[Line]:
    if not worth.customers:
        lines = sentence(text("worth.none"))
    else:
        lines = [*wrapped([_heading(worth, look)]), EMPTY, *_table(worth), EMPTY, *_classes(worth)]
        lines += [EMPTY, *_shares(worth), *_equity(worth)]
        lines += sentence(_defaults(worth.scale), DIM)
    if worth.silent:
        lines += sentence(text("worth.silent", count=worth.silent))
    return lines


def _heading(worth: Worth, look: Look) -> Line:
    count = text("worth.count", count=len(worth.customers))
    words = text(f"worth.head_{worth.scale.by}", periods=worth.scale.periods)
    if worth.since is not None:
        since = plain_day(worth.since, look.lang)
        words = text("worth.since", words=words, day=since)
    return line(Piece(count, BOLD), Piece(f" · {words}", DIM))


def _table(worth: Worth) -> list[Line]:
    columns = [
        Column(text("column.number"), right=True),
        Column(text("column.class")),
        Column(text("column.lead"), least=14),
        Column(text(f"column.mean_{worth.scale.by}"), right=True, goes=4, below=TITLED),
        Column(text("column.bought_in"), right=True, goes=3, below=TITLED),
        Column(text("column.ladder"), goes=2, below=TITLED),
        Column(text("column.importance"), goes=1, below=TITLED),
        Column(text("column.worth"), right=True),
    ]
    return table_lines(columns, [_cells(one, worth.scale) for one in worth.customers])


def _cells(one: Customer, scale: Scale) -> list[Line]:
    return [
        line(str(one.row.number)),
        line(one.kind),
        line(name_title(one.row.name, one.row.company)),
        line(round_money(one.measured.contribution)),
        line(_bought_in(one.measured, scale)),
        line(text(f"ladder.{one.ladder}")),
        line(text(f"importance.{one.importance}")),
        line(round_money(one.lifetime)),
    ]


def _bought_in(measured: Measured, scale: Scale) -> str:
    if scale.by == ORDER:
        return str(measured.bought_in)
    return f"{measured.bought_in}/{measured.periods}"


def _classes(worth: Worth) -> list[Line]:
    """Return each class there is: what it is about, how many, and the remedy (§10)."""
    counts = Counter(one.kind for one in worth.customers)
    lines: list[Line] = []
    for kind in CLASSES:
        if counts[kind]:
            aim = text("worth.aim", aim=text(f"worth.{kind}"), count=counts[kind])
            lines += label_lines(kind, [line(Piece(aim, BOLD)), *_remedy(kind)], _CLASS_WIDTH)
    return lines


def _remedy(kind: str) -> list[Line]:
    return [line(part) for part in text(f"worth.{kind}.do").splitlines()]


def _shares(worth: Worth) -> list[Line]:
    lines = _share("worth.top", TOP_PERCENT, worth.top)
    return lines + (
        _share("worth.bottom", BOTTOM_PERCENT, worth.bottom) if worth.bottom.keys else []
    )


def _share(key: str, percent: int, part: Slice) -> list[Line]:
    if part.percent is None:
        return []
    share = "<1" if 0 < part.percent < 1 else f"{part.percent:.0f}"
    count = len(part.keys)
    return sentence(text(key, percent=percent, count=count, share=share))


def _equity(worth: Worth) -> list[Line]:
    equity = text("worth.equity", equity=round_money(worth.equity), count=len(worth.customers))
    return [*sentence(equity), *sentence(_assumptions(worth.outlay), DIM)]


def _assumptions(outlay: Outlay) -> str:
    return text(
        "worth.assumptions",
        years=outlay.years,
        discount=f"{outlay.discount_percent:g}",
        margin=f"{outlay.margin_percent:g}",
    )


def _defaults(scale: Scale) -> str:
    key = "worth.rule_order" if scale.by == ORDER else "worth.rule"
    return text(key, bought_in=scale.bought_in, periods=scale.periods)


def show_buyer(portrait: CustomerPortrait, look: Look) -> None:
    """Write one customer: its class by every measure, and what to do."""
    show(
        portrait, look, screen=_draw_buyer, data=portrait_json, columns=PORTRAIT_COLUMNS,
        rows=measure_rows,
    )  # fmt: skip


def _draw_buyer(portrait: CustomerPortrait, look: Look) -> list[Line]:
    lines = head_lines(portrait.lead)
    one = portrait.customer
    if one is None:
        return lines + sentence(text("purchase.none", number=portrait.lead["number"]))
    pairs = [(text(f"worth.by_{by}"), _kind_words(by, *found, portrait.scale))
             for by, found in portrait.kinds.items()]  # fmt: skip
    day = plain_day(one.last_on, look.lang)
    bought = text("worth.bought", total=money_text(portrait.bought), count=one.times, day=day)
    pairs += [
        (text("column.ladder"), text(f"ladder.{one.ladder}")),
        (text("column.importance"), text(f"importance.{one.importance}")),
        (text("worth.relation"), text(f"relation.{portrait.relation}")),
        (text("worth.bought_label"), bought),
        (text("column.worth"), round_money(one.lifetime)),
    ]
    start = max(cell_width(label) for label, _words in pairs) + 2
    for label, words in pairs:
        lines += label_lines(label, [line(words)], start)
    lines += label_lines(text("worth.do"), _remedy(one.kind), start)
    rules = (_assumptions(portrait.outlay), _defaults(portrait.scale))
    return wrapped([*lines, *(line(Piece(rule, DIM)) for rule in rules)])


def _kind_words(by: str, kind: str, measured: Measured, scale: Scale) -> str:
    aim = text(f"worth.{kind}")
    mean = round_money(measured.contribution)
    steady = text("worth.steady" if measured.stable else "worth.unsteady")
    return text(
        f"worth.kind_{by}", kind=kind, aim=aim, mean=mean, steady=steady,
        bought_in=measured.bought_in, periods=scale.periods,
    )  # fmt: skip

"""What customers are worth: classes with their remedies, the 20/80, lifetime value (method §10)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from leadq.domain.aftersale.value import BOTTOM_PERCENT, CLASSES, ORDER, TOP_PERCENT
from leadq.i18n import text
from leadq.render.aftersale.purchase import money, round_money
from leadq.render.parts.dates import plain_day
from leadq.render.parts.lines import (
    BOLD,
    DIM,
    EMPTY,
    Column,
    Line,
    Span,
    column_widths,
    draw_row,
    head_row,
    label_lines,
    line,
    sentence,
    write_lines,
    write_wrapped,
)
from leadq.render.parts.marks import head_lines
from leadq.render.parts.text import cell_width, one_line, screen_width

if TYPE_CHECKING:
    from leadq.domain.aftersale.value import Measured, Outlay, Scale, Slice
    from leadq.render.parts.look import Look
    from leadq.usecases.aftersale.value import Customer, Portrait, Worth

_CLASS_WIDTH = 6
_LEAD = 2
_LEAST_LEAD = 14
_LONGEST_NAME = 60


def show_worth(worth: Worth, look: Look) -> None:
    """Write every customer's class, then what to do for each class, and what they make together."""
    if look.fmt != "table":
        from leadq.render.aftersale.value_data import write_worth

        write_worth(worth, look)
        return
    if not worth.customers:
        lines = sentence(text("worth.none"))
    else:
        lines = [_heading(worth, look), EMPTY, *_table(worth), EMPTY, *_classes(worth)]
        lines += [EMPTY, *_shares(worth), *_equity(worth)]
        lines += sentence(_defaults(worth.scale), DIM)
    if worth.silent:
        lines += sentence(text("worth.silent", count=worth.silent))
    write_lines(lines, color=look.color)


def _heading(worth: Worth, look: Look) -> Line:
    count = text("worth.count", count=len(worth.customers))
    words = text(f"worth.head_{worth.scale.by}", periods=worth.scale.periods)
    if worth.since is not None:
        since = plain_day(worth.since, look.lang)
        words = text("worth.since", words=words, day=since)
    return line(Span(count, BOLD), Span(f" · {words}", DIM))


def _table(worth: Worth) -> list[Line]:
    names = ("number", "class", "lead", f"mean_{worth.scale.by}", "bought_in", "ladder",
             "importance", "worth")  # fmt: skip
    right = ("number", names[3], "bought_in", "worth")
    columns = [Column(text(f"column.{name}"), name in right) for name in names]
    rows = [_cells(one, worth.scale) for one in worth.customers]
    widths = column_widths(columns, rows)
    over = sum(widths) + 2 * (len(widths) - 1) - screen_width()
    if over > 0:
        widths[_LEAD] = max(min(widths[_LEAD], _LEAST_LEAD), widths[_LEAD] - over)
    columns[_LEAD] = columns[_LEAD]._replace(most=widths[_LEAD])
    return [head_row(columns, widths), *(draw_row(row, columns, widths) for row in rows)]


def _cells(one: Customer, scale: Scale) -> list[Line]:
    names = [one_line(name, _LONGEST_NAME) for name in (one.row.name, one.row.company) if name]
    return [
        line(str(one.row.number)),
        line(one.kind),
        line(" · ".join(dict.fromkeys(names))),
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
            lines += label_lines(kind, [line(Span(aim, BOLD)), *_remedy(kind)], _CLASS_WIDTH)
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


def show_portrait(portrait: Portrait, look: Look) -> None:
    """Write one customer: its class by every measure, and what to do."""
    if look.fmt != "table":
        from leadq.render.aftersale.value_data import write_portrait

        write_portrait(portrait, look)
        return
    lines = head_lines(portrait.lead)
    one = portrait.customer
    if one is None:
        lines += sentence(text("purchase.none", number=portrait.lead["number"]))
        write_lines(lines, color=look.color)
        return
    pairs = [(text(f"worth.by_{by}"), _kind_words(by, *found, portrait.scale))
             for by, found in portrait.kinds.items()]  # fmt: skip
    day = plain_day(one.last_on, look.lang)
    bought = text("worth.bought", total=money(portrait.bought), count=one.times, day=day)
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
    write_wrapped([*lines, *(line(Span(rule, DIM)) for rule in rules)], color=look.color)


def _kind_words(by: str, kind: str, measured: Measured, scale: Scale) -> str:
    aim = text(f"worth.{kind}")
    mean = round_money(measured.contribution)
    steady = text("worth.steady" if measured.stable else "worth.unsteady")
    return text(
        f"worth.kind_{by}", kind=kind, aim=aim, mean=mean, steady=steady,
        bought_in=measured.bought_in, periods=scale.periods,
    )  # fmt: skip

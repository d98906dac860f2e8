"""Figures in words: shares, and amounts as short as a scale needs them."""

from __future__ import annotations

from leadq.i18n import text


def per_cent(value: float) -> str:
    """Return a share given in per cent in words."""
    return f"{value:.0f}%"


def short_amount(value: float) -> str:
    """Return an amount as short as a scale needs it: 250k, 25 万."""
    units = [unit.split() for unit in text("reports.units").split(",")]
    for size, unit in reversed([(float(size), unit) for size, unit in units]):
        if abs(value) >= size:
            return f"{value / size:,.4g}{unit}"
    return f"{value:,.4g}"

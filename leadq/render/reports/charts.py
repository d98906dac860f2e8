"""Charts as inline SVG: no script, nothing from outside, colours from the page's style sheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple
from xml.etree import ElementTree

from leadq.render.parts.text import cell_width

_WIDTH = 480
_FONT = 13
_ROW, _EDGE, _HIGH = 26, 60, 280
_GONE = ("script", "desc")
_FEW = 5


class Series(NamedTuple):
    """Values for every label; ``token`` names the colour in the style sheet.

    ``reach`` holds the ends of an interval around each value, None for none.
    """

    token: str
    values: Sequence[float | None]
    reach: Sequence[tuple[float, float] | None] = ()


class Chart(NamedTuple):
    """What to draw. ``kind``: rows (lying bars), stacked_rows, columns, stacked_columns, lines.

    ``words`` writes the numbers of the scale; in per cent it goes up to 100 at least.
    """

    id: str
    kind: str
    title: str
    labels: Sequence[str]
    series: Sequence[Series]
    per_cent: bool = False
    words: Callable[[float], str] = str


def draw_chart(chart: Chart) -> str:
    """Return a chart as an SVG element for the middle of a page."""
    import pygal

    kinds = {
        "rows": pygal.HorizontalBar,
        "stacked_rows": pygal.HorizontalStackedBar,
        "columns": pygal.Bar,
        "stacked_columns": pygal.StackedBar,
        "lines": pygal.Line,
    }
    lying = chart.kind.endswith("rows")
    drawn = kinds[chart.kind](**_settings(chart, lying))
    drawn.uuid = chart.id
    drawn.x_labels = list(chart.labels)[::-1] if lying else list(chart.labels)
    for series in chart.series:
        values = _values(series)
        drawn.add(series.token, values[::-1] if lying else values)
    return _inline(drawn.render_tree(), chart.title)


def _settings(chart: Chart, lying: bool) -> dict[str, Any]:
    bars = len(chart.series) if chart.kind == "rows" else 1
    height = _EDGE + len(chart.labels) * (_ROW + 12 * (bars - 1)) if lying else _HIGH
    settings: dict[str, Any] = {
        "style": _style([series.token for series in chart.series]),
        "width": _WIDTH,
        "height": height,
        "js": (),
        "show_legend": False,
        "margin": 12,
        "min_scale": 3,
        "max_scale": 6,
        "include_x_axis": True,
        "value_formatter": chart.words,
        "x_label_rotation": 0 if lying or len(chart.labels) < 9 else 35,
    }
    if lying:
        settings["margin_left"] = 12 + _missing_room(chart.labels)
    if chart.per_cent:
        most = max(value or 0 for one in chart.series for value in one.values)
        settings["range"] = (0, max(100, most))
    elif marks := _whole_marks(chart):
        settings["y_labels"] = marks
    return settings


def _whole_marks(chart: Chart) -> list[int]:
    """Return the marks of a scale of a few things, which cannot be halved; else nothing."""
    found = [[one.values[place] or 0 for one in chart.series] for place in range(len(chart.labels))]
    tops = [sum(values) if chart.kind.startswith("stacked") else max(values) for values in found]
    if any(value != int(value) for values in found for value in values):
        return []
    top = int(max(tops, default=0))
    return list(range(top + 1)) if 0 < top <= _FEW else []


def _missing_room(labels: Sequence[str]) -> int:
    """Return what labels in Han characters need beyond the width the library reckons with."""
    counted = max(map(len, labels), default=0)
    cells = max(map(cell_width, labels), default=0)
    return max(0, round((cells - counted) * _FONT * 0.5))


def _style(tokens: Sequence[str]) -> Any:
    from pygal.style import Style

    ink, line = "var(--ink)", "var(--line)"
    return Style(
        background="transparent",
        plot_background="transparent",
        foreground=ink,
        foreground_strong=ink,
        foreground_subtle=line,
        guide_stroke_color=line,
        major_guide_stroke_color=line,
        guide_stroke_dasharray="none",
        major_guide_stroke_dasharray="none",
        opacity="1",
        stroke_opacity="1",
        stroke_width="2",
        transition="0s",
        font_family="inherit",
        label_font_size=_FONT,
        major_label_font_size=_FONT,
        no_data_font_size=_FONT,
        colors=tuple(f"var(--{token})" for token in tokens),
        value_colors=(ink,) * len(tokens),
        ci_colors=(ink,) * len(tokens),
    )


def _values(series: Series) -> list[Any]:
    if not series.reach:
        return list(series.values)
    pairs = zip(series.values, series.reach, strict=True)
    return [
        {"value": value, "ci": {"low": reach[0], "high": reach[1]}} if reach else value
        for value, reach in pairs
    ]


def _inline(root: Any, title: str) -> str:
    """Return a drawing without scripts, comments and what only a script would show."""
    for parent in list(root.iter()):
        for child in list(parent):
            if _is_idle(child) or (child.tag == "title" and parent is not root):
                parent.remove(child)
    heading = root.find("title")
    heading.text = title
    root.set("role", "img")
    root.set("aria-label", title)
    return ElementTree.tostring(root, encoding="unicode", short_empty_elements=True)


def _is_idle(node: Any) -> bool:
    return not isinstance(node.tag, str) or node.tag in _GONE

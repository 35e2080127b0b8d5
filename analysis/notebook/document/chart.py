"""The result of a query as a chart: the columns on the axes are the person's choice, and sensible without one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any, NamedTuple

import plotly.graph_objects as go
import pyarrow as pa

from analysis.charts.layout import BLUE, GREY, MARGIN_HEIGHT, MOST_COLOURS, ROW_HEIGHT, TOP_LEGEND, label
from analysis.notebook.document.result_rows import number_columns, time_columns, to_json, word_columns
from analysis.notebook.sandbox.cell_errors import CellError

CHART_KINDS = {
    "bar": "Bar",
    "line": "Line",
    "point": "Point",
    "heatmap": "Heatmap",
    "sankey": "Sankey",
    "number": "Number",
}
AXES = {"x": "Across", "y": "Up", "colour": "Colour"}
ROLES: Mapping[str, Mapping[str, str]] = {
    "bar": AXES,
    "line": AXES,
    "point": AXES,
    "heatmap": {"x": "Across", "y": "Down", "colour": "Shade"},
    "sankey": {"x": "From", "y": "To", "colour": "How many"},
    "number": {"y": "Number"},
}
"""What each kind of chart needs columns for."""

OPTIONAL = {("bar", "colour"), ("line", "colour"), ("point", "colour")}
MOST_MARKS, MOST_LINES = 1_000, 60
"""Rows that are drawn, and those of named bars: more can't be told apart, and a browser takes seconds for them."""

HEIGHT, THINNEST = 360, 14
LINK = "rgba(48, 128, 198, 0.3)"
"""A link of a Sankey diagram: the blue of its nodes, seen through."""


@dataclass(frozen=True)
class Chart:
    """A kind of chart, and the column for each of its roles; None where the columns decide."""

    kind: str
    x: str | None = None
    y: str | None = None
    colour: str | None = None


def possible_kinds(rows: pa.Table) -> list[str]:
    """The kinds of charts that these rows can be drawn as."""
    possible = [kind for kind in CHART_KINDS if rows.num_rows and _fits(Chart(kind), rows)]
    return possible if rows.num_rows == 1 else [kind for kind in possible if kind != "number"]


def column_choices(rows: pa.Table, kind: str, role: str) -> list[str]:
    """The columns that can take a role, the likeliest first."""
    named, dated, counted = word_columns(rows), time_columns(rows), number_columns(rows)
    if role == "colour":
        return named if (kind, role) in OPTIONAL else counted
    if kind == "sankey":
        return named
    if kind == "heatmap":
        return [*named, *dated, *counted]
    if role == "y":
        return counted
    return [*dated, *counted] if kind == "point" else [*dated, *named, *counted]


def assign_columns(chart: Chart, rows: pa.Table) -> Chart:
    """The chart with a column for each role: the chosen one if it is there, else the first that fits and is free.

    Raises CellError where there is none.
    """
    wishes = {role: getattr(chart, role) for role in ROLES[chart.kind]}
    chosen: dict[str, str | None] = dict.fromkeys(AXES)
    for role, wish in wishes.items():
        can, optional = column_choices(rows, chart.kind, role), (chart.kind, role) in OPTIONAL
        spare = (column for column in can if column not in {*wishes.values(), *chosen.values()})
        chosen[role] = wish if wish in can else None if optional else next(spare, None)
        if chosen[role] is None and not optional:
            raise CellError(
                f"This result can't be shown as “{CHART_KINDS[chart.kind]}”",
                f"It has no column for “{ROLES[chart.kind][role]}”: show it as a table, or ask for one more column.",
            )
    return Chart(chart.kind, **chosen)


def limit_rows(rows: pa.Table, chart: Chart) -> pa.Table:
    """The rows that are drawn: the first ones, where there are many."""
    lying = chart.kind == "bar" and assign_columns(chart, rows).x in word_columns(rows)
    return rows.slice(0, MOST_LINES if lying else MOST_MARKS)


def draw_chart(rows: pa.Table, chart: Chart) -> go.Figure:
    """The rows as a chart. Raises CellError where their columns don't fit it."""
    return DRAWERS[chart.kind](limit_rows(rows, chart), assign_columns(chart, rows)).update_layout(
        margin={"l": 8, "r": 8, "t": 32, "b": 8},
        legend={**TOP_LEGEND, "traceorder": "normal"},
    )


class _Axis(NamedTuple):
    """Where each row lies along an axis, and how the axis looks."""

    at: list[Any]
    look: dict[str, Any]


def _fits(chart: Chart, rows: pa.Table) -> bool:
    try:
        assign_columns(chart, rows)
    except CellError:
        return False
    return True


def _draw_bars(rows: pa.Table, chart: Chart) -> go.Figure:
    """Standing bars along days and numbers; lying ones where each has a name to be read."""
    x, y = _axis(rows, chart.x), _axis(rows, chart.y)
    if chart.x not in word_columns(rows):
        return _draw_marks(go.Bar, rows, chart, x, y)
    names, groups = len(x.look["ticktext"]), len(_groups(rows, chart.colour))
    x.look.update(range=[names - 0.4, -0.6], ticksuffix=" ", title=None)  # each name says what it is
    height = MARGIN_HEIGHT + names * max(ROW_HEIGHT, THINNEST * groups)
    return _draw_marks(go.Bar, rows, chart, y, x).update_traces(orientation="h").update_layout(height=height)


def _draw_lines(rows: pa.Table, chart: Chart) -> go.Figure:
    ordered = rows if chart.x in word_columns(rows) else rows.sort_by(chart.x)
    axes = _axis(ordered, chart.x), _axis(ordered, chart.y)
    return _draw_marks(go.Scatter, ordered, chart, *axes).update_traces(mode="lines+markers")


def _draw_points(rows: pa.Table, chart: Chart) -> go.Figure:
    axes = _axis(rows, chart.x), _axis(rows, chart.y)
    return _draw_marks(go.Scatter, rows, chart, *axes).update_traces(mode="markers", marker_size=9)


def _draw_marks(mark: Callable[..., Any], rows: pa.Table, chart: Chart, x: _Axis, y: _Axis) -> go.Figure:
    """One mark a row, coloured by its group."""
    groups = _groups(rows, chart.colour)
    return go.Figure(
        [mark(x=[x.at[row] for row in of], y=[y.at[row] for row in of], **look) for of, look in groups],
        {"height": HEIGHT, "xaxis": x.look, "yaxis": y.look, "showlegend": chart.colour is not None},
    )


def _draw_heatmap(rows: pa.Table, chart: Chart) -> go.Figure:
    """One field a row. Raises CellError where two rows belong in the same one."""
    x, y = _axis(rows, chart.x, named=True), _axis(rows, chart.y, named=True)
    places, shades = list(zip(y.at, x.at, strict=True)), _column_values(rows, chart.colour)
    if len(set(places)) < len(places):
        raise CellError(
            "Several rows belong in the same field",
            f"Ask for one row for each “{chart.x}” and “{chart.y}”: group by both.",
        )
    fields = [[None for _ in x.look["ticktext"]] for _ in y.look["ticktext"]]
    for (line, place), shade in zip(places, shades, strict=True):
        fields[line][place] = shade
    heatmap = go.Heatmap(z=fields, colorbar={"title": {"text": escape(str(chart.colour))}}, xgap=1, ygap=1)
    height = MARGIN_HEIGHT + ROW_HEIGHT * len(fields)
    return go.Figure(
        heatmap, {"height": height, "xaxis": x.look, "yaxis": y.look | {"autorange": "reversed"}}
    )


def _draw_sankey(rows: pa.Table, chart: Chart) -> go.Figure:
    sources, targets = _column_values(rows, chart.x), _column_values(rows, chart.y)
    nodes = list(dict.fromkeys([*sources, *targets]))
    return go.Figure(
        go.Sankey(
            node={
                "label": [_value_label(node) for node in nodes],
                "color": BLUE,
                "line": {"width": 0},
                "pad": 24,
            },
            link={
                "source": [nodes.index(source) for source in sources],
                "target": [nodes.index(target) for target in targets],
                "value": _column_values(rows, chart.colour),
                "color": LINK,
            },
            textfont={"size": 13},
        ),
        {"height": HEIGHT},
    )


def _draw_number(rows: pa.Table, chart: Chart) -> go.Figure:
    if rows.num_rows != 1:
        raise CellError("A number is one row", "Ask for one row, or show all of them as a table.")
    [value] = _column_values(rows, chart.y)
    number = {"valueformat": ",.2~f", "font": {"size": 56}}
    title = {"text": escape(str(chart.y)), "font": {"size": 16}}
    return go.Figure(go.Indicator(mode="number", value=value, number=number, title=title), {"height": 180})


DRAWERS: Mapping[str, Callable[[pa.Table, Chart], go.Figure]] = {
    "bar": _draw_bars,
    "line": _draw_lines,
    "point": _draw_points,
    "heatmap": _draw_heatmap,
    "sankey": _draw_sankey,
    "number": _draw_number,
}


def _axis(rows: pa.Table, column: str | None, *, named: bool = False) -> _Axis:
    """Numbers and days where they are, unless they are to be `named`; words side by side, by their names."""
    values = _column_values(rows, column)
    look: dict[str, Any] = {"title": {"text": escape(str(column))}, "automargin": True}
    if not named and column not in word_columns(rows):
        return _Axis(values, look)
    places = {value: place for place, value in enumerate(dict.fromkeys(values))}
    ticks = {"tickvals": list(places.values()), "ticktext": [_value_label(value) for value in places]}
    return _Axis([places[value] for value in values], look | ticks | {"showgrid": False, "zeroline": False})


def _groups(rows: pa.Table, column: str | None) -> list[tuple[list[int], dict[str, Any]]]:
    """The rows of each colour: of the commonest values, and of all others together."""
    if column is None:
        return [(list(range(rows.num_rows)), {})]
    values = _column_values(rows, column)
    common = [value for value, _ in Counter(values).most_common(MOST_COLOURS)]
    groups = [
        ([row for row, each in enumerate(values) if each == value], {"name": _value_label(value)})
        for value in common
    ]
    rare = [row for row, value in enumerate(values) if value not in common]
    return [*groups, (rare, {"name": "All others", "marker": {"color": GREY}})] if rare else groups


def _column_values(rows: pa.Table, column: str | None) -> list[Any]:
    return [value for row in to_json(rows.select([column])) for value in row.values()]


def _value_label(value: Any) -> str:
    """A value as the label of an axis; none of the log's own texts becomes markup."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return label("unknown" if value is None else str(value))

"""Answers about what came before offers in, Plotly figures out. Like `figures`, without colours of their own."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go

from analysis import wording
from analysis.figures import GREY, LINE_HEIGHT, MOST_COLOURS, ROW_HEIGHT, label, layout, told_beside, whiskers
from analysis.question import Row
from analysis.questions import credit, paths
from analysis.statistics.verdict import Verdict

if TYPE_CHECKING:
    from analysis.answer import Answer

PATH_HEIGHT, MOST_PATHS = 52, 20
"""Pixels for one offer, and how many offers are drawn (the latest)."""

OTHERS = "All others"
LEGEND = {
    **{"orientation": "h", "x": 0, "y": 0, "yref": "container", "yanchor": "bottom"},
    **{"entrywidth": 116, "itemsizing": "constant"},
}
"""Below everything, two names in a line on a phone."""

SYMBOLS = dict(
    zip(credit.WAYS, ("circle", "square", "diamond", "cross", "x", "triangle-up", "star"), strict=True)
)


def timelines(answer: Answer) -> go.Figure | None:
    """One line an offer, from its first touch to the offer, one mark a touch, large where it was answered."""
    offers = [path for path in paths.by_offer(answer.rows) if path[0]["offer_day"] is not None][-MOST_PATHS:]
    marks = [(place, row) for place, path in enumerate(offers) for row in path if row["day"] is not None]
    if not marks:
        return None
    figure = go.Figure([*_touches(marks), _ends(offers)], _timeline_layout(len(offers)))
    for place, path in enumerate(offers):
        _line(figure, place, 0, path[0]["offer_day"])
        figure.add_annotation(
            text=_title(path),
            x=0,
            xref="paper",
            xanchor="left",
            y=place,
            yshift=18,
            showarrow=False,
        )
    return figure


def _title(path: list[Row]) -> str:
    first = path[0]
    return f"Offer {first['offer']}" + (f", {label(first['company'])}" if first["company"] else "")


def _line(figure: go.Figure, place: int, start: float, end: float) -> None:
    """A thin line behind the marks. As a shape it takes no colour from them."""
    figure.add_shape(
        type="line", x0=start, x1=end, y0=place, y1=place, layer="below", line={"color": GREY, "width": 2}
    )


def _touches(marks: list[tuple[int, Row]]) -> list[go.Scatter]:
    """One colour for each kind of touch; what is rare has one together."""
    often = Counter(row["strategy"] for _, row in marks).most_common()
    own = [kind for kind, _ in often[:MOST_COLOURS]]
    groups = {wording.name(kind): [kind] for kind in own}
    if rare := [kind for kind, _ in often[MOST_COLOURS:]]:
        groups[OTHERS] = rare
    return [
        _of_one_kind(name, [(place, row) for place, row in marks if row["strategy"] in kinds])
        for name, kinds in groups.items()
    ]


def _of_one_kind(name: str, marks: list[tuple[int, Row]]) -> go.Scatter:
    rows = [row for _, row in marks]
    told = [
        [
            row["strategy"],
            *(wording.name(row[each]) for each in ("strategy", "channel", "stage")),
            _answered(row),
        ]
        for row in rows
    ]
    return go.Scatter(
        x=[row["day"] for row in rows],
        y=[place for place, _ in marks],
        customdata=told,
        name=name,
        mode="markers",
        marker={"size": [13 if row["answered"] else 8 for row in rows]}
        | ({"color": GREY} if name == OTHERS else {}),
        cliponaxis=False,
        hovertemplate=(
            "day %{x}: %{customdata[1]}, %{customdata[2]}<br>stage: %{customdata[3]}, %{customdata[4]}<extra></extra>"
        ),
    )


def _answered(row: Row) -> str:
    return "answered" if row["answered"] else "no answer"


def _ends(offers: list[list[Row]]) -> go.Scatter:
    return go.Scatter(
        x=[path[0]["offer_day"] for path in offers],
        y=list(range(len(offers))),
        name="Offer",
        mode="markers",
        marker={"size": 15, "symbol": "star", "color": GREY},
        cliponaxis=False,
        hovertemplate="day %{x}: offer<extra></extra>",
    )


def _timeline_layout(offers: int) -> dict[str, Any]:
    return {
        "height": 240 + PATH_HEIGHT * offers,
        "margin": {"l": 12, "r": 16, "t": 8, "b": 8},
        "xaxis": {
            "title": {"text": "days since the first touch; large marks were answered"},
            "rangemode": "tozero",
            "zeroline": False,
            "fixedrange": True,
        },
        "yaxis": {"visible": False, "range": [offers - 0.5, -0.8], "fixedrange": True},
        "legend": LEGEND,
    }


def against_use(answer: Answer) -> go.Figure | None:
    """With 10 offers, each kind's index with its range beside 1; before, its share of offers beside that of all."""
    rows = [row for row in answer.rows if row["index"] is not None]
    return _index(rows) if rows else _counts(answer.rows)


def _index(rows: list[Row]) -> go.Figure:
    """On a scale of doublings: half as much is as far from 1 as twice as much."""
    clear = [row["verdict"] == Verdict.CLEAR for row in rows]
    dots = go.Scatter(
        x=[row["index"] for row in rows],
        y=list(range(len(rows))),
        mode="markers",
        marker={
            "size": 11,
            "symbol": ["circle" if each else "circle-open" for each in clear],
            "line": {"width": 2},
        },
        error_x=whiskers(rows, "index", "index_from", "index_to"),
        customdata=[[*_told(row), row["index_from"], row["index_to"]] for row in rows],
        hovertemplate="%{customdata[2]}: %{x:.1f} (range %{customdata[3]:.1f} to %{customdata[4]:.1f})<extra></extra>",
    )
    figure = go.Figure(dots, layout(ROW_HEIGHT * len(rows)))
    figure.add_vline(x=1, line_color=GREY, line_width=1, line_dash="dot")
    widest = max(row["index_to"] for row in rows)
    return _named(figure, rows, [f"{row['index']:.1f}" for row in rows]).update_xaxes(
        type="log",
        range=[-1.1, math.log10(max(4, widest)) + 0.05],
        dtick=None,
        tickformat="~r",
        tickvals=[0.1, 0.5, 1, 2, 4, 8],
        title={"text": "credit over use; at 1 just as much"},
    )


def _counts(rows: list[Row]) -> go.Figure:
    """Two dots a kind: how many of the offers had it, and how many of all opportunities that came as far."""
    everything = _dots(rows, "opportunity_share", "n", "opportunities", "of all that came as far")
    offers = _dots(rows, "offer_share", "offers", "all_offers", "of those with an offer")
    figure = go.Figure([offers, everything.update(marker_color=GREY)], layout(ROW_HEIGHT * len(rows)))
    for place, row in enumerate(rows):
        _line(figure, place, row["opportunity_share"], row["offer_share"])
    told = [f"{row['offers']} of {row['all_offers']}" for row in rows]
    return _named(figure, rows, told).update_xaxes(range=[-0.03, 1.03])


def _dots(rows: list[Row], share: str, some: str, of_all: str, name: str) -> go.Scatter:
    return go.Scatter(
        x=[row[share] for row in rows],
        y=list(range(len(rows))),
        customdata=[[*_told(row), row[some], row[of_all]] for row in rows],
        name=name,
        mode="markers",
        marker={"size": 11},
        hovertemplate="%{customdata[2]}: %{customdata[3]} of %{customdata[4]}<extra>" + name + "</extra>",
    )


def _told(row: Row) -> list[str]:
    """What tells a mark of the credit for offers apart, and what it is called."""
    return [row["strategy"], row["stage"], label(row["strategy"])]


def ways(answer: Answer) -> go.Figure:
    """One line a kind of touch: a dot for its share under each way of counting, and one for how much it is used."""
    rows = [row for row in answer.rows if max(row[f"{way}_share"] for way in credit.WAYS) >= 0.005]
    lines = [(place, [row[f"{way}_share"] for way in credit.WAYS]) for place, row in enumerate(rows)]
    dots = [_way(way, rows) for way in credit.WAYS]
    figure = go.Figure(dots, layout(LINE_HEIGHT * len(rows)))
    for place, shares in lines:
        _line(figure, place, min(shares), max(shares))
    highest = max((max(shares) for _, shares in lines), default=1.0)
    places = [_places(row) for row in rows]
    return _named(figure, rows, places).update_layout(
        height=190 + LINE_HEIGHT * len(rows),
        legend=LEGEND,
        xaxis={"range": [-0.03 * highest, highest * 1.06]},
    )


def _way(way: str, rows: list[Row]) -> go.Scatter:
    return go.Scatter(
        x=[row[f"{way}_share"] for row in rows],
        y=list(range(len(rows))),
        customdata=[[row["strategy"], label(row["strategy"])] for row in rows],
        name=credit.WAY_NAMES[way],
        mode="markers",
        marker={"size": 9, "opacity": 0.85, "symbol": SYMBOLS[way]},
        hovertemplate="%{customdata[1]}: %{x:.0%}<extra>" + credit.WAY_NAMES[way] + "</extra>",
    )


def _places(row: Row) -> str:
    high, low = row["highest_place"], row["lowest_place"]
    return f"place {high}" if high == low else f"place {high}–{low}"


def personalised(answer: Answer) -> go.Figure:
    """Both rates with their ranges, as plainly counted, and beside them as they are over the same mix."""
    rows = answer.rows
    plain = go.Scatter(
        x=[row["rate"] for row in rows],
        y=list(range(len(rows))),
        name="plainly counted",
        mode="markers",
        marker={"size": 11},
        error_x=whiskers(rows, "rate", "low", "high"),
        hovertemplate="%{x:.0%}<extra>plainly counted</extra>",
    )
    fair = go.Scatter(
        x=[row["fair_rate"] for row in rows],
        y=[place + 0.25 for place in range(len(rows))],
        name="over the same mix",
        mode="markers",
        marker={"size": 11, "symbol": "diamond"},
        hovertemplate="%{x:.0%}<extra>over the same mix</extra>",
    )
    told = [f"{wording.percent(row['rate'])} of {row['n']:,}" for row in rows]
    figure = go.Figure([plain, fair], layout(ROW_HEIGHT * 2 * len(rows)))
    return _named(figure, rows, told, "name").update_xaxes(range=[-0.03, 1.03])


def _named(figure: go.Figure, rows: list[Row], told: list[str], name: str = "strategy") -> go.Figure:
    """The same figure with one line a row: its name at the left, a text at the right."""
    return told_beside(figure, [label(row[name]) for row in rows], list(enumerate(told)))

"""What came before each offer: the paths themselves, which is all there is to say while offers are few.

The newest fifty of them where there are more, so that neither the table nor the wait for it grows with the log.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import groupby
from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go

from analysis import wording
from analysis.charts import layout
from analysis.domains import CHANNEL_NAMES, DAY, NUMBER, STAGE_NAMES, STRATEGY_NAMES, TEXT, YES_NO
from analysis.missing_data import STEPS_REACHED
from analysis.question import Column, Question, Row
from analysis.questions import response_rates, touch_kinds
from analysis.statistics.thresholds import MIN_OFFERS_COUNTED

if TYPE_CHECKING:
    from analysis.answer import Answer

PATH_HEIGHT, MOST_PATHS = 52, 20
"""Pixels for one offer, and how many offers are drawn (the latest)."""

OTHERS = "All others"


def list_paths(counts: list[Row], _parameters: Mapping[str, Any]) -> list[Row]:
    """One row for each touch before each of the newest offers, in order; an offer that nothing came before has one
    empty row.
    """
    shown = [{name: row[name] for name in QUESTION.columns} for row in counts if row["offer"] is not None]
    return sorted(shown, key=lambda row: (row["offer"], row["touch"] or 0))


def describe_paths(answer: Answer) -> str:
    """Each path in words while there are few; how long they were where there are more, and the most common one where
    there are more than are shown.
    """
    [totals] = [row for row in answer.counts if row["opportunities"] is not None]
    if not totals["offers"]:
        return _no_offer_text(totals)
    offers = wording.count(totals["offers"], "offer")
    paths = group_by_offer(answer.rows)
    if totals["offers"] < MIN_OFFERS_COUNTED:
        here = "here is what came before it" if len(paths) == 1 else "here is what came before each"
        text = f"{offers}: {here}. {' '.join(map(_path_text, paths))}"
    else:
        text = f"{offers}, {_lengths_text(totals)}."
    if totals["offers"] > len(paths):
        text += f" The newest {len(paths)} are shown.{_usual_text(answer.counts, totals['offers'])}"
    undated = sum(row["touch"] is not None and row["day"] is None for row in answer.rows)
    stand = "stands" if undated == 1 else "stand"
    unplaced = f" {wording.count(undated, 'touch')} without a date {stand} last." if undated else ""
    return f"{text}{unplaced} What came before an offer need not have led to it."


def group_by_offer(rows: list[Row]) -> list[list[Row]]:
    """The rows of each offer, of rows in the order of offers."""
    return [list(path) for _, path in groupby(rows, key=lambda row: row["offer"])]


def _usual_text(counts: list[Row], offers: int) -> str:
    """Which kinds of touch most often came before an offer in the same order."""
    usual = max(
        (row for row in counts if row["kinds"] is not None and row["offers"] > 1),
        key=lambda row: row["offers"],
        default=None,
    )
    if usual is None:
        return ""
    kinds = ", ".join(_run_texts(list(touch_kinds.split_kinds(usual["kinds"]))))
    return f" The most common sequence, before {usual['offers']:,} of the {offers:,}: {kinds}."


def _offer_title(path: list[Row]) -> str:
    """What an offer is called: its company where names are shown, else its number."""
    first = path[0]
    return f"Offer {first['offer']}" + (f", {first['company']}" if first["company"] else "")


def _no_offer_text(others: Row) -> str:
    if not others["opportunities"]:
        return response_rates.NOTHING
    return (
        f"No offer is in this view yet, so there is no way to one to show. {others['interviews']:,} of "
        f"{wording.count(others['opportunities'], 'opportunity')} reached an interview."
    )


def _path_text(path: list[Row]) -> str:
    kinds = [row["strategy"] for row in path if row["touch"] is not None]
    if not kinds:
        return f"{_offer_title(path)}: no touch before it."
    days = path[0]["offer_day"]
    took = f" ({wording.count(days, 'day')})" if days is not None else ""
    return f"{_offer_title(path)}{took}: {', '.join(_run_texts(kinds))}."


def _run_texts(kinds: list[str]) -> list[str]:
    """Kinds of touch in order, those in a row as one: "application", "2 × thank-you note"."""
    runs = [(touch_kinds.kind_text(kind), len(list(run))) for kind, run in groupby(kinds)]
    return [kind if times == 1 else f"{times} × {kind}" for kind, times in runs]


def _lengths_text(totals: Row) -> str:
    after = f"after {_span_text(totals['fewest_touches'], totals['most_touches'], 'touch')}"
    if totals["fewest_days"] is None:
        return after
    return f"{after} and {_span_text(totals['fewest_days'], totals['most_days'], 'day')}"


def _span_text(low: int, high: int, thing: str) -> str:
    return wording.count(low, thing) if low == high else f"{low:,} to {wording.count(high, thing)}"


def draw_paths(answer: Answer) -> go.Figure | None:
    """One line an offer, from its first touch to the offer, one mark a touch, large where it was answered."""
    offers = [path for path in group_by_offer(answer.rows) if path[0]["offer_day"] is not None][-MOST_PATHS:]
    marks = [(place, row) for place, path in enumerate(offers) for row in path if row["day"] is not None]
    if not marks:
        return None
    figure = go.Figure([*_touch_dots(marks), _offer_stars(offers)], _path_layout(len(offers)))
    for place, path in enumerate(offers):
        layout.draw_span(figure, place, 0, path[0]["offer_day"])
        figure.add_annotation(
            text=_line_title(path),
            x=0,
            xref="paper",
            xanchor="left",
            y=place,
            yshift=18,
            showarrow=False,
        )
    return figure


def _line_title(path: list[Row]) -> str:
    first = path[0]
    return f"Offer {first['offer']}" + (f", {layout.label(first['company'])}" if first["company"] else "")


def _touch_dots(marks: list[tuple[int, Row]]) -> list[go.Scatter]:
    """One colour for each kind of touch; what is rare has one together."""
    often = Counter(row["strategy"] for _, row in marks).most_common()
    own = [kind for kind, _ in often[: layout.MOST_COLOURS]]
    groups = {wording.name(kind): [kind] for kind in own}
    if rare := [kind for kind, _ in often[layout.MOST_COLOURS :]]:
        groups[OTHERS] = rare
    return [
        _kind_dots(name, [(place, row) for place, row in marks if row["strategy"] in kinds])
        for name, kinds in groups.items()
    ]


def _kind_dots(name: str, marks: list[tuple[int, Row]]) -> go.Scatter:
    rows = [row for _, row in marks]
    mark_data = [
        [
            row["strategy"],
            *(wording.name(row[each]) for each in ("strategy", "channel", "stage")),
            _answered_text(row),
        ]
        for row in rows
    ]
    return go.Scatter(
        x=[row["day"] for row in rows],
        y=[place for place, _ in marks],
        customdata=mark_data,
        name=name,
        mode="markers",
        marker={"size": [13 if row["answered"] else 8 for row in rows]}
        | ({"color": layout.GREY} if name == OTHERS else {}),
        cliponaxis=False,
        hovertemplate=(
            "day %{x}: %{customdata[1]}, %{customdata[2]}<br>stage: %{customdata[3]}, %{customdata[4]}<extra></extra>"
        ),
    )


def _answered_text(row: Row) -> str:
    return "answered" if row["answered"] else "no answer"


def _offer_stars(offers: list[list[Row]]) -> go.Scatter:
    return go.Scatter(
        x=[path[0]["offer_day"] for path in offers],
        y=list(range(len(offers))),
        name="Offer",
        mode="markers",
        marker={"size": 15, "symbol": "star", "color": layout.GREY},
        cliponaxis=False,
        hovertemplate="day %{x}: offer<extra></extra>",
    )


def _path_layout(offers: int) -> dict[str, Any]:
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
        "legend": layout.LEGEND,
    }


QUESTION = Question(
    key="paths_to_offers",
    requires=(STEPS_REACHED,),
    estimate=list_paths,
    verdict=describe_paths,
    figure=draw_paths,
    method=(
        "Every touch of an opportunity from the first until its first offer, whatever the filters: they only "
        "choose opportunities. A touch on the day of the offer counts where it was sent before it, or the "
        "offer answered it. Days count from the first touch. Nothing here is compared, so nothing here says "
        "what led to an offer. With more than fifty offers the newest fifty are shown; the sentence counts all."
    ),
    out_of="nothing: these are the touches before each offer",
    columns={
        "offer": Column("the offer's number, earliest first", NUMBER),
        "company": Column("who made it; empty where names are left out", TEXT),
        "role": Column("for what; empty where names are left out", TEXT),
        "offered_on": Column("day of the offer; empty where names are left out", DAY),
        "offer_day": Column("days from the first touch to the offer", NUMBER),
        "touch": Column("first touch, second touch …; empty where none came before", NUMBER),
        "sent_on": Column("day of the touch; empty where names are left out", DAY),
        "day": Column("days since the first touch; empty where the touch has no date", NUMBER),
        "channel": Column("how it travelled", CHANNEL_NAMES),
        "strategy": Column("what it was for", STRATEGY_NAMES),
        "stage": Column("where the opportunity stood when it was sent", STAGE_NAMES),
        "answered": Column("whether it was answered", YES_NO),
    },
    defaults={"names": "yes"},
    shareable=False,
    marks=("offer",),
    points=("strategy",),
    number=None,
)

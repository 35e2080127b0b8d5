"""How far the ways to share out offers disagree."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import plotly.graph_objects as go

from analysis import wording
from analysis.charts import layout
from analysis.domains import NUMBER, STRATEGY_NAMES
from analysis.missing_data import STEPS_REACHED, STRATEGY
from analysis.question import Column, Question, Row
from analysis.questions import response_rates, tip_rules, touch_kinds
from analysis.statistics import attribution
from analysis.statistics.attribution import Credit, Transitions
from analysis.statistics.thresholds import MIN_OFFERS_COUNTED
from analysis.statistics.verdict import Verdict

if TYPE_CHECKING:
    from analysis.answer import Answer

WAY_NAMES: Mapping[str, str] = {
    "first": "first touch",
    "last": "last touch",
    "linear": "every touch alike",
    "position": "first and last most",
    "time_decay": "later counts more",
    "markov": "Markov",
    "equal_split": "every kind alike",
}
"""Ways to share out an offer among the touches before it."""

ADDED = ("first", "last", "linear", "position", "time_decay", "equal_split")
"""Ways that give each touch a part of its own offer, which SQL adds up; Markov needs the whole chain."""

NOT_LED = (
    "All of them share out what was on the way, and none says what led to offers; only the fair comparison, in the "
    "same situation, comes near to that."
)

SYMBOLS = dict(
    zip(WAY_NAMES, ("circle", "square", "diamond", "cross", "x", "triangle-up", "star"), strict=True)
)


def estimate_shares(counts: list[Row], _parameters: Mapping[str, Any]) -> list[Row]:
    """One row for each kind of touch: its share of the offers under each way of counting, beside how much it is used.

    No rows below 5 offers. Sorted by use, never by credit.
    """
    offers = _count_offers(counts)
    if offers < MIN_OFFERS_COUNTED:
        return []
    kinds = [row for row in counts if row["strategy"] is not None and row["next"] is None]
    credits: dict[str, Credit] = {way: {row["strategy"]: row[way] or 0 for row in kinds} for way in ADDED}
    credits["markov"] = attribution.markov(_build_chain(counts, kinds))
    ordered = {way: credits[way] for way in WAY_NAMES}
    rows = [_share_row(row, ordered, offers) for row in kinds]
    return sorted(rows, key=lambda row: (-row["n"], row["strategy"]))


def _count_offers(counts: list[Row]) -> int:
    """The offers whose path is known."""
    return int(sum(row["offers"] or 0 for row in counts))


def _build_chain(counts: list[Row], kinds: list[Row]) -> Transitions:
    """How often each kind of touch followed each other, from how often they did and how often each came at all."""
    place = {row["strategy"]: i for i, row in enumerate(kinds, start=1)}
    steps = np.zeros((len(kinds) + 1, len(kinds) + 2))
    for row in counts:
        if row["next"] is not None:
            steps[place[row["strategy"]], place[row["next"]]] = row["touches"]
    steps[0, 1:-1] = [row["started"] or 0 for row in kinds]
    steps[1:, -1] = [row["last"] or 0 for row in kinds]
    left = np.array([steps[0].sum(), *(row["touches"] for row in kinds)], dtype=float)
    return Transitions(tuple(place), steps, left)


def _share_row(counted: Row, credits: Mapping[str, Credit], offers: int) -> Row:
    kind = counted["strategy"]
    ranks = [1 + sum(other > share[kind] + 1e-9 for other in share.values()) for share in credits.values()]
    return {
        "strategy": kind,
        "n": counted["opportunities"],
        "offers": counted["won"],
        **{f"{way}_share": share[kind] / offers for way, share in credits.items()},
        "highest_place": min(ranks),
        "lowest_place": max(ranks),
    }


def describe_shares(answer: Answer) -> str:
    """Whether the ways of counting agree on what comes first, and that none of them says what led to offers."""
    if not answer.counted:
        return response_rates.NOTHING
    offers = _count_offers(answer.counted)
    if not answer.rows:
        had = f"only {wording.count(offers, 'offer')}" if offers else "no offer"
        have = "have" if offers > 1 else "has"
        return (
            f"{Verdict.TOO_EARLY}: {had} {have} a known sequence. With fewer than {MIN_OFFERS_COUNTED}, any "
            "attribution is mostly luck."
        )
    heads, most = find_leaders(answer.rows), answer.rows[0]["strategy"]
    if len(heads) == 1:
        [head] = heads
        used = " It is also what you use most, which is enough to put it there." if head == most else ""
        return (
            f"All {len(WAY_NAMES)} ways of counting put {touch_kinds.kind_text(head)} first.{used} {NOT_LED}"
        )
    by_way = [
        f"by {wording.join_words(counted)} it is {touch_kinds.kind_text(kind)}"
        for kind, counted in heads.items()
    ]
    return f"It depends how you count: {'; '.join(by_way)}. {NOT_LED}"


def find_leaders(rows: list[Row]) -> dict[str, list[str]]:
    """Which kinds come first, each with the ways of counting that put it there."""
    heads: dict[str, list[str]] = {}
    for way, name in WAY_NAMES.items():
        heads.setdefault(max(rows, key=lambda row: row[f"{way}_share"])["strategy"], []).append(name)
    return heads


def draw_shares(answer: Answer) -> go.Figure:
    """One line a kind of touch: a dot for its share under each way of counting, and one for how much it is used."""
    rows = [row for row in answer.rows if max(row[f"{way}_share"] for way in WAY_NAMES) >= 0.005]
    lines = [(place, [row[f"{way}_share"] for way in WAY_NAMES]) for place, row in enumerate(rows)]
    dots = [_way_dots(way, rows) for way in WAY_NAMES]
    figure = go.Figure(dots, layout.row_layout(layout.LINE_HEIGHT * len(rows)))
    for place, shares in lines:
        layout.draw_span(figure, place, min(shares), max(shares))
    highest = max((max(shares) for _, shares in lines), default=1.0)
    places = [_places_text(row) for row in rows]
    return layout.name_rows(figure, rows, places).update_layout(
        height=190 + layout.LINE_HEIGHT * len(rows),
        legend=layout.LEGEND,
        xaxis={"range": [-0.03 * highest, highest * 1.06]},
    )


def _way_dots(way: str, rows: list[Row]) -> go.Scatter:
    return go.Scatter(
        x=[row[f"{way}_share"] for row in rows],
        y=list(range(len(rows))),
        customdata=[[row["strategy"], layout.label(row["strategy"])] for row in rows],
        name=WAY_NAMES[way],
        mode="markers",
        marker={"size": 9, "opacity": 0.85, "symbol": SYMBOLS[way]},
        hovertemplate="%{customdata[1]}: %{x:.0%}<extra>" + WAY_NAMES[way] + "</extra>",
    )


def _places_text(row: Row) -> str:
    high, low = row["highest_place"], row["lowest_place"]
    return f"place {high}" if high == low else f"place {high}–{low}"


QUESTION = Question(
    key="ways_to_count",
    requires=(STRATEGY, STEPS_REACHED),
    estimate=estimate_shares,
    verdict=describe_shares,
    figure=draw_shares,
    method=(
        "Seven usual ways to share out offers among the touches before them: all to the first; all to the "
        "last; equally to every touch; 40 % to the first and to the last; each touch half as much as the "
        "next; by what is lost when a kind is taken away in a Markov chain (Anderl 2016); equally to the "
        "different kinds (which is the Shapley value, Zhao 2018). All of them follow use: what is always done "
        "gets much, whether or not it does anything. So kinds are sorted by use. Opportunities whose order is "
        "not known are left out. A filter on kinds of follow-up changes nothing here."
    ),
    out_of="all offers whose path is known",
    left_out=("its touches or its offer have no date", "no touch says what it was for"),
    formulas={
        "linear_share": "∑ over offers (its touches ÷ all touches before the offer) ÷ offers",
        "equal_split_share": "∑ over offers with it (1 ÷ the different kinds before the offer) ÷ offers",
        "markov_share": "offers lost without it ÷ all that is lost by leaving out each kind in turn (Markov chain)",
    },
    columns={
        "strategy": Column("what the touch was for", STRATEGY_NAMES),
        "n": Column("opportunities in which it was used", NUMBER),
        "offers": Column("of these, how many had an offer afterwards", NUMBER),
        "first_share": Column("share of the offers if the first touch takes all", NUMBER),
        "last_share": Column("if the last touch takes all", NUMBER),
        "linear_share": Column("if every touch counts alike", NUMBER),
        "position_share": Column("if the first and the last take 40 % each", NUMBER),
        "time_decay_share": Column("if each touch counts half as much as the next", NUMBER),
        "markov_share": Column("if it counts what is lost without it (Markov removal effect)", NUMBER),
        "equal_split_share": Column("if every kind counts alike (Shapley)", NUMBER),
        "highest_place": Column("its best place under any of these", NUMBER),
        "lowest_place": Column("its worst place under any of these", NUMBER),
    },
    counts={"next": STRATEGY_NAMES},
    bound_values=tip_rules.unset_strategies,
    marks=("strategy",),
)

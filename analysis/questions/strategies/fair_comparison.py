"""Fair comparisons: done or not done, at the same stage, among those still waiting."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import plotly.graph_objects as go
from scipy.special import ndtri

from analysis import wording
from analysis.charts import layout, rate_bars
from analysis.domains import NUMBER, STRATEGY_NAMES, one_of, several_of
from analysis.missing_data import STRATEGY
from analysis.question import Column, Question, Row
from analysis.questions import column_texts, comparison, tip_rules
from analysis.statistics import strata, thresholds
from analysis.statistics.rates import Difference, Z
from analysis.statistics.strata import Contrast, Stratum
from analysis.statistics.verdict import Verdict, judge_difference
from data.playbook import STAGES

if TYPE_CHECKING:
    from analysis.answer import Answer

Counts = tuple[int, int]
"""Units, and how many of them reached what was asked about."""


class Compared(NamedTuple):
    """One strategy's strata by stage, and the naive numbers: with it, without it."""

    stages: dict[str, Stratum]
    naive_with: Counts
    naive_without: Counts


def estimate_differences(counts: list[Row], _parameters: Mapping[str, Any]) -> list[Row]:
    """One row for each strategy, widest overlap first.

    The verdicts hold for all strategies looked at together: each is judged by a range that is wider the more of them
    are shown (Bonferroni); the range shown is the plain 95 % one.
    """
    measured = {
        strategy: (compared, strata.contrast([*compared.stages.values()]))
        for strategy, compared in build_comparisons(counts).items()
    }
    together = sum(contrast.overlap >= thresholds.MIN_OVERLAP for _, contrast in measured.values())
    rows = [_strategy_row(strategy, *numbers, together) for strategy, numbers in measured.items()]
    return sorted(rows, key=lambda row: (-row["overlap"], row["strategy"]))


def build_comparisons(counts: list[Row]) -> dict[str, Compared]:
    """The strata of every strategy, from the counts of those who did it and of all."""
    totals = {
        (row["clock"], row["stage"]): (row["units"], row["reached"])
        for row in counts
        if row["strategy"] is None
    }
    done = {
        (row["strategy"], row["clock"], row["stage"]): (row["units"], row["reached"])
        for row in counts
        if row["strategy"] is not None
    }
    everybody = totals.get(("naive", "ever"), (0, 0))
    strategies = sorted({strategy for strategy, clock, _ in done if clock == "naive"})
    return {
        strategy: Compared(
            stages={
                stage: build_stratum(did, _subtract(did, totals[clock, stage]))
                for (name, clock, stage), did in done.items()
                if name == strategy and clock != "naive"
            },
            naive_with=done[strategy, "naive", "ever"],
            naive_without=_subtract(done[strategy, "naive", "ever"], everybody),
        )
        for strategy in strategies
    }


def build_stratum(did: Counts, did_not: Counts) -> Stratum:
    """The stratum of those who did something and those who did not."""
    return Stratum(did[1], did[0], did_not[1], did_not[0])


def _subtract(did: Counts, everybody: Counts) -> Counts:
    return everybody[0] - did[0], everybody[1] - did[1]


def _strategy_row(strategy: str, compared: Compared, contrast: Contrast, together: int) -> Row:
    difference, adjusted = contrast.difference, contrast.adjusted
    judged = judge_difference(_widen(difference, together), contrast.overlap)
    shown = contrast.overlap >= thresholds.MIN_OVERLAP
    return {
        "strategy": strategy,
        "stages": wording.join_words([wording.name(stage) for stage in _shared_stages(compared)]),
        "n": int(sum(table.n1 for table in compared.stages.values())),
        "n_without": int(sum(table.n0 for table in compared.stages.values())),
        "naive_with": _share(compared.naive_with),
        "naive_without": _share(compared.naive_without),
        "rate_with": adjusted.rate1.value if shown and adjusted else None,
        "rate_without": adjusted.rate0.value if shown and adjusted else None,
        "difference": difference.value if shown else None,
        "low": difference.low if shown else None,
        "high": difference.high if shown else None,
        "overlap": contrast.overlap,
        "verdict": judged.value if judged else None,
    }


def _widen(difference: Difference, together: int) -> Difference:
    """The range that would miss, for any of so many differences together, one time in twenty."""
    if difference.value is None or together < 2:
        return difference
    factor = float(ndtri(1 - 0.025 / together)) / Z
    value = difference.value
    return Difference(
        value, value - (value - difference.low) * factor, value + (difference.high - value) * factor
    )


def _shared_stages(compared: Compared) -> list[str]:
    return [stage for stage, table in compared.stages.items() if table.n1 and table.n0]


def _share(counts: Counts) -> float | None:
    units, reached = counts
    return reached / units if units else None


def describe_differences(answer: Answer) -> str:
    """What the fair comparison says of the strategy that can be judged best, and how the naive number misleads."""
    shown = [row for row in answer.rows if row["verdict"]]
    if not shown:
        return (
            "Not enough to compare fairly yet: a follow-up can be judged only where you sometimes did it and "
            "sometimes did not, at the same stage, while still waiting."
        )
    clear = [row for row in shown if row["verdict"] == Verdict.CLEAR]
    if clear:
        return " ".join(describe_strategy(row, answer.parameters["outcome"]) for row in clear)
    return describe_strategy(shown[0], answer.parameters["outcome"])


def describe_strategy(row: Row, outcome: str) -> str:
    """One strategy: naive against fair, the range of the difference, and what it is not."""
    name, reached = wording.name(row["strategy"]), "had an offer" if outcome == "offer" else "got further"
    naive = (
        f"of the opportunities with it {wording.percent(row['naive_with'])} {reached}, "
        f"of the others {wording.percent(row['naive_without'])}"
    )
    span = f"range {wording.points(row['low'])} to {wording.points(row['high'])} points"
    by_stage = f"{wording.points(row['difference'])} points ({span}; overlap {row['overlap']:.0f})"
    if row["verdict"] == Verdict.CLEAR:
        side = "more" if row["difference"] > 0 else "fewer"
        return (
            f"{name}: {Verdict.CLEAR.value.lower()}. At the same stage, among those still waiting, {side} {reached} "
            f"after it: {by_stage}. {comparison.NOT_PROOF}"
        )
    if row["verdict"] == Verdict.SAME:
        return f"{name}: no visible difference at the same stage: {by_stage}."
    return (
        f"{name}: {row['verdict'].lower()}. The plain table says: {naive}. That mixes stages. At the same stage, among "
        f"those still waiting, the difference is {by_stage}."
    )


def draw_differences(answer: Answer) -> go.Figure:
    """For each strategy, the difference at the same stage with its range; right of nought is better with it."""
    rows = [row for row in answer.rows if row["difference"] is not None]
    placed = list(enumerate(rows))
    judged = [(place, row) for place, row in placed if row["verdict"]]
    unsure = [(place, row) for place, row in placed if not row["verdict"]]
    figure = go.Figure(
        [
            go.Scatter(_difference_dots(judged), name="can be judged"),
            go.Scatter(_difference_dots(unsure), name="too little overlap to judge").update(
                marker_color=layout.GREY
            ),
        ],
        layout.row_layout(layout.ROW_HEIGHT * len(rows)),
    )
    widest = max((abs(row[end]) for row in rows for end in ("low", "high")), default=1.0)
    figure.add_vline(x=0, line_color=layout.GREY, line_width=1)
    texts = [(place, f"{wording.points(row['difference'])} points") for place, row in placed]
    return layout.label_rows(figure, [layout.label(row["strategy"]) for row in rows], texts).update_layout(
        showlegend=bool(unsure), xaxis={"tickformat": "+.0%", "range": [-widest * 1.05, widest * 1.05]}
    )


def _difference_dots(placed: rate_bars.Placed) -> dict[str, Any]:
    rows = [row for _, row in placed]
    return {
        "x": [row["difference"] for row in rows],
        "y": [place for place, _ in placed],
        "hovertext": [layout.label(row["strategy"]) for row in rows],
        "customdata": [
            [row["strategy"], row["n"], row["n_without"], row["low"], row["high"]] for row in rows
        ],
        "mode": "markers",
        "marker": {"size": 10},
        "error_x": layout.whiskers(rows, "difference", "low", "high"),
        "hovertemplate": (
            "%{hovertext}: %{x:+.0%} (range %{customdata[3]:+.0%} to %{customdata[4]:+.0%})"
            "<br>%{customdata[1]} with it, %{customdata[2]} without<extra></extra>"
        ),
    }


QUESTION = Question(
    key="fair_comparison",
    requires=(STRATEGY,),
    estimate=estimate_differences,
    verdict=describe_differences,
    figure=draw_differences,
    method=(
        "Only like is compared with like: opportunities at the same stage that were still waiting on one day, the "
        "landmark (1 day after an interview for thank-you notes, 3 days for anything else, 14 days after the first "
        "touch before any interview). What was done by that day counts as done; what came in the days after it is "
        "the outcome. Stages are then taken together (Mantel–Haenszel, range by Sato). Those decided before the "
        "landmark and those too young to judge are left out. Overlap is how much both groups share a stage: below "
        "5 nothing is shown, below 10 there is no verdict. A filter on kinds of follow-up changes nothing here."
    ),
    out_of="opportunities still waiting at the landmark of their stage",
    left_out=("decided before it could be compared", "too young to judge"),
    formulas=column_texts.FAIR_FORMULAS,
    columns={
        "strategy": Column("what was done, or not done", STRATEGY_NAMES),
        "stages": Column("stages at which both happened", several_of(map(wording.name, STAGES))),
        "n": Column("how often it was done by the landmark", NUMBER),
        "n_without": Column("how often it was not", NUMBER),
        "naive_with": Column("the plain share among opportunities in which it was ever done", NUMBER),
        "naive_without": Column("the plain share among all others", NUMBER),
        "rate_with": Column("share after doing it, over the same mix of stages", NUMBER),
        "rate_without": Column("share without doing it, over the same mix of stages", NUMBER),
        "difference": Column("difference at the same stage", NUMBER),
        "low": Column("lower end of its 95 % range", NUMBER),
        "high": Column("upper end of its 95 % range", NUMBER),
        "overlap": Column("how much both groups share a stage", NUMBER),
        "verdict": Column("what may be said", column_texts.VERDICT),
    },
    counts={"clock": one_of(("any", "thank_you", "naive")), "stage": one_of((*STAGES, "ever"))},
    defaults={"outcome": "offer", "days": 60},
    overlapping=True,
    bound_values=tip_rules.unset_strategies,
    marks=("strategy",),
)

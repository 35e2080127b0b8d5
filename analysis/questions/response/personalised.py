"""Personalised messages against the others, at the same stage and in the same channel."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import plotly.graph_objects as go

from analysis import wording
from analysis.basis import SO_FAR, WITHIN
from analysis.charts import layout
from analysis.domains import CHANNEL_NAMES, NUMBER, STAGE_NAMES, YES_NO, one_of
from analysis.missing_data import ANSWERS, DAYS
from analysis.question import Column, Question, Row
from analysis.questions import column_texts, comparison, day_counts, response_rates
from analysis.statistics import planning, strata, survival, thresholds, verdict
from analysis.statistics.rates import Difference
from analysis.statistics.strata import Stratum
from analysis.statistics.survival import Trials
from analysis.statistics.verdict import Verdict

if TYPE_CHECKING:
    from analysis.answer import Answer

WITH, WITHOUT = "personalised", "not personalised"

Sides = dict[str, list[Row]]


class Compared(NamedTuple):
    """Both sides over the same mix of stages, or of stages and channels, and the difference between them."""

    same_channel: bool
    overlap: float
    rates: tuple[float, float] | None
    difference: Difference


def bind_by_note() -> dict[str, str | None]:
    """What is counted, and nobody chooses: messages, by whether they were noted as personalised."""
    return {"by": "personalised", "split": None, "per": "message"}


def estimate_difference(counts: list[Row], parameters: Mapping[str, Any]) -> list[Row]:
    """One row for each side: its plain reply rate, and its rate over the same mix of stages and channels. What the
    comparison says stands in the row of the personalised."""
    sides = response_rates.group_by_name(counts)
    compared = compare_sides(sides, parameters) if len(sides) == 2 and parameters["basis"] != SO_FAR else None
    return [
        {
            "name": name,
            **response_rates.estimate_rate(sides[name], parameters),
            **_comparison_columns(name, compared),
        }
        for name in (WITH, WITHOUT)
        if name in sides
    ]


def compare_sides(sides: Sides, parameters: Mapping[str, Any]) -> Compared:
    """Mantel-Haenszel within stage and channel; within stage alone where both sides share too few of these."""
    fine = _build_strata(sides, parameters, ("stage", "channel"))
    same_channel = strata.overlap(fine) >= thresholds.MIN_OVERLAP_JUDGED
    tables = fine if same_channel else _build_strata(sides, parameters, ("stage",))
    contrast = strata.contrast(tables)
    adjusted = contrast.adjusted
    if adjusted is None or adjusted.rate1.value is None or adjusted.rate0.value is None:
        return Compared(same_channel, contrast.overlap, None, contrast.difference)
    pair = (adjusted.rate1.value, adjusted.rate0.value)
    return Compared(same_channel, contrast.overlap, pair, contrast.difference)


def _build_strata(sides: Sides, parameters: Mapping[str, Any], alike: tuple[str, ...]) -> list[Stratum]:
    """Replies and messages of both sides in each stratum; silence counts by its maturity, and messages to the same
    people for less than messages to others (both divided by the side's design effect)."""
    everything = [day for side in sides.values() for day in day_counts.days_of(side)]
    cells = {
        name: dict(response_rates.group_rows(side, lambda row: tuple(row[column] for column in alike)))
        for name, side in sides.items()
    }
    effects = {name: response_rates.design_effect(side, parameters["within"]) for name, side in sides.items()}
    trials = {
        (name, cell): _count_trials(group, parameters, everything)
        for name, groups in cells.items()
        for cell, group in groups.items()
    }
    none = Trials(0.0, 0.0)
    return [
        Stratum(
            *(count / effects[WITH] for count in trials.get((WITH, cell), none)),
            *(count / effects[WITHOUT] for count in trials.get((WITHOUT, cell), none)),
        )
        for cell in sorted({cell for groups in cells.values() for cell in groups})
    ]


def _count_trials(group: list[Row], parameters: Mapping[str, Any], like: day_counts.Days) -> Trials:
    if parameters["basis"] != WITHIN:
        return Trials(sum(row["replies"] for row in group), sum(row["units"] for row in group))
    return survival.matured_trials(day_counts.days_of(group), parameters["within"], like)


def _comparison_columns(name: str, compared: Compared | None) -> Row:
    """What the comparison adds to a side's row: nothing where too little overlaps to show it."""
    row = dict.fromkeys(
        ("fair_rate", "difference", "difference_low", "difference_high", "overlap", "same_channel", "verdict")
    )
    if compared is None:
        return row
    shown = compared.overlap >= thresholds.MIN_OVERLAP
    sides: Row = {"fair_rate": compared.rates[name == WITHOUT] if shown and compared.rates else None}
    if name == WITHOUT:
        return row | sides
    judged = verdict.judge_difference(compared.difference, compared.overlap)
    difference = compared.difference if shown else Difference(None, -1.0, 1.0)
    return (
        row
        | sides
        | {
            "difference": difference.value,
            "difference_low": difference.low if shown else None,
            "difference_high": difference.high if shown else None,
            "overlap": compared.overlap,
            "same_channel": compared.same_channel,
            "verdict": judged.value if judged else None,
        }
    )


def describe_difference(answer: Answer) -> str:
    """Whether personalised messages are answered more, at the same stage, and what it would take to know."""
    if len(answer.rows) < 2:
        return _one_side_text(answer)
    yes, no = answer.rows
    if answer.basis == SO_FAR:
        return (
            f"Replies so far: {response_rates.describe_so_far(yes)} of the personalised messages and "
            f"{response_rates.describe_so_far(no)} of the others. {comparison.NOT_COMPARED}"
        )
    within = answer.parameters["within"]
    with_note, without = (response_rates.describe_rate(row, within) for row in (yes, no))
    plain = f"{with_note} of the personalised were answered, {without} of the others."
    if yes["difference"] is None:
        return (
            f"{Verdict.TOO_EARLY}: {plain} Hardly any of both were sent at the same stage, so the two can't be "
            "compared fairly yet."
        )
    where = "at the same stage and in the same channel" if yes["same_channel"] else "at the same stage"
    span = f"{wording.points(yes['difference_low'])} to {wording.points(yes['difference_high'])} points"
    fair = f"Compared {where}, the difference is {wording.points(yes['difference'])} points (range {span})."
    counted = f"Plainly counted, {plain[0].lower()}{plain[1:]}"
    parts = (
        f"{yes['verdict']}: {fair}",
        counted,
        _price_text(yes, no),
        response_rates.explain_counts(answer),
    )
    return " ".join(part for part in parts if part)


def _one_side_text(answer: Answer) -> str:
    if not answer.rows:
        return (
            "No message in this view says whether it was personalised. Note yes or no with each, and this compares "
            "them."
        )
    [only] = answer.rows
    other = WITHOUT if only["name"] == WITH else WITH
    return (
        f"All {wording.count(only['n'], 'message')} that say so were {only['name']}, answered in "
        f"{response_rates.describe_rate(only, answer.parameters['within'])}. Without "
        f"some that were {other} there is nothing to compare."
    )


def _price_text(yes: Row, no: Row) -> str:
    """What it would take to know, from as many messages of each as the comparison rests on."""
    if yes["verdict"] == Verdict.CLEAR:
        return "It is a pattern in this log, not proof of a cause: one may write with more care to those one knows."
    if yes["verdict"] == Verdict.SAME:
        return ""
    n = 2 * yes["overlap"]
    more = planning.more_needed([n * yes["fair_rate"], n * no["fair_rate"]], [n, n])
    return comparison.describe_price(more)


def draw_both_rates(answer: Answer) -> go.Figure:
    """Both rates with their ranges, as plainly counted, and beside them as they are over the same mix."""
    rows = answer.rows
    plain = go.Scatter(
        x=[row["rate"] for row in rows],
        y=list(range(len(rows))),
        name="plainly counted",
        mode="markers",
        marker={"size": 11},
        error_x=layout.whiskers(rows, "rate", "low", "high"),
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
    texts = [f"{wording.percent(row['rate'])} of {row['n']:,}" for row in rows]
    figure = go.Figure([plain, fair], layout.row_layout(layout.ROW_HEIGHT * 2 * len(rows)))
    return layout.name_rows(figure, rows, texts, "name").update_xaxes(range=layout.SHARE_RANGE)


QUESTION = Question(
    key="personalised",
    requires=(ANSWERS, DAYS),
    estimate=estimate_difference,
    verdict=describe_difference,
    figure=draw_both_rates,
    method=(
        "Messages noted as personalised against those noted as not, at the same stage and in the same channel "
        "(Mantel–Haenszel, the wider of two 95 % ranges); at the same stage only, where both share too few "
        "channels. Messages too young to judge count as far as they have matured. Overlap is how much both "
        "share: below 5 nothing is compared, below 10 there is no verdict. Messages without a note are left "
        "out. " + column_texts.RESPONSE_METHOD
    ),
    out_of="messages noted as personalised, or as not",
    left_out=(*column_texts.LEFT_OUT, "not noted whether it was personalised"),
    formulas={**column_texts.RATE_FORMULAS, **column_texts.FAIR_FORMULAS},
    columns={
        "name": Column("personalised or not", one_of((WITH, WITHOUT))),
        **column_texts.RATE,
        "fair_rate": Column("the rate over the same mix of stages and channels", NUMBER),
        "difference": Column("personalised less the others, compared fairly", NUMBER),
        "difference_low": Column("lower end of its 95 % range", NUMBER),
        "difference_high": Column("upper end of its 95 % range", NUMBER),
        "overlap": Column("how much both share stages and channels", NUMBER),
        "same_channel": Column("whether channels are compared like with like too", YES_NO),
        "verdict": Column("what may be said", column_texts.VERDICT),
    },
    counts={"stage": STAGE_NAMES, "channel": CHANNEL_NAMES},
    defaults={"within": None, "basis": None},
    bound_values=bind_by_note,
    marks=("name",),
)

"""Response rates by channel, or by any column."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from analysis import wording
from analysis.charts import rate_bars
from analysis.domains import GROUP_NAMES
from analysis.missing_data import ANSWERS
from analysis.question import Column, Question, Row
from analysis.questions import column_texts, comparison, response_rates
from analysis.statistics.thresholds import MIN_COMPARED

if TYPE_CHECKING:
    from analysis.answer import Answer

NO_REPLIES: Row = {
    **dict.fromkeys(("replies", "rate")),
    **{"low": 0.0, "high": 1.0},
    **dict.fromkeys(("positive", "positive_rate", "positive_low", "positive_high", "rejections", "waiting")),
}
"""The numbers of messages where nobody noted who answered."""


def estimate_rates(counts: list[Row], parameters: Mapping[str, Any]) -> list[Row]:
    """One row for each name: n, replies, rate with its range, the kinds of answer apart, and the rate as it stands
    beside the others (pooled), highest first; groups too small to compare come last."""
    groups = response_rates.group_by_name(counts)
    judged = comparison.judge_groups(groups, parameters)
    beside = {row.name: row for row in judged.groups} if judged else {}
    rows = [
        {
            "name": name,
            **response_rates.estimate_rate(group, parameters),
            **response_rates.pooled_columns(beside.get(name)),
        }
        for name, group in groups.items()
    ]
    return sorted(
        rows, key=lambda row: (row["n"] < MIN_COMPARED, -(row["pooled"] or row["rate"] or 0), row["name"])
    )


def list_sizes(counts: list[Row]) -> list[Row]:
    """One row for each name where the log doesn't tell who answered: how many there are, and a rate of 0 to 100 %."""
    return [
        {
            "name": name,
            "n": response_rates.sum_column(group, "units"),
            **NO_REPLIES,
            **response_rates.pooled_columns(None),
        }
        for name, group in response_rates.group_by_name(counts).items()
    ]


def describe_rates(answer: Answer) -> str:
    """Which group is answered most, as far as one can tell."""
    if not answer.rows:
        return response_rates.NOTHING
    groups = response_rates.group_by_name(answer.counted)
    if [*groups] == ["unknown"]:
        return f"{_overall_text(answer)} {response_rates.NAMELESS}"
    if len(groups) == 1:
        return _overall_text(answer)
    return comparison.describe_comparison(answer, comparison.judge_groups(groups, answer.parameters))


def _overall_text(answer: Answer) -> str:
    """One rate in a sentence: what was counted, the share, its range."""
    row, unit = answer.rows[0], wording.UNITS[answer.parameters["per"]]
    if answer.basis == "recorded":
        return (
            f"{row['replies']:,} of {wording.count(row['n'], unit)} have a recorded reply: "
            f"{wording.percent(row['rate'])} "
            f"(range {wording.span(row['low'], row['high'])}), with no time limit."
        )
    return (
        f"{row['replies']:,} of {wording.count(row['n'], unit)} {'was' if row['n'] == 1 else 'were'} answered within "
        f"{answer.parameters['within']} days. Counting those that are too young to judge, or were followed up first, "
        f"for the days that they were left alone, that is about {wording.percent(row['rate'])} "
        f"(range {wording.span(row['low'], row['high'])})."
    )


QUESTION = Question(
    key="response_by_channel",
    requires=(ANSWERS,),
    rows_without=list_sizes,
    estimate=estimate_rates,
    verdict=describe_rates,
    figure=rate_bars.draw_rates,
    method=column_texts.RESPONSE_METHOD,
    out_of=column_texts.UNITS,
    left_out=(*column_texts.UNTIMED, column_texts.YOUNG, "no contact named"),
    formulas={**column_texts.RATE_FORMULAS, **column_texts.POOLED_FORMULAS},
    columns={
        "name": Column("the channel, or the value of the column in `by`", GROUP_NAMES),
        **column_texts.RATE,
        **column_texts.POOLED,
    },
    counts={"split": GROUP_NAMES},
    defaults={"by": "channel", "split": None, **column_texts.RESPONSE},
    marks=("name",),
)

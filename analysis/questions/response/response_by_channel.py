"""Response rates by channel, or by any column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from analysis import wording
from analysis.basis import SO_FAR, WITHIN
from analysis.charts import rate_bars
from analysis.domains import ALL, CHANNEL_NAMES, GROUP_NAMES, GROUP_PARTS, SOURCE, UNKNOWN
from analysis.missing_data import ANSWERS, DAYS
from analysis.question import Column, Question, Row
from analysis.questions import adjusted_rates, column_texts, comparison, logging_bias, response_rates
from analysis.statistics.thresholds import MIN_COMPARED

if TYPE_CHECKING:
    from analysis.answer import Answer

NO_REPLIES: Row = {
    **dict.fromkeys(("through", "least_through", "replies", "undated", "rate")),
    **{"low": 0.0, "high": 1.0, "effective_n": None},
    **dict.fromkeys(("positive", "positive_rate", "positive_low", "positive_high", "rejections", "waiting")),
    **dict.fromkeys(column_texts.OLD),
}
"""The numbers of messages where nobody noted who answered."""


def estimate_rates(counts: list[Row], parameters: Mapping[str, Any]) -> list[Row]:
    """One row for each name: n, replies, rate with its range, the kinds of answer apart, and the rate as it stands
    beside the others (pooled); the highest rate shown first, then groups that were not watched for all the days, those
    too small to compare, and what is not recorded. So far: the largest first."""
    groups = _group_counts(counts, parameters)
    least = response_rates.find_least_reach(counts, parameters)
    named = {(row["name"], row["split"]): (ALL, name) for name, group in groups.items() for row in group}
    adjusted = adjusted_rates.adjust_within_clients(counts, parameters, named)
    rows = [
        {
            "name": name,
            **response_rates.estimate_rate(group, parameters),
            "least_through": least,
            **response_rates.count_old(group),
            **adjusted_rates.list_adjusted(adjusted.get((ALL, name))),
        }
        for name, group in groups.items()
    ]
    rows = comparison.add_pooled(rows, comparison.judge_rows(rows, parameters))
    return sorted(rows, key=lambda row: _row_order(row, parameters))


def _row_order(row: Row, parameters: Mapping[str, Any]) -> tuple[Any, ...]:
    if parameters["basis"] == SO_FAR:
        return row["name"] == UNKNOWN, -row["n"], row["name"]
    return (
        row["name"] == UNKNOWN,
        row["n"] < MIN_COMPARED,
        not response_rates.is_compared(row, parameters["within"]),
        -comparison.find_shown_rate(row),
        row["name"],
    )


def _group_counts(counts: list[Row], parameters: Mapping[str, Any]) -> dict[str, list[Row]]:
    """The counts of each group; where they are split, each part of a group is one of its own: "letter, Rome".

    A channel for which the person has a single word stays whole.
    """
    if {row["split"] for row in counts} <= {UNKNOWN}:
        return response_rates.group_by_name(counts)
    parts = Counter(name for name, _ in {(row["name"], row["split"]) for row in counts})
    whole = (
        {name for name, number in parts.items() if number == 1} if parameters["split"] == SOURCE else set()
    )
    return dict(
        response_rates.group_rows(
            counts,
            lambda row: row["name"] if row["name"] in whole else f"{row['name']}{wording.PART}{row['split']}",
        )
    )


def list_sizes(counts: list[Row], parameters: Mapping[str, Any]) -> list[Row]:
    """One row for each name where the log doesn't tell who answered: how many there are, and a rate of 0 to 100 %."""
    return [
        {
            "name": name,
            "n": response_rates.sum_column(group, "units"),
            **NO_REPLIES,
            **adjusted_rates.list_adjusted(None),
            **comparison.list_pooled(None),
        }
        for name, group in _group_counts(counts, parameters).items()
    ]


def describe_rates(answer: Answer) -> str:
    """Which group is answered most, as far as one can tell, and whether replies may have decided what was logged."""
    return f"{_describe_groups(answer)} {logging_bias.describe_bias(answer)}".rstrip()


def _describe_groups(answer: Answer) -> str:
    if not answer.rows:
        return response_rates.explain_nothing(answer)
    if [row["name"] for row in answer.rows] == [UNKNOWN]:
        return f"{_overall_text(answer)} {response_rates.NAMELESS}"
    if len(answer.rows) == 1:
        return _overall_text(answer)
    return comparison.describe_comparison(answer, comparison.judge_rows(answer.rows, answer.parameters))


def _overall_text(answer: Answer) -> str:
    """One rate in a sentence: what was counted, the share, its range."""
    row, within = answer.rows[0], answer.parameters["within"]
    days = wording.count(within, "day")
    units = wording.count(row["n"], wording.UNITS[answer.parameters["per"]])
    if answer.basis != WITHIN:
        sent = "" if answer.basis == SO_FAR else f" sent at least {days} before the data date"
        text = f"Replies so far: {row['replies']:,} of {units}{sent} {response_rates.share_text(row)}."
        return f"{text} {response_rates.explain_recent(answer)}".rstrip()
    unknown = f" {response_rates.explain_undated(answer.rows)}" if row["undated"] else ""
    if row["old"] is None:
        text = f"{row['replies']:,} of {units} {'was' if row['n'] == 1 else 'were'} answered within {days}."
        return f"{text}{unknown} {_adjusted_text(row, within)}"
    recent = row["n"] - row["old"]
    if not row["old"]:
        text = f"Too early: none of {units} was sent {days} ago yet."
        return f"{text} {row['replies']:,} had a reply {response_rates.reach_text(row, within) or 'so far'}.{unknown}"
    old = wording.count(row["old"], wording.UNITS[answer.parameters["per"]])
    sent = f"{old} sent at least {days} ago" if recent else units
    text = f"{row['old_replies']:,} of {sent} {'was' if row['old'] == 1 else 'were'} answered within {days}"
    whole = not response_rates.is_short(row, within)
    if whole and abs(row["rate"] - row["old_replies"] / row["old"]) < column_texts.SAME:
        return f"{text} {response_rates.share_text(row)}.{unknown}{_recent_text(recent)}"
    return f"{text}.{unknown}{_recent_text(recent)} {_adjusted_text(row, within)}"


def _adjusted_text(row: Row, within: int) -> str:
    rate = response_rates.percent_text(row)
    if reach := response_rates.reach_text(row, within):
        return f"{column_texts.ADJUSTING}, {rate} were answered {reach}; too few were watched longer."
    return f"{column_texts.ADJUSTING}, that's about {rate}."


def _recent_text(recent: int) -> str:
    return f" {recent:,} more {'was' if recent == 1 else 'were'} sent later." if recent else ""


QUESTION = Question(
    key="response_by_channel",
    requires=(ANSWERS, DAYS),
    rows_without=list_sizes,
    estimate=estimate_rates,
    verdict=describe_rates,
    figure=rate_bars.draw_rates,
    method=f"{column_texts.RESPONSE_METHOD} {column_texts.ADJUSTED_METHOD} {logging_bias.METHOD}",
    out_of=column_texts.UNITS,
    left_out=(*column_texts.LEFT_OUT, "no contact named"),
    formulas={**column_texts.RATE_FORMULAS, **column_texts.POOLED_FORMULAS},
    columns={
        "name": Column(
            "the channel, or the value of the column in `by`; with `split`, its value behind it (`split=source`: your "
            "own words for a channel, where there are several)",
            GROUP_PARTS,
        ),
        **column_texts.RATE,
        "least_through": column_texts.LEAST_THROUGH,
        **column_texts.OLD,
        **column_texts.ADJUSTED,
        **column_texts.POOLED,
    },
    counts={"split": GROUP_NAMES, "channel": CHANNEL_NAMES, **logging_bias.COUNTS},
    defaults={"by": "channel", "split": None, **column_texts.RESPONSE},
    client_cells="units",
    marks=("name",),
)

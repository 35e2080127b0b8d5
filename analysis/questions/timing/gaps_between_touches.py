"""Gaps: how long to wait between messages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from analysis import wording
from analysis.charts import rate_bars
from analysis.domains import CHANNEL_NAMES, STAGE_NAMES, one_of
from analysis.missing_data import ANSWERS, DAYS
from analysis.question import Column, Question, Row
from analysis.questions import adjusted_rates, column_texts, comparison, day_counts, response_rates

if TYPE_CHECKING:
    from analysis.answer import Answer

GAPS = ("2 days or less", "3–5 days", "6–9 days", "10–14 days", "15 days or more")


def estimate_gaps(counts: list[Row], parameters: Mapping[str, Any]) -> list[Row]:
    """One row for each gap before a second or later message, shortest first.

    Its rate is the one within the same client, stage and channel.
    """
    groups = _group_by_gap(counts)
    alike = (
        adjusted_rates.adjust_groups(parameters["cells"], GAPS, counts, parameters, "stage", "channel")
        if len(groups) > 1
        else {}
    )
    rows = [
        {
            "name": name,
            **response_rates.estimate_rate(group, parameters, through=parameters["within"]),
            **(adjusted_rates.list_rate(alike[name]) if alike else adjusted_rates.list_spread(None)),
        }
        for name, group in groups.items()
    ]
    return comparison.add_pooled(rows, comparison.judge_rows(rows, parameters))


def _group_by_gap(counts: list[Row]) -> dict[str, list[Row]]:
    groups = response_rates.group_by_name(counts)
    return {name: groups[name] for name in GAPS if name in groups}


def describe_gaps(answer: Answer) -> str:
    """Which gap was answered most, as far as one can tell."""
    if not answer.rows:
        return (
            day_counts.explain_missing(answer)
            if answer.counts
            else "Nobody still silent has been sent a second message yet."
        )
    if len(answer.rows) == 1:
        [row] = answer.rows
        sent, within = wording.count(row["n"], "later message"), answer.parameters["within"]
        return (
            f"Nothing to compare: {sent} came {row['name']} after the one before, none at another gap. "
            f"{row['replies']:,} got a reply within {wording.count(within, 'day')}."
        )
    judged = comparison.judge_rows(answer.rows, answer.parameters)
    return f"{comparison.describe_comparison(answer, judged)} {column_texts.ONLY_ALIKE}"


QUESTION = Question(
    key="gaps_between_touches",
    requires=(ANSWERS, DAYS),
    timed=True,
    estimate=estimate_gaps,
    verdict=describe_gaps,
    figure=rate_bars.draw_rates,
    method=(
        "Second and later messages to people still silent, by the days since the one before, and the share "
        "answered within 14 days of sending (or the days in `within`). "
        + column_texts.ALIKE_METHOD
        + " Messages still too recent count for the part of the replies that usually has come by then."
    ),
    out_of="second and later messages to people still silent, before any interview",
    left_out=(*column_texts.UNTIMED, *column_texts.TRIES, column_texts.EARLY),
    formulas={**column_texts.ALIKE_FORMULAS, **column_texts.POOLED_FORMULAS},
    columns={
        "name": Column("days since the message before", one_of(GAPS)),
        **column_texts.RATE,
        **column_texts.ALIKE,
        **column_texts.SPREAD,
        **column_texts.POOLED,
    },
    counts={"stage": STAGE_NAMES, "channel": CHANNEL_NAMES},
    defaults={"within": 14, "basis": None},
    cells="gaps",
    marks=("name",),
)

"""Response rates by strategy, at each stage."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go

from analysis import stages, wording
from analysis.charts import rate_bars, stage_dots
from analysis.domains import CHANNEL_NAMES, GROUP_NAMES, UNKNOWN
from analysis.missing_data import ANSWERS, DAYS
from analysis.question import Column, Question, Row
from analysis.questions import adjusted_rates, column_texts, comparison, logging_bias, response_rates
from analysis.statistics.thresholds import MIN_CLEAR

if TYPE_CHECKING:
    from analysis.answer import Answer

MOST_NAMED = 3
"""Rows that a sentence names; the table has the others."""

STAGES_DIFFER = (
    "Compare rows of the same stage only: people answer differently before and after an interview."
)


def estimate_rates_by_stage(counts: list[Row], parameters: Mapping[str, Any]) -> list[Row]:
    """One row for each name at each stage, stages in the order in which they are reached."""
    pairs = {(row["name"], row["split"]) for row in counts}
    adjusted = adjusted_rates.adjust_within_clients(
        counts, parameters, {(name, stage): (stage, name) for name, stage in pairs}
    )
    rows = [
        {
            "name": name,
            "stage": stage,
            **response_rates.estimate_rate(group, parameters),
            **response_rates.count_old(group),
            **adjusted_rates.list_adjusted(adjusted.get((stage, name))),
        }
        for (name, stage), group in response_rates.group_rows(counts, lambda row: (row["name"], row["split"]))
    ]
    return sorted(rows, key=lambda row: (row["name"], stages.stage_order(row["stage"])))


def describe_rates_by_stage(answer: Answer) -> str:
    """How many strategies can be read at all, the warning that stages differ, and whether replies may have decided what
    was logged."""
    return f"{_describe_rows(answer)} {logging_bias.describe_bias(answer)}".rstrip()


def _describe_rows(answer: Answer) -> str:
    if not answer.rows:
        return response_rates.explain_nothing(answer)
    if comparison.is_audit(answer.parameters):
        return comparison.AUDIT_ONLY
    if {row["name"] for row in answer.rows} == {"unknown"}:
        return response_rates.NAMELESS
    text = f"{_most_used_text(answer)} {_readable_text(answer)}"
    if answer.parameters["split"] == "stage":
        text = f"{text} {STAGES_DIFFER}"
    if comparison.has_clients(answer.rows):
        text = f"{text} Adjusted rates compare each client with that client's own other messages only."
    return f"{text} {response_rates.explain_counts(answer)}".rstrip()


def _readable_text(answer: Answer) -> str:
    """How many rows have enough to be read: "Only 3 of these 27 lines have 20 messages or more"."""
    rows = len(answer.rows)
    readable = sum(row["n"] >= MIN_CLEAR for row in answer.rows)
    enough = wording.count(MIN_CLEAR, wording.UNITS[answer.parameters["per"]])
    if rows == 1:
        return (
            f"This line has {enough} or more."
            if readable
            else f"This line has fewer than {enough}; take it lightly."
        )
    if not readable:
        return f"None of these {rows:,} lines has {enough} yet; take them lightly."
    if readable == rows:
        return f"All of these lines have {enough} or more."
    have, others = "has" if readable == 1 else "have", "other" if rows - readable == 1 else "others"
    return f"Only {readable:,} of these {rows:,} lines {have} {enough} or more; take the {others} lightly."


def _most_used_text(answer: Answer) -> str:
    """How often the largest rows were answered: "Most used: Application (Before applying), 8 of 51 answered"."""
    largest = sorted((row for row in answer.rows if row["name"] != UNKNOWN), key=lambda row: -row["n"])[
        :MOST_NAMED
    ]
    listed = [
        f"{wording.name(row['name'])}{_part_text(row)}, {row['replies'] + row['undated']:,} of {row['n']:,} answered"
        for row in largest
    ]
    return f"Most used: {'; '.join(listed)}."


def _part_text(row: Row) -> str:
    return "" if row["stage"] == UNKNOWN else f" ({wording.name(row['stage']).lower()})"


def draw_rates_by_stage(answer: Answer) -> go.Figure:
    """For each stage, one dot a strategy with its range: only dots of one stage can be compared."""
    rows = [row for row in answer.rows if row["n"]]
    figure = stage_dots.draw_dots(rows, "name", "rate", "low", "high", answer.parameters["within"])
    return figure.update_xaxes(title_text=rate_bars.rate_meaning(answer))


QUESTION = Question(
    key="response_by_strategy",
    requires=(ANSWERS, DAYS),
    estimate=estimate_rates_by_stage,
    verdict=describe_rates_by_stage,
    figure=draw_rates_by_stage,
    method=f"{column_texts.RESPONSE_METHOD} {column_texts.ADJUSTED_METHOD} {logging_bias.METHOD}",
    out_of=column_texts.UNITS,
    left_out=(*column_texts.LEFT_OUT, "no contact named"),
    formulas=column_texts.RATE_FORMULAS,
    columns={
        "name": Column("the strategy", GROUP_NAMES),
        "stage": Column(
            "where the opportunity stood when it was sent, or the value of the column in `split`", GROUP_NAMES
        ),
        **column_texts.RATE,
        **column_texts.OLD,
        **column_texts.ADJUSTED,
    },
    counts={"split": GROUP_NAMES, "channel": CHANNEL_NAMES, **logging_bias.COUNTS},
    defaults={"by": "strategy", "split": "stage", **column_texts.RESPONSE},
    client_cells="units",
    marks=("name", "stage"),
)

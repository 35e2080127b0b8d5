"""Following up against waiting: whether it goes with more replies, and after how many days of silence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import plotly.graph_objects as go

from analysis import wording
from analysis.charts import difference_dots
from analysis.domains import NUMBER, one_of
from analysis.missing_data import ANSWERS, DAYS
from analysis.question import Column, Question, Row
from analysis.questions import day_counts, day_trials, differences, tip_rules
from analysis.statistics import trials
from analysis.statistics.trials import Flags, Trials
from analysis.statistics.verdict import Verdict

if TYPE_CHECKING:
    from analysis.answer import Answer

ANY_DAY = "any day"
BANDS = {"1–3 days": (1, 3), "4–7 days": (4, 7), "8–14 days": (8, 14), "15–30 days": (15, 30)}
"""Days of silence that are taken together, each with its first and last day."""

NO_FOLLOW_UP = "You haven't followed up on an unanswered message yet."


def estimate_bands(_counts: list[Row], parameters: Mapping[str, Any]) -> list[Row]:
    """All days of silence together, then each band of days: replies after a follow-up, and without one that day.

    The bands are judged only once all days together are clear, so that the question as a whole is wrong no more often
    than one comparison (gatekeeping: Dmitrienko, Tamhane & Bretz 2009, Multiple Testing Problems, ch. 5).
    """
    found = day_trials.read_trials(parameters)
    if found is None:
        return []
    silent = np.asarray(found.position.state == trials.SILENT)
    waited = found.position.waited
    bands = {ANY_DAY: silent} | {
        name: silent & (waited >= first) & (waited <= last) for name, (first, last) in BANDS.items()
    }
    whole, *parts = [
        _band_row(found, name, chosen, 1 if name == ANY_DAY else len(BANDS)) for name, chosen in bands.items()
    ]
    if whole["verdict"] != Verdict.CLEAR:
        parts = [row | {"verdict": row["verdict"] and Verdict.TOO_EARLY.value} for row in parts]
    return [row for row in (whole, *parts) if row["n"]]


def _band_row(found: Trials, name: str, chosen: Flags, together: int) -> Row:
    comparison = found.against_silence(chosen)
    measured = differences.measure_difference(comparison.cells, several=found.several)
    return {
        "silence": name,
        "n": int(chosen.sum()),
        **day_trials.list_counts(comparison),
        **day_trials.list_rates(measured, together),
    }


def describe_bands(answer: Answer) -> str:
    """Whether following up goes with more replies, with the counts of both sides, and after how long a silence."""
    if not answer.rows:
        return day_counts.explain_missing(answer) if answer.held_out else NO_FOLLOW_UP
    whole = answer.rows[0]
    if not whole["compared"]:
        return (
            f"{Verdict.TOO_EARLY}: none of {wording.count(whole['n'], 'follow-up')} can be compared. Nobody else "
            "stayed silent as long."
        )
    reached = day_trials.describe_reached(whole, answer.parameters["outcome"])
    within = wording.count(answer.parameters["days"], "day")
    counted = (
        f"{whole['reached']:,} of {wording.count(whole['compared'], 'follow-up')} {reached} within {within}"
    )
    if whole["verdict"] is None:
        return f"{Verdict.TOO_EARLY}: {counted}. Too few others stayed silent as long to compare them with."
    parts = (
        f"{whole['verdict']}: {counted}. {day_trials.describe_rates(whole)} where nothing was sent that day: "
        f"{differences.describe_difference(whole)}.",
        f"That compares {whole['compared']:,} of {wording.count(whole['n'], 'follow-up')} with "
        f"{wording.count(whole['n_without'], 'opportunity')} silent just as long.",
        _band_text(answer.rows[1:]),
        differences.describe_clients(whole),
        differences.describe_caution(whole) if whole["verdict"] == Verdict.CLEAR else "",
    )
    return " ".join(part for part in parts if part)


def _band_text(rows: list[Row]) -> str:
    """After how long a silence the difference is clear, or that it's too early to say."""
    judged = [row for row in rows if row["verdict"]]
    clear = [row for row in judged if row["verdict"] == Verdict.CLEAR]
    if clear:
        listed = [f"{row['silence']} ({differences.describe_difference(row)})" for row in clear]
        return f"It's clear after a silence of {wording.join_words(listed)}."
    return "It's too early to say how many days to wait first." if len(judged) > 1 else ""


def draw_bands(answer: Answer) -> go.Figure | None:
    """For each band of days, the difference that following up goes with, and its range."""
    rows = [row for row in answer.rows if row["difference"] is not None]
    return difference_dots.draw_differences(
        rows, [str(row["silence"]).capitalize() for row in rows], "silence"
    )


QUESTION = Question(
    key="follow_up_or_wait",
    requires=(ANSWERS, DAYS),
    timed=True,
    estimate=estimate_bands,
    verdict=describe_bands,
    figure=draw_bands,
    method=(
        "Only silences: opportunities in which nobody has answered yet. "
        + day_trials.METHOD
        + differences.METHOD
        + " Single bands of days are judged once all days together are clear, and together (Bonferroni). A filter on "
        "kinds of follow-up changes nothing here."
    ),
    out_of="days on which you followed up on a silence",
    left_out=day_trials.LEFT_OUT,
    formulas=differences.FORMULAS,
    columns={
        "silence": Column("days since you wrote before", one_of((ANY_DAY, *BANDS))),
        "n": Column("follow-ups that can be judged", NUMBER),
        "compared": Column("of these, how many had others in the same situation", NUMBER),
        "reached": Column("of these, how many reached what was asked about in time", NUMBER),
        "n_without": Column("opportunities they were compared with, silent just as long", NUMBER),
        "rate_with": Column("share who reached it after following up", NUMBER),
        "rate_without": Column("share who reached it where nothing was sent that day", NUMBER),
        **differences.DIFFERENCE_COLUMNS,
    },
    counts={"band": one_of(BANDS)},
    defaults={"outcome": "reply", "days": None, "basis": None},
    cells="trials",
    bound_values=tip_rules.unset_strategies,
    marks=("silence",),
)

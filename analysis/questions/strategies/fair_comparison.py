"""Fair comparisons: what was done, held against the same situation without it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import plotly.graph_objects as go

from analysis import wording
from analysis.charts import difference_dots, layout
from analysis.domains import NUMBER, STRATEGY_NAMES, one_of, several_of
from analysis.missing_data import DAYS, STRATEGY
from analysis.question import Column, Question, Row
from analysis.questions import day_trials, differences, tip_rules
from analysis.questions.differences import Measured
from analysis.statistics.trials import Comparison, Trials
from analysis.statistics.verdict import Verdict
from data.playbook import STAGES

if TYPE_CHECKING:
    from analysis.answer import Answer

Counts = tuple[int, int]
"""Units, and how many of them reached what was asked about."""

SILENCE, MESSAGE, START = "silence", "message", "start"
"""What something is compared with: writing nothing that day; a message without it; another way to begin."""

EVER = "ever"
"""What the naive counts are marked with: whether it was done at any time."""

AGAINST_TEXTS = {
    SILENCE: "where nothing was sent that day",
    MESSAGE: "where the message had none",
    START: "that began another way",
}


class Compared(NamedTuple):
    """One strategy against one alternative."""

    strategy: str
    against: str
    done: int
    comparison: Comparison
    measured: Measured


def estimate_differences(counts: list[Row], parameters: Mapping[str, Any]) -> list[Row]:
    """One row for each strategy and what it is compared with, widest overlap first.

    The verdicts hold for all of them looked at together: each is judged by a range that is wider the more of them are
    shown (Bonferroni); the range shown is the plain 95% one.
    """
    found = day_trials.read_trials(parameters)
    pairs = sorted({(row["strategy"], row["against"]) for row in counts if row["against"] != EVER})
    compared = [_compare(found, *pair) for pair in pairs] if found else []
    together = sum(each.measured.is_shown for each in compared)
    rows = [_strategy_row(each, counts, together) for each in compared]
    return sorted(rows, key=lambda row: (-round(row["overlap"], 9), row["strategy"], row["against"]))


def _compare(found: Trials, strategy: str, against: str) -> Compared:
    done = day_trials.find_strategy(found, strategy)
    if against == START:
        chosen, others = done & found.opening, ~done & found.opening
    else:
        chosen, others = done & ~found.opening, ~done & ~found.opening
    silent = against == SILENCE
    comparison = found.against_silence(chosen) if silent else found.against_others(chosen, others)
    measured = differences.measure_difference(comparison.cells, several=found.several)
    return Compared(strategy, against, int(chosen.sum()), comparison, measured)


def _strategy_row(compared: Compared, counts: list[Row], together: int) -> Row:
    everybody, did = _naive_counts(counts, None), _naive_counts(counts, compared.strategy)
    return {
        "strategy": compared.strategy,
        "against": compared.against,
        "stages": wording.join_words([wording.name(STAGES[stage]) for stage in compared.comparison.stages]),
        "n": compared.done,
        **day_trials.list_counts(compared.comparison),
        "naive_with": _share(did),
        "naive_without": _share((everybody[0] - did[0], everybody[1] - did[1])),
        **day_trials.list_rates(compared.measured, together),
    }


def _naive_counts(counts: list[Row], strategy: str | None) -> Counts:
    return next(
        (
            (row["units"], row["reached"])
            for row in counts
            if row["against"] == EVER and row["strategy"] == strategy
        ),
        (0, 0),
    )


def _share(counts: Counts) -> float | None:
    units, reached = counts
    return reached / units if units else None


def describe_differences(answer: Answer) -> str:
    """What is clear, or what leans furthest, or what is missing for a comparison."""
    shown = [row for row in answer.rows if row["verdict"]]
    if not shown:
        return (
            "Not enough to compare fairly yet: a follow-up can be judged only where you sometimes did it and sometimes "
            "didn't, in the same situation."
        )
    clear = [row for row in shown if row["verdict"] == Verdict.CLEAR]
    leaning = [row for row in shown if row["verdict"] == Verdict.LEANING]
    chosen = clear or leaning[:1] or shown[:1]
    return " ".join(describe_strategy(row, answer.parameters) for row in chosen)


def describe_strategy(row: Row, parameters: Mapping[str, Any]) -> str:
    """One strategy: how sure, both sides with their counts, the difference with its range, who was compared."""
    name = wording.name(row["strategy"])
    reached = day_trials.describe_reached(row, parameters["outcome"])
    if row["verdict"] == Verdict.SAME:
        return (
            f"{name}: {row['verdict'].lower()} in the same situation, within five points: "
            f"{differences.describe_difference(row)}."
        )
    within = wording.count(parameters["days"], "day")
    parts = (
        f"{name}: {row['verdict'].lower()}. {row['reached']:,} of {row['compared']:,} {reached} within "
        f"{within}. {day_trials.describe_rates(row)} without it: "
        f"{differences.describe_difference(row)}.",
        _compared_text(row),
        differences.describe_clients(row),
        _raw_text(row),
        differences.describe_caution(row) if row["verdict"] == Verdict.CLEAR else "",
    )
    return " ".join(part for part in parts if part)


def _raw_text(row: Row) -> str:
    """The raw gap over all clients together, which mixes them; empty where the log is about one person."""
    if row["clients"] is None or row["naive_with"] is None or row["naive_without"] is None:
        return ""
    gap = row["naive_with"] - row["naive_without"]
    whole = abs(round(100 * gap))
    size = (
        f"the gap is {wording.points(gap)} {'point' if whole == 1 else 'points'}"
        if whole
        else "there is no gap"
    )
    return f"Across all clients, without comparing like with like, {size}."


def _compared_text(row: Row) -> str:
    """How many could be compared, and with whom."""
    times = f"{row['compared']:,} of {wording.count(row['n'], 'time')}"
    others = f"{wording.count(row['n_without'], 'opportunity')} {AGAINST_TEXTS[row['against']]}"
    return f"That compares {times} with {others}."


def draw_strategies(answer: Answer) -> go.Figure | None:
    """For each strategy, the difference in the same situation with its range."""
    rows = [row for row in answer.rows if row["difference"] is not None]
    return difference_dots.draw_differences(rows, [_label(row) for row in rows], "strategy")


def _label(row: Row) -> str:
    """A strategy; as a way to begin, apart from the same thing done later."""
    name = layout.label(row["strategy"])
    return f"{name} (as a start)" if row.get("against") == START else name


QUESTION = Question(
    key="fair_comparison",
    requires=(STRATEGY, DAYS),
    timed=True,
    estimate=estimate_differences,
    verdict=describe_differences,
    figure=draw_strategies,
    method=(
        day_trials.METHOD
        + "Work samples are compared with messages without any, a referral or an event at the start with other starts. "
        + differences.METHOD
        + " Several follow-ups on one screen are judged together (Bonferroni). A filter on kinds of follow-up changes "
        "nothing here."
    ),
    out_of="days on which it was done",
    left_out=(*day_trials.LEFT_OUT, "the first message there"),
    formulas=differences.FORMULAS,
    columns={
        "strategy": Column("what was done", STRATEGY_NAMES),
        "against": Column(
            "what it is compared with: silence that day, a message without it, or another start",
            one_of((SILENCE, MESSAGE, START)),
        ),
        "stages": Column("stages at which it was compared", several_of(map(wording.name, STAGES))),
        "n": Column("days on which it was done and that can be judged", NUMBER),
        "compared": Column("of these, how many had others in the same situation", NUMBER),
        "reached": Column("of these, how many reached what was asked about in time", NUMBER),
        "n_without": Column("opportunities they were compared with", NUMBER),
        "naive_with": Column("the raw share among opportunities in which it was ever done", NUMBER),
        "naive_without": Column("the raw share among all others", NUMBER),
        "rate_with": Column("share after doing it, over the situations that both share", NUMBER),
        "rate_without": Column("share without doing it, over the same situations", NUMBER),
        **differences.DIFFERENCE_COLUMNS,
    },
    counts={"against": one_of((SILENCE, MESSAGE, START, EVER)), "stage": one_of(STAGES)},
    defaults={"outcome": "offer", "days": None, "basis": None},
    cells="trials",
    overlapping=True,
    bound_values=tip_rules.unset_strategies,
    marks=("strategy", "against"),
    points=("strategy",),
)

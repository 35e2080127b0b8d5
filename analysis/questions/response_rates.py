"""Response rates: day counts in, the share answered within a number of days out."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from itertools import groupby
from typing import Any, TypeVar

from analysis import wording
from analysis.missing_data import ANSWERS
from analysis.question import Row
from analysis.statistics import rates, survival, verdict
from analysis.statistics.rates import ClusterSums, Rate

Key = TypeVar("Key", bound=Hashable)

NOTHING = "There is nothing to measure in this view yet."

NAMELESS = "Your log doesn't tell what these were, so there is nothing to compare."

SUMS = ("clusters", "m", "y", "mm", "my", "yy")


def estimate_rate(group: list[Row], parameters: Mapping[str, Any]) -> Row:
    """The rate of one group from its counts (day, replies, positive, rejections, silent) and sums over clusters."""
    within = parameters["within"]
    rate = recorded_rate(group) if parameters["basis"] == "recorded" else rate_within(group, within)
    positive = widen_range(positive_rate_within(group, within), cluster_sums(group))
    return {
        "n": sum_column(group, "units"),
        "replies": sum_column([row for row in group if row["day"] <= within], "replies"),
        "rate": rate.value,
        "low": rate.low,
        "high": rate.high,
        "positive": sum_column([row for row in group if row["day"] <= within], "positive"),
        "positive_rate": positive.value,
        "positive_low": positive.low,
        "positive_high": positive.high,
        "rejections": sum_column([row for row in group if row["day"] <= within], "rejections"),
        "waiting": sum_column(group, "waiting"),
    }


def recorded_rate(group: list[Row]) -> Rate:
    """Recorded replies over everything sent, no time limit; a touch is no independent trial of its thread."""
    return rates.clustered_rate(cluster_sums(group))


def rate_within(group: list[Row], within: int) -> Rate:
    """Kaplan-Meier at the horizon; the range is Wilson's on the effective n, smaller still where threads cluster."""
    rate = survival.reply_share([(row["day"], row["replies"], row["silent"]) for row in group], within)
    return widen_range(rate, cluster_sums(group))


def widen_range(rate: Rate, sums: ClusterSums) -> Rate:
    """The range of a rate when touches to one person are alike (the design effect of Korn & Graubard, 1998)."""
    effect = rates.clustered_rate(sums).n / sums.m if sums.m else 0.0
    if rate.value is None or effect >= 1:
        return rate
    return rates.wilson(rate.value * rate.n * effect, rate.n * effect)


def positive_rate_within(group: list[Row], within: int) -> Rate:
    """The share with a positive reply by the horizon; any other reply ends the wait (cumulative incidence)."""
    days = [(row["day"], row["positive"], row["replies"] - row["positive"], row["silent"]) for row in group]
    positive, _ = survival.incidence_by_day(days, within)
    return positive


def describe_rate(row: Row) -> str:
    """A rate with its range and n: "20 % (range 12–31 %, n = 64)"."""
    return f"{wording.percent(row['rate'])} (range {wording.span(row['low'], row['high'])}, n = {row['n']:,})"


def pooled_columns(row: verdict.ComparedGroup | None) -> Row:
    """What a group's rate is once it has learned from the others, and its chance of being the highest."""
    if row is None:
        return {"pooled": None, "pooled_low": None, "pooled_high": None, "p_best": None}
    return {
        "pooled": row.pooled.value,
        "pooled_low": row.pooled.low,
        "pooled_high": row.pooled.high,
        "p_best": row.p_best,
    }


def group_rows(counts: list[Row], key: Callable[[Row], Key]) -> list[tuple[Key, list[Row]]]:
    """Counts gathered by a key, in the order of the keys."""
    ordered = sorted(counts, key=lambda row: str(key(row)))
    return [(name, list(group)) for name, group in groupby(ordered, key=key)]


def group_by_name(counts: list[Row]) -> dict[str, list[Row]]:
    """Counts gathered by the name of their group."""
    return dict(group_rows(counts, lambda row: str(row["name"])))


def sum_column(group: list[Row], column: str) -> int:
    """The sum of one column of counts."""
    return int(sum(row[column] for row in group))


def cluster_sums(group: list[Row]) -> ClusterSums:
    """The sums over people of a group, which each of its rows holds."""
    return ClusterSums(*(group[0][name] for name in SUMS))


def blank_unknown(counts: list[Row], parameters: Mapping[str, Any], *columns: str) -> list[Row]:
    """The counts with these columns empty where the log doesn't say who answered."""
    empty = dict.fromkeys(columns if ANSWERS in parameters["missing"] else ())
    return [row | empty for row in counts]

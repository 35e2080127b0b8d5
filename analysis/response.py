"""Response rates: day counts in, the share answered within a number of days out."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from itertools import groupby
from typing import TYPE_CHECKING, Any, TypeVar

from analysis import words
from analysis.question import Row
from analysis.statistics import rates, survival
from analysis.statistics.rates import ClusterSums, Rate

if TYPE_CHECKING:
    from analysis.answer import Answer

Key = TypeVar("Key", bound=Hashable)
SUMS = ("clusters", "m", "y", "mm", "my", "yy")


def by_name(counts: list[Row], asked: Mapping[str, Any]) -> list[Row]:
    """One row for each name: n, replies, rate with its range, and the kinds of answer apart."""
    rows = [
        {"name": name, **rate_row(group, asked)} for name, group in grouped(counts, lambda row: row["name"])
    ]
    return sorted(rows, key=lambda row: (-row["n"], row["name"]))


def by_name_and_stage(counts: list[Row], asked: Mapping[str, Any]) -> list[Row]:
    """One row for each name at each stage, stages in the order in which they are reached."""
    rows = [
        {"name": name, "stage": stage, **rate_row(group, asked)}
        for (name, stage), group in grouped(counts, lambda row: (row["name"], row["split"]))
    ]
    return sorted(rows, key=lambda row: (row["name"], stage_order(row["stage"])))


def rate_row(group: list[Row], asked: Mapping[str, Any]) -> Row:
    """The rate of one group from its counts (day, replies, positive, rejections, silent) and sums over clusters."""
    within = asked["within"]
    rate = recorded(group) if asked["basis"] == "recorded" else answered_within(group, within)
    positive = positive_within(group, within)
    return {
        "n": total(group, "units"),
        "replies": total([row for row in group if row["day"] <= within], "replies"),
        "rate": rate.value,
        "low": rate.low,
        "high": rate.high,
        "positive": total([row for row in group if row["day"] <= within], "positive"),
        "positive_rate": positive.value,
        "positive_low": positive.low,
        "positive_high": positive.high,
        "rejections": total([row for row in group if row["day"] <= within], "rejections"),
        "waiting": total(group, "waiting"),
    }


def recorded(group: list[Row]) -> Rate:
    """Recorded replies over everything sent, no time limit; a touch is no independent trial of its thread."""
    return rates.clustered(_sums(group))


def answered_within(group: list[Row], within: int) -> Rate:
    """Kaplan-Meier at the horizon; the range is Wilson's on the effective n, smaller still where threads cluster."""
    rate = survival.by_day([(row["day"], row["replies"], row["silent"]) for row in group], within)
    return widened(rate, _sums(group))


def widened(rate: Rate, sums: ClusterSums) -> Rate:
    """The range of a rate when touches to one person are alike (the design effect of Korn & Graubard, 1998)."""
    effect = rates.wilson(0, 0).n if not sums.m else rates.clustered(sums).n / sums.m
    if rate.value is None or effect >= 1:
        return rate
    return rates.wilson(rate.value * rate.n * effect, rate.n * effect)


def positive_within(group: list[Row], within: int) -> Rate:
    """The share with a positive reply by the horizon; any other reply ends the wait (cumulative incidence)."""
    days = [(row["day"], row["positive"], row["replies"] - row["positive"], row["silent"]) for row in group]
    past = [rate for day, rate, _ in survival.cumulative_incidence(days) if day <= within]
    return past[-1] if past else rates.wilson(0, total(group, "units"))


def grouped(counts: list[Row], key: Callable[[Row], Key]) -> list[tuple[Key, list[Row]]]:
    """Counts gathered by a key, in the order of the keys."""
    ordered = sorted(counts, key=lambda row: str(key(row)))
    return [(name, list(group)) for name, group in groupby(ordered, key=key)]


def total(group: list[Row], column: str) -> int:
    """The sum of one column of counts."""
    return int(sum(row[column] for row in group))


def stage_order(stage: str) -> int:
    """Where a stage comes; what is not known comes last."""
    order = ("prospect", "applied", "screen", "interview", "final", "offer")
    return order.index(stage) if stage in order else len(order)


def _sums(group: list[Row]) -> ClusterSums:
    return ClusterSums(*(group[0][name] for name in SUMS))


def verdict(answer: Answer) -> str:
    """The most used group's rate with its range and n, and what the rate means."""
    measured = [row for row in answer.rows if row["n"]]
    if not measured:
        return "There is nothing to measure in this view yet."
    top = measured[0]
    unit = words.UNITS[answer.parameters["per"]]
    if answer.basis == "recorded":
        meaning = "had a recorded reply (no time limit, because the log has no dates)"
    else:
        meaning = f"were answered within {answer.parameters['within']} days"
    return (
        f"{words.name(top['name'])}: about {words.percent(top['rate'])} of {words.count(top['n'], unit)} {meaning} "
        f"(range {words.span(top['low'], top['high'])})."
    )

"""Response rates: day counts in, the share answered within a number of days out."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from itertools import groupby
from typing import TYPE_CHECKING, Any, TypeVar

from analysis import wording
from analysis.question import Row
from analysis.questions import compare
from analysis.statistics import rates, survival, verdict
from analysis.statistics.gates import ENOUGH, LISTED
from analysis.statistics.rates import ClusterSums, Rate
from data.playbook import STAGES

if TYPE_CHECKING:
    from analysis.answer import Answer

Key = TypeVar("Key", bound=Hashable)
NOTHING = "There is nothing to measure in this view yet."
UNANSWERED: Row = {
    **dict.fromkeys(("replies", "rate")),
    **{"low": 0.0, "high": 1.0},
    **dict.fromkeys(("positive", "positive_rate", "positive_low", "positive_high", "rejections", "waiting")),
}
"""What is told of messages where nobody noted who answered."""
NAMELESS = "Your log doesn't tell what these were, so there is nothing to compare."
SUMS = ("clusters", "m", "y", "mm", "my", "yy")


def by_name(counts: list[Row], asked: Mapping[str, Any]) -> list[Row]:
    """One row for each name: n, replies, rate with its range, the kinds of answer apart, and the rate as it stands
    beside the others (pooled), highest first; groups too small to compare come last."""
    groups = dict(grouped(counts, lambda row: str(row["name"])))
    judged = compare.judged(groups, asked)
    beside = {row.name: row for row in judged.rows} if judged else {}
    rows = [
        {"name": name, **rate_row(group, asked), **pooled(beside.get(name))} for name, group in groups.items()
    ]
    return sorted(
        rows, key=lambda row: (row["n"] < LISTED, -(row["pooled"] or row["rate"] or 0), row["name"])
    )


def unanswered(counts: list[Row]) -> list[Row]:
    """One row for each name where the log doesn't tell who answered: how many there are, and a rate of 0 to 100 %."""
    return [
        {"name": name, "n": total(group, "units"), **UNANSWERED, **pooled(None)}
        for name, group in grouped(counts, lambda row: str(row["name"]))
    ]


def pooled(row: verdict.Row | None) -> Row:
    """What a group's rate is once it has learned from the others, and its chance of being the highest."""
    if row is None:
        return {"pooled": None, "pooled_low": None, "pooled_high": None, "p_best": None}
    return {
        "pooled": row.pooled.value,
        "pooled_low": row.pooled.low,
        "pooled_high": row.pooled.high,
        "p_best": row.p_best,
    }


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
    positive = widened(positive_within(group, within), sums_of(group))
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
    return rates.clustered(sums_of(group))


def answered_within(group: list[Row], within: int) -> Rate:
    """Kaplan-Meier at the horizon; the range is Wilson's on the effective n, smaller still where threads cluster."""
    rate = survival.by_day([(row["day"], row["replies"], row["silent"]) for row in group], within)
    return widened(rate, sums_of(group))


def widened(rate: Rate, sums: ClusterSums) -> Rate:
    """The range of a rate when touches to one person are alike (the design effect of Korn & Graubard, 1998)."""
    effect = rates.clustered(sums).n / sums.m if sums.m else 0.0
    if rate.value is None or effect >= 1:
        return rate
    return rates.wilson(rate.value * rate.n * effect, rate.n * effect)


def positive_within(group: list[Row], within: int) -> Rate:
    """The share with a positive reply by the horizon; any other reply ends the wait (cumulative incidence)."""
    days = [(row["day"], row["positive"], row["replies"] - row["positive"], row["silent"]) for row in group]
    positive, _ = survival.incidence_by_day(days, within)
    return positive


def grouped(counts: list[Row], key: Callable[[Row], Key]) -> list[tuple[Key, list[Row]]]:
    """Counts gathered by a key, in the order of the keys."""
    ordered = sorted(counts, key=lambda row: str(key(row)))
    return [(name, list(group)) for name, group in groupby(ordered, key=key)]


def total(group: list[Row], column: str) -> int:
    """The sum of one column of counts."""
    return int(sum(row[column] for row in group))


def stage_order(stage: str) -> int:
    """Where a stage comes; what is not known comes last."""
    return STAGES.index(stage) if stage in STAGES else len(STAGES)


def sums_of(group: list[Row]) -> ClusterSums:
    """The sums over people of a group, which each of its rows holds."""
    return ClusterSums(*(group[0][name] for name in SUMS))


def channels_verdict(answer: Answer) -> str:
    """Which group is answered most, as far as one can tell."""
    if not answer.rows:
        return NOTHING
    groups = dict(grouped(answer.counted, lambda row: str(row["name"])))
    if [*groups] == ["unknown"]:
        return f"{overall(answer)} {NAMELESS}"
    if len(groups) == 1:
        return overall(answer)
    return compare.sentence(answer, compare.judged(groups, answer.parameters))


def overall(answer: Answer) -> str:
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


def strategies_verdict(answer: Answer) -> str:
    """How many strategies can be read at all, and the warning that stages differ."""
    if not answer.rows:
        return NOTHING
    if compare.is_protected(str(answer.parameters["by"])):
        return compare.AUDIT_ONLY
    if {row["name"] for row in answer.rows} == {"unknown"}:
        return NAMELESS
    readable = [row for row in answer.rows if row["n"] >= ENOUGH]
    rest = f"{wording.count(len(readable), 'row')} of {len(answer.rows)} rest on {ENOUGH} or more"
    return f"{rest}. Compare rows of the same stage only: people answer differently before and after an interview."

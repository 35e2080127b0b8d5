"""Days and times of day: whether they matter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from analysis import response, timing, words
from analysis.question import Row
from analysis.statistics import gates, pooling, survival
from analysis.statistics.rates import Rate
from analysis.statistics.seeds import generator

if TYPE_CHECKING:
    from analysis.answer import Answer

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
DAYPARTS = ("before 9", "9 to 12", "12 to 17", "after 17")
HALVES = ("Monday–Thursday", "Friday–Sunday", "before noon", "after noon")
CHANCE = 0.05
"""How often chance alone may give differences as large as those that are said to be more than chance gives."""


def times(counts: list[Row], asked: Mapping[str, Any]) -> list[Row]:
    """One row for each part of the week that there are messages enough to tell apart.

    Below 300 messages the halves of the week, and of the day where times are known; from 300 on each day, and
    its four parts once 300 messages have a time. Pooled rates learn from the other rows of the same comparison.
    """
    timing.only_within(asked)
    return [row for group in _comparisons(counts) for row in _time_rows(group, counts, asked["within"])]


Parts: TypeAlias = dict[tuple[str | None, str | None], list[Row]]
"""Counts by day and time; None stands for any."""


def _comparisons(counts: list[Row]) -> list[Parts]:
    """Which parts of the week are compared with each other."""
    timed = [row for row in counts if row["daypart"]]
    if response.total(timed, "units") >= gates.HEATMAP:
        return [_parts(timed, "weekday", "daypart")]
    whole = "weekday" if response.total(counts, "units") >= gates.HEATMAP else "week_half"
    return [_parts(counts, whole, None), _parts(timed, None, "day_half")]


def _parts(counts: list[Row], day: str | None, time: str | None) -> Parts:
    found: Parts = {}
    for row in counts:
        found.setdefault((row[day] if day else None, row[time] if time else None), []).append(row)
    return dict(sorted(found.items(), key=_in_order))


def _in_order(part: tuple[tuple[str | None, str | None], list[Row]]) -> list[int]:
    order = (None, *WEEKDAYS, *DAYPARTS, *HALVES)
    return [order.index(name) for name in part[0]]


def _time_rows(parts: Parts, counts: list[Row], within: int) -> list[Row]:
    trials = [
        survival.matured(timing.days_of(group), within, timing.days_of(counts)) for group in parts.values()
    ]
    pooled = pooling.rates(pooling.pool([x for x, _ in trials], [n for _, n in trials])) if trials else []
    return [
        {
            "name": ", ".join(name for name in part if name),
            "day": part[0],
            "time": part[1],
            "n": response.total(group, "units"),
            "replies": response.total([row for row in group if row["day"] <= within], "replies"),
            **_spread("rate", survival.by_day(timing.days_of(group), within)),
            **_spread("pooled", beside),
        }
        for (part, group), beside in zip(parts.items(), pooled, strict=True)
    ]


def _spread(name: str, rate: Rate) -> Row:
    ends = ("low", "high") if name == "rate" else (f"{name}_low", f"{name}_high")
    return {name: rate.value, ends[0]: rate.low, ends[1]: rate.high}


def times_verdict(answer: Answer) -> str:
    """Whether days and times differ more than chance gives; which is highest only where they do."""
    if not answer.rows:
        return timing.missing(answer) or response.NOTHING
    said = [_told(parts, answer) for parts in _comparisons(answer.counted) if parts]
    clock = any(row["time"] for row in answer.rows)
    zone = (
        "Times are the sender's, as written: where the other person was is not known."
        if clock
        else "The log has no times of day."
    )
    return " ".join([*said, zone])


def _told(parts: Parts, answer: Answer) -> str:
    """One comparison in a sentence or two."""
    rows = {(row["day"], row["time"]): row for row in answer.rows}
    listed = {part: group for part, group in parts.items() if rows[part]["n"] >= gates.CELL}
    what = _compared(next(iter(parts)))
    if len(listed) < 2:
        return f"Too early to compare {what}: at least two parts with {gates.CELL} messages each are needed."
    shown = f" {words.listed([_rated(rows[part]) for part in listed])}." if len(listed) == 2 else ""
    if is_chance(list(listed.values()), answer.counted, answer.parameters["within"]):
        return f"{what.capitalize()} differ no more than chance would give.{shown}"
    highest = max((rows[part] for part in listed), key=lambda row: float(row["pooled"]))
    top = shown or f" Highest so far: {_rated(highest)}."
    return (
        f"{what.capitalize()} differ more than chance usually gives.{top} It may be what you send then, and to whom, "
        "and not the time."
    )


def _compared(part: tuple[str | None, str | None]) -> str:
    day, time = part
    if day and time:
        return "the days and times"
    return "mornings and afternoons" if time else "the days of the week"


def _rated(row: Row) -> str:
    name = row["name"][:1].upper() + row["name"][1:]
    return (
        f"{name} {words.percent(row['rate'])} (range {words.span(row['low'], row['high'])}, n = {row['n']:,})"
    )


def is_chance(parts: list[list[Row]], everything: list[Row], within: int) -> bool:
    """Whether rates as different as these are nothing unusual where all are the same.

    Pearson's chi-square on matured trials; its distribution comes from tables with the same margins (Patefield
    1981, Appl. Stat. 30:91), because many parts are small. The same counts give the same answer.
    """
    from scipy.stats import MonteCarloMethod, chi2_contingency  # half a second to load

    trials = np.array(
        [survival.matured(timing.days_of(part), within, timing.days_of(everything)) for part in parts]
    )
    replies, silent = trials[:, 0], np.round(trials[:, 1]) - trials[:, 0]
    table = np.array([replies, np.maximum(silent, 0)])[:, (replies + silent) > 0].astype(int)
    if table.shape[1] < 2 or (table.sum(axis=1) == 0).any():
        return True
    method = MonteCarloMethod(n_resamples=1999, rng=generator("best_time", table))
    return float(chi2_contingency(table, correction=False, method=method).pvalue) > CHANCE

"""Days and times of day: whether they matter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from analysis import wording
from analysis.question import Row
from analysis.questions import alike, response, timing
from analysis.statistics import gates, pooling, rates
from analysis.statistics.rates import Rate

if TYPE_CHECKING:
    from analysis.answer import Answer

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
DAYPARTS = ("before 9", "9 to 12", "12 to 17", "after 17")
HALVES = ("Monday–Thursday", "Friday–Sunday", "before noon", "after noon")


def times(counts: list[Row], asked: Mapping[str, Any]) -> list[Row]:
    """One row for each part of the week that there are messages enough to tell apart.

    Below 300 messages the halves of the week, and of the day where times are known; from 300 on each day, and
    its four parts once 300 messages have a time. Pooled rates learn from the other rows of the same comparison.
    """
    timing.only_within(asked)
    return [row for group in _comparisons(counts) for row in _time_rows(group, asked["within"])]


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


def _time_rows(parts: Parts, within: int) -> list[Row]:
    if not parts:
        return []
    found = alike.standardised(list(parts.values()), within)
    beside = pooling.rates(pooling.pool([of.successes for of in found], [of.n for of in found]))
    return [
        {
            "name": ", ".join(name for name in part if name),
            "day": part[0],
            "time": part[1],
            "n": response.total(group, "units"),
            "replies": response.total([row for row in group if row["day"] <= within], "replies"),
            "expected": of.expected,
            **_spread("rate", rates.wilson(of.successes, of.n)),
            **_spread("pooled", pooled),
        }
        for (part, group), of, pooled in zip(parts.items(), found, beside, strict=True)
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
    return " ".join([*said, alike.SAID, zone])


def _told(parts: Parts, answer: Answer) -> str:
    """One comparison in a sentence or two."""
    rows = {(row["day"], row["time"]): row for row in answer.rows}
    listed = {part: group for part, group in parts.items() if is_listed(rows[part])}
    what = _compared(next(iter(parts)))
    if len(listed) < 2:
        return f"Too early to compare {what}: at least two parts with {gates.CELL} messages each are needed."
    shown = f" {wording.listed([_rated(rows[part]) for part in listed])}." if len(listed) == 2 else ""
    if alike.is_chance(list(listed.values()), answer.parameters["within"]):
        return f"{what.capitalize()} differ no more than chance would give.{shown}"
    highest = max((rows[part] for part in listed), key=lambda row: float(row["pooled"]))
    top = shown or f" Highest so far: {_rated(highest)}."
    return (
        f"{what.capitalize()} differ more than chance usually gives.{top} It may still be what you say then, and to "
        "whom, and not the time."
    )


def is_listed(row: Row) -> bool:
    """Whether a part of the week has messages enough, and others of their kind to be compared with."""
    return bool(row["n"] >= gates.CELL and row["rate"] is not None)


def _compared(part: tuple[str | None, str | None]) -> str:
    day, time = part
    if day and time:
        return "the days and times"
    return "mornings and afternoons" if time else "the days of the week"


def _rated(row: Row) -> str:
    name = row["name"][:1].upper() + row["name"][1:]
    return f"{name} {wording.percent(row['rate'])} (range {wording.span(row['low'], row['high'])}, n = {row['n']:,})"

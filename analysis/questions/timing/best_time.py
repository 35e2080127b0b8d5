"""Days and times of day: whether they matter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

import plotly.graph_objects as go

from analysis import wording
from analysis.charts import layout, rate_bars
from analysis.domains import CHANNEL_NAMES, NUMBER, STAGE_NAMES, one_of, several_of
from analysis.missing_data import ANSWERS, DAYS
from analysis.question import Column, Question, Row
from analysis.questions import column_texts, day_counts, like_for_like, response_rates
from analysis.statistics import pooling, rates, thresholds
from analysis.statistics.rates import Rate
from analysis.statistics.standardisation import StandardisedGroup

if TYPE_CHECKING:
    from analysis.answer import Answer

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

DAYPARTS = ("before 9", "9 to 12", "12 to 17", "after 17")

HALVES = ("Monday–Thursday", "Friday–Sunday", "before noon", "after noon")

PARTS = (*WEEKDAYS, *DAYPARTS, *HALVES)
"""The names of all parts of the week and of the day."""

CELL_HEIGHT = 48

Parts: TypeAlias = dict[tuple[str | None, str | None], list[Row]]
"""Counts by day and time; None stands for any."""


def estimate_times(counts: list[Row], parameters: Mapping[str, Any]) -> list[Row]:
    """One row for each part of the week that there are messages enough to tell apart.

    Below 300 messages the halves of the week, and of the day where times are known; from 300 on each day, and
    its four parts once 300 messages have a time. Pooled rates learn from the other rows of the same comparison.
    """
    return [row for group in _list_comparisons(counts) for row in _time_rows(group, parameters["within"])]


def _list_comparisons(counts: list[Row]) -> list[Parts]:
    """Which parts of the week are compared with each other."""
    timed = [row for row in counts if row["daypart"]]
    if response_rates.sum_column(timed, "units") >= thresholds.MIN_HEATMAP:
        return [_group_parts(timed, "weekday", "daypart")]
    whole = "weekday" if response_rates.sum_column(counts, "units") >= thresholds.MIN_HEATMAP else "week_half"
    return [_group_parts(counts, whole, None), _group_parts(timed, None, "day_half")]


def _group_parts(counts: list[Row], day: str | None, time: str | None) -> Parts:
    groups: Parts = {}
    for row in counts:
        groups.setdefault((row[day] if day else None, row[time] if time else None), []).append(row)
    return dict(sorted(groups.items(), key=_part_order))


def _part_order(part: tuple[tuple[str | None, str | None], list[Row]]) -> list[int]:
    order = (None, *PARTS)
    return [order.index(name) for name in part[0]]


def _time_rows(parts: Parts, within: int) -> list[Row]:
    if not parts:
        return []
    alike = like_for_like.standardise(list(parts.values()), within)
    beside = pooling.pooled_rates(pooling.fit_pool([of.successes for of in alike], [of.n for of in alike]))
    return [
        {
            "name": ", ".join(name for name in part if name),
            "day": part[0],
            "time": part[1],
            "n": response_rates.sum_column(group, "units"),
            "replies": response_rates.sum_column(
                [row for row in group if row["day"] <= within and not row["undated"]], "replies"
            ),
            "undated": response_rates.sum_column(group, "undated"),
            "expected": of.expected,
            **_range_columns("rate", _standardised_rate(of, group, within)),
            **_range_columns("pooled", pooled),
        }
        for (part, group), of, pooled in zip(parts.items(), alike, beside, strict=True)
    ]


def _standardised_rate(of: StandardisedGroup, group: list[Row], within: int) -> Rate:
    left = response_rates.information_left(group, within)
    return rates.wilson(of.successes * left, of.n * left)


def _range_columns(name: str, rate: Rate) -> Row:
    ends = ("low", "high") if name == "rate" else (f"{name}_low", f"{name}_high")
    return {name: rate.value, ends[0]: rate.low, ends[1]: rate.high}


def describe_times(answer: Answer) -> str:
    """Whether days and times differ more than chance gives; which is highest only where they do."""
    if not answer.rows:
        return day_counts.explain_missing(answer) or response_rates.NOTHING
    comparisons = [_comparison_text(parts, answer) for parts in _list_comparisons(answer.counted) if parts]
    clock = any(row["time"] for row in answer.rows)
    zone = (
        "Times are the sender's, as written: where the other person was is not known."
        if clock
        else "The log has no times of day."
    )
    return " ".join([*comparisons, like_for_like.ONLY_ALIKE, zone])


def _comparison_text(parts: Parts, answer: Answer) -> str:
    """One comparison in a sentence or two."""
    rows = {(row["day"], row["time"]): row for row in answer.rows}
    listed = {part: group for part, group in parts.items() if is_comparable(rows[part])}
    what = _parts_text(next(iter(parts)))
    if len(listed) < 2:
        return f"Too early to compare {what}: at least two parts with {thresholds.MIN_CELL} messages each are needed."
    shown = f" {wording.join_words([_rate_text(rows[part]) for part in listed])}." if len(listed) == 2 else ""
    if like_for_like.is_chance(list(listed.values()), answer.parameters["within"]):
        return f"{what.capitalize()} differ no more than chance would give.{shown}"
    highest = max((rows[part] for part in listed), key=lambda row: float(row["pooled"]))
    top = shown or f" Highest so far: {_rate_text(highest)}."
    return (
        f"{what.capitalize()} differ more than chance usually gives.{top} It may still be what you say then, and to "
        "whom, and not the time."
    )


def is_comparable(row: Row) -> bool:
    """Whether a part of the week has messages enough, and others of their kind to be compared with."""
    return bool(row["n"] >= thresholds.MIN_CELL and row["rate"] is not None)


def _parts_text(part: tuple[str | None, str | None]) -> str:
    day, time = part
    if day and time:
        return "the days and times"
    return "mornings and afternoons" if time else "the days of the week"


def _rate_text(row: Row) -> str:
    name = row["name"][:1].upper() + row["name"][1:]
    return f"{name} {response_rates.describe_rate(row)}"


def draw_times(answer: Answer) -> go.Figure:
    """A heat map of days and times where there are both, else bars; what rests on too few is grey."""
    if not any(row["day"] and row["time"] for row in answer.rows):
        return rate_bars.draw_rates(answer)
    days = [day for day in WEEKDAYS if any(row["day"] == day for row in answer.rows)]
    cells = {(row["day"], row["time"]): row for row in answer.rows}
    grid = [[cells.get((day, time)) for time in DAYPARTS] for day in days]
    enough = [[row if row and is_comparable(row) else None for row in line] for line in grid]
    heat = go.Heatmap(
        x=DAYPARTS,
        y=days,
        z=[[row and row["pooled"] for row in line] for line in enough],
        zmin=0,
        zmax=max((row["pooled_high"] for row in answer.rows if is_comparable(row)), default=1),
        text=[[_cell_text(row) for row in line] for line in grid],
        customdata=[[_cell_data(row) for row in line] for line in grid],
        texttemplate="%{text}",
        xgap=2,
        ygap=2,
        hoverongaps=False,
        colorbar={"tickformat": ".0%", "thickness": 12},
        hovertemplate=(
            "%{y}, %{x}: %{z:.0%} (range %{customdata[2]:.0%} to %{customdata[3]:.0%})"
            "<br>%{customdata[1]} of %{customdata[0]} answered<extra></extra>"
        ),
    )
    backdrop = go.Heatmap(
        x=DAYPARTS,
        y=days,
        z=[[None if row else 0 for row in line] for line in enough],
        colorscale=[[0, layout.HAZE], [1, layout.HAZE]],
        showscale=False,
        xgap=2,
        ygap=2,
        hoverinfo="skip",
    )
    height = 64 + CELL_HEIGHT * len(days)
    figure = go.Figure([backdrop, heat], {"height": height, "margin": {"l": 8, "r": 8, "t": 16, "b": 8}})
    return figure.update_yaxes(autorange="reversed", automargin=True, fixedrange=True).update_xaxes(
        fixedrange=True
    )


def _cell_text(row: Row | None) -> str:
    if row is None:
        return ""
    return (
        f"{wording.percent(row['pooled'])}<br>of {row['n']:,}" if is_comparable(row) else f"n = {row['n']:,}"
    )


def _cell_data(row: Row | None) -> list[Any]:
    return [row["n"], row["replies"], row["pooled_low"], row["pooled_high"]] if row else [0, 0, 0, 0]


QUESTION = Question(
    key="best_time",
    requires=(ANSWERS, DAYS),
    timed=True,
    estimate=estimate_times,
    verdict=describe_times,
    figure=draw_times,
    method=(
        "Messages to people still silent, by the day and time you sent them, in your own time zone as written. "
        "Below 300 messages only the halves of the week and of the day are compared, since the highest of many "
        "small groups is high by luck. "
        + column_texts.ALIKE_METHOD
        + " Whether parts differ more than chance gives is one test over all of them (Mantel–Haenszel, against "
        "replies dealt out by chance within each stage and channel); parts with fewer than five messages are grey "
        "and left out of it."
    ),
    out_of="messages to people still silent, before any interview",
    left_out=(*column_texts.UNTIMED, *column_texts.TRIES, column_texts.EARLY),
    formulas={**column_texts.ALIKE_FORMULAS, "pooled": column_texts.POOLED_FORMULAS["pooled"]},
    columns={
        "name": Column("the part of the week", several_of(PARTS)),
        "day": Column("day, or half of the week; empty for any day", one_of(PARTS)),
        "time": Column("time of day; empty for any time", one_of(PARTS)),
        "n": Column("how many were measured", NUMBER),
        "replies": column_texts.RATE["replies"],
        "undated": column_texts.RATE["undated"],
        **column_texts.ALIKE,
        "low": Column("lower end of its 95 % range", NUMBER),
        "high": Column("upper end of its 95 % range", NUMBER),
        "pooled": Column("the rate drawn towards the others, as far as its own data are few", NUMBER),
        "pooled_low": Column("lower end of its range", NUMBER),
        "pooled_high": Column("upper end of its range", NUMBER),
    },
    counts={
        "stage": STAGE_NAMES,
        "channel": CHANNEL_NAMES,
        "day": NUMBER,
        **dict.fromkeys(("weekday", "week_half", "daypart", "day_half"), one_of(PARTS)),
    },
    defaults={"within": None, "basis": None},
    marks=("name",),
)

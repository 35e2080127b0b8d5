"""Days and times of day: whether they matter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from analysis import wording
from analysis.charts import layout, rate_bars
from analysis.domains import CHANNEL_NAMES, NUMBER, STAGE_NAMES, one_of, several_of
from analysis.missing_data import ANSWERS, DAYS
from analysis.question import Column, Question, Row
from analysis.questions import adjusted_rates, column_texts, comparison, day_counts, response_rates
from analysis.questions.adjusted_rates import Adjusted, Columns
from analysis.statistics import survival, thresholds
from analysis.statistics.ranking import Comparison
from analysis.statistics.verdict import Verdict

if TYPE_CHECKING:
    from analysis.answer import Answer

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

DAYPARTS = ("before 9", "9 to 12", "12 to 17", "after 17")

HALVES = ("Monday–Thursday", "Friday–Sunday", "before noon", "after noon")

PARTS = (*WEEKDAYS, *DAYPARTS, *HALVES)
"""The names of all parts of the week and of the day."""

DAYS_OF: Mapping[str | None, Iterable[int]] = {
    **{name: (place,) for place, name in enumerate(WEEKDAYS, 1)},
    "Monday–Thursday": range(1, 5),
    "Friday–Sunday": range(5, 8),
}
TIMES_OF: Mapping[str | None, Iterable[int]] = {
    **{name: (place,) for place, name in enumerate(DAYPARTS)},
    "before noon": range(2),
    "after noon": range(2, 4),
}
"""The numbers of days and of parts of the day that the names stand for, as `sql/steps/hours.sql` has them."""

CELL_HEIGHT = 48

Parts: TypeAlias = dict[tuple[str | None, str | None], list[Row]]
"""Counts by day and time; None stands for any."""


def estimate_times(counts: list[Row], parameters: Mapping[str, Any]) -> list[Row]:
    """One row for each part of the week that there are messages enough to tell apart.

    Below 300 messages the halves of the week, and of the day where times are known; from 300 on each day, and
    its four parts once 300 messages have a time. Pooled rates learn from the other rows of the same comparison.
    """
    return [row for parts in _list_comparisons(counts) for row in _time_rows(parts, counts, parameters)]


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


def _time_rows(parts: Parts, counts: list[Row], parameters: Mapping[str, Any]) -> list[Row]:
    alike = _adjust_parts(parts, counts, parameters) if len(parts) > 1 else {}
    rows = [
        {
            "name": ", ".join(name for name in part if name),
            "day": part[0],
            "time": part[1],
            "n": response_rates.sum_column(group, "units"),
            "replies": response_rates.sum_column(_list_in_time(group, parameters["within"]), "replies"),
            "undated": response_rates.sum_column(group, "undated"),
            "through": parameters["within"],
            **(
                adjusted_rates.list_rate(alike[part])
                if alike
                else _list_plain_rate(group, parameters["within"])
            ),
        }
        for part, group in parts.items()
    ]
    return comparison.add_pooled(rows, _judge_parts(rows, parameters))


def _list_in_time(group: list[Row], within: int) -> list[Row]:
    return [row for row in group if row["day"] <= within and not row["undated"]]


def _list_plain_rate(group: list[Row], within: int) -> Row:
    """The rate of messages that are all of one part: there is nothing to hold them against."""
    rate = survival.reply_share(day_counts.days_of(group), within)
    return adjusted_rates.list_rate(Adjusted(rate, None))


def _judge_parts(rows: list[Row], parameters: Mapping[str, Any]) -> Comparison | None:
    """The parts of one comparison. Days and times are on one screen, so each must be surer by itself."""
    return comparison.judge_rows(rows, parameters, together=2)


def _adjust_parts(
    parts: Parts, counts: list[Row], parameters: Mapping[str, Any]
) -> dict[tuple[str | None, str | None], Adjusted]:
    """The rate of each part within the same client, stage and channel."""
    columns = parameters["cells"]
    arms = np.full(columns["weekday"].size, -1, dtype=np.int64)
    for place, (day, time) in enumerate(parts):
        arms[_is_in(columns, day, time)] = place
    return adjusted_rates.adjust_groups(
        {**columns, "arm": arms}, [*parts], counts, parameters, "stage", "channel"
    )


def _is_in(columns: Columns, day: str | None, time: str | None) -> NDArray[np.bool_]:
    """Which messages were sent on a day or half of the week, and in a part or half of the day; None for any."""
    on_day = np.isin(columns["weekday"], [*DAYS_OF.get(day, range(1, 8))])
    return np.asarray(on_day & np.isin(columns["daypart"], [*TIMES_OF.get(time, range(-1, len(DAYPARTS)))]))


def describe_times(answer: Answer) -> str:
    """Whether days and times can be told apart, and which is highest where they can."""
    if not answer.rows:
        return day_counts.explain_missing(answer) or response_rates.NOTHING
    compared = group_comparisons(answer.rows)
    clock = any(row["time"] for row in answer.rows)
    zone = (
        "Times are the sender's, as written; the other person's time zone isn't known."
        if clock
        else "The log has no times of day."
    )
    texts = [_comparison_text(rows, answer.parameters) for rows in compared]
    return " ".join([*texts, column_texts.ONLY_ALIKE, zone])


def group_comparisons(rows: list[Row]) -> list[list[Row]]:
    """The rows of each comparison: by day and time, or by day and by time apart."""
    kinds = {(bool(row["day"]), bool(row["time"])) for row in rows}
    return [
        [row for row in rows if (bool(row["day"]), bool(row["time"])) == kind] for kind in sorted(kinds)[::-1]
    ]


def _comparison_text(rows: list[Row], parameters: Mapping[str, Any]) -> str:
    """One comparison in a sentence or two."""
    what = _parts_text(rows[0]["day"], rows[0]["time"])
    listed = [row for row in rows if is_comparable(row)]
    if len(listed) < 2:
        return f"Too early to compare {what}: at least two parts with {thresholds.MIN_CELL} messages each are needed."
    judged = _judge_parts(rows, parameters)
    highest = max(listed, key=lambda row: float(row["pooled"] or 0))
    both = f" {wording.join_words([_rate_text(row) for row in listed])}." if len(listed) == 2 else ""
    if judged and judged.verdict is Verdict.CLEAR:
        shown = both or f" {_rate_text(highest)}, more than the others."
        return f"{Verdict.CLEAR}, by {what}:{shown} It may be what is sent then, or to whom, rather than the time."
    if judged and judged.verdict is Verdict.SAME:
        return f"{Verdict.SAME} between {what}, within five points.{both}"
    leads = both or f" Highest so far: {_rate_text(highest)}."
    return f"{what.capitalize()} can't be told apart yet.{leads}"


def is_comparable(row: Row) -> bool:
    """Whether a part of the week has messages enough, and others of their kind to be compared with."""
    return bool(rate_bars.is_large(row) and row["rate"] is not None)


def _parts_text(day: str | None, time: str | None) -> str:
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
        + " Parts with fewer than five messages are grey and left out."
    ),
    out_of="messages to people still silent, before any interview",
    left_out=(*column_texts.UNTIMED, *column_texts.TRIES, column_texts.EARLY),
    formulas={**column_texts.ALIKE_FORMULAS, **column_texts.POOLED_FORMULAS},
    columns={
        "name": Column("the part of the week", several_of(PARTS)),
        "day": Column("day, or half of the week; empty for any day", one_of(PARTS)),
        "time": Column("time of day; empty for any time", one_of(PARTS)),
        "n": Column("how many were measured", NUMBER),
        "replies": column_texts.RATE["replies"],
        "undated": column_texts.RATE["undated"],
        "through": column_texts.RATE["through"],
        **column_texts.ALIKE,
        **{name: column_texts.RATE[name] for name in ("low", "high", "effective_n")},
        **column_texts.SPREAD,
        **column_texts.POOLED,
    },
    counts={
        "stage": STAGE_NAMES,
        "channel": CHANNEL_NAMES,
        "day": NUMBER,
        **dict.fromkeys(("weekday", "week_half", "daypart", "day_half"), one_of(PARTS)),
    },
    defaults={"within": None, "basis": None},
    cells="hours",
    marks=("name",),
)

"""The reply curve: how long answers take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import plotly.graph_objects as go

from analysis import wording
from analysis.charts import layout
from analysis.domains import CHANNEL_NAMES, GROUP_NAMES, NUMBER
from analysis.missing_data import ANSWERS, DAYS
from analysis.question import Column, Question, Row
from analysis.questions import column_texts, day_counts, response_rates
from analysis.statistics import rates, survival, thresholds
from analysis.statistics.rates import Rate

if TYPE_CHECKING:
    from analysis.answer import Answer

ALL = "all"

MOST_NAMED = 3
"""Groups without a line of their own that a sentence names."""


def estimate_curve(counts: list[Row], parameters: Mapping[str, Any]) -> list[Row]:
    """One row for each group and day, as far as enough were watched: who still was, and the share answered by then.

    All together come first where there are several groups.
    """
    groups = response_rates.group_by_name(counts)
    together = {ALL: _put_together(counts)} if len(groups) > 1 else {}
    return [
        row
        for name, group in {**together, **groups}.items()
        for row in _curve_rows(name, group, parameters["within"])
    ]


def _put_together(counts: Sequence[Row]) -> list[Row]:
    """The counts of all groups as those of one: beside them, the sums over clusters of all."""
    return [row | {name: row[f"all_{name}"] for name in response_rates.SUMS} for row in counts]


def _curve_rows(name: str, group: list[Row], within: int) -> list[Row]:
    days, left = day_counts.days_of(group), response_rates.independent_part(group, within)
    reach = survival.find_reach(days, within)
    ends = [(day, 0, 0) for day in (0, reach) if survival.at_risk(days, day)]
    seen = np.vstack([np.column_stack([np.minimum(days[:, 0], within + 1), days[:, 1:]]), *ends])
    return [
        {
            "name": name,
            "day": int(point.day),
            "at_risk": _whole(point.at_risk),
            "replies": _whole(point.replies),
            **_share_columns(point.replied, left),
        }
        for point in survival.reply_curve(seen)
        if point.day <= reach
    ]


def _whole(number: float) -> float:
    """Numbers of messages, which are whole unless replies on an unknown day count in parts."""
    number = round(number, 6)
    return int(number) if float(number).is_integer() else number


def _share_columns(share: Rate, left: float) -> Row:
    """The share answered with its range, for the part of its n that is independent (`response_rates`)."""
    share = rates.shrink_n(share, left)
    return {"replied": share.value, "low": share.low, "high": share.high}


def describe_curve(answer: Answer) -> str:
    """The days by which half, 80 % and 90 % of the replies have come, over all groups, or what is missing."""
    days, within = day_counts.days_of(answer.counted), answer.parameters["within"]
    if missing := day_counts.explain_missing(answer) or day_counts.explain_too_few(answer.counted, within):
        return missing
    reach = day_counts.last_watched_day(days, within)
    part = response_rates.independent_part(_put_together(answer.counted), within)
    half, most, nearly = (day_counts.day_text(days, share, reach, part) for share in (0.5, 0.8, 0.9))
    return (
        f"Of the replies that come within {wording.count(reach, 'day')}, half have come by {half}, 80 % by {most} and "
        f"90 % by {nearly}.{_shortened_text(reach, within)}{_not_drawn_text(answer)}"
    )


def _shortened_text(reach: int, within: int) -> str:
    if reach == within:
        return ""
    return f" Fewer than {thresholds.MIN_AT_RISK} messages have been watched longer than that."


def _not_drawn_text(answer: Answer) -> str:
    """Which groups have no line of their own, or which have one where that is shorter to say."""
    names = group_names(answer.rows)
    few = [wording.name(name) for name in names if not is_drawn(answer.rows, name)]
    if not few:
        return ""
    if len(few) <= MOST_NAMED:
        own = "its own" if len(few) == 1 else "their own"
        return f" Too few replies for a line of {own}: {wording.join_words(few)}."
    drawn = [wording.name(name) for name in names if name != ALL and is_drawn(answer.rows, name)]
    if not drawn:
        return " No group has enough replies for a line of its own."
    have, own = ("has", "its own") if len(drawn) == 1 else ("have", "their own")
    return f" Only {wording.join_words(drawn)} {have} enough replies for a line of {own}."


def group_names(rows: Sequence[Row]) -> list[str]:
    """The groups of a reply curve, in their order."""
    return list(dict.fromkeys(row["name"] for row in rows))


def is_drawn(rows: Sequence[Row], name: str) -> bool:
    """Whether a group of a reply curve has replies enough for a line of its own."""
    return count_replies(rows, name) >= thresholds.MIN_CURVE_REPLIES


def count_replies(rows: Sequence[Row], name: str) -> int:
    """How many replies a group of a reply curve has within the horizon."""
    return response_rates.sum_column([row for row in rows if row["name"] == name], "replies")


def draw_curve(answer: Answer) -> go.Figure | None:
    """One line for each group with enough replies, as far as ten were still watched, those with most replies first.

    The first has its range; from the seventh on they are grey, since no more colours can be told apart.
    """
    drawn = [name for name in group_names(answer.rows) if is_drawn(answer.rows, name)]
    names = sorted(drawn, key=lambda name: -count_replies(answer.rows, name))
    lines = {name: _watched_rows(answer.rows, name) for name in names}
    if not lines:
        return None
    first = next(iter(lines.values()))
    traces = [*(_group_line(name, rows) for name, rows in lines.items()), *layout.draw_band(first, "day")]
    for line in traces[layout.MOST_COLOURS : len(lines)]:
        line.update(line_color=layout.GREY)
    figure = go.Figure(traces, layout.day_layout("days after sending", "answered"))
    top = max(row["high"] if rows is first else row["replied"] for rows in lines.values() for row in rows)
    figure.update_layout(showlegend=len(lines) > 1).update_yaxes(range=[0, min(1, 1.1 * top)])
    return figure.update_xaxes(range=[0, answer.parameters["within"]])


def _watched_rows(rows: Sequence[Row], name: str) -> list[Row]:
    """The rows of one curve as far as it may be drawn."""
    return [row for row in rows if row["name"] == name and row["at_risk"] >= thresholds.MIN_AT_RISK]


def _group_line(name: str, rows: Sequence[Row]) -> go.Scatter:
    """A line with a dot at its end, without which Plotly would not hear a click on it."""
    return go.Scatter(
        x=[row["day"] for row in rows],
        y=[row["replied"] for row in rows],
        customdata=[[name, row["at_risk"], row["low"], row["high"]] for row in rows],
        mode="lines+markers",
        marker={"size": [*[0] * (len(rows) - 1), 7], "opacity": 1},
        line={"shape": "hv", "width": 3 if name == ALL else 2},
        name="All together" if name == ALL else layout.label(name),
        hovertemplate=(
            "by day %{x}: %{y:.0%} (range %{customdata[2]:.0%} to %{customdata[3]:.0%})"
            "<br>%{customdata[1]:,} still watched"
        ),
    )


QUESTION = Question(
    key="reply_curve",
    requires=(ANSWERS, DAYS),
    timed=True,
    estimate=estimate_curve,
    verdict=describe_curve,
    figure=draw_curve,
    method=(
        "The share answered by each day after sending (Kaplan–Meier): a message counts as watched until the log "
        "ends or you send the next one to the same person. It ends on the last day on which ten messages, or half of "
        "those without a reply before, were still watched. A line needs 15 replies and is drawn as far as ten "
        "messages were still watched. The ranges of days are 90 % ranges (Bayesian bootstrap), those of shares "
        "95 %; both are wider where several messages went to the same person. Replies on an unknown day are dealt "
        "out over the days on which replies of their channel came; where most replies have no day, nothing is shown."
    ),
    out_of=column_texts.UNITS,
    left_out=(*column_texts.LEFT_OUT, "no contact named"),
    formulas={"replied": "1 − ∏ (1 − replies ÷ at_risk), over the days so far"},
    columns={
        "name": Column(
            "the channel, or the value of the column in `by`; all together first (people and opportunities once for "
            "each)",
            GROUP_NAMES,
        ),
        "day": Column("days after sending", NUMBER),
        "at_risk": Column("still silent, and watched, when that day began", NUMBER),
        "replies": Column(
            "replies that came on that day, with their part of those on an unknown day", NUMBER
        ),
        "replied": Column("share answered by the end of that day", NUMBER),
        "low": Column("lower end of its 95 % range", NUMBER),
        "high": Column("upper end of its 95 % range", NUMBER),
    },
    defaults={"by": "channel", "split": None, "per": "message", "within": None, "basis": None},
    counts={"channel": CHANNEL_NAMES},
    marks=("name",),
    number="at_risk",
)

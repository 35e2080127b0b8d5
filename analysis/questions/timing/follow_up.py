"""Silence: when to follow up, and when to stop waiting."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go

from analysis import wording
from analysis.charts import layout
from analysis.domains import CHANNEL_NAMES, NUMBER, YES_NO
from analysis.missing_data import ANSWERS, DAYS
from analysis.question import Column, Question, Row
from analysis.questions import column_texts, day_counts, response_rates
from analysis.statistics import follow_up_timing, rates, survival, thresholds
from analysis.statistics.follow_up_timing import FOLLOW_UP, STOP, Advice
from analysis.statistics.rates import Rate
from analysis.statistics.survival import DayRange

if TYPE_CHECKING:
    from analysis.answer import Answer


def estimate_silence(counts: list[Row], parameters: Mapping[str, Any]) -> list[Row]:
    """One row for each number of silent days, as far as it can be known, and one for each of the two advices."""
    days = day_counts.days_of(counts)
    reach = day_counts.last_watched_day(days, parameters["within"])
    advice = advise_days(days, parameters["within"])
    part = response_rates.independent_part(counts, parameters["within"])
    shown = sorted({*range(reach), *(advised.day for advised in advice)})
    return [_silence_row(t, _chance_after(t, days, reach, part), days, reach, advice) for t in shown]


def _chance_after(t: int, days: day_counts.Days, reach: int, part: float) -> Rate:
    """The share answered after so many silent days, with a range for the part of the messages that is independent."""
    if t >= reach:
        return rates.UNKNOWN
    return rates.shrink_n(survival.reply_share_after_silence(days, t, reach), part)


def _silence_row(
    t: int, chance: Rate, days: day_counts.Days, reach: int, advice: tuple[Advice, Advice]
) -> Row:
    again, stop = advice
    return {
        "t": t,
        "at_risk": round(survival.at_risk(days, t + 1)),
        "chance": chance.value,
        "low": chance.low,
        "high": chance.high,
        "until": reach if t < reach else None,
        "follow_up": again.measured if t == again.day else None,
        "stop": stop.measured if t == stop.day else None,
    }


def advise_days(days: day_counts.Days, within: int) -> tuple[Advice, Advice]:
    """The day to follow up and the day to stop waiting. Both are rules of thumb until ten messages were watched
    through the whole horizon: a log that is ten days old can't know that nothing comes later."""
    watched = days if day_counts.last_watched_day(days, within) == within else days[:0]
    return follow_up_timing.follow_up_day(watched, within), follow_up_timing.stop_day(watched, within)


def describe_advice(answer: Answer) -> str:
    """Both advices, each with what it rests on: the person's own replies, or a rule of thumb."""
    days, within = day_counts.days_of(answer.counted), answer.parameters["within"]
    again, stop = advise_days(days, within)
    if not again.measured:
        why = (
            day_counts.explain_missing(answer)
            or day_counts.explain_too_few(answer.counted, within)
            or _too_young_text(within)
        )
        return f"{rule_of_thumb_text(again.day, stop.day)} {why}"
    part = response_rates.independent_part(answer.counted, within)
    most = day_counts.find_day(days, 0.8, within, part)
    return f"{_follow_up_text(again, most)} {_stop_text(stop, days, within, part)}"


def _follow_up_text(again: Advice, most: DayRange) -> str:
    """By when most replies come, and the day to follow up, which is another where that is very soon or very late."""
    by = f"within {wording.count(round(most.day), 'day')}" if most.day else "on the day of sending"
    span = "" if most.low == most.high else f" (range {most.low:.0f}–{most.high:.0f})"
    if most.day < again.day:
        return f"8 of 10 replies come {by}{span}, but don't follow up before {again.day} days of silence."
    so = "so" if most.day == again.day else "but"
    return f"8 of 10 replies come {by}{span}, {so} follow up after {again.day} days of silence."


def rule_of_thumb_text(again: int, stop: int) -> str:
    """The advice of which no reply tells: to follow up and to stop waiting after so many days."""
    return f"Follow up after {again} days of silence and stop waiting after {stop}: a rule of thumb, not your data."


def _stop_text(stop: Advice, days: day_counts.Days, within: int, part: float) -> str:
    if not stop.measured:
        return (
            f"Stop waiting after {stop.day} days: a rule of thumb, not your data. Before that day, "
            f"{response_rates.percent(follow_up_timing.LEAST_CHANCE)} or more of the silent still reply."
        )
    chance = _chance_after(stop.day, days, within, part)
    span = {"low": chance.low, "high": chance.high}
    silent = round(survival.at_risk(days, stop.day + 1))
    return (
        f"Stop waiting after {stop.day} days: of {wording.count(silent, 'message')} silent for longer, "
        f"{response_rates.percent(chance.value)} got a reply by day {within} ({response_rates.range_text(span)})."
    )


def _too_young_text(within: int) -> str:
    return f"Fewer than {thresholds.MIN_AT_RISK} messages have been watched for {wording.count(within, 'day')} yet."


def draw_silence(answer: Answer) -> go.Figure | None:
    """The chance of an answer after so many silent days with its range, and the two days of advice."""
    rows = [
        row for row in answer.rows if row["chance"] is not None and row["at_risk"] >= thresholds.MIN_AT_RISK
    ]
    if len(rows) < 2:
        return None
    line = go.Scatter(
        x=[row["t"] for row in rows],
        y=[row["chance"] for row in rows],
        customdata=[[row["at_risk"], row["low"], row["high"], row["until"]] for row in rows],
        mode="lines",
        hovertemplate=(
            "silent for %{x} days: %{y:.1%} are answered by day %{customdata[3]}"
            "<br>range %{customdata[1]:.0%} to %{customdata[2]:.0%}, %{customdata[0]:,} watched<extra></extra>"
        ),
    )
    figure = go.Figure(
        [line, *layout.draw_band(rows, "t")], layout.day_layout("days of silence", "still answered")
    )
    figure.update_layout(showlegend=False, margin_t=56)
    for column, text, side in (("follow_up", "follow up", "bottom"), ("stop", "stop waiting", "top")):
        for row in answer.rows:
            if row[column] is not None:
                _mark_advice(figure, row["t"], text, measured=row[column], side=side)
    return figure


def _mark_advice(figure: go.Figure, day: int, text: str, *, measured: bool, side: str) -> None:
    """A line at a day of advice; what is only a rule of thumb is dotted and says so."""
    figure.add_vline(x=day, line={"color": layout.GREY, "width": 2, "dash": "solid" if measured else "dot"})
    figure.add_annotation(
        x=day,
        y=1,
        yref="paper",
        yanchor="bottom",
        yshift=0 if side == "bottom" else 20,
        showarrow=False,
        text=f"{text}: day {day}" if measured else f"{text}: day {day} (rule of thumb)",
    )


QUESTION = Question(
    key="follow_up",
    requires=(ANSWERS, DAYS),
    timed=True,
    anyway=rule_of_thumb_text(FOLLOW_UP, STOP),
    estimate=estimate_silence,
    verdict=describe_advice,
    figure=draw_silence,
    method=(
        "The chance of an answer among the messages still silent after so many days (Kaplan–Meier among those "
        "still watched then, range Wilson's on the effective number, which is smaller where several messages went to "
        "the same person). The day to follow up is the one by which "
        "80 % of the replies have come, never before 3 days or after 14; the day to stop is the first after which "
        "fewer than 2 % still answer. Both take 15 dated replies and ten messages watched through all the days "
        "chosen; else they are rules of thumb: 7 and 30 days."
    ),
    out_of="messages watched for longer than t days, and silent then",
    left_out=column_texts.UNTIMED,
    formulas={
        "chance": "1 − ∏ (1 − replies on day d ÷ still silent on day d), over the days d after t, up to `until`"
    },
    columns={
        "t": Column("days of silence", NUMBER),
        "at_risk": Column("messages watched for longer than that, still silent then", NUMBER),
        "chance": Column("share of these answered afterwards, by the day in `until`", NUMBER),
        "low": Column("lower end of its 95 % range", NUMBER),
        "high": Column("upper end of its 95 % range", NUMBER),
        "until": Column(
            "the last day that counts: as far as ten messages were watched; empty where too few were", NUMBER
        ),
        "follow_up": Column(
            "on the day to follow up: true where measured, false for a rule of thumb", YES_NO
        ),
        "stop": Column("on the day to stop waiting: true where measured, false for a rule of thumb", YES_NO),
    },
    defaults={"within": None, "basis": None},
    counts={"channel": CHANNEL_NAMES},
    marks=("t",),
    number="at_risk",
)

"""The outlook: how many more until the next reply, interview and offer, if things go on as they did."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go

from analysis import wording
from analysis.charts import layout
from analysis.domains import ALL, CHANNEL_NAMES, GROUP_NAMES, NUMBER, YES_NO, one_of
from analysis.missing_data import MISSING_SENTENCES, STEPS_REACHED
from analysis.question import Column, Question, Row
from analysis.questions import column_texts, response_rates
from analysis.statistics import planning
from analysis.statistics.rates import highest_unseen, wilson
from analysis.statistics.thresholds import MIN_COMPARED, MIN_PLANNED
from data import benchmarks

if TYPE_CHECKING:
    from analysis.answer import Answer

STEPS = ("reply", "interview", "offer")
EVEN, LIKELY = 0.5, 0.8

UNITS = ("message", "application", "opportunity", "interview")
"""What one chance can be; an interview is an opportunity that had one."""

BEGUN = {"application": "sent", "opportunity": "begun", "interview": "with an interview"}
CAME_TO = {"reply": "got a reply", "interview": "came to an interview", "offer": "came to an offer"}


def estimate_outlook(counts: list[Row], parameters: Mapping[str, Any]) -> list[Row]:
    """One row for each step: how many reached it of those old enough, the rate, and how many more give an even chance,
    or one of 80%, of reaching it once more. These are empty below eight, and in a log of several clients, who differ.
    They are there whether or not anything was reached: shown after a success alone, they would be too hopeful."""
    told = STEPS_REACHED not in parameters["missing"]
    steps = {row["step"]: row for row in counts if row.get("step") and told}
    rows = [_reply_row([row for row in counts if not row.get("step")], parameters)]
    rows += [_step_row(steps[step]) for step in STEPS if step in steps]
    return [{**row, **_list_published(row["step"], steps)} for row in rows if row["n"]]


def _reply_row(replies: list[Row], parameters: Mapping[str, Any]) -> Row:
    """The reply rate of all messages, as the response rates have it."""
    if not replies or response_rates.is_unknown(parameters):
        return {"step": "reply", "n": 0}
    rate = response_rates.estimate_rate(replies, parameters)
    lived = response_rates.count_old(replies)
    return {
        "step": "reply",
        "unit": "message",
        "n": rate["n"],
        "reached": rate["replies"] + rate["undated"],
        "recent": rate["waiting"],
        "dateless": None,
        "through": rate["through"],
        **{name: rate[name] for name in ("rate", "low", "high")},
        **_plan_columns(lived["old_replies"], lived["old"], several=replies[0]["several_clients"]),
    }


def _step_row(row: Row) -> Row:
    n, reached = row["chances"], row["reached"]
    rate = wilson(reached, n)
    first = "application" if row["applied"] else "opportunity"
    return {
        "step": row["step"],
        "unit": "interview" if row["step"] == "offer" else first,
        "n": n,
        "reached": reached,
        "recent": row["recent"],
        "dateless": row["dateless"],
        "through": None,
        **{"rate": rate.value, "low": rate.low, "high": rate.high},
        **_plan_columns(reached, n, several=row["several_clients"]),
    }


def _plan_columns(reached: float, n: float, *, several: bool) -> Row:
    """How many more it takes; empty where that says more about the assumptions than about the log."""
    if several or n < MIN_PLANNED:
        return {"even": None, "likely": None}
    return {
        "even": planning.enough_for(1, reached, n, EVEN),
        "likely": planning.enough_for(1, reached, n, LIKELY),
    }


def _list_published(step: str, steps: Mapping[str, Row]) -> Row:
    """What others have published of the same, where most of what is counted are applications."""
    found = benchmarks.beside(step) if step in steps and steps[step]["mostly_applied"] else None
    return {
        "published": found and found[1].value / 100,
        "published_grade": found and found[0].grade,
        "published_by": found and found[0].source,
    }


def describe_outlook(answer: Answer) -> str:
    """The share that reached the step, how many more it takes for the next, and what others have published."""
    rows = {row["step"]: row for row in answer.rows}
    if not rows:
        return _none_text(answer, "interview", answer.parameters["within"]) or response_rates.explain_nothing(
            answer
        )
    step, within = answer.parameters["step"], answer.parameters["within"]
    row = rows.get(step, answer.rows[-1])
    parts = (
        "" if step in rows else _none_text(answer, step, within),
        _share_text(row, within),
        _plan_text(row),
        _describe_published(row),
    )
    return " ".join(part for part in parts if part)


def _none_text(answer: Answer, step: str, within: int) -> str:
    """Why nothing can be said of a step: all that could reach it is too recent, or nothing could."""
    if STEPS_REACHED in answer.missing:
        return MISSING_SENTENCES[STEPS_REACHED]
    if any(row.get("step") == step and row["recent"] for row in answer.counts):
        return f"It's too soon to say how many come to an {step}: nothing is {wording.count(within, 'day')} old yet."
    return "No interview so far, so nothing can be said of offers." if step == "offer" else ""


def _share_text(row: Row, within: int) -> str:
    if row["step"] == "reply":
        return _reply_text(row)
    unit = "opportunity" if row["unit"] == "interview" else row["unit"]
    old = f"{wording.count(row['n'], unit)} {_age_text(row, within)}"
    if not row["reached"]:
        return f"None of {old} {CAME_TO[row['step']]} yet{_most_text(row['n'])}."
    return f"{row['reached']:,} of {old} {CAME_TO[row['step']]} {response_rates.share_text(row)}."


def _most_text(n: int) -> str:
    """How high a rate may be of which nothing was seen in n."""
    if n < MIN_COMPARED:
        return ""
    return f", so the rate is probably below {response_rates.percent(highest_unseen(n))}"


def _age_text(row: Row, within: int) -> str:
    """Since when they had time: "sent at least 30 days ago"."""
    begun, days = BEGUN[row["unit"]], wording.count(within, "day")
    if row["dateless"] == row["n"]:
        return f"{begun} so far"
    unknown = ", or on an unknown day," if row["dateless"] else ""
    return f"{begun} at least {days} ago{unknown}"


def _reply_text(row: Row) -> str:
    """Replies out of all messages; and the rate apart, where it is another one."""
    counted = f"{row['reached']:,} of {wording.count(row['n'], 'message')} got a reply"
    if not row["n"] or abs(row["rate"] - row["reached"] / row["n"]) < column_texts.SAME:
        return f"{counted} {response_rates.share_text(row)}."
    return f"{counted} so far. {column_texts.ADJUSTING}, that's about {response_rates.percent_text(row)}."


def _plan_text(row: Row) -> str:
    """How many more it takes, if the next go like those so far."""
    if row["even"] is None:
        return ""
    more = wording.count(row["even"], row["unit"]).replace(" ", " more ", 1)
    give = "gives" if row["even"] == 1 else "give"
    other = "another" if row["reached"] else "a first"
    likely = "" if row["likely"] is None else f", and {row['likely']:,} an 80% chance"
    return f"If the next ones go like these, {more} {give} an even chance of {other} {row['step']}{likely}."


def _describe_published(row: Row) -> str:
    found = benchmarks.beside(row["step"])
    if row["published"] is None or not found:
        return ""
    one, figure = found
    return f"Published by others (grade {one.grade}): {figure.sentence} {one.caveat}"


def draw_outlook(answer: Answer) -> go.Figure:
    """One line a step: one's own rate with its range, and the published one beside it."""
    rows = answer.rows
    own = go.Scatter(
        x=[row["rate"] or 0 for row in rows],
        y=list(range(len(rows))),
        name="this log",
        mode="markers",
        marker={"size": 11},
        error_x=layout.whiskers(rows, "rate", "low", "high"),
        customdata=[[row["step"], row["reached"], row["n"], row["low"], row["high"]] for row in rows],
        hovertemplate="%{customdata[1]:,} of %{customdata[2]:,}, %{x:.0%} "
        "(range %{customdata[3]:.0%} to %{customdata[4]:.0%})<extra></extra>",
    )
    known = [(place, row) for place, row in enumerate(rows) if row["published"] is not None]
    published = go.Scatter(
        x=[row["published"] for _, row in known],
        y=[place + 0.25 for place, _ in known],
        name="published by others",
        mode="markers",
        marker={"size": 10, "symbol": "diamond-open", "line": {"width": 2}},
        customdata=[[row["published_by"], row["published_grade"]] for _, row in known],
        hovertemplate="%{x:.1%} (%{customdata[0]}, grade %{customdata[1]})<extra></extra>",
    )
    figure = go.Figure([own, published], layout.row_layout(layout.ROW_HEIGHT * 2 * len(rows)))
    names = [CAME_TO[row["step"]].capitalize() for row in rows]
    texts = [(place, f"{row['reached']:,} of {row['n']:,}") for place, row in enumerate(rows)]
    return layout.label_rows(figure, names, texts).update_xaxes(range=layout.SHARE_RANGE)


SOURCES = [one.source for one in benchmarks.load() if one.source]

QUESTION = Question(
    key="outlook",
    estimate=estimate_outlook,
    verdict=describe_outlook,
    figure=draw_outlook,
    method=(
        "Of messages: the reply rate. Of opportunities in which you wrote before any interview, at least as many days "
        "ago as are chosen: how many ever came to an interview (an offer implies one; a phone screen is none). Of "
        "those with an interview, as long ago: how many came to an offer. What is more recent is left out by its age "
        "alone. How many more it takes comes from the beta-binomial distribution after a Jeffreys prior, so not "
        "knowing the rate exactly makes it more. It assumes that the next ones are like those so far. Published "
        "numbers are there for context and never mixed in."
    ),
    out_of="messages, or opportunities that are old enough",
    left_out=(*column_texts.LEFT_OUT, "no contact named"),
    formulas={
        "rate": "of messages: as in the response rates, over the days up to `through`; else reached ÷ n"
    },
    columns={
        "step": Column("the next reply, interview or offer", one_of(STEPS)),
        "unit": Column(
            "what is counted: messages, applications, opportunities or those with an interview",
            one_of(UNITS),
        ),
        "n": Column("how many are old enough, or count in the reply rate", NUMBER),
        "reached": Column("of these, how many reached the step", NUMBER),
        "recent": Column("too recent: left out (of messages: still waiting)", NUMBER),
        "dateless": Column("of these old enough, how many are on an unknown day", NUMBER),
        "through": column_texts.RATE["through"],
        "rate": Column("the share that reached it", NUMBER),
        "low": Column("lower end of its 95% range", NUMBER),
        "high": Column("upper end of its 95% range", NUMBER),
        "even": Column("how many more give an even chance of reaching it once more", NUMBER),
        "likely": Column("how many more give an 80% chance", NUMBER),
        "published": Column("a share that others have published, for context", NUMBER),
        "published_grade": Column(
            "its grade: A a trial, an audit or official statistics, B records of a large platform, C a vendor's or "
            "second-hand",
            one_of(benchmarks.GRADES),
        ),
        "published_by": Column("who published it", one_of(SOURCES)),
    },
    counts={
        "split": GROUP_NAMES,
        "channel": CHANNEL_NAMES,
        "name": one_of((ALL, "unknown")),
        "applied": YES_NO,
        "mostly_applied": YES_NO,
        "several_clients": YES_NO,
    },
    defaults={"step": "interview", "within": None, "basis": None},
    overlapping=True,
    marks=("step",),
    bound_values=response_rates.bind_all_messages,
)

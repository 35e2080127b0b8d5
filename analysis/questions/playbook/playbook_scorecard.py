"""The playbook measured: how often each strategy was done when it could be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go

from analysis import wording
from analysis.charts import rate_bars
from analysis.domains import NUMBER, list_of, one_of
from analysis.question import Column, Question, Row
from analysis.questions import column_texts, playbook_rows, response_rates, tip_rules
from analysis.statistics.rates import wilson
from analysis.statistics.thresholds import MIN_COMPARED
from data import playbook
from data.playbook import Strategy

if TYPE_CHECKING:
    from analysis.answer import Answer

CHANCES = {
    "each_interview": "interview",
    "done_after_silence": "silence",
    "after_event_within_days": "event",
    "answer_time": "answer",
    "done_when_possible": "opportunity",
}
"""The rule that counts a strategy's chances → what one chance is."""


def estimate_scorecard(counts: list[Row], parameters: Mapping[str, Any]) -> list[Row]:
    """One row for each entry of the playbook, in its order: chances, done, rate with its range, and what came of it."""
    known = response_rates.blank_unknown(counts, parameters, "replies", "undated", "waiting")
    by_strategy = {row["strategy"]: row for row in known}
    return [_strategy_row(strategy, by_strategy[strategy.key]) for strategy in playbook.load()]


def _strategy_row(strategy: Strategy, row: Row) -> Row:
    known = not row["missing"]
    rate = wilson(row["done"], row["possible"]) if known else wilson(0, 0)
    return {
        "strategy": strategy.key,
        "chance": CHANCES[tip_rules.chance_rule(strategy.clock)["rule"]],
        "possible": row["possible"] if known else None,
        "done": row["done"] if known else None,
        **playbook_rows.range_columns("rate", rate),
        "open": row["open"] if known else None,
        **{
            name: row[name]
            for name in ("n", "replies", "undated", "waiting", "opportunities", "further", "offers")
        },
        **playbook_rows.status_columns(row),
    }


def describe_scorecard(answer: Answer) -> str:
    """How much of the playbook was possible and used, and where it was done most and least often."""
    possible = [row for row in answer.rows if row["possible"]]
    unknown = [row for row in answer.rows if row["status"] == playbook_rows.UNKNOWN]
    if not possible:
        return (
            f"Nothing in the playbook was possible yet, as far as your log says.{_unknown_text(len(unknown))}"
        )
    used = sum(row["done"] > 0 for row in possible)
    parts, came = len(answer.rows), len(possible)
    were = "was" if came == 1 else "were"
    so_far = f"{_some_text(came, parts)} {were} possible so far, {_used_text(used, came)}"
    text = f"Of the {parts} parts of the playbook, {so_far}."
    most, least = playbook_rows.find_extremes(
        [row for row in possible if row["possible"] >= MIN_COMPARED], "rate"
    )
    if most is not None and least is not None:
        text = f"{text} Done most often: {_strategy_text(most)}. Most room: {_strategy_text(least)}."
    return f"{text}{_unknown_text(len(unknown))}"


def _some_text(some: int, number: int) -> str:
    return "all" if some == number else str(some)


def _used_text(used: int, possible: int) -> str:
    if possible == 1:
        return "and you used it" if used else "but you haven't used it"
    return f"and you used {_some_text(used, possible) if used else 'none'}"


def _unknown_text(number: int) -> str:
    return f" For {number} your log can't tell." if number else ""


def _strategy_text(row: Row) -> str:
    return f"{wording.name(row['strategy'])}, {row['done']:,} of {wording.count(row['possible'], _chance_unit(row))}"


def _chance_unit(row: Row) -> str:
    chance = str(row["chance"])
    return {"answer": "message to answer", "silence": "quiet spell"}.get(chance, chance)


def draw_scorecard(answer: Answer) -> go.Figure | None:
    """One bar for each strategy that was possible, with its range, in the order of the playbook."""
    rows = [
        {**row, "name": row["strategy"], "n": row["possible"], "replies": row["done"]}
        for row in answer.rows
        if row["possible"]
    ]
    if not rows:
        return None
    drawn = rate_bars.draw_rates(replace(answer, rows=rows))
    return drawn.update_xaxes(title_text="done when it was possible")


QUESTION = Question(
    key="playbook_scorecard",
    estimate=estimate_scorecard,
    verdict=describe_scorecard,
    figure=draw_scorecard,
    method=(
        "How often each strategy was done when it could be. Thank-you notes and letters: each dated interview or "
        "final round, and whether one was sent in time. Next steps and news: each time an opportunity went quiet. "
        "Events: each event, and whether you wrote to somebody you met within a week. Professionalism: each of "
        "their messages, and whether you answered within two days. Everything else: each opportunity that came far "
        "enough. What was not done but still can be is open and not counted. What came of it counts what followed, "
        "not what it led to. A filter on kinds of follow-up changes nothing here. Ranges are Wilson's 95 %."
    ),
    out_of="the times when it could be done: interviews, silences, events, answers or opportunities",
    left_out=("there is still time",),
    formulas={"rate": "done ÷ possible"},
    columns={
        "strategy": Column("an entry of the playbook", playbook_rows.STRATEGY_KEY),
        "chance": Column(
            "what one chance is: an interview, a silence, an event, an answer or an opportunity",
            one_of(CHANCES.values()),
        ),
        "possible": Column("how often it could be done", NUMBER),
        "done": Column("how often it was", NUMBER),
        "rate": Column("done over possible", NUMBER),
        "low": Column("lower end of its 95 % range", NUMBER),
        "high": Column("upper end of its 95 % range", NUMBER),
        "open": Column("not done yet, with time left: not counted", NUMBER),
        "n": Column("messages of this strategy that were measured", NUMBER),
        "replies": column_texts.ANSWERED,
        "undated": Column("of these, how many were answered on an unknown day", NUMBER),
        "waiting": Column("of these, how many are still too young to judge", NUMBER),
        "opportunities": Column("opportunities in which it was used", NUMBER),
        "further": Column(
            "of these, how many got further afterwards: a phone screen, an interview, another round or an offer",
            NUMBER,
        ),
        "offers": Column("how many had an offer afterwards", NUMBER),
        "status": Column("whether your log can tell how often it was done", playbook_rows.STATUS),
        "missing": Column("what your log would have to say", playbook_rows.NEEDED_TEXTS),
    },
    counts={"missing": list_of(playbook_rows.NEED)},
    defaults={"within": None, "basis": None},
    bound_values=tip_rules.bind_chances,
    marks=("strategy",),
    number="possible",
)

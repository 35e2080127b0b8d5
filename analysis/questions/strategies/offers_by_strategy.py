"""What followed each strategy: interviews and offers, always per opportunity."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go

from analysis import stages, wording
from analysis.charts import stage_dots
from analysis.domains import NUMBER, STAGE_NAMES, STRATEGY_NAMES
from analysis.missing_data import STRATEGY
from analysis.question import Column, Question, Row
from analysis.questions import column_texts, response_rates
from analysis.statistics.rates import wilson

if TYPE_CHECKING:
    from analysis.answer import Answer


def bind_by_stage() -> dict[str, str]:
    """What replies are counted by, and nobody chooses: messages of each strategy at each stage."""
    return {"by": "strategy", "split": "stage", "per": "message"}


def estimate_outcomes(counts: list[Row], parameters: Mapping[str, Any]) -> list[Row]:
    """Interviews and offers that followed, over the opportunities in which a strategy was used at a stage."""
    known = response_rates.blank_unknown(counts, parameters, "measured", "replies", "undated")
    rows = [_rate_columns(row) for row in known]
    return sorted(rows, key=lambda row: (row["strategy"], stages.stage_order(row["stage"])))


def _rate_columns(row: Row) -> Row:
    n = row["opportunities"]
    interviews, offers = wilson(row["interviews"], n), wilson(row["offers"], n)
    return {
        "strategy": row["strategy"],
        "stage": row["stage"],
        "touches": row["touches"],
        "measured": row["measured"],
        "replies": row["replies"],
        "undated": row["undated"],
        "n": n,
        "interviews": row["interviews"],
        "interview_rate": interviews.value,
        "interview_low": interviews.low,
        "interview_high": interviews.high,
        "offers": row["offers"],
        "offer_rate": offers.value,
        "offer_low": offers.low,
        "offer_high": offers.high,
    }


def describe_outcomes(answer: Answer) -> str:
    """What was used most, what offers it came before, and why the rows can't be ranked."""
    if not answer.rows:
        return "No touch in this view says what it was for."
    offers = sum(row["offers"] for row in answer.rows)
    warning = (
        "Don't read it as a ranking: a thank-you note can only follow an interview, so it always looks better than a "
        "first letter. Compare within one stage only."
    )
    used = len({row["strategy"] for row in answer.rows})
    return f"You used {wording.count(used, 'kind')} of touch. {_offers_text(offers)} {warning}"


def _offers_text(offers: int) -> str:
    return "None has come before an offer yet." if not offers else "What came before each offer stands below."


def draw_outcomes(answer: Answer) -> go.Figure:
    """For each stage, one dot a strategy: the share with an interview afterwards, with its range."""
    figure = stage_dots.draw_dots(
        answer.rows, "strategy", "interview_rate", "interview_low", "interview_high"
    )
    return figure.update_xaxes(title_text="had an interview afterwards")


QUESTION = Question(
    key="offers_by_strategy",
    requires=(STRATEGY,),
    estimate=estimate_outcomes,
    verdict=describe_outcomes,
    figure=draw_outcomes,
    method=(
        "For each strategy at each stage: the opportunities in which you used it there, and how many of them had "
        "an interview or an offer afterwards. Ranges are Wilson's 95 % intervals. This is what followed, not what "
        "it caused: stronger leads get more follow-ups."
    ),
    out_of="opportunities in which it was used at this stage",
    left_out=(column_texts.AFTER, "undated"),
    formulas={"interview_rate": "interviews ÷ n", "offer_rate": "offers ÷ n"},
    columns={
        "strategy": Column("what the touch was for", STRATEGY_NAMES),
        "stage": Column("where the opportunity stood when it was sent", STAGE_NAMES),
        "touches": Column("how many were sent", NUMBER),
        "measured": column_texts.MEASURED,
        "replies": column_texts.ANSWERED,
        "undated": column_texts.RATE["undated"],
        "n": Column("opportunities in which it was used at this stage", NUMBER),
        "interviews": Column("of these, how many had an interview afterwards", NUMBER),
        "interview_rate": Column("interviews over n", NUMBER),
        "interview_low": Column("lower end of its range", NUMBER),
        "interview_high": Column("upper end of its range", NUMBER),
        "offers": Column("how many had an offer afterwards", NUMBER),
        "offer_rate": Column("offers over n", NUMBER),
        "offer_low": Column("lower end of its range", NUMBER),
        "offer_high": Column("upper end of its range", NUMBER),
    },
    bound_values=bind_by_stage,
    defaults={"within": None, "basis": None},
    marks=("strategy", "stage"),
)

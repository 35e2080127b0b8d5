"""Totals: how much was sent, and what it reached."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from analysis import wording
from analysis.domains import DAY, NUMBER
from analysis.missing_data import ANSWERS, MISSING_SENTENCES, STEPS_REACHED
from analysis.question import Column, Question, Row
from analysis.questions import column_texts, response_rates

if TYPE_CHECKING:
    from analysis.answer import Answer


def estimate_totals(counts: list[Row], parameters: Mapping[str, Any]) -> list[Row]:
    """One row of totals; how many were answered is empty where the log doesn't tell."""
    return response_rates.blank_unknown(counts, parameters, "measured", "answered", "undated")


def describe_totals(answer: Answer) -> str:
    """The search in one sentence: what opportunities came to, soon and ever; one may have had several interviews."""
    [row] = answer.rows
    if not row["touches"]:
        return _describe_steps(row) if row["opportunities"] else "Nothing was sent in this view."
    sent = f"{wording.count(row['touches'], 'touch')} for {wording.count(row['opportunities'], 'opportunity')} so far"
    for field in (ANSWERS, STEPS_REACHED):
        if field in answer.missing:
            return f"{sent}. {MISSING_SENTENCES[field]}"
    within = answer.parameters["within"]
    timed = row["interviews"] and row["interviews_within"] is not None
    soon = f" ({row['interviews_within']:,} within {within} days)" if timed else ""
    return f"{sent}: {row['interviews']:,} with an interview{soon} and {row['offers']:,} with an offer."


def _describe_steps(row: Row) -> str:
    """What a log without touches, such as a calendar, says: the steps that were reached."""
    opportunities = wording.count(row["opportunities"], "opportunity")
    return (
        f"Nothing here says what you sent. Of {opportunities}, {row['interviews']:,} had an interview and "
        f"{row['offers']:,} an offer."
    )


QUESTION = Question(
    key="summary",
    estimate=estimate_totals,
    verdict=describe_totals,
    method=(
        "Plain counts; what was answered is counted as in the response rates. An interview counts once per "
        "opportunity, whatever came after it. A phone screen or test is no interview; an offer implies one."
    ),
    out_of="nothing: these are counts",
    left_out=(column_texts.AFTER,),
    bound_values=response_rates.bind_one_group,
    columns={
        "touches": Column("messages and other touches sent by the data date", NUMBER),
        "measured": Column(
            "messages, or people, or opportunities, as chosen, that count in the response rates", NUMBER
        ),
        "answered": column_texts.ANSWERED,
        "undated": column_texts.RATE["undated"],
        "moved": Column(
            "replies counted for a later touch than the one they were noted on, because it came before them",
            NUMBER,
        ),
        "people": Column("different people, where the log names them", NUMBER),
        "first_on": Column("day of the first touch", DAY),
        "last_on": Column("day of the last touch", DAY),
        "opportunities": Column(
            "companies and roles, with those of which only steps are known where no filter is set", NUMBER
        ),
        "screens": Column("opportunities that had a phone screen or a test", NUMBER),
        "interviews": Column("opportunities that ever reached an interview; an offer implies one", NUMBER),
        "interviews_within": Column(
            "of these, how many did within the days chosen of applying; empty where one has no day", NUMBER
        ),
        "finals": Column("opportunities that reached a final round", NUMBER),
        "offers": Column("opportunities with an offer", NUMBER),
        "rejections": Column(
            "opportunities with a rejection, also where there was an offer; a journey ends at the offer",
            NUMBER,
        ),
    },
    defaults={"per": None, "within": None, "basis": None},
)

"""Where a search stands: how much was sent, what it reached."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from analysis import wording
from analysis.missing_data import ANSWERS, SAID
from analysis.question import Row

if TYPE_CHECKING:
    from analysis.answer import Answer


def summary(counts: list[Row], asked: Mapping[str, Any]) -> list[Row]:
    """One row of totals; how many were answered is empty where the log doesn't tell."""
    return [row | {"answered": None} if ANSWERS in asked["untold"] else row for row in counts]


def summary_verdict(answer: Answer) -> str:
    """The search in one sentence: what opportunities came to, soon and ever; one may have had several interviews."""
    [row] = answer.rows
    if not row["touches"]:
        return "Nothing was sent in this view."
    sent = f"{wording.count(row['touches'], 'touch')} for {wording.count(row['opportunities'], 'opportunity')} so far"
    if ANSWERS in answer.missing:
        return f"{sent}. {SAID[ANSWERS]}"
    within = answer.parameters["within"]
    soon = f" ({row['interviews_within']:,} within {within} days)" if row["interviews"] else ""
    return f"{sent}: {row['interviews']:,} with an interview{soon} and {row['offers']:,} with an offer."


def weekly(counts: list[Row], asked: Mapping[str, Any]) -> list[Row]:
    """Touches by week and channel, oldest week first."""
    return sorted(summary(counts, asked), key=lambda row: (row["week"], row["channel"]))


def weekly_verdict(answer: Answer) -> str:
    """The usual week and the busiest one."""
    weeks: dict[str, int] = {}
    for row in answer.rows:
        weeks[row["week"]] = weeks.get(row["week"], 0) + row["touches"]
    if not weeks:
        return "No touch in this view has a date."
    busiest = max(weeks, key=lambda week: weeks[week])
    usual = sorted(weeks.values())[len(weeks) // 2]
    return (
        f"In a usual active week you sent {wording.count(usual, 'touch')}; "
        f"the busiest began on {wording.day(date.fromisoformat(busiest))} with {weeks[busiest]:,}."
    )

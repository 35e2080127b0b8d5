"""What every question about timing needs: counts by day, and what is missing for an answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from analysis import wording
from analysis.question import Row
from analysis.questions import response
from analysis.statistics import gates
from data.errors import LogError

if TYPE_CHECKING:
    from analysis.answer import Answer

Days: TypeAlias = list[tuple[float, float, float]]
"""Counts by day: `(day, replies, silent)`."""


class NeedsDays(LogError):
    """Timing was asked for without a time limit."""

    def __init__(self) -> None:
        super().__init__(
            "Timing is measured in days, so recorded replies without a time limit can't answer this."
        )


def only_within(asked: Mapping[str, Any]) -> None:
    """Refuse recorded replies without a time limit (NeedsDays)."""
    if asked["basis"] != "within":
        raise NeedsDays


def days_of(counts: Sequence[Row]) -> Days:
    """The counts by day of some rows."""
    return [(row["day"], row["replies"], row["silent"]) for row in counts]


def by_day(counts: Sequence[Row]) -> Days:
    """The counts by day, each day once."""
    sums: dict[float, tuple[float, float]] = {}
    for day, replies, silent in days_of(counts):
        before = sums.get(day, (0, 0))
        sums[day] = before[0] + replies, before[1] + silent
    return [(day, *both) for day, both in sorted(sums.items())]


def too_many_undated(counts: Sequence[Row]) -> bool:
    """Whether more than one reply in ten has no date."""
    if not counts:
        return False
    undated = counts[0]["undated"]
    dated = sum(row["replies"] for row in counts if not row.get("reason"))
    return bool(undated > gates.UNDATED * (undated + dated))


def missing(answer: Answer) -> str:
    """Why nothing could be measured; empty where something was."""
    if answer.counts and "undated" in answer.counts[0] and (why := blocked(answer)):
        return why
    if answer.counted:
        return ""
    if not answer.held_out:
        return response.NOTHING
    reasons = wording.listed([f"{number:,} {reason}" for reason, number in answer.held_out.items()])
    return f"Nothing in this view can be timed: {reasons}."


def blocked(answer: Answer) -> str:
    """Why timing is not shown: too many replies without a date; empty where that is not so."""
    if not too_many_undated(answer.counts):
        return ""
    undated = answer.counts[0]["undated"]
    replies = undated + sum(row["replies"] for row in answer.counted)
    none = f"{undated:,} of {wording.count(replies, 'reply')} {'has' if undated == 1 else 'have'} no date"
    said = "No reply has a date" if undated == replies else none
    return f"{said}, so how long answers take would be a guess. Add the day on which each came."

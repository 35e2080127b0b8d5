"""What every question about timing needs: counts by day, and what is missing for an answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias, cast

import numpy as np
from numpy.typing import NDArray

from analysis import wording
from analysis.question import Row
from analysis.questions import response_rates
from analysis.statistics import survival, thresholds
from analysis.statistics.survival import DayRange

if TYPE_CHECKING:
    from analysis.answer import Answer

Days: TypeAlias = NDArray[np.float64]
"""Counts by day, one row each: the day, replies on it, and silences that were last watched on it."""


def days_of(counts: Sequence[Row]) -> Days:
    """The counts by day of some rows."""
    columns = ([row[name] for row in counts] for name in ("day", "replies", "silent"))
    return np.array([*columns], dtype=float).T


def sum_by_day(counts: Sequence[Row]) -> Days:
    """The counts by day, each day once and in order."""
    return np.column_stack(survival.sum_by_day(days_of(counts)))


def last_watched_day(days: Days, within: int) -> int:
    """The last day within the horizon on which ten were still watched: as far as a curve can be read. 0 if none."""
    return next(
        (
            t
            for t in range(within, 0, -1)
            if survival.at_risk(days, t) >= thresholds.MIN_AT_RISK - survival.CLOSE
        ),
        0,
    )


def find_day(days: Days, share: float, within: int, part: float = 1.0) -> DayRange:
    """The day by which a share of the replies has come, with its range; only where there are replies. Where messages
    are alike, the range is that of fewer: of the `part` of them that is independent."""
    return cast(DayRange, survival.day_by_which(days * np.array([1, part, part]), share, within))


def day_text(days: Days, share: float, within: int, part: float = 1.0) -> str:
    """The day that `find_day` finds: "day 7 (range 6–12)"."""
    by = find_day(days, share, within, part)
    day = "the day of sending" if by.day == 0 else f"day {by.day:.0f}"
    return day if by.low == by.high else f"{day} (range {by.low:.0f}–{by.high:.0f})"


def explain_missing(answer: Answer) -> str:
    """Why nothing could be measured; empty where something was."""
    if answer.counted:
        return ""
    if not answer.held_out:
        return response_rates.NOTHING
    reasons = wording.join_words([f"{number:,} {reason}" for reason, number in answer.held_out.items()])
    return f"Nothing in this view can be timed: {reasons}."


def explain_too_few(counts: Sequence[Row], within: int) -> str:
    """What there is while it is too little for a curve; empty where it is enough."""
    days = days_of([row for row in counts if not row["undated"]]).tolist()
    answered = [day for day, replies, _ in days if replies and day <= within]
    replies = int(sum(replies for day, replies, _ in days if day <= within))
    if replies >= thresholds.MIN_CURVE_REPLIES:
        return ""
    needed = f"It takes {thresholds.MIN_CURVE_REPLIES} dated replies to say how long answers take"
    if not replies:
        longest = wording.count(int(max((day for day, _, _ in days), default=0)), "day")
        none = f"None has come within {wording.count(within, 'day')} yet"
        return f"{needed}. {none}; the longest wait so far is {longest}."
    took = (
        f"{min(answered):.0f}" if len(set(answered)) == 1 else f"{min(answered):.0f} to {max(answered):.0f}"
    )
    unit = "day" if took == "1" else "days"
    came = "it took" if replies == 1 else "they took"
    return f"{needed}, and there {'is' if replies == 1 else 'are'} {replies}: {came} {took} {unit}."

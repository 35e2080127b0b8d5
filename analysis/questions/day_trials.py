"""Days of writing compared with silence: the trials, columns and words that such questions share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from analysis.question import Row
from analysis.questions import differences, response_rates, touch_kinds
from analysis.questions.differences import Measured
from analysis.statistics import trials
from analysis.statistics.trials import Comparison, Flags, Trials

METHOD = (
    "Each day on which you wrote is compared with days on which you wrote nothing to others in the same situation: the "
    "same stage; the same state (they never replied, they wrote last, or you did after a reply); as many messages "
    "without a reply; as many days since anything happened; and a channel whose replies travel the same way. Where no "
    "day matches, days are grouped by threes, then by bands. Both sides are watched for the same number of days "
    "(sequential target trials, Hernán & Robins 2016). People you wrote to later after all are watched until then, and "
    "others who were silent as long count for more in their place (inverse probability weights on days of silence, "
    "stage, state and client). Where fewer than one in five stay silent for all those days, nothing is compared. "
)

REACHED_TEXTS = {
    "reply": "followed by a reply",
    "further": "followed by an interview or an offer",
    "offer": "followed by an offer",
}
"""What was asked about, of those who reached it."""

LEFT_OUT = (
    *("after it was over", "at a stage without a day", "after more than 30 days of silence"),
    *("too recent to judge", "a message there has no date", "not known whether it was answered"),
)
"""Why a day of writing can't be compared."""


def read_trials(parameters: Mapping[str, Any]) -> Trials | None:
    """The trials of a log for the outcome and days that were asked about; None where nothing was ever written twice."""
    turns = parameters["cells"]
    if turns is None or not turns["judged"].any():
        return None
    return trials.build_trials(turns, parameters["outcome"], parameters["days"])


def list_counts(compared: Comparison) -> Row:
    """How many could be compared, how many of them reached what was asked about, and in how many opportunities the
    others were."""
    return {"compared": compared.compared, "reached": compared.reached, "n_without": compared.others}


def list_rates(measured: Measured, together: int) -> Row:
    """Both rates over the situations that both share, and `differences.DIFFERENCE_COLUMNS`."""
    contrast, shown = measured.contrast, measured.is_shown
    return {
        "rate_with": contrast.rate1 if shown else None,
        "rate_without": contrast.rate0 if shown else None,
        **differences.list_columns(measured, together),
    }


def describe_rates(row: Row) -> str:
    """Both rates: "Like for like, that's 39%, against 21%"."""
    both = [response_rates.percent(row[name]) for name in ("rate_with", "rate_without")]
    return f"Like for like, that's {both[0]}, against {both[1]}"


def describe_reached(row: Row, outcome: str) -> str:
    """What is said of those who reached it, behind "1 of 20 follow-ups": "was followed by a reply"."""
    was = "was" if 1 in (row["reached"], row["compared"]) else "were"
    return f"{was} {REACHED_TEXTS[outcome]}"


def find_strategy(found: Trials, strategy: str) -> Flags:
    """The days of writing on which a strategy was used."""
    return np.asarray((found.done >> touch_kinds.list_bits().index(strategy)) & 1, dtype=bool)

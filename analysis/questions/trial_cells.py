"""The days of all opportunities as trials, for the questions that compare writing with silence."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np

from analysis.statistics import trials
from analysis.statistics.trials import Flags, Trials

METHOD = (
    "Each day on which you wrote is compared with days on which you wrote nothing to others in the same situation: the "
    "same stage; whether they never answered, wrote last, or are waiting to answer again; as many messages unanswered; "
    "as many days since anything happened; and the way an answer travels. Where nobody is left, days are taken by "
    "threes, then by bands. Both sides are watched for the same number of days (sequential target trials, Hernán & "
    "Robins 2016). Whoever you wrote to later after all is watched until then, and others silent as long count for "
    "more in their place (inverse probability weights on days of silence, stage and state). Where fewer than one in "
    "five keep silent for all those days, nothing is compared. "
)


REACHED_TEXTS = {"reply": "got a reply", "further": "got further", "offer": "had an offer"}
"""What was asked about, of those who reached it."""


def read_trials(parameters: Mapping[str, Any]) -> Trials | None:
    """The trials of a log for the outcome and days that were asked about; None where nothing was ever written twice."""
    turns = parameters["cells"]
    if turns is None or not turns["judged"].any():
        return None
    return trials.build_trials(turns, parameters["outcome"], parameters["days"])


def find_strategy(found: Trials, strategy: str) -> Flags:
    """The days of writing on which a strategy was used."""
    return np.asarray((found.done >> (_place_of(strategy) + 1)) & 1, dtype=bool)


@cache
def _place_of(strategy: str) -> int:
    from data.database import (
        ENUMS,  # DuckDB takes long to import, and the catalogue of questions does without
    )

    return ENUMS["strategy"].index(strategy)

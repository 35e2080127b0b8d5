"""Replies on an unknown day in the counts of a question: dealt out over the days on which they can have come.

How long replies take is learned from the whole log, by channel, so that a reply is dealt out alike in every question,
under every filter, and parts add up to their whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

import numpy as np

from analysis.question import Row
from analysis.statistics import undated_replies
from analysis.statistics.thresholds import MIN_CURVE_REPLIES
from analysis.statistics.undated_replies import Delays, Numbers

ALL = "all"
REPLY_KINDS = ("positive", "rejections", "others")
OLD = ("old", "old_replies")
"""Counts of messages that were sent long enough ago, which some questions have."""

COUNTED = ("units", "replies", "positive", "rejections", "silent", "waiting", "day", "undated", *OLD)
"""Columns of counts that are not the key of a group."""

LogDelays: TypeAlias = Mapping[str, Delays]
"""The delays of each channel, and of all together."""


def learn_delays(counts: Sequence[Row]) -> LogDelays:
    """The delays of each channel with enough dated replies, and of all; empty where no reply has a day.

    `counts`: by `name` (a channel), `undated` and exact day.
    """
    counted = [row for row in counts if not row.get("reason")]
    groups = {ALL: counted}
    for row in counted:
        groups.setdefault(str(row["name"]), []).append(row)
    dated = {name: sum(row["replies"] for row in rows if not row["undated"]) for name, rows in groups.items()}
    return {
        name: _estimate(rows)
        for name, rows in groups.items()
        if dated[name] >= (1 if name == ALL else MIN_CURVE_REPLIES)
    }


def _estimate(rows: Sequence[Row]) -> Delays:
    days = np.unique([float(row["day"]) for row in rows])
    at = np.searchsorted(days, [float(row["day"]) for row in rows])
    dated, undated = np.zeros((2, len(REPLY_KINDS), days.size))
    silent = np.zeros(days.size)
    for place, row in zip(at, rows, strict=True):
        (undated if row["undated"] else dated)[:, place] += _kinds(row)
        silent[place] += row["silent"]
    return undated_replies.estimate_delays(days, dated, undated, silent)


def _kinds(row: Row) -> Numbers:
    """The replies of a row of counts by kind."""
    positive, rejections = row["positive"], row["rejections"]
    return np.array([positive, rejections, row["replies"] - positive - rejections], dtype=float)


def is_undated(row: Row) -> bool:
    """Whether a row of counts by day is of replies on an unknown day up to its day."""
    return "day" in row and bool(row.get("undated"))


def place_undated(counts: Sequence[Row], within: int, delays: LogDelays) -> list[Row]:
    """The counts with each undated row dealt out over days, where any are known.

    `undated` is then the part of a row that was dealt out, `doubt` and `common` how much the number within the horizon
    may differ from it (`undated_replies.Placement`).
    """
    groups: dict[tuple[tuple[str, object], ...], list[Row]] = {}
    placed = []
    for row in counts:
        if delays and is_undated(row):
            key = tuple((name, value) for name, value in row.items() if name not in COUNTED)
            groups.setdefault(key, []).append(row)
        else:
            placed.append(row)
    for key, rows in groups.items():
        common = dict(key)
        placed += _place_group(common, rows, within, delays.get(str(common.get("channel")), delays[ALL]))
    return placed


def _place_group(common: Row, rows: Sequence[Row], within: int, delays: Delays) -> list[Row]:
    """The rows of one group and channel, one for each day."""
    bounds = np.array([float(row["day"]) for row in rows])
    kinds = np.array([_kinds(row) for row in rows]).reshape(-1, len(REPLY_KINDS)).T
    by_day: dict[float, Numbers] = {}
    doubt = shared = 0.0
    for kind, numbers in enumerate(kinds):
        if not numbers.any():
            continue
        placement = undated_replies.place_replies(delays, kind, bounds, numbers, within)
        doubt, shared = doubt + placement.variance, shared + placement.common
        for day, part in zip(placement.day.tolist(), placement.parts.tolist(), strict=True):
            if part:
                by_day.setdefault(day, np.zeros(len(REPLY_KINDS)))[kind] += part
    old = {name: sum(row[name] for row in rows) for name in OLD if name in rows[0]}
    return [
        {
            **common,
            "day": day,
            **dict.fromkeys(("units", "replies", "undated"), float(parts.sum())),
            "positive": float(parts[0]),
            "rejections": float(parts[1]),
            "silent": 0,
            "waiting": 0,
            "doubt": doubt if place == 0 else 0.0,
            "common": shared if place == 0 else 0.0,
            # A message is dealt out over several days, and counted once.
            **(old if place == 0 else dict.fromkeys(old, 0)),
        }
        for place, (day, parts) in enumerate(sorted(by_day.items()))
    ]

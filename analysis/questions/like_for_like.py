"""Like compared with like: groups of messages held against all messages of the same stage and channel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from analysis.question import Row
from analysis.questions import day_counts
from analysis.statistics import standardisation, survival
from analysis.statistics.standardisation import StandardisedGroup

Table: TypeAlias = NDArray[np.float64]

CHANCE = 0.05
"""How often chance alone may give differences as large as those that are said to be more than chance gives."""

ONLY_ALIKE = "Only messages of the same stage and channel, before any interview, are compared."


def standardise(groups: Sequence[list[Row]], within: int) -> list[StandardisedGroup]:
    """Each group's replies and messages as if all had gone to the same stages by the same channels.

    Their level is the overall rate at the horizon (Kaplan-Meier). One group alone keeps that rate.
    """
    replies, trials = build_tables(groups, within)
    everything = day_counts.sum_by_day([row for group in groups for row in group])
    rate = survival.reply_share(everything, within).value or 0.0
    if len(groups) == 1:
        n = float(trials.sum())
        return [StandardisedGroup(float(replies.sum()), rate * n, n)]
    return standardisation.standardise(replies, trials, rate)


def is_chance(groups: Sequence[list[Row]], within: int) -> bool:
    """Whether such differences are nothing unusual where only stage and channel matter."""
    return standardisation.association_p_value(*build_tables(groups, within)) > CHANCE


def build_tables(groups: Sequence[list[Row]], within: int) -> tuple[Table, Table]:
    """Replies and matured messages, one row a group and one column a stage and channel.

    How fast replies come is learned from all of them.
    """
    placed = [(place, row) for place, group in enumerate(groups) for row in group]
    strata = sorted({(row["stage"], row["channel"]) for _, row in placed})
    number = {stratum: place for place, stratum in enumerate(strata)}
    at = (
        np.array([place for place, _ in placed], dtype=int),
        np.array([number[row["stage"], row["channel"]] for _, row in placed], dtype=int),
    )
    everything = day_counts.sum_by_day([row for _, row in placed])
    day, answered, silent = (
        np.array(day_counts.days_of([row for _, row in placed]), dtype=float).reshape(-1, 3).T
    )
    replies, trials = np.zeros((2, len(groups), len(strata)))
    np.add.at(replies, at, np.where(day <= within, answered, 0.0))
    np.add.at(trials, at, answered + silent * survival.maturity(day, within, everything))
    return replies, trials

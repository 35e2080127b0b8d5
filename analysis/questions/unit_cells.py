"""Messages, people or opportunities as cells, for the questions that compare groups of them within strata."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from analysis.basis import WITHIN
from analysis.question import Row
from analysis.questions import day_counts
from analysis.statistics import stratified, survival
from analysis.statistics.stratified import Cells, Numbers

Columns: TypeAlias = Mapping[str, NDArray[Any]]
"""What `sql/cells/units.sql` returns."""

ALIKE = {"stage": 16, "channel": 32}
"""What can be the same within a stratum, and how many values it can have."""


def has_several_clients(columns: Columns) -> bool:
    """Whether these are from more than one client, who are the clusters then."""
    return bool(np.unique(columns["client"]).size > 1)


def build_cells(columns: Columns, counts: Sequence[Row], parameters: Mapping[str, Any], *alike: str) -> Cells:
    """The cells of groups that are compared within the same client and what else is `alike` ("stage", "channel").

    A unit still silent counts as far as it has matured; how fast replies come is learned from all `counts`.
    """
    replied, trials = _count_trials(columns, counts, parameters)
    stratum = columns["client"].astype(np.int64)
    for name in alike:
        stratum = stratum * ALIKE[name] + columns[name]
    cluster = columns["client"] if has_several_clients(columns) else columns["cluster"]
    return stratified.cells_of(cluster, stratum, columns["arm"].astype(np.int64), replied, trials)


def _count_trials(
    columns: Columns, counts: Sequence[Row], parameters: Mapping[str, Any]
) -> tuple[Numbers, Numbers]:
    """Replies in time and matured units of each row."""
    n, replied = columns["n"].astype(float), columns["replied"].astype(bool)
    if parameters["basis"] != WITHIN:
        return np.where(replied, n, 0.0), n
    within, day = parameters["within"], columns["day"].astype(float)
    like = day_counts.sum_by_day(counts)
    watched = survival.maturity(day, within, like)
    # A reply on an unknown day came by `day`: as likely in time as those that came by then.
    by_then = survival.reply_share_by(np.append(day, within), like)
    in_time = np.divide(by_then[-1], by_then[:-1], out=np.ones_like(day), where=by_then[:-1] > by_then[-1])
    dated = np.where(day <= within, 1.0, 0.0)
    return (
        n * np.where(replied, np.where(columns["undated"], in_time, dated), 0.0),
        n * np.where(replied, 1.0, watched),
    )

"""Adjusted rates: the rates of groups within the same client, or within the same client, stage and channel too."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from analysis.basis import SO_FAR, WITHIN
from analysis.question import Row
from analysis.questions import column_texts, day_counts
from analysis.statistics import rates, stratified, survival
from analysis.statistics.rates import UNKNOWN, Rate
from analysis.statistics.stratified import AdjustedArm, Cells, Numbers, Spread

Name = TypeVar("Name", bound=Hashable)

Columns: TypeAlias = Mapping[str, NDArray[Any]]
"""What a file of `sql/cells` returns: one element of each column a kind of unit, of which there are `n`."""


class Adjusted(NamedTuple):
    """A group's rate within strata, and how its difference from the others is spread over clients."""

    rate: Rate
    spread: Spread | None


ALIKE = {"stage": 16, "channel": 32, "answered": 2}
"""What can be the same within a stratum, and how many values it can have."""


def has_several_clients(columns: Columns) -> bool:
    """Whether these are from more than one client, who are the clusters then."""
    return bool((columns["client"] != columns["client"][:1]).any())


def build_cells(columns: Columns, counts: Sequence[Row], parameters: Mapping[str, Any], *alike: str) -> Cells:
    """The cells of groups that are compared within the same client and what else is `alike` ("stage", "channel").

    A unit still silent counts as far as it has matured; how fast replies come is learned from all `counts`.
    """
    replied, trials = _count_trials(columns, counts, parameters)
    stratum = number_strata(columns, *alike)
    cluster = columns["client"] if has_several_clients(columns) else columns["cluster"]
    return stratified.cells_of(cluster, stratum, columns["arm"].astype(np.int64), replied, trials).merge()


def number_strata(columns: Columns, *alike: str) -> NDArray[np.int64]:
    """The stratum of each row: those of the same client, and `alike`, have the same number."""
    stratum = columns["client"].astype(np.int64)
    for name in alike:
        stratum = stratum * ALIKE[name] + columns[name]
    return stratum


def adjust_within_clients(
    counts: Sequence[Row], parameters: Mapping[str, Any], named: Mapping[tuple[str, str], tuple[str, str]]
) -> dict[tuple[str, str], Adjusted]:
    """The rate of each group within clients; empty where the log is about one person, or nothing can be compared.

    `named`: for each name and split of the counts, the part within which it is compared and its group there.
    """
    columns = parameters["cells"]
    if columns is None or parameters["basis"] == SO_FAR or not has_several_clients(columns):
        return {}
    if parameters["by"] == "client":  # nothing is within a client then
        return {}
    groups = [named[pair] for pair in sorted(named)]  # in the order of the arms
    adjusted: dict[tuple[str, str], Adjusted] = {}
    for part in sorted({part for part, _ in groups}):
        names = sorted({name for of, name in groups if of == part})
        arms = np.array([names.index(name) if of == part else -1 for of, name in groups], dtype=np.int64)
        within = adjust_groups({**columns, "arm": arms[columns["arm"]]}, names, counts, parameters)
        adjusted |= {(part, name): group for name, group in within.items()}
    return adjusted


def adjust_groups(
    columns: Columns, names: Sequence[Name], counts: Sequence[Row], parameters: Mapping[str, Any], *alike: str
) -> dict[Name, Adjusted]:
    """The rate of each group within the same client and what else is `alike`, with its range; in several clients also
    how it is spread over them. Groups are in the order of their arms; rows with arm -1 are of none."""
    several, chosen = has_several_clients(columns), columns["arm"] >= 0
    own = {name: column[chosen] for name, column in columns.items()}
    cells = build_cells(own, counts, parameters, *alike)
    arms = stratified.adjust_arms(cells, len(names))
    return {
        name: _adjust_group(cells, arm, found, several=several)
        for arm, (name, found) in enumerate(zip(names, arms, strict=True))
    }


def _adjust_group(cells: Cells, arm: int, adjusted: AdjustedArm, *, several: bool) -> Adjusted:
    rate = rates.wilson((adjusted.rate or 0.0) * adjusted.n, adjusted.n)
    if not several:
        return Adjusted(rate, None)
    return Adjusted(rate, stratified.spread_of(cells.against_others(arm), adjusted.difference or 0.0))


def list_spread(adjusted: Adjusted | None) -> Row:
    """How a group's difference from the others is spread over clients; empty where the log is about one person."""
    spread = adjusted.spread if adjusted else None
    if spread is None:
        return dict.fromkeys(column_texts.SPREAD)
    return {"clients": spread.clusters, "agreeing": spread.agreeing, "spread": spread.deviation}


LEAST_COMPARED = 1.0
"""Independent messages that a rate within strata must be worth to be shown: with fewer, hardly any other was alike."""


def list_rate(adjusted: Adjusted) -> Row:
    """The rate within strata in place of the plain one, and how it is spread over clients."""
    rate = adjusted.rate if adjusted.rate.n >= LEAST_COMPARED else UNKNOWN
    return {
        "rate": rate.value,
        "low": rate.low,
        "high": rate.high,
        "effective_n": rate.n,
        **list_spread(adjusted),
    }


def list_adjusted(adjusted: Adjusted | None) -> Row:
    """The rate within clients, beside the plain one; empty where the log is about one person."""
    row: Row = dict.fromkeys(column_texts.ADJUSTED) | list_spread(adjusted)
    if adjusted is None or adjusted.rate.value is None:
        return row
    rate = adjusted.rate
    return row | {
        "adjusted": rate.value,
        "adjusted_low": rate.low,
        "adjusted_high": rate.high,
        "adjusted_n": rate.n,
    }


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

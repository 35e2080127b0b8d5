"""What opportunities came to: how many of them, the rate with its range, and nothing where it isn't asked."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.question import Row
from analysis.statistics.rates import wilson


def list_rates(row: Row, n: int, outcomes: Sequence[str]) -> Row:
    """For each outcome ("offers") its count, its rate over n ("offer_rate") and Wilson's 95% range ("offer_low",
    "offer_high"); all empty where the count is."""
    columns: Row = {}
    for outcome in outcomes:
        count, name = row[outcome], outcome.removesuffix("s")
        rate = None if count is None else wilson(count, n)
        columns[outcome] = count
        columns[f"{name}_rate"] = rate and rate.value
        columns[f"{name}_low"] = rate and rate.low
        columns[f"{name}_high"] = rate and rate.high
    return columns

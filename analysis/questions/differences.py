"""Two groups in the same situation: their difference, its columns, its verdict and its words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from analysis import wording
from analysis.domains import NUMBER
from analysis.question import Column, Row
from analysis.questions import column_texts
from analysis.statistics import gates, stratified, thresholds
from analysis.statistics.stratified import Cells, Contrast, Spread

NOT_PROOF = "It's a pattern, not proof: you may write more, or differently, where you expect a reply."
NOT_PROOF_OF_CLIENTS = (
    "It's a pattern, not proof: clients may write more, or differently, where they expect a reply."
)

DIFFERENCE_COLUMNS = {
    "difference": Column("rate with it minus rate without it, in the same situation", NUMBER),
    "low": Column("lower end of its 95% range", NUMBER),
    "high": Column("upper end of its 95% range", NUMBER),
    "overlap": Column(
        "how much the two groups overlap: n with × n without ÷ n, summed over situations", NUMBER
    ),
    "clients": Column("clients with both in one situation; empty where the log is about one person", NUMBER),
    "agreeing": Column("in how many of these the difference has the same sign", NUMBER),
    "spread": Column("standard deviation of the difference between clients, beyond chance", NUMBER),
    "verdict": Column("how sure the difference is, however often you look", column_texts.VERDICT),
}
"""What a comparison of two groups adds to the row of one."""

FORMULAS = {
    "difference": "∑ w (rate with − rate without) ÷ ∑ w over situations, w = n with × n without ÷ n (Mantel–Haenszel)",
    "overlap": "∑ n with × n without ÷ n, over situations",
}

METHOD = (
    "The difference is worked out within each situation, then averaged; what both groups share most counts most "
    "(Mantel–Haenszel). Its 95% range allows for days of one opportunity, or opportunities of one client, being alike "
    "(cluster-robust, Student's t). In a log of several clients, the client is part of the situation, so clients are "
    "never compared with each other. Clear so far takes a difference that stays clear however often you look: an "
    "asymptotic confidence sequence (Waudby-Smith et al. 2024), wrong in at most 5 of 100 logs without any difference. "
    "In a log of several clients it also takes ten of them. Overlap is how much the two groups share: below 5 nothing "
    "is shown, below 10 there is no verdict."
)


class Measured(NamedTuple):
    """A difference, and how it is spread over clients where there are several."""

    contrast: Contrast
    spread: Spread | None

    @property
    def is_shown(self) -> bool:
        """Whether enough overlaps for a number."""
        return self.contrast.value is not None and self.contrast.overlap >= thresholds.MIN_OVERLAP


def measure_difference(cells: Cells, *, several: bool) -> Measured:
    """Arm 1 less arm 0; clusters are clients where there are `several`."""
    contrast = stratified.compare_two(cells)
    if contrast.value is None or not several:
        return Measured(contrast, Spread(0, 0, 0.0) if several else None)
    return Measured(contrast, stratified.spread_of(cells, contrast.value))


def list_columns(measured: Measured, together: int = 1) -> Row:
    """`DIFFERENCE_COLUMNS` of a difference that is judged together with others; empty where too little overlaps."""
    contrast, spread = measured
    clients = spread.clusters if spread else None
    verdict = gates.judge_contrast(contrast, together, clients)
    row: Row = dict.fromkeys(DIFFERENCE_COLUMNS)
    if measured.is_shown:
        row |= {"difference": contrast.value, "low": contrast.range.low, "high": contrast.range.high}
        row |= {"spread": spread.deviation, "agreeing": spread.agreeing} if spread else {}
    return row | {
        "overlap": contrast.overlap,
        "clients": clients,
        "verdict": verdict.value if verdict else None,
    }


def describe_difference(row: Mapping[str, Any]) -> str:
    """The difference with its range: "24 points more (range +12 to +36)", "no difference (range −3 to +3)"."""
    ends = f"range {wording.points(row['low'])} to {wording.points(row['high'])}"
    if not is_visible(row):
        return f"no difference ({ends})"
    side = "more" if row["difference"] > 0 else "fewer"
    return f"{wording.count(abs(round(100 * row['difference'])), 'point')} {side} ({ends})"


def is_visible(row: Mapping[str, Any]) -> bool:
    """Whether a difference is any in whole points."""
    return bool(round(100 * row["difference"]))


def describe_clients(row: Mapping[str, Any]) -> str:
    """In how many clients the difference holds; why there is no verdict where they are few; empty for one person."""
    if row["agreeing"] is None:
        return ""
    same = f"The same is true of {row['agreeing']:,} of {wording.count(row['clients'], 'client')}."
    if row["clients"] < thresholds.MIN_CLIENTS:
        return f"{same} It takes {thresholds.MIN_CLIENTS} clients to judge it."
    if round(100 * row["spread"]) == 0:
        return same
    return f"{same} It varies by about {wording.count(round(100 * row['spread']), 'point')} between clients."


def describe_caution(row: Mapping[str, Any]) -> str:
    """What a clear difference is not."""
    return NOT_PROOF if row["clients"] is None else NOT_PROOF_OF_CLIENTS

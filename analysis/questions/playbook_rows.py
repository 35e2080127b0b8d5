"""The rows about the playbook: the entry or tip of each, what the log would have to say, and the extremes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from analysis import wording
from analysis.domains import Domain, one_of, several_of
from analysis.question import Row
from analysis.statistics.rates import Rate
from data import playbook
from data.playbook import Strategy, Tip

MEASURED, UNKNOWN = "measured", "your log can't tell"

NEEDED = {
    "sent_at": "when you sent it",
    "channel": "how it travelled",
    "strategy": "what you sent besides applications",
    "company": "which company",
    "contact": "which person",
    "role": "which role",
    "stage": "where it stood when you wrote",
    "personalised": "whether it was personalised",
    "message": "what you wrote",
    "outcome": "how it ended",
    "outcome_at": "when it ended",
    "arrived_at": "when it arrived",
    "accepted_at": "when they accepted",
    "promised_by": "by when they promised an answer",
    "milestones.at": "when the interviews were",
    "milestones.with_whom": "who interviewed you",
    "replies.received_at": "when they answered",
}
"""What a tip needs from the log, in plain words."""


def _is_strategy(value: Any, _known: None) -> bool:
    return value in [strategy.key for strategy in playbook.load()]


def _is_tip(value: Any, _known: None) -> bool:
    return value in [tip.key for strategy in playbook.load() for tip in strategy.tips]


STATUS, NEED, NEEDED_TEXTS = one_of((MEASURED, UNKNOWN)), one_of(NEEDED), several_of(NEEDED.values())
STRATEGY_KEY, TIP_KEY = Domain(_is_strategy), Domain(_is_tip)
"""What the columns about the playbook can hold."""


def range_columns(name: str, rate: Rate) -> Row:
    known = rate.value is not None
    return {name: rate.value, "low": rate.low if known else None, "high": rate.high if known else None}


def status_columns(row: Row) -> Row:
    missing = [NEEDED[need] for need in row["missing"]]
    return {
        "status": UNKNOWN if missing else MEASURED,
        "missing": wording.join_words(missing) if missing else "",
    }


def find_extremes(rows: Sequence[Row], value: str) -> tuple[Row | None, Row | None]:
    """The rows with the highest and the lowest value; none where all are the same."""
    if len({row[value] for row in rows}) < 2:
        return None, None
    return max(rows, key=lambda row: row[value]), min(rows, key=lambda row: row[value])


def filter_strategies(rows: Sequence[Row], strategies: Sequence[str]) -> list[Row]:
    """The rows about these strategies; all where none is chosen."""
    return [row for row in rows if not strategies or row["strategy"] in strategies]


def find_strategy(row: Row) -> Strategy:
    """The playbook's entry that a row is about."""
    return next(strategy for strategy in playbook.load() if strategy.key == row["strategy"])


def find_tip(row: Row) -> Tip:
    """The playbook's tip that a row is about."""
    return next(tip for tip in find_strategy(row).tips if tip.key == row["tip"])


def mean_share(tips: Sequence[Row]) -> float | None:
    """The mean share of tips kept, each tip counting the same; None where none can be told."""
    shares = [row["share"] for row in tips if row["share"] is not None]
    return sum(shares) / len(shares) if shares else None

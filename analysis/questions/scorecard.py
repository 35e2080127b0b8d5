"""The playbook measured: how often each strategy was done when it could be, and which of its tips were kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from analysis import wording
from analysis.missing_data import ANSWERS
from analysis.question import Row
from analysis.questions import rules
from analysis.statistics.gates import LISTED
from analysis.statistics.rates import Rate, wilson
from data import playbook
from data.playbook import Strategy, Tip

if TYPE_CHECKING:
    from analysis.answer import Answer

MEASURED, UNTOLD = "measured", "your log can't tell"

CHANCES = {
    "each_interview": "interview",
    "done_after_silence": "silence",
    "after_event_within_days": "event",
    "answer_time": "answer",
    "done_when_possible": "opportunity",
}
"""The rule that counts a strategy's chances → what one chance is."""

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


def by_strategy(counts: list[Row], asked: Mapping[str, Any]) -> list[Row]:
    """One row for each entry of the playbook, in its order: chances, done, rate with its range, and what came of it."""
    empty = dict.fromkeys(("replies", "waiting") if ANSWERS in asked["untold"] else ())
    found = {row["strategy"]: row | empty for row in counts}
    return [_scored(strategy, found[strategy.key]) for strategy in playbook.load()]


def _scored(strategy: Strategy, row: Row) -> Row:
    told = not row["missing"]
    rate = wilson(row["done"], row["possible"]) if told else wilson(0, 0)
    return {
        "strategy": strategy.key,
        "chance": CHANCES[rules.chance(strategy.clock)["rule"]],
        "possible": row["possible"] if told else None,
        "done": row["done"] if told else None,
        **_range("rate", rate),
        "open": row["open"] if told else None,
        **{name: row[name] for name in ("n", "replies", "waiting", "opportunities", "interviews", "offers")},
        **_status(row),
    }


def by_tip(counts: list[Row], _asked: Mapping[str, Any]) -> list[Row]:
    """One row for each tip, in the order of the playbook: how often it was kept, of how often it could be told."""
    found = {(row["strategy"], row["tip"]): row for row in counts}
    return [_kept(found[strategy.key, tip.key]) for strategy in playbook.load() for tip in strategy.tips]


def _kept(row: Row) -> Row:
    told = not row["missing"]
    share = wilson(row["kept"], row["counted"]) if told else wilson(0, 0)
    return {
        "strategy": row["strategy"],
        "tip": row["tip"],
        "kept": row["kept"] if told else None,
        "of": row["counted"] if told else None,
        **_range("share", share),
        "open": row["open"] if told else None,
        "days_between": row["days_between"] if told else None,
        **_status(row),
    }


def _range(name: str, rate: Rate) -> Row:
    known = rate.value is not None
    return {name: rate.value, "low": rate.low if known else None, "high": rate.high if known else None}


def _status(row: Row) -> Row:
    missing = [NEEDED[need] for need in row["missing"]]
    return {"status": UNTOLD if missing else MEASURED, "missing": wording.listed(missing) if missing else ""}


def verdict(answer: Answer) -> str:
    """How much of the playbook was possible and used, and where it was done most and least often."""
    possible = [row for row in answer.rows if row["possible"]]
    untold = [row for row in answer.rows if row["status"] == UNTOLD]
    if not possible:
        return f"Nothing in the playbook was possible yet, as far as your log says.{_untold(len(untold))}"
    used = sum(row["done"] > 0 for row in possible)
    parts, came = len(answer.rows), len(possible)
    so_far = f"{_all(came, parts)} were possible so far, and you used {_all(used, came)}"
    said = f"Of the {parts} parts of the playbook, {so_far}."
    most, least = _ends([row for row in possible if row["possible"] >= LISTED], "rate")
    if most is None or least is None:
        return f"{said}{_untold(len(untold))}"
    return f"{said} Done most often: {_named(most)}. Most room: {_named(least)}.{_untold(len(untold))}"


def _all(some: int, number: int) -> str:
    return "all" if some == number else str(some)


def _untold(number: int) -> str:
    return f" For {number} your log can't tell." if number else ""


def _ends(rows: Sequence[Row], value: str) -> tuple[Row | None, Row | None]:
    """The rows with the highest and the lowest value; none where all are the same."""
    if len({row[value] for row in rows}) < 2:
        return None, None
    return max(rows, key=lambda row: row[value]), min(rows, key=lambda row: row[value])


def _named(row: Row) -> str:
    return f"{wording.name(row['strategy'])}, {row['done']:,} of {wording.count(row['possible'], _unit(row))}"


def _unit(row: Row) -> str:
    chance = str(row["chance"])
    return {"answer": "message to answer", "silence": "quiet spell"}.get(chance, chance)


def tips_verdict(answer: Answer) -> str:
    """How many tips can be told, which was kept most and least often, and what the log would have to say for more."""
    told = [row for row in answer.rows if row["of"]]
    said = f"Your log can tell about {len(told)} of {wording.count(len(answer.rows), 'tip')} so far."
    most, least = _ends([row for row in told if row["of"] >= LISTED], "share")
    if most is not None and least is not None:
        said = f"{said} Kept most: {_quoted(most)}. Most room: {_quoted(least)}."
    missing = Counter(need for row in answer.counts for need in row["missing"])
    if not missing:
        return said
    [(need, tips)] = missing.most_common(1)
    return f"{said} It would have to say {NEEDED[need]} for {wording.count(tips, 'other')}."


def _quoted(row: Row) -> str:
    return f"“{tip(row).text.rstrip('.')}” ({row['kept']:,} of {row['of']:,})"


def chosen(rows: Sequence[Row], strategies: Sequence[str]) -> list[Row]:
    """The rows about these strategies; all where none is chosen."""
    return [row for row in rows if not strategies or row["strategy"] in strategies]


def entry(row: Row) -> Strategy:
    """The playbook's entry that a row is about."""
    return next(strategy for strategy in playbook.load() if strategy.key == row["strategy"])


def tip(row: Row) -> Tip:
    """The playbook's tip that a row is about."""
    return next(tip for tip in entry(row).tips if tip.key == row["tip"])


def score(tips: Sequence[Row]) -> float | None:
    """The mean share of tips kept, each tip counting the same; None where none can be told."""
    shares = [row["share"] for row in tips if row["share"] is not None]
    return sum(shares) / len(shares) if shares else None

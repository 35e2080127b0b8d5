"""Tips: which of the playbook were kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from analysis import wording
from analysis.domains import NUMBER, list_of
from analysis.question import Column, Question, Row
from analysis.questions import playbook_rows, tip_rules
from analysis.statistics.rates import wilson
from analysis.statistics.thresholds import MIN_COMPARED
from data import playbook

if TYPE_CHECKING:
    from analysis.answer import Answer


def estimate_tips(counts: list[Row], _parameters: Mapping[str, Any]) -> list[Row]:
    """One row for each tip, in the order of the playbook: how often it was kept, of how often it could be told."""
    by_tip = {(row["strategy"], row["tip"]): row for row in counts}
    return [_tip_row(by_tip[strategy.key, tip.key]) for strategy in playbook.load() for tip in strategy.tips]


def _tip_row(row: Row) -> Row:
    known = not row["missing"]
    share = wilson(row["kept"], row["counted"]) if known else wilson(0, 0)
    return {
        "strategy": row["strategy"],
        "tip": row["tip"],
        "kept": row["kept"] if known else None,
        "of": row["counted"] if known else None,
        **playbook_rows.range_columns("share", share),
        "open": row["open"] if known else None,
        "days_between": row["days_between"] if known else None,
        **playbook_rows.status_columns(row),
    }


def describe_tips(answer: Answer) -> str:
    """How many tips can be told, which was kept most and least often, and what the log would have to say for more."""
    known = [row for row in answer.rows if row["of"]]
    text = f"Your log can tell about {len(known)} of {wording.count(len(answer.rows), 'tip')} so far."
    most, least = playbook_rows.find_extremes([row for row in known if row["of"] >= MIN_COMPARED], "share")
    if most is not None and least is not None:
        text = f"{text} Kept most: {_tip_text(most)}. Most room: {_tip_text(least)}."
    missing = Counter(need for row in answer.counts for need in row["missing"])
    if not missing:
        return text
    [(need, tips)] = missing.most_common(1)
    return f"{text} It would have to say {playbook_rows.NEEDED[need]} for {wording.count(tips, 'other')}."


def _tip_text(row: Row) -> str:
    return f"“{playbook_rows.find_tip(row).text.rstrip('.')}” ({row['kept']:,} of {row['of']:,})"


QUESTION = Question(
    key="tips_kept",
    estimate=estimate_tips,
    verdict=describe_tips,
    method=(
        "Each tip is one yes or no for each message, interview, silence, event or opportunity it is about; what "
        "can't be told counts as neither. Words are looked for in your messages as whole words, capital or not; "
        "the messages themselves stay in the log. Ranges are Wilson's 95 %."
    ),
    out_of="the times when it can be told whether the tip was kept",
    left_out=("there is still time",),
    formulas={"share": "kept ÷ of"},
    columns={
        "strategy": Column("an entry of the playbook", playbook_rows.STRATEGY_KEY),
        "tip": Column("a tip of it", playbook_rows.TIP_KEY),
        "kept": Column("how often it was kept", NUMBER),
        "of": Column("how often that could be told", NUMBER),
        "share": Column("kept over of", NUMBER),
        "low": Column("lower end of its 95 % range", NUMBER),
        "high": Column("upper end of its 95 % range", NUMBER),
        "open": Column("not kept yet, with time left: not counted", NUMBER),
        "days_between": Column("for tips on how often: median days between two of them", NUMBER),
        "status": Column("whether your log can tell", playbook_rows.STATUS),
        "missing": Column("what your log would have to say", playbook_rows.NEEDED_TEXTS),
    },
    counts={"missing": list_of(playbook_rows.NEED)},
    bound_values=tip_rules.bind_tips,
)

"""The playbook as questions bind it: each tip with its rule, and each strategy's chances made into one more rule."""

from __future__ import annotations

from typing import Any

from analysis.question import Row
from data import playbook
from data.playbook import Clock, Strategy, Tip

CHANCE = "chance"
"""The name of the rule that tells whether a strategy was done when it could be."""

_EMPTY: Row = dict.fromkeys(("unit", "hours", "days", "until_days", "at_least", "at_most", "words"))


def unset_strategies() -> dict[str, Any]:
    """No filter on strategies: it would keep only the opportunities that used one, as if all had taken the chance."""
    return {"strategies": None}


def list_rules() -> list[Row]:
    """All tips and all chances, for `sql/facts/rules.sql`."""
    return [*bind_tips()["tips"], *bind_chances()["tips"]]


def bind_tips() -> dict[str, Any]:
    """All tips, for `sql/steps/tips.sql`."""
    bound = [_tip_rule(strategy, tip) for strategy in playbook.load() for tip in strategy.tips]
    return {"tips": bound, **unset_strategies()}


def bind_chances() -> dict[str, Any]:
    """For each strategy the rule that counts when it could be done, by its clock and its stages, and when it was."""
    bound = [
        {**_common_fields(strategy, CHANCE), **chance_rule(strategy.clock)} for strategy in playbook.load()
    ]
    return {"tips": bound, "by": "strategy", "split": None, "per": "message", **unset_strategies()}


def chance_rule(clock: Clock | None) -> Row:
    """The rule behind a clock: once an interview, a silence, an event or an answer; else once an opportunity."""
    if clock is None or clock.until_days is None:
        return {"rule": "done_when_possible", "needs": ["strategy"]}
    days = clock.until_days
    if clock.after == "interview":
        return {"rule": "each_interview", "days": days, "needs": ["sent_at", "strategy", "milestones.at"]}
    if clock.after == "silence":
        silence = {"rule": "done_after_silence", "days": clock.from_days, "until_days": days}
        return {**silence, "needs": ["sent_at", "strategy"]}
    if clock.after == "event":
        return {"rule": "after_event_within_days", "days": days, "needs": ["sent_at", "company"]}
    return {"rule": "answer_time", "hours": 24 * days, "needs": ["sent_at", "contact", "replies.received_at"]}


def _tip_rule(strategy: Strategy, tip: Tip) -> Row:
    """A tip with its rule's parameters; to measure it, the log must also say what each touch was for."""
    parameters = {
        name.removeprefix("words_"): list(value) if isinstance(value, tuple) else value
        for name, value in tip.parameters.items()
    }
    unit = playbook.RULES[tip.rule].unit
    any_strategy = strategy.key == "professionalism" or tip.rule == "after_event_within_days"
    needs = list(dict.fromkeys((*tip.required_columns, *(() if any_strategy else ("strategy",)))))
    return {**_common_fields(strategy, tip.key), **parameters, "rule": tip.rule, "unit": unit, "needs": needs}


def _common_fields(strategy: Strategy, tip: str) -> Row:
    return {**_EMPTY, "strategy": strategy.key, "tip": tip, "stages": list(strategy.stages)}

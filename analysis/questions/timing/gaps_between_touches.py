"""Gaps: how long to wait between messages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from analysis import wording
from analysis.charts import rate_bars
from analysis.domains import CHANNEL_NAMES, STAGE_NAMES, one_of
from analysis.missing_data import ANSWERS, DAYS
from analysis.question import Column, Question, Row
from analysis.questions import column_texts, comparison, day_counts, like_for_like, response_rates
from analysis.statistics import rates
from analysis.statistics.standardisation import StandardisedGroup
from analysis.statistics.verdict import Comparison, Verdict

if TYPE_CHECKING:
    from analysis.answer import Answer

GAPS = ("2 days or less", "3–5 days", "6–9 days", "10–14 days", "15 days or more")


def estimate_gaps(counts: list[Row], parameters: Mapping[str, Any]) -> list[Row]:
    """One row for each gap before a second or later message, shortest first. Its rate is that among messages of the
    same stage and channel: the overall rate times replies over expected replies."""
    groups = _group_by_gap(counts)
    alike = like_for_like.standardise(list(groups.values()), parameters["within"])
    judged = comparison.judge_trials(_count_trials(groups, parameters["within"]))
    beside = {row.name: row for row in judged.groups} if judged else {}
    return [
        {
            "name": name,
            **response_rates.estimate_rate(group, parameters, through=parameters["within"]),
            "expected": of.expected,
            **_rate_columns(of, group, parameters["within"]),
            **response_rates.pooled_columns(beside.get(name)),
        }
        for (name, group), of in zip(groups.items(), alike, strict=True)
    ]


def _rate_columns(of: StandardisedGroup, group: list[Row], within: int) -> Row:
    rate = response_rates.widen_range(rates.wilson(of.successes, of.n), group, within)
    return {"rate": rate.value, "low": rate.low, "high": rate.high, "effective_n": rate.n}


def _group_by_gap(counts: list[Row]) -> dict[str, list[Row]]:
    groups = response_rates.group_by_name(counts)
    return {name: groups[name] for name in GAPS if name in groups}


def _count_trials(groups: Mapping[str, list[Row]], within: int) -> dict[str, tuple[float, float]]:
    """Standardised replies and messages; messages to one person count for less than messages to several."""
    effects = [response_rates.design_effect(group, within) for group in groups.values()]
    alike = like_for_like.standardise(list(groups.values()), within)
    return {
        name: (of.successes / effect, of.n / effect)
        for name, of, effect in zip(groups, alike, effects, strict=True)
    }


def describe_gaps(answer: Answer) -> str:
    """Which gap was answered most, as far as one can tell."""
    if not answer.rows:
        return (
            day_counts.explain_missing(answer)
            if answer.counts
            else "Nobody still silent has got a second message yet."
        )
    if len(answer.rows) == 1:
        [row] = answer.rows
        sent, within = wording.count(row["n"], "later message"), answer.parameters["within"]
        return (
            f"Nothing to compare: {sent} came {row['name']} after the one before, none at another gap. "
            f"{row['replies']:,} got an answer within {within} days."
        )
    return f"{comparison.describe_comparison(answer, _compare_gaps(answer))} {like_for_like.ONLY_ALIKE}"


def _compare_gaps(answer: Answer) -> Comparison | None:
    """The gaps judged; clear only where chance alone rarely gives such differences. Of two gaps that are answered
    equally often, one has a 90 % chance of being the highest in one log of six."""
    groups, within = _group_by_gap(answer.counted), answer.parameters["within"]
    judged = comparison.judge_trials(_count_trials(groups, within))
    if judged and judged.verdict is Verdict.CLEAR and like_for_like.is_chance(list(groups.values()), within):
        return replace(judged, verdict=Verdict.LEANING)
    return judged


QUESTION = Question(
    key="gaps_between_touches",
    requires=(ANSWERS, DAYS),
    timed=True,
    estimate=estimate_gaps,
    verdict=describe_gaps,
    figure=rate_bars.draw_rates,
    method=(
        "Second and later messages to people still silent, by the days since the one before, and the share "
        "answered within 14 days of sending (or the days in `within`). "
        + column_texts.ALIKE_METHOD
        + " A gap is only clear "
        "where it has a 90 % chance of being the highest and chance alone would give such differences in fewer "
        "than one log of 20 (Mantel–Haenszel, replies dealt out by chance within each stage and channel). Messages "
        "still too young count for the part of the replies that usually has come by then; the range is wider where "
        "several messages went to the same person."
    ),
    out_of="second and later messages to people still silent, before any interview",
    left_out=(*column_texts.UNTIMED, *column_texts.TRIES, column_texts.EARLY),
    formulas={**column_texts.ALIKE_FORMULAS, **column_texts.POOLED_FORMULAS},
    columns={
        "name": Column("days since the message before", one_of(GAPS)),
        **column_texts.RATE,
        **column_texts.ALIKE,
        **column_texts.POOLED,
    },
    counts={"stage": STAGE_NAMES, "channel": CHANNEL_NAMES},
    defaults={"within": 14, "basis": None},
    marks=("name",),
)

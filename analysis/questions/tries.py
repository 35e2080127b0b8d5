"""Trying again: whether second and third messages get answers, and how long to wait between messages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from analysis import wording
from analysis.question import Row
from analysis.questions import alike, compare, response, timing
from analysis.statistics import gates, rates
from analysis.statistics.standard import Standard
from analysis.statistics.verdict import Comparison, Verdict

if TYPE_CHECKING:
    from analysis.answer import Answer

ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
MOST_TOLD = 4
"""Messages to one person that a sentence goes through; the table has the others."""

GAPS = ("2 days or less", "3–5 days", "6–9 days", "10–14 days", "15 days or more")


# Do second and third messages get answers?


def by_touch_number(counts: list[Row], asked: Mapping[str, Any]) -> list[Row]:
    """One row for each touch number: the people still silent who got it, and how many of them then answered.

    The discrete hazard; its product over the touches so far is the share that stays silent.
    """
    timing.only_within(asked)
    found = sorted(counts, key=lambda row: row["touch"])
    hazards = [rates.wilson(row["replies"], row["units"]) for row in found]
    silent = accumulate((1 - (hazard.value or 0.0) for hazard in hazards), lambda left, stay: left * stay)
    return [
        {
            "touch": row["touch"],
            "at_risk": row["units"],
            "replies": row["replies"],
            "hazard": hazard.value,
            "low": hazard.low,
            "high": hazard.high,
            "cumulative": 1 - left if row["touch"] == place and hazard.n >= gates.CURVE_AT_RISK else None,
            "waiting": row["waiting"],
        }
        for place, (row, hazard, left) in enumerate(zip(found, hazards, silent, strict=True), 1)
    ]


def by_touch_number_verdict(answer: Answer) -> str:
    """The share answered at each touch among the people still silent, as far as ten of them got it."""
    told = [row for row in answer.rows if row["at_risk"] >= gates.CURVE_AT_RISK]
    if not answer.rows:
        return timing.missing(answer) or response.NOTHING
    if not told:
        first = answer.rows[0]
        sent = wording.count(first["at_risk"], f"{_ordinal(first)} message")
        return (
            f"Too early: it takes {gates.CURVE_AT_RISK} messages to say how often they are answered. So far "
            f"{first['replies']:,} of {sent} got an answer."
        )
    shares = [
        f"{wording.percent(row['hazard'])} of {_ordinal(row)} messages (range {wording.span(row['low'], row['high'])}, "
        f"n = {row['at_risk']:,})"
        for row in told[:MOST_TOLD]
    ]
    among = ", among the people still silent" if len(told) > 1 else ""
    return f"Answered: {wording.listed(shares)}{among}. {_again(told, answer.rows)}"


def _again(told: list[Row], rows: list[Row]) -> str:
    """What a second message gains, or that there were too few to say."""
    first, *later = told
    if not later:
        more = response.total(rows, "at_risk") - first["at_risk"]
        if not more:
            return "Nobody still silent has got a later message yet."
        few = wording.count(more, "later message")
        return f"Only {few} went to people still silent, too few to say what they gain."
    second, last = later[0], later[-1]
    reach = f" Together, {last['touch']} messages reach about {wording.percent(last['cumulative'])}."
    together = reach if last["cumulative"] is not None else ""
    drop = rates.difference(second["replies"], second["at_risk"], first["replies"], first["at_risk"])
    if drop.high < 0:
        return (
            "The people still silent answer less often; that alone does not say that another message is not worth "
            f"sending.{together}"
        )
    if max(-drop.low, drop.high) <= gates.SAME:
        return f"The people still silent answer about as often, within five points.{together}"
    return f"With these numbers it can't be told whether the people still silent answer less often.{together}"


def _ordinal(row: Row) -> str:
    number = row["touch"]
    return ORDINALS[number - 1] if number <= len(ORDINALS) else f"{number}th"


# How long to wait between messages?


def gaps(counts: list[Row], asked: Mapping[str, Any]) -> list[Row]:
    """One row for each gap before a second or later message, shortest first. Its rate is that among messages of the
    same stage and channel: the overall rate times replies over expected replies."""
    timing.only_within(asked)
    groups = _by_gap(counts)
    found = alike.standardised(list(groups.values()), asked["within"])
    judged = compare.weighed(_trials(groups, asked["within"]))
    beside = {row.name: row for row in judged.rows} if judged else {}
    return [
        {
            "name": name,
            **response.rate_row(group, {**asked, "by": "gap"}),
            "expected": of.expected,
            **_standard_rate(of, group),
            **response.pooled(beside.get(name)),
        }
        for (name, group), of in zip(groups.items(), found, strict=True)
    ]


def _standard_rate(of: Standard, group: list[Row]) -> Row:
    rate = response.widened(rates.wilson(of.successes, of.n), response.sums_of(group))
    return {"rate": rate.value, "low": rate.low, "high": rate.high}


def _by_gap(counts: list[Row]) -> dict[str, list[Row]]:
    groups = dict(response.grouped(counts, lambda row: str(row["name"])))
    return {name: groups[name] for name in GAPS if name in groups}


def _trials(groups: Mapping[str, list[Row]], within: int) -> dict[str, tuple[float, float]]:
    """Standardised replies and messages; messages to one person count for less than messages to several."""
    effects = [rates.design_effect(response.sums_of(group)) for group in groups.values()]
    found = alike.standardised(list(groups.values()), within)
    return {
        name: (of.successes / effect, of.n / effect)
        for name, of, effect in zip(groups, found, effects, strict=True)
    }


def gaps_verdict(answer: Answer) -> str:
    """Which gap was answered most, as far as one can tell."""
    if not answer.rows:
        return (
            timing.missing(answer) if answer.counts else "Nobody still silent has got a second message yet."
        )
    if len(answer.rows) == 1:
        [row] = answer.rows
        sent, within = wording.count(row["n"], "later message"), answer.parameters["within"]
        return (
            f"Nothing to compare: {sent} came {row['name']} after the one before, none at another gap. "
            f"{row['replies']:,} got an answer within {within} days."
        )
    return f"{compare.sentence(answer, _compared(answer))} {alike.SAID}"


def _compared(answer: Answer) -> Comparison | None:
    """The gaps judged; clear only where chance alone rarely gives such differences. Of two gaps that are answered
    equally often, one has a 90 % chance of being the highest in one log of six."""
    groups, within = _by_gap(answer.counted), answer.parameters["within"]
    judged = compare.weighed(_trials(groups, within))
    if judged and judged.verdict is Verdict.CLEAR and alike.is_chance(list(groups.values()), within):
        return replace(judged, verdict=Verdict.LEANING)
    return judged

"""Trying again: whether second and third messages get answers, and how long to wait between messages."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from analysis import compare, response, timing, words
from analysis.question import Row
from analysis.statistics import gates, rates

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
        sent = words.count(first["at_risk"], f"{_ordinal(first)} message")
        return (
            f"Too early: it takes {gates.CURVE_AT_RISK} messages to say how often they are answered. So far "
            f"{first['replies']:,} of {sent} got an answer."
        )
    shares = [
        f"{words.percent(row['hazard'])} of {_ordinal(row)} messages (range {words.span(row['low'], row['high'])}, "
        f"n = {row['at_risk']:,})"
        for row in told[:MOST_TOLD]
    ]
    among = ", among the people still silent" if len(told) > 1 else ""
    return f"Answered: {words.listed(shares)}{among}. {_again(told, answer.rows)}"


def _again(told: list[Row], rows: list[Row]) -> str:
    """What a second message gains, or that there were too few to say."""
    first, *later = told
    if not later:
        more = response.total(rows, "at_risk") - first["at_risk"]
        if not more:
            return "Nobody still silent has got a later message yet."
        return f"Only {words.count(more, 'later message')} went to people still silent, too few to say what they gain."
    second, last = later[0], later[-1]
    reach = f" Together, {last['touch']} messages reach about {words.percent(last['cumulative'])}."
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
    """One row for each gap before a second or later message, shortest first: the rate as counted and as pooled."""
    found = response.by_name(counts, _by_gap(asked))
    return sorted(found, key=lambda row: GAPS.index(row["name"]))


def gaps_verdict(answer: Answer) -> str:
    """Which gap was answered most, as far as one can tell."""
    if not answer.rows:
        return (
            timing.missing(answer) if answer.counts else "Nobody still silent has got a second message yet."
        )
    if len(answer.rows) == 1:
        [row] = answer.rows
        sent, within = words.count(row["n"], "later message"), answer.parameters["within"]
        return (
            f"Nothing to compare: {sent} came {row['name']} after the one before, none at another gap. "
            f"{row['replies']:,} got an answer within {within} days."
        )
    groups = dict(response.grouped(answer.counted, lambda row: str(row["name"])))
    return compare.sentence(answer, compare.judged(groups, _by_gap(answer.parameters)))


def _by_gap(asked: Mapping[str, Any]) -> dict[str, Any]:
    timing.only_within(asked)
    return {**asked, "by": "gap"}

"""What is worth trying: channels of which so little is known that they may turn out better."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from analysis import wording
from analysis.basis import SO_FAR
from analysis.domains import CHANNEL_NAMES, NUMBER, UNKNOWN, YES_NO
from analysis.missing_data import ANSWERS, DAYS
from analysis.question import Column, Question, Row
from analysis.questions import column_texts, comparison, response_rates
from analysis.statistics import gates, planning
from analysis.statistics.rates import Rate
from analysis.statistics.thresholds import MIN_COMPARED

if TYPE_CHECKING:
    from analysis.answer import Answer

MOST_NAMED = 2
"""Suggestions that a sentence makes; the table has the others."""

MOST_LISTED = 3
"""Channels that are listed where nothing leads."""

MOST_LATER = 200
"""Messages to come that a trial may pay off in; further ahead nobody plans."""

RATE_COLUMNS = ("n", "through", "replies", "undated", "rate", "low", "high", "effective_n")
SHOWN = ("name", *RATE_COLUMNS, *column_texts.POOLED)
PLAN = ("more", "gain")

NOT_CHOSEN = ("other", UNKNOWN)
"""Groups that nobody can choose to use more."""

LEAST_GAIN = 0.5
"""Replies that a trial must gain on average to be suggested."""


def estimate_trials(counts: list[Row], parameters: Mapping[str, Any]) -> list[Row]:
    """One row for each group: its rate, what it is beside the others (pooled), and how many more are worth trying
    before choosing, with the replies that gains on average. The leader first, then by gain; no plan where the log is of
    several clients. Groups that were not watched long enough are not compared.
    """
    least = response_rates.find_least_reach(counts, parameters)
    rows = [
        {"name": name, **response_rates.estimate_rate(group, parameters), "least_through": least}
        for name, group in response_rates.group_by_name(counts).items()
    ]
    chosen = [row for row in rows if row["name"] not in NOT_CHOSEN]
    rows = [_trim_row(row) for row in comparison.add_pooled(rows, comparison.judge_rows(chosen, parameters))]
    leader = find_leader(rows)
    if leader is None or any(row["several_clients"] for row in counts):
        return sorted(rows, key=lambda row: (row["name"] == UNKNOWN, -row["n"], row["name"]))
    later = min(sum(row["n"] for row in rows), MOST_LATER)
    rows = [row if row is leader else row | _plan_trial(row, leader, later) for row in rows]
    return sorted(rows, key=lambda row: (row["name"] != leader["name"], *_gain_order(row)))


def _gain_order(row: Row) -> tuple[Any, ...]:
    return row["name"] == UNKNOWN, row["gain"] is None, -(row["gain"] or 0), -row["n"], row["name"]


def _trim_row(row: Row) -> Row:
    return {name: row[name] for name in SHOWN} | dict.fromkeys(PLAN)


def find_leader(rows: Sequence[Row]) -> Row | None:
    """The group with the highest pooled rate of those with five messages or more, one of them answered."""
    compared = [
        row
        for row in rows
        if row["pooled"] is not None and row["n"] >= MIN_COMPARED and row["replies"] + row["undated"]
    ]
    return max(compared, key=lambda row: float(row["pooled"]), default=None)


def _plan_trial(row: Row, leader: Row, later: int) -> Row:
    if row["pooled"] is None:
        return {}
    rate = Rate(row["effective_n"] or 0.0, row["pooled"], row["pooled_low"], row["pooled_high"])
    more, gain = planning.best_trial(leader["pooled"], rate, later)
    return {"more": more if gain >= LEAST_GAIN else 0, "gain": gain}


def describe_trials(answer: Answer) -> str:
    """What to do mostly, and what is worth a number of tries besides."""
    if not answer.rows:
        return response_rates.explain_nothing(answer)
    if answer.basis == SO_FAR:
        return f"Without the days of replies, nothing is suggested. {comparison.NOT_COMPARED}"
    if {row["name"] for row in answer.rows} == {UNKNOWN}:
        return response_rates.NAMELESS
    leader = find_leader(answer.rows)
    if leader is None:
        return _nothing_text(answer.rows)
    if any(row["several_clients"] for row in answer.counts):
        return "Suggestions are for one person's log: what is worth trying differs between clients."
    clearly = "" if (leader["p_best"] or 0) >= gates.LEANING_P_BEST else ", though not clearly"
    answered = f"{leader['replies'] + leader['undated']:,} of {leader['n']:,} first messages got a reply"
    lead = f"{wording.name(leader['name'])} leads so far{clearly}: {answered}, before any interview."
    return f"{lead} {_trials_text(answer.rows)}"


def _nothing_text(rows: Sequence[Row]) -> str:
    """What to do where nothing leads yet, and what is known so far."""
    used = [row for row in rows if row["name"] not in NOT_CHOSEN]
    listed = comparison.list_counts(used, MOST_LISTED)
    so_far = f" First messages answered so far: {listed}." if listed else ""
    if sum(row["n"] >= MIN_COMPARED for row in used) < 2:
        return f"To learn which works best, try two channels for at least five first messages each.{so_far}"
    return f"Nothing leads yet.{so_far}"


def _trials_text(rows: Sequence[Row]) -> str:
    tries = [row for row in rows if row["more"]][:MOST_NAMED]
    if not tries:
        return (
            "None of the others is worth a trial now: enough is known of them, or too little would be gained."
        )
    listed = [f"{wording.name(row['name'])} (about {row['more']} more)" for row in tries]
    one = len(tries) == 1
    return (
        f"Worth trying besides: {wording.join_words(listed)}. You've tried {'it' if one else 'them'} too "
        "little to know; that many more would help to tell."
    )


QUESTION = Question(
    key="worth_trying",
    requires=(ANSWERS, DAYS),
    estimate=estimate_trials,
    verdict=describe_trials,
    method=(
        "First messages to somebody, before any interview, by channel (later ones go to those who are still silent): "
        "their rates are drawn towards each other, as far as their own data are few. For each but the leader, the "
        "expected value of sample information (Raiffa & Schlaifer 1961): if that many more were tried, how much better "
        "the choice would be afterwards, over as many messages as were sent so far (200 at most), less what is lost by "
        "trying something that seems worse now. Shown is the number that gains most; it is suggested where it gains "
        "half a reply or more. Replies are the aim here. " + column_texts.RESPONSE_METHOD
    ),
    out_of="first messages before any interview",
    left_out=(*column_texts.LEFT_OUT, *column_texts.TRIES, column_texts.EARLY, "not the first message"),
    formulas=column_texts.POOLED_FORMULAS,
    columns={
        "name": Column("the channel", CHANNEL_NAMES),
        **{name: column_texts.RATE[name] for name in RATE_COLUMNS},
        **column_texts.POOLED,
        "more": Column(
            "how many more to try before choosing; 0 where that doesn't pay, empty for the leader", NUMBER
        ),
        "gain": Column(
            "replies that such a trial gains on average, over as many messages as were sent so far", NUMBER
        ),
    },
    counts={"channel": CHANNEL_NAMES, "several_clients": YES_NO},
    defaults={"within": None, "basis": None},
)

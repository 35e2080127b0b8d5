"""Response rates: day counts in, the share answered within a number of days out."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any, TypeVar

from analysis import wording
from analysis.basis import SO_FAR, WITHIN
from analysis.missing_data import ANSWERS, DAYS
from analysis.question import Row
from analysis.questions import column_texts
from analysis.statistics import rates, survival, undated_replies
from analysis.statistics.rates import ClusterSums, Rate

if TYPE_CHECKING:
    from analysis.answer import Answer

Key = TypeVar("Key", bound=Hashable)

NOTHING = "There is nothing to measure in this view yet."

NAMELESS = "Your log doesn't tell what these were, so there is nothing to compare."

WIDE = "\N{NO-BREAK SPACE}%"
"""A per cent sign as older sentences have it."""

ENOUGH_REPLIES = 0.9
"""The share of all replies by whose day a rate can be compared."""

SUMS = ("clusters", "m", "y", "mm", "my", "yy")


def estimate_rate(group: list[Row], parameters: Mapping[str, Any], through: int | None = None) -> Row:
    """The rate of one group from its counts (day, replies, positive, rejections, silent, undated) and cluster sums.

    Rates and numbers of replies are those by the day `through`, by default as far as enough were watched. Numbers are
    of replies with a day; what is undated counts in the rates as far as it was dealt out in time.
    """
    if through is None:
        through = find_reach(group, parameters)
    if parameters["basis"] == WITHIN:
        rate, positive = rate_within(group, through), positive_rate_within(group, through)
    else:
        rate, positive = recorded_rate(group), positive_rate_so_far(group, through)
    in_time = [row for row in group if row["day"] <= through and not row["undated"]]
    return {
        "n": sum_column(group, "units"),
        "through": through,
        "replies": sum_column(in_time, "replies"),
        "undated": sum_column(group, "undated"),
        "rate": rate.value,
        "low": rate.low,
        "high": rate.high,
        "effective_n": rate.n,
        "positive": sum_column(in_time, "positive"),
        "positive_rate": positive.value,
        "positive_low": positive.low,
        "positive_high": positive.high,
        "rejections": sum_column(in_time, "rejections"),
        "waiting": sum_column(group, "waiting"),
    }


def find_reach(group: list[Row], parameters: Mapping[str, Any]) -> int:
    """The day up to which a group's rate is measured; without a time limit, days say nothing."""
    within = int(parameters["within"])
    return survival.find_reach(_days(group), within) if parameters["basis"] == WITHIN else within


def find_least_reach(counts: list[Row], parameters: Mapping[str, Any]) -> int:
    """The day up to which a group must be measured to be compared with others: by then nine in ten of all replies that
    come within the horizon have come, so what came later hardly matters."""
    within = int(parameters["within"])
    if parameters["basis"] != WITHIN:
        return within
    least = survival.first_day_with(_days(counts), ENOUGH_REPLIES, within)
    return within if least is None else int(least)


def is_compared(row: Row, within: int) -> bool:
    """Whether a row's rate is measured far enough to be held against others."""
    through, least = row.get("through"), row.get("least_through")
    return through is None or bool(through >= (within if least is None else least))


def is_short(row: Row, within: int) -> bool:
    """Whether a row's rate is measured up to an earlier day than was asked for (what was published before has none)."""
    return bool(reach_text(row, within))


def reach_text(row: Row, within: int) -> str:
    """Up to which day a rate is measured, where that is earlier than was asked for: "by day 7"; else empty."""
    return wording.reach(row.get("through"), within)


def count_old(group: list[Row]) -> Row:
    """How many were sent long enough ago to have had all the time, and how many of those were answered in time."""
    return {name: sum_column(group, name) for name in column_texts.OLD}


def recorded_rate(group: list[Row]) -> Rate:
    """Replies so far over what is counted, no time limit; a touch is no independent trial of its thread."""
    return rates.clustered_rate(cluster_sums(group))


def rate_within(group: list[Row], within: int) -> Rate:
    """Kaplan-Meier at the horizon; the range is Wilson's on the effective n, smaller still where threads cluster."""
    return widen_range(_reply_share(group, within), group, within)


def information_left(group: list[Row], within: int) -> float:
    """The part of a group's effective n that is left where replies on an unknown day were dealt out."""
    doubt, common = (sum(row.get(name, 0.0) for row in group) for name in ("doubt", "common"))
    if not doubt:
        return 1.0
    replies = sum(row["replies"] for row in group if row["day"] <= within)
    return undated_replies.information_left(_reply_share(group, within), replies, doubt, common)


def _reply_share(group: list[Row], within: int) -> Rate:
    return survival.reply_share(_days(group), within)


def _days(group: list[Row]) -> list[tuple[float, float, float]]:
    return [(row["day"], row["replies"], row["silent"]) for row in group]


def widen_range(rate: Rate, group: list[Row], within: int) -> Rate:
    """The range of a rate when touches to one person are alike, and when replies on an unknown day were dealt out."""
    return rates.shrink_n(rate, independent_part(group, within))


def independent_part(group: list[Row], within: int) -> float:
    """The part of a rate's effective n that is left when touches to one person, or of one client where there are
    several, are alike (the design effect of Korn & Graubard, 1998), and when replies on an unknown day were dealt
    out."""
    if not group:
        return 1.0
    sums = cluster_sums(group)
    independent = rates.clustered_rate(sums).n / sums.m if sums.m else 0.0
    return independent * information_left(group, within)


def positive_rate_within(group: list[Row], within: int) -> Rate:
    """The share with a positive reply by the horizon; any other reply ends the wait (cumulative incidence)."""
    days = [(row["day"], row["positive"], row["replies"] - row["positive"], row["silent"]) for row in group]
    positive, _ = survival.incidence_by_day(days, within)
    return widen_range(positive, group, within)


def positive_rate_so_far(group: list[Row], within: int) -> Rate:
    """The share with a positive reply so far, no time limit."""
    return widen_range(rates.wilson(sum_column(group, "positive"), sum_column(group, "units")), group, within)


def describe_rate(row: Row, within: int = 0) -> str:
    """A rate with its range and n, and the day up to which it is measured where that is before `within`: "20 % (range
    12–31 %, n = 64, by day 7)"."""
    parts = [f"range {wording.span(row['low'], row['high'])}", f"n = {row['n']:,}", reach_text(row, within)]
    return f"{wording.percent(row['rate'])} ({', '.join(filter(None, parts))})"


def percent(share: float | None) -> str:
    """A share as newer sentences have it: "39%"."""
    return wording.percent(share).replace(WIDE, "%")


def range_text(row: Row) -> str:
    """The range of a rate: "range 15–54%"."""
    return f"range {wording.span(row['low'], row['high'])}".replace(WIDE, "%")


def share_text(row: Row) -> str:
    """A rate with its range in brackets, behind the numbers that it is of: "(32%, range 15–54%)"."""
    return f"({percent(row['rate'])}, {range_text(row)})"


def percent_text(row: Row) -> str:
    """A rate with its range: "32% (range 15–54%)"."""
    return f"{percent(row['rate'])} ({range_text(row)})"


def describe_so_far(row: Row) -> str:
    """Replies so far with their share and its range: "6 of 19 (32%, range 15–54%)"."""
    return f"{row['replies']:,} of {row['n']:,} {share_text(row)}"


def explain_counts(answer: Answer) -> str:
    """What the rates count, where they don't count dated replies within the days alone; else empty."""
    if answer.basis == WITHIN:
        return explain_undated(answer.rows)
    if answer.basis == SO_FAR:
        return "These are replies so far: some messages may have been sent too recently for one."
    within = answer.parameters["within"]
    text = f"These are replies so far to messages sent at least {wording.count(within, 'day')} before the data date."
    return f"{text} {explain_recent(answer)}".rstrip()


def explain_undated(rows: Sequence[Row]) -> str:
    """How many replies came on an unknown day, and how they count; empty where none did."""
    undated = sum_column(rows, "undated")
    if not undated:
        return ""
    came = f"{wording.count(undated, 'more reply')} came on an unknown day"
    return f"{came}, and {'counts' if undated == 1 else 'count'} by how long the others took."


def explain_recent(answer: Answer) -> str:
    """How many were left out because they are too recent; empty where none was."""
    recent = answer.held_out.get(column_texts.TOO_RECENT, 0)
    return f"{recent:,} more {'is' if recent == 1 else 'are'} too recent to judge." if recent else ""


def explain_nothing(answer: Answer) -> str:
    """Why there is no rate."""
    if not answer.held_out:
        return NOTHING
    reasons = wording.join_words([f"{number:,} {reason}" for reason, number in answer.held_out.items()])
    return f"Nothing in this view can be judged: {reasons}."


def group_rows(counts: list[Row], key: Callable[[Row], Key]) -> list[tuple[Key, list[Row]]]:
    """Counts gathered by a key, in the order of the keys."""
    ordered = sorted(counts, key=lambda row: str(key(row)))
    return [(name, list(group)) for name, group in groupby(ordered, key=key)]


def group_by_name(counts: list[Row]) -> dict[str, list[Row]]:
    """Counts gathered by the name of their group."""
    return dict(group_rows(counts, lambda row: str(row["name"])))


def sum_column(group: Sequence[Row], column: str) -> int:
    """The sum of one column of counts, which is whole where it counts all parts of what was dealt out."""
    return round(float(sum(row[column] for row in group)))


def cluster_sums(group: list[Row]) -> ClusterSums:
    """The sums over people of a group, which each of its rows holds."""
    return ClusterSums(*(group[0][name] for name in SUMS))


def bind_one_group() -> Row:
    """What is counted where all messages are one group."""
    return {"by": "all", "split": None}


def bind_all_messages() -> Row:
    """What is counted where all messages are one group, and nobody chooses otherwise."""
    return {**bind_one_group(), "per": "message"}


def blank_unknown(counts: list[Row], parameters: Mapping[str, Any], *columns: str) -> list[Row]:
    """The counts with these columns empty where the log doesn't say who answered, or no reply has the day asked for."""
    empty = dict.fromkeys(columns if is_unknown(parameters) else ())
    return [row | empty for row in counts]


def is_unknown(parameters: Mapping[str, Any]) -> bool:
    """Whether the log doesn't say who answered, or no reply has the day asked for."""
    return bool({ANSWERS, DAYS} & {*parameters["missing"]})

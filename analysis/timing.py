"""Timing: how long answers take, when to follow up, when to stop, and whether the day matters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Any, TypeAlias, cast

import numpy as np

from analysis import compare, response, words
from analysis.question import Row
from analysis.statistics import gates, pooling, rates, survival, waiting
from analysis.statistics.rates import Rate
from analysis.statistics.seeds import generator
from analysis.statistics.survival import DayRange
from analysis.statistics.waiting import Advice
from data.errors import LogError

if TYPE_CHECKING:
    from analysis.answer import Answer

Days: TypeAlias = list[tuple[float, float, float]]
"""Counts by day: `(day, replies, silent)`."""

ALL = "all"
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
MOST_TOLD = 4
"""Messages to one person that a sentence goes through; the table has the others."""

GAPS = ("2 days or less", "3–5 days", "6–9 days", "10–14 days", "15 days or more")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
DAYPARTS = ("before 9", "9 to 12", "12 to 17", "after 17")
HALVES = ("Monday–Thursday", "Friday–Sunday", "before noon", "after noon")
CHANCE = 0.05
"""How often chance alone may give differences as large as those that are said to be more than chance gives."""


class NeedsDays(LogError):
    """Timing was asked for without a time limit."""

    def __init__(self) -> None:
        super().__init__(
            "Timing is measured in days, so recorded replies without a time limit can't answer this."
        )


# How long do answers take?


def curve(counts: list[Row], asked: Mapping[str, Any]) -> list[Row]:
    """One row for each group and day within the horizon: who was still watched, and the share answered by then.

    All together come first where there are several groups. No rows where too many replies lack a date.
    """
    _only_within(asked)
    if _too_many_undated(counts):
        return []
    groups = dict(response.grouped(counts, lambda row: str(row["name"])))
    together = {ALL: counts} if len(groups) > 1 else {}
    return [
        row
        for name, group in {**together, **groups}.items()
        for row in _curve_rows(name, _days(group), asked["within"])
    ]


def _curve_rows(name: str, days: Days, within: int) -> list[Row]:
    seen: Days = [(min(day, within + 1), replies, silent) for day, replies, silent in days]
    seen += [(day, 0, 0) for day in (0, within) if survival.at_risk(days, day)]
    answered = {day: sum(replies for other, replies, _ in seen if other == day) for day, _, _ in seen}
    return [
        {
            "name": name,
            "day": int(point.day),
            "at_risk": int(point.at_risk),
            "replies": int(answered[point.day]),
            "replied": point.replied.value,
            "low": point.replied.low,
            "high": point.replied.high,
        }
        for point in survival.curve(seen)
        if point.day <= within
    ]


def curve_verdict(answer: Answer) -> str:
    """The days by which half, 80 % and 90 % of the replies have come, over all groups, or what is missing."""
    days, within = _days(answer.counted), answer.parameters["within"]
    if missing := _missing(answer) or _too_few(days, within):
        return missing
    reach = reached(days, within)
    half, most, nearly = (_by_day(days, share, reach) for share in (0.5, 0.8, 0.9))
    return (
        f"Of the replies that come within {words.count(reach, 'day')}, half have come by {half}, 80 % by {most} and "
        f"90 % by {nearly}.{_shortened(reach, within)}{_not_drawn(answer)}"
    )


def _by_day(days: Days, share: float, within: int) -> str:
    """The day by which a share of the replies has come, with its range; only where there are replies."""
    found = cast(DayRange, survival.day_by_which(days, share, within))
    day = "the day of sending" if found.day == 0 else f"day {found.day:.0f}"
    return day if found.low == found.high else f"{day} (range {found.low:.0f}–{found.high:.0f})"


def _shortened(reach: int, within: int) -> str:
    if reach == within:
        return ""
    return f" Fewer than {gates.CURVE_AT_RISK} messages have been watched longer than that."


def _not_drawn(answer: Answer) -> str:
    few = [words.name(name) for name in names_of(answer.rows) if not is_drawn(answer.rows, name)]
    return f" Too few replies for a line of their own: {words.listed(few)}." if few else ""


def names_of(rows: Sequence[Row]) -> list[str]:
    """The groups of a reply curve, in their order."""
    return list(dict.fromkeys(row["name"] for row in rows))


def is_drawn(rows: Sequence[Row], name: str) -> bool:
    """Whether a group of a reply curve has replies enough for a line of its own."""
    return replies_of(rows, name) >= gates.CURVE_REPLIES


def replies_of(rows: Sequence[Row], name: str) -> int:
    """How many replies a group of a reply curve has within the horizon."""
    return response.total([row for row in rows if row["name"] == name], "replies")


# When should you follow up, and when stop waiting?


def follow_up(counts: list[Row], asked: Mapping[str, Any]) -> list[Row]:
    """One row for each number of silent days, as far as it can be known, and one for each of the two advices."""
    _only_within(asked)
    days: Days = [] if _too_many_undated(counts) else _days(counts)
    reach = reached(days, asked["within"])
    again, stop = advice(days, asked["within"])
    return [_silence_row(t, days, reach, again, stop) for t in sorted({*range(reach), again.day, stop.day})]


def _silence_row(t: int, days: Days, reach: int, again: Advice, stop: Advice) -> Row:
    chance = survival.after_silence(days, t, reach) if t < reach else rates.UNKNOWN
    return {
        "t": t,
        "at_risk": int(survival.at_risk(days, t + 1)),
        "chance": chance.value,
        "low": chance.low,
        "high": chance.high,
        "until": reach if t < reach else None,
        "follow_up": again.measured if t == again.day else None,
        "stop": stop.measured if t == stop.day else None,
    }


def advice(days: Days, within: int) -> tuple[Advice, Advice]:
    """The day to follow up and the day to stop waiting. Both are rules of thumb until ten messages were watched
    through the whole horizon: a log that is ten days old can't know that nothing comes later."""
    watched = days if reached(days, within) == within else []
    return waiting.follow_up(watched, within), waiting.stop(watched, within)


def follow_up_verdict(answer: Answer) -> str:
    """Both advices, each with what it rests on: the person's own replies, or a rule of thumb."""
    days, within = _days(answer.counted), answer.parameters["within"]
    if blocked := _blocked(answer):
        days = []
    again, stop = advice(days, within)
    if not again.measured:
        why = blocked or _missing(answer) or _too_few(days, within) or _too_young(within)
        return (
            f"Follow up after {again.day} days of silence and stop waiting after {stop.day}: a rule of thumb, not your "
            f"data. {why}"
        )
    most = _by_day(days, 0.8, within)
    return (
        f"Follow up after {again.day} days of silence: 80 % of the replies that come within {within} days have come by "
        f"{most}. {_stopping(stop, days, within)}"
    )


def _stopping(stop: Advice, days: Days, within: int) -> str:
    if not stop.measured:
        return (
            f"Stop waiting after {stop.day} days: a rule of thumb, not your data. On no day before do fewer than "
            f"{words.percent(waiting.HOPELESS)} of the silent still answer."
        )
    chance = survival.after_silence(days, stop.day, within)
    silent = int(survival.at_risk(days, stop.day + 1))
    return (
        f"Stop waiting after {stop.day} days: of {words.count(silent, 'message')} silent for longer, "
        f"{words.percent(chance.value)} (range {words.span(chance.low, chance.high)}) were answered by day {within}."
    )


def _too_young(within: int) -> str:
    return f"Fewer than {gates.CURVE_AT_RISK} messages have been watched for {within} days yet."


# Do second and third messages get answers?


def by_touch_number(counts: list[Row], asked: Mapping[str, Any]) -> list[Row]:
    """One row for each touch number: the people still silent who got it, and how many of them then answered.

    The discrete hazard; its product over the touches so far is the share that stays silent.
    """
    _only_within(asked)
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
        return _missing(answer) or response.NOTHING
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
        return _missing(answer) if answer.counts else "Nobody still silent has got a second message yet."
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
    _only_within(asked)
    return {**asked, "by": "gap"}


# Does the day or the time of day matter?


def times(counts: list[Row], asked: Mapping[str, Any]) -> list[Row]:
    """One row for each part of the week that there are messages enough to tell apart.

    Below 300 messages the halves of the week, and of the day where times are known; from 300 on each day, and
    its four parts once 300 messages have a time. Pooled rates learn from the other rows of the same comparison.
    """
    _only_within(asked)
    return [row for group in _comparisons(counts) for row in _time_rows(group, counts, asked["within"])]


Parts: TypeAlias = dict[tuple[str | None, str | None], list[Row]]
"""Counts by day and time; None stands for any."""


def _comparisons(counts: list[Row]) -> list[Parts]:
    """Which parts of the week are compared with each other."""
    timed = [row for row in counts if row["daypart"]]
    if response.total(timed, "units") >= gates.HEATMAP:
        return [_parts(timed, "weekday", "daypart")]
    whole = "weekday" if response.total(counts, "units") >= gates.HEATMAP else "week_half"
    return [_parts(counts, whole, None), _parts(timed, None, "day_half")]


def _parts(counts: list[Row], day: str | None, time: str | None) -> Parts:
    found: Parts = {}
    for row in counts:
        found.setdefault((row[day] if day else None, row[time] if time else None), []).append(row)
    return dict(sorted(found.items(), key=_in_order))


def _in_order(part: tuple[tuple[str | None, str | None], list[Row]]) -> list[int]:
    order = (None, *WEEKDAYS, *DAYPARTS, *HALVES)
    return [order.index(name) for name in part[0]]


def _time_rows(parts: Parts, counts: list[Row], within: int) -> list[Row]:
    trials = [survival.matured(_days(group), within, _days(counts)) for group in parts.values()]
    pooled = pooling.rates(pooling.pool([x for x, _ in trials], [n for _, n in trials])) if trials else []
    return [
        {
            "name": ", ".join(name for name in part if name),
            "day": part[0],
            "time": part[1],
            "n": response.total(group, "units"),
            "replies": response.total([row for row in group if row["day"] <= within], "replies"),
            **_spread("rate", survival.by_day(_days(group), within)),
            **_spread("pooled", beside),
        }
        for (part, group), beside in zip(parts.items(), pooled, strict=True)
    ]


def _spread(name: str, rate: Rate) -> Row:
    ends = ("low", "high") if name == "rate" else (f"{name}_low", f"{name}_high")
    return {name: rate.value, ends[0]: rate.low, ends[1]: rate.high}


def times_verdict(answer: Answer) -> str:
    """Whether days and times differ more than chance gives; which is highest only where they do."""
    if not answer.rows:
        return _missing(answer) or response.NOTHING
    said = [_told(parts, answer) for parts in _comparisons(answer.counted) if parts]
    clock = any(row["time"] for row in answer.rows)
    zone = (
        "Times are the sender's, as written: where the other person was is not known."
        if clock
        else "The log has no times of day."
    )
    return " ".join([*said, zone])


def _told(parts: Parts, answer: Answer) -> str:
    """One comparison in a sentence or two."""
    rows = {(row["day"], row["time"]): row for row in answer.rows}
    listed = {part: group for part, group in parts.items() if rows[part]["n"] >= gates.CELL}
    what = _compared(next(iter(parts)))
    if len(listed) < 2:
        return f"Too early to compare {what}: at least two parts with {gates.CELL} messages each are needed."
    shown = f" {words.listed([_rated(rows[part]) for part in listed])}." if len(listed) == 2 else ""
    if is_chance(list(listed.values()), answer.counted, answer.parameters["within"]):
        return f"{what.capitalize()} differ no more than chance would give.{shown}"
    highest = max((rows[part] for part in listed), key=lambda row: float(row["pooled"]))
    top = shown or f" Highest so far: {_rated(highest)}."
    return (
        f"{what.capitalize()} differ more than chance usually gives.{top} It may be what you send then, and to whom, "
        "and not the time."
    )


def _compared(part: tuple[str | None, str | None]) -> str:
    day, time = part
    if day and time:
        return "the days and times"
    return "mornings and afternoons" if time else "the days of the week"


def _rated(row: Row) -> str:
    name = row["name"][:1].upper() + row["name"][1:]
    return (
        f"{name} {words.percent(row['rate'])} (range {words.span(row['low'], row['high'])}, n = {row['n']:,})"
    )


def is_chance(parts: list[list[Row]], everything: list[Row], within: int) -> bool:
    """Whether rates as different as these are nothing unusual where all are the same.

    Pearson's chi-square on matured trials; its distribution comes from tables with the same margins (Patefield
    1981, Appl. Stat. 30:91), because many parts are small. The same counts give the same answer.
    """
    from scipy.stats import MonteCarloMethod, chi2_contingency  # half a second to load

    trials = np.array([survival.matured(_days(part), within, _days(everything)) for part in parts])
    replies, silent = trials[:, 0], np.round(trials[:, 1]) - trials[:, 0]
    table = np.array([replies, np.maximum(silent, 0)])[:, (replies + silent) > 0].astype(int)
    if table.shape[1] < 2 or (table.sum(axis=1) == 0).any():
        return True
    method = MonteCarloMethod(n_resamples=1999, rng=generator("best_time", table))
    return float(chi2_contingency(table, correction=False, method=method).pvalue) > CHANCE


# What all of them need


def reached(days: Days, within: int) -> int:
    """The last day within the horizon on which ten were still watched: as far as a curve can be read. 0 if none."""
    return next(
        (t for t in range(within, 0, -1) if survival.at_risk(days, t) >= gates.CURVE_AT_RISK),
        0,
    )


def _only_within(asked: Mapping[str, Any]) -> None:
    if asked["basis"] != "within":
        raise NeedsDays


def _days(counts: Sequence[Row]) -> Days:
    return [(row["day"], row["replies"], row["silent"]) for row in counts]


def _too_many_undated(counts: Sequence[Row]) -> bool:
    if not counts:
        return False
    undated = counts[0]["undated"]
    dated = sum(row["replies"] for row in counts if not row.get("reason"))
    return bool(undated > gates.UNDATED * (undated + dated))


def _blocked(answer: Answer) -> str:
    """Why timing is not shown: too many replies without a date; empty where that is not so."""
    if not _too_many_undated(answer.counts):
        return ""
    undated = answer.counts[0]["undated"]
    replies = undated + sum(row["replies"] for row in answer.counted)
    none = f"{undated:,} of {words.count(replies, 'reply')} {'has' if undated == 1 else 'have'} no date"
    said = "No reply has a date" if undated == replies else none
    return f"{said}, so how long answers take would be a guess. Add the day on which each came."


def _missing(answer: Answer) -> str:
    """Why nothing could be measured; empty where something was."""
    if answer.counts and "undated" in answer.counts[0] and (blocked := _blocked(answer)):
        return blocked
    if answer.counted:
        return ""
    if not answer.held_out:
        return response.NOTHING
    reasons = words.listed([f"{number:,} {reason}" for reason, number in answer.held_out.items()])
    return f"Nothing in this view can be timed: {reasons}."


def _too_few(days: Days, within: int) -> str:
    """What there is while it is too little for a curve; empty where it is enough."""
    answered = [day for day, replies, _ in days if replies and day <= within]
    replies = int(sum(replies for day, replies, _ in days if day <= within))
    if replies >= gates.CURVE_REPLIES:
        return ""
    needed = f"It takes {gates.CURVE_REPLIES} dated replies to say how long answers take"
    if not replies:
        longest = words.count(int(max((day for day, _, _ in days), default=0)), "day")
        return f"{needed}. None has come within {within} days yet; the longest wait so far is {longest}."
    took = (
        f"{min(answered):.0f}" if len(set(answered)) == 1 else f"{min(answered):.0f} to {max(answered):.0f}"
    )
    unit = "day" if took == "1" else "days"
    came = "it took" if replies == 1 else "they took"
    return f"{needed}, and there {'is' if replies == 1 else 'are'} {replies}: {came} {took} {unit}."

"""Waiting: how long answers take, when to follow up, and when to stop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from analysis import wording
from analysis.question import Row
from analysis.questions import response, timing
from analysis.questions.timing import Days
from analysis.statistics import gates, rates, survival, waiting
from analysis.statistics.survival import DayRange
from analysis.statistics.waiting import Advice

if TYPE_CHECKING:
    from analysis.answer import Answer

ALL = "all"


# How long do answers take?


def curve(counts: list[Row], asked: Mapping[str, Any]) -> list[Row]:
    """One row for each group and day within the horizon: who was still watched, and the share answered by then.

    All together come first where there are several groups. No rows where too many replies lack a date.
    """
    timing.only_within(asked)
    if timing.too_many_undated(counts):
        return []
    groups = dict(response.grouped(counts, lambda row: str(row["name"])))
    together = {ALL: counts} if len(groups) > 1 else {}
    return [
        row
        for name, group in {**together, **groups}.items()
        for row in _curve_rows(name, timing.days_of(group), asked["within"])
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
    days, within = timing.days_of(answer.counted), answer.parameters["within"]
    if missing := timing.missing(answer) or _too_few(days, within):
        return missing
    reach = reached(days, within)
    half, most, nearly = (_by_day(days, share, reach) for share in (0.5, 0.8, 0.9))
    return (
        f"Of the replies that come within {wording.count(reach, 'day')}, half have come by {half}, 80 % by {most} and "
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
    few = [wording.name(name) for name in names_of(answer.rows) if not is_drawn(answer.rows, name)]
    return f" Too few replies for a line of their own: {wording.listed(few)}." if few else ""


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
    timing.only_within(asked)
    days: Days = [] if timing.too_many_undated(counts) else timing.days_of(counts)
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
    days, within = timing.days_of(answer.counted), answer.parameters["within"]
    if blocked := timing.blocked(answer):
        days = []
    again, stop = advice(days, within)
    if not again.measured:
        why = blocked or timing.missing(answer) or _too_few(days, within) or _too_young(within)
        return f"{rule_of_thumb(again.day, stop.day)} {why}"
    most = _by_day(days, 0.8, within)
    return (
        f"Follow up after {again.day} days of silence: 80 % of the replies that come within {within} days have come by "
        f"{most}. {_stopping(stop, days, within)}"
    )


def rule_of_thumb(again: int, stop: int) -> str:
    """The advice of which no reply tells: to follow up and to stop waiting after so many days."""
    return f"Follow up after {again} days of silence and stop waiting after {stop}: a rule of thumb, not your data."


def _stopping(stop: Advice, days: Days, within: int) -> str:
    if not stop.measured:
        return (
            f"Stop waiting after {stop.day} days: a rule of thumb, not your data. On no day before do fewer than "
            f"{wording.percent(waiting.HOPELESS)} of the silent still answer."
        )
    chance = survival.after_silence(days, stop.day, within)
    silent = int(survival.at_risk(days, stop.day + 1))
    return (
        f"Stop waiting after {stop.day} days: of {wording.count(silent, 'message')} silent for longer, "
        f"{wording.percent(chance.value)} (range {wording.span(chance.low, chance.high)}) were answered by "
        f"day {within}."
    )


def _too_young(within: int) -> str:
    return f"Fewer than {gates.CURVE_AT_RISK} messages have been watched for {within} days yet."


def reached(days: Days, within: int) -> int:
    """The last day within the horizon on which ten were still watched: as far as a curve can be read. 0 if none."""
    return next(
        (t for t in range(within, 0, -1) if survival.at_risk(days, t) >= gates.CURVE_AT_RISK),
        0,
    )


def _too_few(days: Days, within: int) -> str:
    """What there is while it is too little for a curve; empty where it is enough."""
    answered = [day for day, replies, _ in days if replies and day <= within]
    replies = int(sum(replies for day, replies, _ in days if day <= within))
    if replies >= gates.CURVE_REPLIES:
        return ""
    needed = f"It takes {gates.CURVE_REPLIES} dated replies to say how long answers take"
    if not replies:
        longest = wording.count(int(max((day for day, _, _ in days), default=0)), "day")
        return f"{needed}. None has come within {within} days yet; the longest wait so far is {longest}."
    took = (
        f"{min(answered):.0f}" if len(set(answered)) == 1 else f"{min(answered):.0f} to {max(answered):.0f}"
    )
    unit = "day" if took == "1" else "days"
    came = "it took" if replies == 1 else "they took"
    return f"{needed}, and there {'is' if replies == 1 else 'are'} {replies}: {came} {took} {unit}."

"""Questions by hand in pandas: the same counts from the same tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import pandas as pd

from benchmarks.by_hand import TABLES, journey_of
from data.imports.log import MeasuredLog
from data.playbook import STAGES

Tables: TypeAlias = Mapping[str, pd.DataFrame]
Asked: TypeAlias = Mapping[str, Any]

DAY_COUNTS = {
    "units": ("answered", "size"),
    "replies": ("answered", "sum"),
    "positive": ("positive", "sum"),
    "rejections": ("rejection", "sum"),
    "silent": ("silent", "sum"),
}
"""What is counted of the touches of a group and a day."""


def tables(log: MeasuredLog) -> Tables:
    """The tables that the questions read, as data frames."""
    return {name: log.table(sql).to_pandas(date_as_object=False) for name, sql in TABLES.items()}


def summary(log: Tables, asked: Asked) -> pd.DataFrame:
    """Where does the search stand?"""
    touches, opportunities = _watched(log["touches"], asked), log["opportunities"]
    waited = opportunities.interviewed_on - opportunities.applied_on.fillna(opportunities.first_sent_on)
    invited = opportunities.interviewed | opportunities.final | opportunities.offered
    row = {
        "touches": len(touches),
        "measured": touches.measured.sum(),
        "answered": touches.in_time.sum(),
        "undated": 0,
        "moved": touches.moved.sum(),
        "people": touches.person.nunique(),
        "first_on": touches.sent_on.min(),
        "last_on": touches.sent_on.max(),
        "opportunities": len(opportunities),
        "screens": opportunities.screened.sum(),
        "interviews": invited.sum(),
        "interviews_within": waited.dt.days.between(0, asked["within"]).sum(),
        "finals": opportunities.final.sum(),
        "offers": opportunities.offered.sum(),
        "rejections": opportunities.rejected.sum(),
    }
    return pd.DataFrame([row])


def journey(log: Tables, _asked: Asked) -> pd.DataFrame:
    """How far did each opportunity come?"""
    opportunities = log["opportunities"]
    invited = opportunities.interviewed | opportunities.final | opportunities.offered
    flags = ["applied", "answered", "screened", "invited", "final", "offered", "rejected", "withdrawn"]
    kinds = opportunities.assign(invited=invited).groupby(flags).size().reset_index()
    moves = [(*move, *kind[-1:]) for kind in kinds.itertuples(index=False) for move in journey_of(*kind[:-1])]
    named = pd.DataFrame(moves, columns=["source", "target", "opportunities"])
    return named.groupby(["source", "target"]).sum().reset_index()


def weekly_activity(log: Tables, asked: Asked) -> pd.DataFrame:
    """How much was sent each week?"""
    touches = _watched(log["touches"], asked)
    monday = touches.sent_on - pd.to_timedelta(touches.sent_on.dt.day_of_week, unit="D")
    weeks = touches.assign(week=monday).groupby(["week", "channel"], observed=True)
    counts = weeks.agg(
        touches=("answered", "size"), measured=("measured", "sum"), answered=("in_time", "sum")
    )
    return counts.reset_index().assign(undated=0, reason=None, units=lambda week: week.touches)


def response_by_channel(log: Tables, asked: Asked) -> pd.DataFrame:
    """Which channels get replies?"""
    named = log["touches"].rename(columns={"channel": "name"})
    return _responses(named, ["name"], asked).assign(split="unknown")


def response_by_strategy(log: Tables, asked: Asked) -> pd.DataFrame:
    """Which follow-up strategies get replies, at which stage?"""
    named = log["touches"].rename(columns={"strategy": "name", "stage": "split"})
    return _responses(named, ["name", "split"], asked)


def _responses(touches: pd.DataFrame, by: list[str], asked: Asked) -> pd.DataFrame:
    watched = _watched(touches, asked)
    known = watched[watched.reason.isna()]
    clusters = known.groupby([*by, "client"], observed=True).agg(m=("in_time", "size"), y=("in_time", "sum"))
    sums = _add_squares(clusters).groupby(by, observed=True).sum()
    counted = watched.assign(day=watched.day.clip(upper=asked["within"] + 1))
    days = counted.groupby([*by, "reason", "day"], observed=True, dropna=False)
    counts = days.agg(
        **DAY_COUNTS,
        waiting=("waiting", "sum"),
        old=("old", "sum"),
        old_replies=("old_replies", "sum"),
    )
    joined = counts.reset_index().merge(sums.reset_index(), on=by)
    return joined.assign(undated=0, channel=None, several_clients=True, fields_with=None, fields_without=None)


def _add_squares(clusters: pd.DataFrame) -> pd.DataFrame:
    """The messages (m) and replies (y) of each client, with their squares: what one client sends is alike."""
    m, y = clusters.m, clusters.y
    return clusters.assign(clusters=1, mm=m * m, my=m * y, yy=y * y)


def reply_curve(log: Tables, asked: Asked) -> pd.DataFrame:
    """How long do answers take?"""
    watched = _watched(log["touches"].rename(columns={"channel": "name"}), asked)
    days = watched.groupby(["name", "reason", "day"], observed=True, dropna=False)
    counts = days.agg(
        **DAY_COUNTS,
    )
    known = watched[watched.reason.isna()]
    parts = known.groupby(["name", "client"], observed=True).agg(m=("in_time", "size"), y=("in_time", "sum"))
    sums = _add_squares(parts).groupby("name", observed=True).sum()
    together = _add_squares(parts.groupby("client").sum()).sum().add_prefix("all_")
    joined = counts.reset_index().merge(sums.reset_index(), on="name")
    return joined.assign(undated=0, channel=None, **together)


def _watched(touches: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    """Each touch was answered, or last seen silent, `day` days after sending (every reply of a cohort has a date)."""
    as_of = pd.Timestamp(asked["as_of"])
    last_day = touches.next_sent_on.where(touches.next_sent_on <= as_of, as_of)
    silent_days = (last_day - touches.sent_on).dt.days
    reply_day = (touches.answered_on - touches.sent_on).dt.days
    day = silent_days.where(~touches.answered, reply_day)
    in_time = touches.untimed.isna() & touches.answered & (reply_day <= asked["within"])
    old = (as_of - touches.sent_on).dt.days >= asked["within"]
    return touches.assign(
        reason=touches.untimed,
        day=day.where(touches.untimed.isna()),
        silent=~touches.answered,
        measured=touches.untimed.isna(),
        in_time=in_time,
        old=old,
        old_replies=old & in_time,
        waiting=~touches.answered & touches.next_sent_on.isna() & (silent_days < asked["within"]),
    )


def replies_by_touch_number(log: Tables, asked: Asked) -> pd.DataFrame:
    """Do second and third messages get answers?"""
    touches = _watched(log["touches"], asked)
    answered_at = touches.touch_number.where(touches.answered).groupby(touches.thread).transform("min")
    late = (touches.touch_number > answered_at).map({True: "sent after an answer had come", False: None})
    reason = touches.untimed.fillna(late)
    touch, day = touches.touch_number, touches.day.clip(upper=asked["within"] + 1)
    tries = touches.assign(reason=reason, touch=touch.where(reason.isna()), day=day.where(reason.isna()))
    days = tries.groupby(["reason", "touch", "day"], dropna=False)
    counts = days.agg(**DAY_COUNTS, waiting=("waiting", "sum"))
    known = tries[reason.isna()]
    clusters = known.groupby(["touch", "client"]).agg(m=("in_time", "size"), y=("in_time", "sum"))
    sums = _add_squares(clusters).groupby("touch").sum()
    joined = counts.reset_index().merge(sums.reset_index(), on="touch", how="left")
    return joined.assign(undated=0, channel=None, several_clients=True)


def offers_by_strategy(log: Tables, asked: Asked) -> pd.DataFrame:
    """Which follow-up strategies came before interviews and offers?"""
    keys = ["strategy", "stage", "opportunity"]
    groups = _watched(log["touches"], asked).groupby(keys, observed=True)
    sent = groups.agg(
        touches=("answered", "size"),
        measured=("measured", "sum"),
        replies=("in_time", "sum"),
        first_on=("sent_on", "min"),
    )
    used = sent.reset_index()
    order = {stage: place for place, stage in enumerate(STAGES)}
    used["place"] = used.stage.astype(str).map(order)
    used["from_day"] = used.first_on + pd.to_timedelta((used.place >= order["screen"]).astype(int), unit="D")
    known = log["milestones"]
    known = known[known.reached_at.isna() | (known.reached_at.dt.normalize() <= pd.Timestamp(asked["as_of"]))]
    later = used.merge(known, on="opportunity")
    step = later.kind.astype(str).replace("accepted", "offer").map(order)
    unordered = later.reached_at.isna() & (step > later.place)
    after = (later.reached_at.dt.normalize() >= later.from_day) | unordered
    later["offers"] = after & (step == order["offer"])
    later["interviews"] = after & (step >= order["interview"])
    later["further"] = after & (step >= order["screen"])
    outcomes = ["interviews", "further", "offers"]
    followed = later.groupby(keys, observed=True)[outcomes].any().reset_index()
    joined = used.merge(followed, on=keys, how="left").assign(undated=0, opportunities=1)
    joined[outcomes] = joined[outcomes].eq(True)
    counted = ["touches", "measured", "replies", "undated", "opportunities", *outcomes]
    counts = joined.groupby(["strategy", "stage"], observed=True)[counted].sum().reset_index()
    at = counts.stage.astype(str).map(order)
    counts["interviews"] = counts.interviews.where(at < order["interview"])
    counts[["further", "offers"]] = counts[["further", "offers"]].where(at < order["offer"], axis=0)
    return counts.assign(reason=None, units=None)  # every touch has a day, so none is held out


BY_HAND: Mapping[str, Callable[[Tables, Asked], pd.DataFrame]] = {
    act.__name__: act
    for act in (
        summary,
        journey,
        weekly_activity,
        response_by_channel,
        response_by_strategy,
        offers_by_strategy,
        reply_curve,
        replies_by_touch_number,
    )
}

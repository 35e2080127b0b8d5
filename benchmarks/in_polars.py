"""Questions by hand in polars: the same counts from the same tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias, cast

import polars as pl
from polars import col

from benchmarks.by_hand import TABLES, journey_of
from data.imports.log import MeasuredLog
from data.playbook import STAGES

Tables: TypeAlias = Mapping[str, pl.LazyFrame]
Asked: TypeAlias = Mapping[str, Any]


def tables(log: MeasuredLog) -> Tables:
    """The tables that the questions read, as frames whose plan is optimised before it runs."""
    return {name: cast(pl.DataFrame, pl.from_arrow(log.table(sql))).lazy() for name, sql in TABLES.items()}


def summary(log: Tables, asked: Asked) -> pl.DataFrame:
    """Where does the search stand?"""
    sent = _watched(log["touches"], asked).select(
        touches=pl.len(),
        measured=col("measured").sum(),
        answered=col("in_time").sum(),
        undated=0,
        moved=col("moved").sum(),
        people=col("person").n_unique(),
        first_on=col("sent_on").min(),
        last_on=col("sent_on").max(),
    )
    waited = (col("interviewed_on") - col("applied_on").fill_null(col("first_sent_on"))).dt.total_days()
    reached = log["opportunities"].select(
        opportunities=pl.len(),
        screens=col("screened").sum(),
        interviews=(col("interviewed") | col("final") | col("offered")).sum(),
        interviews_within=waited.is_between(0, asked["within"]).sum(),
        finals=col("final").sum(),
        offers=col("offered").sum(),
        rejections=col("rejected").sum(),
    )
    return pl.concat([sent, reached], how="horizontal").collect()


def journey(log: Tables, _asked: Asked) -> pl.DataFrame:
    """How far did each opportunity come?"""
    flags = ("applied", "answered", "screened", "invited", "final", "offered", "rejected", "withdrawn")
    invited = col("interviewed") | col("final") | col("offered")
    kinds = log["opportunities"].with_columns(invited=invited).group_by(flags).len().collect()
    moves = [(*move, kind[-1]) for kind in kinds.iter_rows() for move in journey_of(*kind[:-1])]
    named = pl.DataFrame(moves, schema=["source", "target", "opportunities"], orient="row")
    return named.group_by("source", "target").sum()


def weekly_activity(log: Tables, asked: Asked) -> pl.DataFrame:
    """How much was sent each week?"""
    monday = col("sent_on").dt.truncate("1w").alias("week")
    weeks = _watched(log["touches"], asked).group_by(monday, "channel")
    counts = weeks.agg(touches=pl.len(), measured=col("measured").sum(), answered=col("in_time").sum())
    return counts.with_columns(undated=0, reason=None, units="touches").collect()


def response_by_channel(log: Tables, asked: Asked) -> pl.DataFrame:
    """Which channels get replies?"""
    named = log["touches"].with_columns(name="channel")
    return _responses(named, ["name"], asked).with_columns(split=pl.lit("unknown"))


def response_by_strategy(log: Tables, asked: Asked) -> pl.DataFrame:
    """Which follow-up strategies get replies, at which stage?"""
    named = log["touches"].with_columns(name="strategy", split="stage")
    return _responses(named, ["name", "split"], asked)


def _responses(touches: pl.LazyFrame, by: list[str], asked: Asked) -> pl.DataFrame:
    watched = _watched(touches, asked)
    known = watched.filter(col("reason").is_null())
    sums = _count_by_client(known, by).group_by(by).agg(**SUMS)
    counted = watched.with_columns(day=pl.min_horizontal("day", pl.lit(asked["within"] + 1)))
    counts = counted.group_by(*by, "reason", "day").agg(
        units=pl.len(),
        replies=col("answered").sum(),
        positive=col("positive").sum(),
        rejections=col("rejection").sum(),
        silent=(~col("answered")).sum(),
        waiting=col("waiting").sum(),
        old=col("old").sum(),
        old_replies=(col("old") & col("in_time")).sum(),
    )
    fields = {"fields_with": None, "fields_without": None}  # no more was noted of one message than of another
    joined = counts.join(sums, on=by)
    return joined.with_columns(undated=0, channel=None, several_clients=True, **fields).collect()


SUMS = {
    "clusters": pl.len(),
    "m": col("m").sum(),
    "y": col("y").sum(),
    "mm": (col("m") * col("m")).sum(),
    "my": (col("m") * col("y")).sum(),
    "yy": (col("y") * col("y")).sum(),
}
"""The messages (m) and replies (y) of the clients of a group, with their squares: what one client sends is alike."""


def _count_by_client(known: pl.LazyFrame, by: list[str]) -> pl.LazyFrame:
    return known.group_by(*by, "client").agg(m=pl.len().cast(pl.Int64), y=col("in_time").sum().cast(pl.Int64))


def reply_curve(log: Tables, asked: Asked) -> pl.DataFrame:
    """How long do answers take?"""
    watched = _watched(log["touches"].with_columns(name="channel"), asked)
    days = watched.group_by("name", "reason", "day").agg(
        units=pl.len(),
        replies=col("answered").sum(),
        positive=col("positive").sum(),
        rejections=col("rejection").sum(),
        silent=(~col("answered")).sum(),
    )
    parts = _count_by_client(watched.filter(col("reason").is_null()), ["name"])
    sums = parts.group_by("name").agg(**SUMS)
    clients = parts.group_by("client").agg(col("m").sum(), col("y").sum())
    together = clients.select(**{f"all_{name}": total for name, total in SUMS.items()})
    joined = days.join(sums, on="name").join(together, how="cross")
    return joined.with_columns(undated=0, channel=None).collect()


def _watched(touches: pl.LazyFrame, asked: Asked) -> pl.LazyFrame:
    """Each touch was answered, or last seen silent, `day` days after sending (every reply of a cohort has a date)."""
    silent_days = (pl.min_horizontal("next_sent_on", pl.lit(asked["as_of"])) - col("sent_on")).dt.total_days()
    reply_day = (col("answered_on") - col("sent_on")).dt.total_days()
    return touches.with_columns(
        reason=col("untimed"),
        measured=col("untimed").is_null(),
        old=(pl.lit(asked["as_of"]) - col("sent_on")).dt.total_days() >= asked["within"],
        in_time=col("untimed").is_null() & col("answered") & (reply_day <= asked["within"]).fill_null(False),
        day=pl.when(col("untimed").is_null()).then(
            pl.when(col("answered")).then(reply_day).otherwise(silent_days)
        ),
        waiting=~col("answered") & col("next_sent_on").is_null() & (silent_days < asked["within"]),
    )


def replies_by_touch_number(log: Tables, asked: Asked) -> pl.DataFrame:
    """Do second and third messages get answers?"""
    answered_at = col("touch_number").filter("answered").min().over("thread")
    late = pl.when(col("touch_number") > answered_at).then(pl.lit("sent after an answer had come"))
    tries = _watched(log["touches"], asked).with_columns(reason=pl.coalesce("untimed", late))
    known = pl.when(col("reason").is_null())
    placed = tries.with_columns(
        touch=known.then("touch_number"),
        day=known.then(pl.min_horizontal("day", pl.lit(asked["within"] + 1))),
    )
    days = placed.group_by("reason", "touch", "day").agg(
        units=pl.len(),
        replies=col("answered").sum(),
        positive=col("positive").sum(),
        rejections=col("rejection").sum(),
        silent=(~col("answered")).sum(),
        waiting=col("waiting").sum(),
    )
    sums = _count_by_client(placed.filter(col("reason").is_null()), ["touch"]).group_by("touch").agg(**SUMS)
    joined = days.join(sums, on="touch", how="left")
    return joined.with_columns(undated=0, channel=None, several_clients=True).collect()


def offers_by_strategy(log: Tables, asked: Asked) -> pl.DataFrame:
    """Which follow-up strategies came before interviews and offers?"""
    keys = ["strategy", "stage", "opportunity"]
    order = {stage: place for place, stage in enumerate(STAGES)}
    place = col("stage").cast(pl.String).replace_strict(order, default=None)
    used = (
        _watched(log["touches"], asked)
        .group_by(keys)
        .agg(
            touches=pl.len(),
            measured=col("measured").sum(),
            replies=col("in_time").sum(),
            first_on=col("sent_on").min(),
        )
        .with_columns(place=place)
        .with_columns(
            from_day=col("first_on") + pl.duration(days=(col("place") >= order["screen"]).cast(pl.Int64))
        )
    )
    reached_on, kind = col("reached_at").dt.date(), col("kind").cast(pl.String)
    known = log["milestones"].filter(reached_on.is_null() | (reached_on <= asked["as_of"]))
    step = kind.replace("accepted", "offer").replace_strict(order, default=None)
    after = (reached_on >= col("from_day")).fill_null(step > col("place"))
    followed = (
        used.join(known, on="opportunity")
        .group_by(keys)
        .agg(
            interviews=(after & (step >= order["interview"])).any(),
            further=(after & (step >= order["screen"])).any(),
            offers=(after & (step == order["offer"])).any(),
        )
    )
    joined = used.join(followed, on=keys, how="left").group_by("strategy", "stage")
    return joined.agg(
        touches=col("touches").sum(),
        measured=col("measured").sum(),
        replies=col("replies").sum(),
        undated=0,
        opportunities=pl.len(),
        interviews=pl.when(col("place").first() < order["interview"]).then(col("interviews").sum()),
        further=pl.when(col("place").first() < order["offer"]).then(col("further").sum()),
        offers=pl.when(col("place").first() < order["offer"]).then(col("offers").sum()),
        reason=None,
        units=None,
    ).collect()


BY_HAND: Mapping[str, Callable[[Tables, Asked], pl.DataFrame]] = {
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

"""The worlds, what is asked of each, and what has to hold."""

from collections.abc import Iterable

from tests.worlds import cohorts, searches
from tests.worlds.judge import Bar, Check, World
from tests.worlds.readings import (
    ANY_DAY,
    Read,
    read_best_channel,
    read_credit,
    read_curve,
    read_differences,
    read_rate,
    read_sentence,
)

NOTHING = Bar(clear_most=0.05)
NOTHING_IN_RANGE = Bar(clear_most=0.05, covers=0.93)
FOUND = Bar(clear_least=0.90)
FOUND_IN_RANGE = Bar(clear_least=0.90, covers=0.93)
COVERED = Bar(covers=0.93)

REPLY, FURTHER, OFFER = ("reply", 14), ("further", 60), ("offer", 60)
"""Outcomes of a fair comparison, each with the days within which it counts."""


def _compare(strategy: str | None, outcome: tuple[str, int]) -> Read:
    rows = {"strategy": strategy} if strategy else {}
    return read_differences("fair_comparison", rows, outcome=outcome[0], days=outcome[1])


def _compare_all(strategy: str, outcomes: Iterable[tuple[str, int]], bar: Bar) -> tuple[Check, ...]:
    return tuple(
        Check(f"fair_comparison, {strategy}, {outcome[0]}", _compare(strategy, outcome), bar)
        for outcome in outcomes
    )


FOLLOW_UP_OR_WAIT = read_differences("follow_up_or_wait", {"silence": ANY_DAY}, days=14)

STACKED = World(
    "stacked clients",
    "40 clients, well placed ones do more of everything; nothing has an effect",
    cohorts.write_stacked,
    cohorts.LAST_DAY,
    (
        Check("personalised", read_differences("personalised"), NOTHING_IN_RANGE),
        Check("thank_you_landmark", read_differences("thank_you_landmark"), NOTHING_IN_RANGE),
        Check("response_by_channel", read_sentence("response_by_channel"), NOTHING),
        Check("response_by_strategy", read_sentence("response_by_strategy"), NOTHING),
        Check("gaps_between_touches", read_sentence("gaps_between_touches"), NOTHING),
        Check("best_time", read_sentence("best_time"), NOTHING),
        Check("credit_for_offers", read_credit, NOTHING),
        Check("fair_comparison, anything, further", _compare(None, FURTHER), NOTHING),
        Check("fair_comparison, anything, offer", _compare(None, OFFER), NOTHING),
        *_compare_all("next_steps", (REPLY, FURTHER, OFFER), NOTHING_IN_RANGE),
        Check("follow_up_or_wait", FOLLOW_UP_OR_WAIT, NOTHING_IN_RANGE),
    ),
)

WITHIN_CLIENTS = World(
    "effect within clients",
    "40 clients, +10 points for personalised messages and for e-mail",
    cohorts.write_effect,
    cohorts.LAST_DAY,
    (
        Check("personalised", read_differences("personalised"), FOUND_IN_RANGE, 0.10),
        Check("response_by_channel", read_best_channel("email"), FOUND, 1),
    ),
)

REVERSED = World(
    "effect against the plain rates",
    "40 clients, +15 points for both, used most by the clients who are answered least",
    cohorts.write_reversed,
    cohorts.LAST_DAY,
    (
        Check("personalised", read_differences("personalised"), FOUND_IN_RANGE, 0.15),
        Check("response_by_channel", read_best_channel("email"), FOUND, 1),
    ),
)

IDLE_FOLLOW_UPS = World(
    "follow-ups without effect",
    "one search of 120 opportunities, only the silent are followed up",
    searches.FollowUps(120).write,
    searches.DAYS,
    (
        *_compare_all("next_steps", (REPLY, FURTHER, OFFER), NOTHING_IN_RANGE),
        Check("follow_up_or_wait", FOLLOW_UP_OR_WAIT, NOTHING_IN_RANGE),
    ),
)

SAMPLES = World(
    "samples after replies",
    "one search of 120 opportunities, work samples or other messages only after an answer, without effect",
    searches.write_samples,
    searches.DAYS,
    _compare_all("materials", (FURTHER, OFFER), NOTHING_IN_RANGE),
)


def _follow_up_world(opportunities: int, bar: Bar) -> World:
    last_day = searches.DAYS + 40
    return World(
        f"follow-ups that help, {opportunities}",
        f"one search of {opportunities} opportunities, +15 points within 14 days of a follow-up, at about 15 %",
        searches.FollowUps(
            opportunities, searches.HELPED_EVENTUAL, effect=0.15, again=15, last_day=last_day
        ).write,
        last_day,
        (
            Check("fair_comparison, next_steps, reply", _compare("next_steps", REPLY), bar, 0.15),
            Check("follow_up_or_wait", FOLLOW_UP_OR_WAIT, bar, 0.15),
        ),
    )


GROWING = World(
    "looking every second day",
    "one search, looked at 31 times over 60 days, nothing has an effect",
    searches.write_growing,
    searches.GROWING_DAYS,
    (
        Check("personalised", read_differences("personalised"), NOTHING),
        Check("response_by_channel, two", read_best_channel("", "email", "linkedin"), NOTHING),
        Check("response_by_channel, four", read_best_channel(""), NOTHING),
        Check("response_by_strategy", read_sentence("response_by_strategy"), NOTHING),
        Check("best_time", read_sentence("best_time"), NOTHING),
        Check("gaps_between_touches", read_sentence("gaps_between_touches"), NOTHING),
        *_compare_all("next_steps", (REPLY, FURTHER, OFFER), NOTHING),
        Check("follow_up_or_wait", FOLLOW_UP_OR_WAIT, NOTHING),
        Check("thank_you_landmark, 21 days", read_differences("thank_you_landmark", days=21), NOTHING),
    ),
    looks=tuple(range(40, searches.GROWING_DAYS + 1, 2)),
    cost=4,
    pages={
        "the Timing page": (
            "best_time",
            "gaps_between_touches",
            "follow_up_or_wait",
            "thank_you_landmark, 21 days",
        ),
        "the Strategies page": (
            "personalised",
            "response_by_strategy",
            "fair_comparison, next_steps, reply",
            "fair_comparison, next_steps, offer",
        ),
    },
)

CLUSTERED = World(
    "several messages to one person",
    "60 people, four messages each, ICC 0.3",
    searches.write_clustered,
    searches.CLUSTERED_DAYS,
    (
        Check("response_by_channel, all", read_rate(searches.clustered_share), COVERED),
        Check(
            "reply_curve, days 3, 7, 14, 30", read_curve(searches.clustered_share, (3, 7, 14, 30)), COVERED
        ),
    ),
)

ALL_FOLLOWED_UP = World(
    "nearly all followed up by day 7",
    "420 requests for a referral, follow-ups without effect",
    searches.write_all_followed_up,
    searches.DAYS,
    (
        Check("response_by_channel, referral", read_rate(searches.followed_share, name="referral"), COVERED),
        Check(
            "reply_curve, days 3, 7, 14, 30",
            read_curve(searches.followed_share, (3, 7, 14, 30), name="referral"),
            COVERED,
        ),
    ),
)

REFERRALS = World(
    "referrals at four times the odds",
    "150 messages by four channels",
    searches.write_referrals,
    searches.DAYS,
    (
        Check(
            "response_by_channel",
            read_best_channel("referral"),
            Bar(wrong_most=0.01, clear_least=0.20, said_least=0.50),
            1,
        ),
    ),
)

WORLDS = (
    STACKED,
    WITHIN_CLIENTS,
    REVERSED,
    IDLE_FOLLOW_UPS,
    SAMPLES,
    _follow_up_world(300, Bar(said_least=0.80, covers=0.93)),
    _follow_up_world(600, Bar(clear_least=0.80, covers=0.93)),
    GROWING,
    CLUSTERED,
    ALL_FOLLOWED_UP,
    REFERRALS,
)
